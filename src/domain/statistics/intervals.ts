import { studentQuantile, z95 } from './specialFunctions';

/** Bounds of a 95 % confidence interval. */
export type Interval = readonly [lower: number, upper: number];

/** Interval of a mean from its standard error and n by Student's t; null under two answers. */
export function meanInterval(mean: number, standardError: number, n: number): Interval | null {
  if (n < 2) return null;
  const reach = studentQuantile(0.05, n - 1) * standardError;
  return [mean - reach, mean + reach];
}

/** Wilson interval of a share; null for an empty base. */
export function wilsonInterval(hits: number, n: number): Interval | null {
  if (n === 0) return null;
  const share = hits / n;
  const z2 = z95 * z95;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const reach = (z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [centre - reach, centre + reach];
}
