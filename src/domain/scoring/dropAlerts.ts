import { holm, welchDrop } from '../statistics/differences';
import { lowBase, significance } from './levels';
import type { PrecisionReport } from './linearisedError';
import type { Comparison } from './scoreReport';

/** A dimension that fell by the threshold or more between two periods. */
export interface DropAlert {
  readonly id: string;
  readonly previous: number;
  readonly current: number;
  readonly change: number;
  /** What the sample carries; otherwise the drop is only to be watched. */
  readonly isConfirmed: boolean;
}

/**
 * Wave drop alerts of the dimensions, the largest first (`scoring.md` §4). Confirmed with n ≥ 30
 * in both periods and one-sided Welch p < .05 after Holm over the dimensions compared; until the
 * standard errors have arrived a drop is to be watched.
 */
export function dropAlerts(
  comparison: Comparison | null,
  dimensionIds: readonly string[],
  precision: PrecisionReport | null,
): DropAlert[] {
  if (comparison === null) return [];
  const before = precision?.periods.get(comparison.previous)?.nodes;
  const now = precision?.periods.get(comparison.current)?.nodes;
  const compared = dimensionIds.flatMap((id) => {
    const change = comparison.nodes.get(id);
    if (!change) return [];
    const [a, b] = [before?.get(id), now?.get(id)];
    const isKnown = a?.standardError != null && b?.standardError != null;
    const p = isKnown
      ? welchDrop(
          { mean: change.previous, standardError: a.standardError, n: a.n },
          { mean: change.current, standardError: b.standardError, n: b.n },
        )
      : null;
    return [{ change, p: p ?? 1, least: Math.min(a?.n ?? 0, b?.n ?? 0) }];
  });
  const adjusted = holm(compared.map(({ p }) => p));
  return compared
    .map(({ change, least }, index) => ({
      ...change,
      isConfirmed: least >= lowBase && (adjusted[index] as number) < significance,
    }))
    .filter(({ isDrop }) => isDrop)
    .sort((a, b) => a.change - b.change)
    .map(({ id, previous, current, change, isConfirmed }) => ({
      id,
      previous,
      current,
      change,
      isConfirmed,
    }));
}
