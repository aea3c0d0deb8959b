import type { ResponseTable } from '../table/responseTable';
import { assertNever } from '../../shared/assertNever';
import {
  cleaningRules,
  type CleaningRuleId,
  type CleaningSettings,
  type ManualDecision,
} from './cleaningSettings';
import { markDuplicates } from './duplicateRespondent';
import { markOutOfRange } from './outOfRange';
import { markStraightLining } from './straightLining';
import { markTooFast } from './tooFast';

/** What settled a response: no rule (0), the nth rule, or a person. */
export const verdict = { kept: 0, excludedByHand: 100, keptByHand: 101 } as const;

/** The rules' marks and the verdict on every response of one source. Nothing is deleted. */
export interface Ledger {
  /** Bit n is set when rule n of `cleaningRules` marks the response, whatever came before. */
  readonly flags: Uint8Array;
  /** See {@link verdict}; 1…n is the first rule that excludes the response. */
  readonly verdicts: Uint8Array;
}

/** Applies the enabled rules and the manual decisions to a table. */
export function buildLedger(
  table: ResponseTable,
  settings: CleaningSettings,
  decisions: readonly ManualDecision[],
): Ledger {
  const flags = new Uint8Array(table.rowCount);
  const verdicts = new Uint8Array(table.rowCount);
  cleaningRules.forEach((rule, index) => {
    const { enabled, threshold } = settings[rule];
    if (!enabled) return;
    markRule(rule, table, threshold, (row) => {
      flags[row]! |= 1 << index;
      if (verdicts[row] === verdict.kept) verdicts[row] = index + 1;
    });
  });
  for (const { sourceId, row, decision } of decisions) {
    if (sourceId !== table.sourceId || row >= table.rowCount) continue;
    verdicts[row] = decision === 'keep' ? verdict.keptByHand : verdict.excludedByHand;
  }
  return { flags, verdicts };
}

/** True when a response with this verdict counts in the scores. */
export function isKept(code: number): boolean {
  return code === verdict.kept || code === verdict.keptByHand;
}

/** Marks the responses of one rule. */
export function markRule(
  rule: CleaningRuleId,
  table: ResponseTable,
  threshold: number,
  mark: (row: number) => void,
): void {
  switch (rule) {
    case 'duplicateRespondent':
      return markDuplicates(table, threshold, mark);
    case 'tooFast':
      return markTooFast(table, threshold, mark);
    case 'straightLining':
      return markStraightLining(table, threshold, mark);
    case 'outOfRange':
      return markOutOfRange(table, threshold, mark);
    default:
      return assertNever(rule);
  }
}

/** The rules whose flag is set in a response's flags. */
export function rulesIn(flags: number): CleaningRuleId[] {
  return cleaningRules.filter((_, index) => (flags & (1 << index)) !== 0);
}
