import * as v from 'valibot';
import { cleaningRules, ruleOf, type CleaningRuleId } from '../cleaning/rules';
import { count, day, finite, id, text } from '../kept/fieldSchemas';

const segmentConditionSchema = v.object({
  kind: v.literal('segment'),
  segmentId: text,
  test: v.picklist(['isAnyOf', 'isNoneOf']),
  values: v.array(text),
});
const ratingConditionSchema = v.object({
  kind: v.literal('rating'),
  measureId: id,
  test: v.picklist(['atMost', 'atLeast']),
  limit: finite,
});
const conditionsSchema = v.array(
  v.variant('kind', [segmentConditionSchema, ratingConditionSchema]),
);

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
  details: v.object({
    offTarget: conditionsSchema,
    contradictions: v.array(conditionsSchema),
    traps: v.array(v.object({ segmentId: text, accepted: v.array(text) })),
    firstDay: day,
    lastDay: day,
    extremes: v.picklist(['both', 'low', 'high']),
  }),
  invited: v.nullable(count),
});
