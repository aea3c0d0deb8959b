import { smallestBase } from './levels';

/**
 * Which cells of a split stay hidden (`scoring.md` §4): those of 1 to `least` − 1 responses, and, where
 * the total is shown, the next smallest until two are hidden that together hold `least`: otherwise the
 * hidden one were the total less the rest. Empty cells may be shown. Returns true at hidden cells.
 */
export function hiddenCells(
  counts: readonly number[],
  isTotalShown: boolean,
  least = smallestBase,
): boolean[] {
  const hidden = counts.map((count) => count > 0 && count < least);
  if (!hidden.includes(true) || !isTotalShown) return hidden;
  const rest = counts
    .map((count, at) => ({ count, at }))
    .filter(({ count, at }) => count > 0 && hidden[at] === false)
    .sort((a, b) => a.count - b.count || a.at - b.at);
  const hiddenSum = () => counts.reduce((sum, count, at) => (hidden[at] ? sum + count : sum), 0);
  const hiddenCount = () => hidden.filter(Boolean).length;
  for (const { at } of rest) {
    if (hiddenCount() > 1 && hiddenSum() >= least) break;
    hidden[at] = true;
  }
  return hidden;
}

/** True when two cuts, one inside the other, may both be shown: they differ by none or by enough. */
export function mayStandBeside(outer: number, inner: number, least = smallestBase): boolean {
  const between = Math.abs(outer - inner);
  return between === 0 || between >= least;
}
