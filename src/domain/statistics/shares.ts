import { wilsonInterval, type Interval } from './intervals';
import { logGamma, normalTail } from './specialFunctions';

/** Comparison of two shares, a − b; p is two-sided. */
export interface SharesTest {
  readonly difference: number;
  readonly z: number;
  readonly p: number;
}

/**
 * Two shares by the pooled z (`scoring.md` §4); null for an empty group. Where nobody or everybody in
 * both groups is a hit there is no difference: z 0, p 1.
 */
export function twoShares(hitsA: number, nA: number, hitsB: number, nB: number): SharesTest | null {
  if (nA === 0 || nB === 0) return null;
  const difference = hitsA / nA - hitsB / nB;
  const pooled = (hitsA + hitsB) / (nA + nB);
  const variance = pooled * (1 - pooled) * (1 / nA + 1 / nB);
  const z = variance === 0 ? 0 : difference / Math.sqrt(variance);
  return { difference, z, p: Math.min(1, 2 * normalTail(Math.abs(z))) };
}

/**
 * Newcombe's interval of the difference of two shares, a − b (hybrid score, method 10); null for an
 * empty group (`scoring.md` §4).
 */
export function newcombeInterval(
  hitsA: number,
  nA: number,
  hitsB: number,
  nB: number,
): Interval | null {
  const a = wilsonInterval(hitsA, nA);
  const b = wilsonInterval(hitsB, nB);
  if (a === null || b === null) return null;
  const [pA, pB] = [hitsA / nA, hitsB / nB];
  const difference = pA - pB;
  return [
    difference - Math.sqrt((pA - a[0]) ** 2 + (b[1] - pB) ** 2),
    difference + Math.sqrt((a[1] - pA) ** 2 + (pB - b[0]) ** 2),
  ];
}

/** Tables as likely as the one at hand, up to rounding, count as at least as far out. */
const likelihoodSlack = 1e-7;

/**
 * Two-sided p of Fisher's exact test of two shares: all tables with the same margins that are no more
 * likely than this one. To be used where an expected count is under 5.
 */
export function fisherExact(hitsA: number, nA: number, hitsB: number, nB: number): number {
  const hits = hitsA + hitsB;
  const total = nA + nB;
  const least = Math.max(0, hits - nB);
  const most = Math.min(hits, nA);
  const logChance = (inA: number) =>
    logChoose(nA, inA) + logChoose(nB, hits - inA) - logChoose(total, hits);
  const observed = logChance(hitsA);
  let p = 0;
  for (let inA = least; inA <= most; inA++) {
    const chance = logChance(inA);
    if (chance <= observed + likelihoodSlack) p += Math.exp(chance);
  }
  return Math.min(1, p);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/**
 * Two-sided p of two shares by the rule of `scoring.md` §4: the pooled z, or Fisher's exact test where an
 * expected count is under 5. Null for an empty group.
 */
export function sharesP(hitsA: number, nA: number, hitsB: number, nB: number): number | null {
  if (nA === 0 || nB === 0) return null;
  const hits = hitsA + hitsB;
  const total = nA + nB;
  const expected = [nA, nB].flatMap((n) => [(n * hits) / total, (n * (total - hits)) / total]);
  return expected.some((count) => count < 5)
    ? fisherExact(hitsA, nA, hitsB, nB)
    : (twoShares(hitsA, nA, hitsB, nB)?.p ?? null);
}
