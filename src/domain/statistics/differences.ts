import { studentTail } from './specialFunctions';

/** A mean with its standard error and the number of answers behind it. */
export interface MeanEstimate {
  readonly mean: number;
  readonly standardError: number;
  readonly n: number;
}

/**
 * One-sided p that the current mean is no lower than the previous one, by Welch's t with its
 * degrees of freedom. 1 where there was no fall; null where an estimate has no error or too few
 * answers to have one.
 */
export function welchDrop(previous: MeanEstimate, current: MeanEstimate): number | null {
  if (previous.n < 2 || current.n < 2) return null;
  const a = previous.standardError ** 2;
  const b = current.standardError ** 2;
  if (a + b === 0) return null;
  const t = (previous.mean - current.mean) / Math.sqrt(a + b);
  const df = (a + b) ** 2 / (a ** 2 / (previous.n - 1) + b ** 2 / (current.n - 1));
  return t <= 0 ? 1 : studentTail(t, df);
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
