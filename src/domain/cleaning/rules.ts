import type { CleaningRule } from './cleaningRule';
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

/** A rule by its id, whatever the names of its limits. */
export function ruleOf(id: CleaningRuleId): CleaningRule {
  return rules[id];
}
