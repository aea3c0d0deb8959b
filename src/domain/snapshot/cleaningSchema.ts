import * as v from 'valibot';
import {
  cleaningRules,
  mapDetails,
  ruleOf,
  type CleaningRuleId,
  type RuleDetails,
} from '../cleaning/rules';
import { count, finite } from '../kept/fieldSchemas';

/** Each rule with its own limits, inside their ranges. */
function ruleSchema(rule: CleaningRuleId) {
  const { actions, limits } = ruleOf(rule);
  return v.object({
    isOn: v.boolean(),
    action: v.picklist(actions),
    limits: v.object(
      Object.fromEntries(
        Object.entries(limits).map(([name, { min, max }]) => [
          name,
          v.pipe(finite, v.minValue(min), v.maxValue(max)),
        ]),
      ),
    ),
  });
}

export const cleaningSchema = v.object({
  order: v.pipe(
    v.array(v.picklist(cleaningRules)),
    v.check(
      (order) => order.length === cleaningRules.length && new Set(order).size === order.length,
    ),
  ),
  rules: v.object(
    Object.fromEntries(cleaningRules.map((rule) => [rule, ruleSchema(rule)])) as Record<
      CleaningRuleId,
      ReturnType<typeof ruleSchema>
    >,
  ),
  details: v.object(mapDetails(({ schema }) => schema)) as unknown as v.GenericSchema<
    unknown,
    RuleDetails
  >,
  invited: v.nullable(count),
});
