import { holm, welchDifference, type MeanEstimate, type WelchTest } from './differences';
import { mergedSteps, momentsOf, type Histogram, type Moments } from './histogram';
import { chiSquareTail, fisherTail, normalTail } from './specialFunctions';

/** Welch's t test of two means from their moments; see {@link welchDifference}. */
export function welchTest(a: Moments, b: Moments): WelchTest | null {
  return welchDifference(estimateOf(a), estimateOf(b));
}

/** A mean with its standard error s/√n; NaN under two values. */
export function estimateOf({ n, mean, variance }: Moments): MeanEstimate {
  return { n, mean, standardError: Math.sqrt(variance / n) };
}

/** Mann-Whitney's comparison of two groups; p is two-sided. */
export interface MannWhitneyTest {
  /** Pairs in which the value of a is the greater one, ties counting half. */
  readonly u: number;
  readonly p: number;
  /** Share of pairs in which a is greater minus share in which b is. */
  readonly cliffsDelta: number;
}

/** From this size of both groups on, or with ties, the normal approximation serves. */
const exactBelow = 50;

/**
 * Mann-Whitney U (`scoring.md` §4): exact for small groups without ties, else the tie-corrected normal
 * approximation with continuity correction. Null where a group is empty or all values are the same.
 */
export function mannWhitney(a: Histogram, b: Histogram): MannWhitneyTest | null {
  const steps = mergedSteps([a, b]);
  const [nA, nB] = [0, 1].map((group) => sizeOf(steps, group)) as [number, number];
  if (nA === 0 || nB === 0 || steps.length < 2) return null;
  let below = 0;
  let u = 0;
  let ties = 0;
  for (const { counts } of steps) {
    const [inA = 0, inB = 0] = counts;
    u += inA * (below + inB / 2);
    below += inB;
    ties += cubed(inA + inB);
  }
  const cliffsDelta = (2 * u) / (nA * nB) - 1;
  if (ties === 0 && nA < exactBelow && nB < exactBelow) {
    return { u, p: exactP(u, nA, nB), cliffsDelta };
  }
  const n = nA + nB;
  const variance = ((nA * nB) / 12) * (n + 1 - ties / (n * (n - 1)));
  const distance = Math.max(0, Math.abs(u - (nA * nB) / 2) - 0.5);
  return { u, p: Math.min(1, 2 * normalTail(distance / Math.sqrt(variance))), cliffsDelta };
}

/** Two-sided p of U without ties, by counting the orders that give each U. */
function exactP(u: number, nA: number, nB: number): number {
  const orders = countOrders(nA, nB);
  const total = orders.reduce((sum, count) => sum + count, 0);
  const least = Math.min(u, nA * nB - u);
  const tail = orders.slice(0, least + 1).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * tail) / total);
}

/** How many orders of nA and nB values give U = 0, 1, …: the Gaussian binomial's coefficients. */
function countOrders(nA: number, nB: number): number[] {
  let orders = [1];
  for (let k = 1; k <= nA; k++) {
    // Times (1 − q^(nB + k)) over (1 − q^k).
    const wide = new Array<number>(orders.length + nB).fill(0);
    for (let at = 0; at < wide.length; at++) {
      wide[at] = (orders[at] ?? 0) - (orders[at - nB - k] ?? 0) + (wide[at - k] ?? 0);
    }
    orders = wide;
  }
  return orders;
}

/** Comparison of several groups: the statistic (F or H), its degrees of freedom, p. */
export interface GroupsTest {
  readonly statistic: number;
  readonly df1: number;
  /** NaN for a χ² statistic. */
  readonly df2: number;
  readonly p: number;
}

/** Welch's analysis of variance; null under two groups or where one has no variance. */
export function welchAnova(groups: readonly Histogram[]): GroupsTest | null {
  const moments = groups.map(momentsOf);
  const k = moments.length;
  const usable = moments.filter((one): one is Moments => one !== null && one.variance > 0);
  if (k < 2 || usable.length < k) return null;
  const weights = usable.map(({ n, variance }) => n / variance);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = usable.reduce((sum, one, at) => sum + (weights[at] as number) * one.mean, 0) / total;
  const between =
    usable.reduce((sum, one, at) => sum + (weights[at] as number) * (one.mean - mean) ** 2, 0) /
    (k - 1);
  const lambda = usable.reduce(
    (sum, { n }, at) => sum + (1 - (weights[at] as number) / total) ** 2 / (n - 1),
    0,
  );
  const statistic = between / (1 + (2 * (k - 2) * lambda) / (k * k - 1));
  const df2 = (k * k - 1) / (3 * lambda);
  return { statistic, df1: k - 1, df2, p: fisherTail(statistic, k - 1, df2) };
}

/** Classic one-way analysis of variance; null under two groups or without spread inside them. */
export function oneWayAnova(
  groups: readonly Histogram[],
): (GroupsTest & { readonly between: number; readonly within: number }) | null {
  const moments = groups.map(momentsOf).filter((one): one is Moments => one !== null);
  const n = moments.reduce((sum, one) => sum + one.n, 0);
  const df1 = moments.length - 1;
  const df2 = n - moments.length;
  if (df1 < 1 || df2 < 1) return null;
  // Means as deviations from the first: groups far from zero keep their last digits.
  const origin = (moments[0] as Moments).mean;
  const mean = moments.reduce((sum, one) => sum + one.n * (one.mean - origin), 0) / n;
  const between = moments.reduce((sum, one) => sum + one.n * (one.mean - origin - mean) ** 2, 0);
  const within = moments.reduce(
    (sum, one) => sum + (one.n < 2 ? 0 : one.variance * (one.n - 1)),
    0,
  );
  if (within === 0) return null;
  const statistic = between / df1 / (within / df2);
  return { statistic, df1, df2, p: fisherTail(statistic, df1, df2), between, within };
}

/** Kruskal-Wallis with its effect size. */
export interface KruskalWallisTest extends GroupsTest {
  /** ε² = H / (N − 1): share of the variance of ranks that lies between the groups. */
  readonly epsilonSquared: number;
}

/** Kruskal-Wallis H, tie-corrected; null under two filled groups or where all values are the same. */
export function kruskalWallis(groups: readonly Histogram[]): KruskalWallisTest | null {
  const steps = mergedSteps(groups);
  const sizes = groups.map((_, group) => sizeOf(steps, group));
  const n = sizes.reduce((sum, size) => sum + size, 0);
  if (steps.length < 2 || sizes.filter((size) => size > 0).length < 2) return null;
  const rankSums = groups.map(() => 0);
  let before = 0;
  let ties = 0;
  for (const { counts } of steps) {
    const together = counts.reduce((sum, count) => sum + count, 0);
    const rank = before + (together + 1) / 2;
    counts.forEach((count, group) => (rankSums[group]! += count * rank));
    before += together;
    ties += cubed(together);
  }
  const squares = rankSums.reduce((sum, ranks, group) => {
    const size = sizes[group] as number;
    return size === 0 ? sum : sum + ranks ** 2 / size;
  }, 0);
  const raw = (12 / (n * (n + 1))) * squares - 3 * (n + 1);
  const statistic = raw / (1 - ties / (n ** 3 - n));
  const df1 = sizes.filter((size) => size > 0).length - 1;
  return {
    statistic,
    df1,
    df2: NaN,
    p: chiSquareTail(statistic, df1),
    epsilonSquared: statistic / (n - 1),
  };
}

/** p of every pair of groups after Holm; null for a pair that cannot be compared. */
export function pairwiseHolm(
  groups: readonly Histogram[],
  pOf: (a: Histogram, b: Histogram) => number | null,
): { readonly a: number; readonly b: number; readonly p: number | null }[] {
  const pairs = groups.flatMap((first, a) =>
    groups.slice(a + 1).map((second, at) => ({ a, b: a + 1 + at, p: pOf(first, second) })),
  );
  const adjusted = holm(pairs.flatMap(({ p }) => (p === null ? [] : [p])));
  let next = 0;
  return pairs.map(({ a, b, p }) => ({ a, b, p: p === null ? null : (adjusted[next++] ?? null) }));
}

function sizeOf(steps: readonly { readonly counts: readonly number[] }[], group: number): number {
  return steps.reduce((sum, { counts }) => sum + (counts[group] as number), 0);
}

/** t³ − t, what t tied values take from the variance of ranks. */
function cubed(tied: number): number {
  return tied ** 3 - tied;
}
