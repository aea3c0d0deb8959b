import type { CleaningRule, DetailField } from './cleaningRule';
import { contradiction } from './contradiction';
import { duplicateAnswers } from './duplicateAnswers';
import { duplicateRespondent } from './duplicateRespondent';
import { incomplete } from './incomplete';
import { lowVariance } from './lowVariance';
import { mahalanobis } from './mahalanobis';
import { offTarget } from './offTarget';
import { outOfPeriod } from './outOfPeriod';
import { outOfRange } from './outOfRange';
import { sameExtreme } from './sameExtreme';
import { sameNetwork } from './sameNetwork';
import { sameThroughout } from './sameThroughout';
import { screenedOut } from './screenedOut';
import { straightLining } from './straightLining';
import { testRow } from './testRow';
import { tooFast } from './tooFast';
import { trapFailed } from './trapFailed';
import { unexplainedExtreme } from './unexplainedExtreme';
import { vagueComment } from './vagueComment';

/**
 * All rules, in the order they are applied until somebody changes it: who should not be in the file
 * at all, then how the answers were given, then what is only to be looked at. A rule's place here is
 * its bit in a ledger's flags; ledgers are never stored.
 */
export const rules = {
  testRow,
  screenedOut,
  offTarget,
  outOfPeriod,
  duplicateRespondent,
  duplicateAnswers,
  trapFailed,
  tooFast,
  sameThroughout,
  straightLining,
  contradiction,
  incomplete,
  outOfRange,
  sameExtreme,
  lowVariance,
  mahalanobis,
  sameNetwork,
  vagueComment,
  unexplainedExtreme,
} as const;

export type CleaningRuleId = keyof typeof rules;

/** The ids of all rules in their usual order. */
export const cleaningRules = Object.keys(rules) as readonly CleaningRuleId[];

type DetailsIn<R> =
  R extends CleaningRule<string, infer D> ? ([unknown] extends [D] ? never : D) : never;
type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void
  ? I
  : never;

/** What all rules need beside numbers. */
export type RuleDetails = Together<DetailsIn<(typeof rules)[CleaningRuleId]>>;
export type DetailName = keyof RuleDetails;

/** A rule whatever the names of its limits and details. */
export type AnyRule = Omit<CleaningRule<string, RuleDetails>, 'details'> & {
  readonly details?: Readonly<Record<string, DetailField<unknown>>>;
};

/** A rule by its id. */
export function ruleOf(id: CleaningRuleId): AnyRule {
  return rules[id];
}

/** The names of the details a rule reads. */
export function detailsOf(id: CleaningRuleId): DetailName[] {
  return Object.keys(ruleOf(id).details ?? {}) as DetailName[];
}

/** One value per detail of any rule, made from its field. */
export function mapDetails<T>(make: (field: DetailField<unknown>) => T): Record<DetailName, T> {
  const fields = cleaningRules.flatMap((id) => Object.entries(ruleOf(id).details ?? {}));
  return Object.fromEntries(fields.map(([name, field]) => [name, make(field)])) as Record<
    DetailName,
    T
  >;
}
