import { snap } from './levels';

/** A score with its weight; `score` is null where nothing was measured. */
export interface WeightedItem {
  readonly score: number | null;
  readonly weight: number;
  /** How much of the item's own weight its score rests on (0–1); all of it where left out. */
  readonly covered?: number;
}

/** A weighted mean and how much of the weight it rests on (0–1). */
export interface WeightedMean {
  readonly score: number | null;
  readonly covered: number;
}

/** No overall score is shown below this covered weight (`scoring.md` §1.5). */
export const leastCovered = 0.7;

/**
 * Weighted mean of what was measured: Σ(weight × score) / Σ(weight measured). What was not
 * measured gives its weight to the rest, so it never counts as zero (`scoring.md` §1.2–1.5).
 * Null when nothing with weight was measured.
 */
export function weightedMean(items: readonly WeightedItem[]): WeightedMean {
  let sum = 0;
  let measured = 0;
  let restsOn = 0;
  let total = 0;
  for (const { score, weight, covered = 1 } of items) {
    if (!(weight > 0)) continue;
    total += weight;
    if (score === null) continue;
    sum += weight * score;
    measured += weight;
    restsOn += weight * covered;
  }
  if (measured === 0) return { score: null, covered: 0 };
  return { score: sum / measured, covered: restsOn / total };
}

/** The overall score, withheld (null) when less than 70 % of the weight was measured. */
export function overallScore(dimensions: readonly WeightedItem[]): WeightedMean {
  const { score, covered } = weightedMean(dimensions);
  return { score: snap(covered) >= leastCovered ? score : null, covered };
}

/**
 * The overall scores of two waves on the dimensions measured in both (`scoring.md` §1.7).
 * Null where the common dimensions carry no weight.
 */
export function commonBasis(
  previous: readonly WeightedItem[],
  current: readonly WeightedItem[],
): { readonly previous: number | null; readonly current: number | null } {
  const isCommon = (index: number) =>
    (previous[index]?.score ?? null) !== null && (current[index]?.score ?? null) !== null;
  const only = (items: readonly WeightedItem[]) =>
    items.map((item, index) => (isCommon(index) ? item : { ...item, score: null }));
  return {
    previous: weightedMean(only(previous)).score,
    current: weightedMean(only(current)).score,
  };
}

/** Share of the weight one response must have answered for an index of its own (§1.6). */
export const leastAnswered = 0.5;
