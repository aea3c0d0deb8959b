import type { Interval } from './intervals';
import { studentQuantile, studentTail } from './specialFunctions';

/** A mean with its standard error and the number of answers behind it. */
export interface MeanEstimate {
  readonly mean: number;
  readonly standardError: number;
  readonly n: number;
}

/** Welch's comparison of two means, a − b; p is two-sided. */
export interface WelchTest {
  readonly difference: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  /** 95 % interval of the difference. */
  readonly interval: Interval;
  /** Cohen's d, by the pooled standard deviation (standard error × √n). */
  readonly cohensD: number;
}

/**
 * Welch's t test of two estimates (`scoring.md` §4); null where one has fewer than two answers or
 * neither has any error.
 */
export function welchDifference(a: MeanEstimate, b: MeanEstimate): WelchTest | null {
  if (a.n < 2 || b.n < 2) return null;
  const [errorA, errorB] = [a.standardError ** 2, b.standardError ** 2];
  const error = Math.sqrt(errorA + errorB);
  if (!(error > 0)) return null;
  const difference = a.mean - b.mean;
  const df = (errorA + errorB) ** 2 / (errorA ** 2 / (a.n - 1) + errorB ** 2 / (b.n - 1));
  const t = difference / error;
  const reach = studentQuantile(0.05, df) * error;
  const pooled = ((a.n - 1) * errorA * a.n + (b.n - 1) * errorB * b.n) / (a.n + b.n - 2);
  return {
    difference,
    t,
    df,
    p: 2 * studentTail(Math.abs(t), df),
    interval: [difference - reach, difference + reach],
    cohensD: difference / Math.sqrt(pooled),
  };
}

/**
 * One-sided p that the current mean is no lower than the previous one, by Welch's t with its
 * degrees of freedom. 1 where there was no fall; null where an estimate has no error or too few
 * answers to have one.
 */
export function welchDrop(previous: MeanEstimate, current: MeanEstimate): number | null {
  const test = welchDifference(previous, current);
  if (test === null) return null;
  return test.t <= 0 ? 1 : studentTail(test.t, test.df);
}

/** Holm's adjusted p values, in the order given. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const adjusted = new Array<number>(values.length);
  let running = 0;
  order.forEach((index, rank) => {
    running = Math.max(running, Math.min(1, (values.length - rank) * (values[index] as number)));
    adjusted[index] = running;
  });
  return adjusted;
}
