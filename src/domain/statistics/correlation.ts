import { histogramOf } from './histogram';
import type { Interval } from './intervals';
import { studentTail, z95 } from './specialFunctions';

/** A correlation of paired values; p is two-sided from t with n − 2 degrees of freedom. */
export interface Correlation {
  readonly n: number;
  readonly r: number;
  readonly p: number;
  /** 95 % interval by Fisher's z; null under four pairs or where r is ±1. */
  readonly interval: Interval | null;
}

/**
 * Pearson's correlation over the pairs in which neither value is NaN (`scoring.md` §5); null under
 * three pairs or where one side has no variance.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): Correlation | null {
  const pairs = completePairs(x, y);
  return correlate(pairs.x, pairs.y);
}

/** Spearman's correlation: Pearson's of the mid-ranks of the complete pairs. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Correlation | null {
  const pairs = completePairs(x, y);
  return correlate(midRanks(pairs.x), midRanks(pairs.y));
}

/** Ranks from 1, tied values sharing the mean of theirs. Counts each value once: ratings repeat. */
export function midRanks(values: readonly number[]): number[] {
  const { values: distinct, counts } = histogramOf(values);
  const order = distinct.map((value, at) => ({ value, count: counts[at] as number }));
  order.sort((a, b) => a.value - b.value);
  const rankOf = new Map<number, number>();
  let before = 0;
  for (const { value, count } of order) {
    rankOf.set(value, before + (count + 1) / 2);
    before += count;
  }
  return values.map((value) => rankOf.get(value) as number);
}

function completePairs(x: ArrayLike<number>, y: ArrayLike<number>) {
  const pairs = { x: [] as number[], y: [] as number[] };
  for (let at = 0; at < Math.min(x.length, y.length); at++) {
    const [a, b] = [x[at] as number, y[at] as number];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    pairs.x.push(a);
    pairs.y.push(b);
  }
  return pairs;
}

function correlate(x: readonly number[], y: readonly number[]): Correlation | null {
  const n = x.length;
  if (n < 3) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / n;
  const [meanX, meanY] = [mean(x), mean(y)];
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let at = 0; at < n; at++) {
    const dx = (x[at] as number) - meanX;
    const dy = (y[at] as number) - meanY;
    squaresX += dx * dx;
    squaresY += dy * dy;
    products += dx * dy;
  }
  if (squaresX === 0 || squaresY === 0) return null;
  const r = Math.min(1, Math.max(-1, products / Math.sqrt(squaresX * squaresY)));
  const t = Math.abs(r) * Math.sqrt((n - 2) / (1 - r * r));
  return {
    n,
    r,
    p: Math.abs(r) === 1 ? 0 : 2 * studentTail(t, n - 2),
    interval: n < 4 || Math.abs(r) === 1 ? null : fisherInterval(r, n),
  };
}

function fisherInterval(r: number, n: number): Interval {
  const z = Math.atanh(r);
  const reach = z95 / Math.sqrt(n - 3);
  return [Math.tanh(z - reach), Math.tanh(z + reach)];
}
