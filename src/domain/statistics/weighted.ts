/** A weighted mean with what the weights cost. */
export interface WeightedEstimate {
  readonly n: number;
  readonly mean: number;
  /** Kish's effective number of answers, (Σw)² / Σw². */
  readonly effectiveN: number;
  /** Kish's design effect, n Σw² / (Σw)². */
  readonly designEffect: number;
  /** Linearised standard error with replacement; NaN under two answers. */
  readonly standardError: number;
}

/**
 * Weighted mean of the pairs in which the value is not NaN and the weight is positive (`scoring.md`
 * §1.9); null where there are none.
 */
export function weightedEstimate(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
): WeightedEstimate | null {
  const counts = (at: number) => !Number.isNaN(values[at]) && (weights[at] as number) > 0;
  let n = 0;
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < values.length; at++) {
    if (!counts(at)) continue;
    const weight = weights[at] as number;
    n++;
    total += weight;
    squares += weight * weight;
    sum += weight * (values[at] as number);
  }
  if (n === 0) return null;
  const mean = sum / total;
  let deviations = 0;
  for (let at = 0; at < values.length; at++) {
    if (counts(at)) deviations += ((weights[at] as number) * ((values[at] as number) - mean)) ** 2;
  }
  return {
    n,
    mean,
    effectiveN: (total * total) / squares,
    designEffect: (n * squares) / (total * total),
    standardError: n < 2 ? NaN : Math.sqrt((n / (n - 1)) * deviations) / total,
  };
}

/** Answers of one stratum, with the number of units it was drawn from; null where unknown. */
export interface Stratum {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly population: number | null;
}

/**
 * Weighted mean of a stratified sample with its linearised standard error: deviations from the ratio
 * estimate are spread within each stratum, with its finite-population correction (`scoring.md` §1.9).
 * A stratum of one answer adds no error. Null without weight.
 */
export function stratifiedMean(
  strata: readonly Stratum[],
): { readonly mean: number; readonly standardError: number } | null {
  let total = 0;
  let sum = 0;
  for (const { values, weights } of strata) {
    values.forEach((value, at) => {
      total += weights[at] as number;
      sum += (weights[at] as number) * value;
    });
  }
  if (!(total > 0)) return null;
  const mean = sum / total;
  let variance = 0;
  for (const { values, weights, population } of strata) {
    const n = values.length;
    if (n < 2) continue;
    const parts = values.map((value, at) => ((weights[at] as number) * (value - mean)) / total);
    const centre = parts.reduce((all, part) => all + part, 0) / n;
    const spread = parts.reduce((all, part) => all + (part - centre) ** 2, 0);
    const left = population === null ? 1 : Math.max(0, 1 - n / population);
    variance += ((left * n) / (n - 1)) * spread;
  }
  return { mean, standardError: Math.sqrt(variance) };
}
