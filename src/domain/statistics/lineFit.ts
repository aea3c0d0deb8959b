import { studentQuantile, studentTail } from './specialFunctions';

/** A straight line through points, y on x. */
export interface LineFit {
  readonly n: number;
  readonly slope: number;
  readonly intercept: number;
  /** Pearson's correlation. */
  readonly r: number;
  /** Two-sided, that there is no slope. */
  readonly p: number;
  /** The line's value with the 95 % interval of its mean. */
  at(x: number): { readonly y: number; readonly low: number; readonly high: number };
}

/**
 * Least squares of y on x in deviations from the means (two-pass), with the t interval of the mean at
 * each x. Null under four points, or where x or y does not vary.
 */
export function lineFit(
  points: readonly { readonly x: number; readonly y: number }[],
): LineFit | null {
  const n = points.length;
  if (n < 4) return null;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (const { x, y } of points) {
    sxx += (x - meanX) ** 2;
    syy += (y - meanY) ** 2;
    sxy += (x - meanX) * (y - meanY);
  }
  if (!(sxx > 0) || !(syy > 0)) return null;
  const slope = sxy / sxx;
  const intercept = meanY - slope * meanX;
  let rest = 0;
  for (const { x, y } of points) rest += (y - intercept - slope * x) ** 2;
  const variance = rest / (n - 2);
  const t = variance > 0 ? slope / Math.sqrt(variance / sxx) : Infinity;
  const quantile = studentQuantile(0.05, n - 2);
  return {
    n,
    slope,
    intercept,
    r: sxy / Math.sqrt(sxx * syy),
    p: Number.isFinite(t) ? 2 * studentTail(Math.abs(t), n - 2) : 0,
    at(x) {
      const y = intercept + slope * x;
      const reach = quantile * Math.sqrt(variance * (1 / n + (x - meanX) ** 2 / sxx));
      return { y, low: y - reach, high: y + reach };
    },
  };
}
