import { periodKey, type MonthIndex, type PeriodUnit } from '../model/period';

/** Chosen values of one segment; the empty string stands for "no answer". */
export interface SegmentChoice {
  readonly segmentId: string;
  readonly values: readonly string[];
}

/** Which responses count. An empty list means "all". */
export interface Scope {
  readonly segments: readonly SegmentChoice[];
  /** Period keys, months or quarters. */
  readonly periods: readonly string[];
  readonly sourceIds: readonly string[];
}

/** Everything. */
export const wholeScope: Scope = { segments: [], periods: [], sourceIds: [] };

/** Returns whether a month is in the scope's periods. */
export function periodFilter(scope: Scope): (month: MonthIndex) => boolean {
  if (scope.periods.length === 0) return () => true;
  const keys = new Set(scope.periods);
  return (month) =>
    month >= 0 && (keys.has(periodKey(month, 'quarter')) || keys.has(periodKey(month, 'month')));
}

/**
 * For a segment with the given values: 1 at each code the scope lets through, index 0 being
 * "no answer"; null when the scope does not cut by this segment.
 */
export function allowedCodes(
  scope: Scope,
  segmentId: string,
  values: readonly string[],
): Uint8Array | null {
  const choice = scope.segments.find((candidate) => candidate.segmentId === segmentId);
  if (!choice || choice.values.length === 0) return null;
  const chosen = new Set(choice.values);
  return Uint8Array.from(['', ...values], (value) => (chosen.has(value) ? 1 : 0));
}

/** The scope without its periods: what a trend is drawn over. */
export function acrossPeriods(scope: Scope): Scope {
  return { ...scope, periods: [] };
}

/** What the groups of an aggregate are: everything in one, periods, or values of a segment. */
export type Grouping =
  | { readonly by: 'none' }
  /** `keepsUndated`: responses without a date are a group too, under the blank key. */
  | { readonly by: 'period'; readonly unit: PeriodUnit; readonly keepsUndated?: boolean }
  | { readonly by: 'segment'; readonly segmentId: string }
  /** Every combination of the values of two segments; see {@link pairKey}. */
  | { readonly by: 'pair'; readonly segmentIds: readonly [string, string] };

/** The group of two values at once; no value of a file holds the sign between them. */
export function pairKey(first: string, second: string): string {
  return `${first}\u0000${second}`;
}
