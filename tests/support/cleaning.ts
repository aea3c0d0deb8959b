import {
  defaultCleaning,
  withDetails,
  withRule,
  type CleaningSettings,
} from '../../src/domain/cleaning/cleaningSettings';
import {
  cleaningRules,
  ruleOf,
  type CleaningRuleId,
  type RuleDetails,
} from '../../src/domain/cleaning/rules';
import { tableOf, type PlainSurvey } from './tables';

/** The usual settings with these rules on and all others off. */
export function onlyRules(...on: readonly CleaningRuleId[]): CleaningSettings {
  return cleaningRules.reduce(
    (settings, id) => withRule(settings, id, { isOn: on.includes(id) }),
    defaultCleaning,
  );
}

/** What a rule needs to be tried on a survey. */
export function inputOf(
  survey: PlainSurvey,
  details: Partial<RuleDetails> = {},
  weights: Readonly<Record<string, number>> = {},
) {
  return {
    table: tableOf(survey),
    details: withDetails(defaultCleaning, details).details,
    weights: new Map(Object.entries(weights)),
  };
}

/** The rows a rule marks, in order, with its usual limits but for those named. */
export function marked(
  rule: CleaningRuleId,
  survey: PlainSurvey,
  limits: Readonly<Record<string, number>> = {},
  details: Partial<RuleDetails> = {},
  weights: Readonly<Record<string, number>> = {},
): number[] {
  const rows: number[] = [];
  ruleOf(rule).mark(
    inputOf(survey, details, weights),
    { ...defaultCleaning.rules[rule].limits, ...limits },
    (row) => rows.push(row),
  );
  return rows.sort((a, b) => a - b);
}
