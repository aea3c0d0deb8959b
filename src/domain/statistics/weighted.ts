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
