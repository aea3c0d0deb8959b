/** Limits of an individuals chart. */
export interface ControlLimits {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  /** Points they rest on; under twenty they are provisional. */
  readonly n: number;
}

/** 3 / d₂ for moving ranges of two: d₂ = 2/√π. */
const rangeFactor = (3 * Math.sqrt(Math.PI)) / 2;

/**
 * Individuals chart: mean ± 2.66 × mean moving range (`scoring.md` §4). The tested point must not be
 * among the baseline: it would set its own limits. Null under two points.
 */
export function controlLimits(baseline: readonly number[]): ControlLimits | null {
  const n = baseline.length;
  if (n < 2) return null;
  const mean = baseline.reduce((sum, one) => sum + one, 0) / n;
  let ranges = 0;
  for (let at = 1; at < n; at++) {
    ranges += Math.abs((baseline[at] as number) - (baseline[at - 1] as number));
  }
  const reach = (rangeFactor * ranges) / (n - 1);
  return { mean, lower: mean - reach, upper: mean + reach, n };
}
