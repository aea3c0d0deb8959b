import { logGamma, normalTail } from './specialFunctions';

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

/** A share among counted answers, as a point of a p chart. */
export interface SharePoint {
  readonly hits: number;
  readonly n: number;
}

/** Limits of a p chart at each point, by its own n, clipped to 0–1. Null without answers. */
export function shareLimits(
  points: readonly SharePoint[],
): { readonly mean: number; readonly limits: readonly (readonly [number, number])[] } | null {
  const n = points.reduce((sum, point) => sum + point.n, 0);
  if (n === 0) return null;
  const mean = points.reduce((sum, { hits }) => sum + hits, 0) / n;
  return {
    mean,
    limits: points.map((point) => {
      const reach = point.n === 0 ? 1 : 3 * Math.sqrt((mean * (1 - mean)) / point.n);
      return [Math.max(0, mean - reach), Math.min(1, mean + reach)];
    }),
  };
}

/** Factors of control charts for subgroups of `n` values. */
export interface ControlFactors {
  /** E(s)/σ. */
  readonly c4: number;
  /** E(range)/σ. */
  readonly d2: number;
  /** Limits of the mean from the mean range, and from the mean SD. */
  readonly a2: number;
  readonly a3: number;
  /** Limits of the SD as multiples of the mean SD. */
  readonly b3: number;
  readonly b4: number;
}

/** Control chart factors for normal values; `n` from 2 on. */
export function controlFactors(n: number): ControlFactors {
  const c4 = Math.sqrt(2 / (n - 1)) * Math.exp(logGamma(n / 2) - logGamma((n - 1) / 2));
  const d2 = expectedRange(n);
  const spread = (3 * Math.sqrt(1 - c4 * c4)) / c4;
  return {
    c4,
    d2,
    a2: 3 / (d2 * Math.sqrt(n)),
    a3: 3 / (c4 * Math.sqrt(n)),
    b3: Math.max(0, 1 - spread),
    b4: 1 + spread,
  };
}

/** ∫ 1 − Φⁿ − (1 − Φ)ⁿ, by Simpson's rule; the integrand is smooth and symmetric. */
function expectedRange(n: number): number {
  const most = 9;
  const steps = 1_800;
  const step = most / steps;
  const at = (x: number) => {
    const upper = normalTail(x);
    return -Math.expm1(n * Math.log1p(-upper)) - upper ** n;
  };
  let sum = at(0) + at(most);
  for (let index = 1; index < steps; index++) sum += (index % 2 === 1 ? 4 : 2) * at(index * step);
  return (2 * sum * step) / 3;
}
