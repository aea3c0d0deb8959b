import type { RuleAction } from './cleaningRule';
import {
  cleaningRules,
  detailsOf,
  mapDetails,
  ruleOf,
  type CleaningRuleId,
  type RuleDetails,
} from './rules';

/** How one rule is applied. */
export interface RuleSetting {
  readonly isOn: boolean;
  readonly action: RuleAction;
  /** The rule's limits by name. */
  readonly limits: Readonly<Record<string, number>>;
}

/** How an engagement's responses are cleaned. */
export interface CleaningSettings {
  /** All rules; a response counts under the first one that leaves it out. */
  readonly order: readonly CleaningRuleId[];
  readonly rules: Readonly<Record<CleaningRuleId, RuleSetting>>;
  readonly details: RuleDetails;
  /** Questionnaires sent out, for the response rate; null where nobody said. */
  readonly invited: number | null;
}

/** The rule as it is until somebody changes it. */
export function usualSetting(id: CleaningRuleId): RuleSetting {
  const { usual, limits } = ruleOf(id);
  return {
    isOn: usual.isOn,
    action: usual.action,
    limits: Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit.usual])),
  };
}

/** Settings nobody has changed. */
export const defaultCleaning: CleaningSettings = {
  order: cleaningRules,
  rules: Object.fromEntries(cleaningRules.map((id) => [id, usualSetting(id)])) as Record<
    CleaningRuleId,
    RuleSetting
  >,
  details: mapDetails(({ initial }) => initial) as RuleDetails,
  invited: null,
};

/** A limit inside its range and on one of its steps; the usual one where the number is none. */
export function cleanLimit(id: CleaningRuleId, name: string, value: number): number {
  const limit = ruleOf(id).limits[name];
  if (!limit) throw new Error(`rule ${id} has no limit ${name}`);
  if (!Number.isFinite(value)) return limit.usual;
  const stepped = Number((Math.round(value / limit.step) * limit.step).toFixed(6));
  return Math.min(limit.max, Math.max(limit.min, stepped));
}

/** The order with one rule moved one place earlier (−1) or later (1). */
export function movedRule(
  order: readonly CleaningRuleId[],
  id: CleaningRuleId,
  by: -1 | 1,
): CleaningRuleId[] {
  const at = order.indexOf(id);
  const to = Math.min(order.length - 1, Math.max(0, at + by));
  const moved = order.filter((other) => other !== id);
  moved.splice(to, 0, id);
  return moved;
}

/**
 * A text that is equal where a rule marks the same responses of a table; empty when it is off.
 * `weightsKey` stands for the weights of the model, which few rules read.
 */
export function markingKey(
  id: CleaningRuleId,
  { rules: settings, details }: CleaningSettings,
  weightsKey: string,
): string {
  const { isOn, limits } = settings[id];
  if (!isOn) return '';
  const names = Object.keys(ruleOf(id).limits);
  const read = detailsOf(id).map((key) => details[key]);
  const weights = ruleOf(id).readsWeights ? weightsKey : '';
  return JSON.stringify([names.map((name) => limits[name]), read, weights]);
}

/** A text that is equal for equal outcomes of cleaning; cubes are kept with it. */
export function settingsKey(settings: CleaningSettings, weightsKey: string): string {
  return settings.order
    .map((id) => {
      const key = markingKey(id, settings, weightsKey);
      return key === '' ? id : `${id}:${settings.rules[id].action}:${key}`;
    })
    .join(';');
}

/** Settings with one rule changed; limits that are not named stay, all are kept in their range. */
export function withRule(
  settings: CleaningSettings,
  id: CleaningRuleId,
  change: Partial<RuleSetting>,
): CleaningSettings {
  const before = settings.rules[id];
  const limits = Object.fromEntries(
    Object.entries({ ...before.limits, ...change.limits }).map(([name, value]) => [
      name,
      cleanLimit(id, name, value),
    ]),
  );
  return { ...settings, rules: { ...settings.rules, [id]: { ...before, ...change, limits } } };
}

/** Settings with some details changed. */
export function withDetails(
  settings: CleaningSettings,
  change: Partial<RuleDetails>,
): CleaningSettings {
  return { ...settings, details: { ...settings.details, ...change } };
}
