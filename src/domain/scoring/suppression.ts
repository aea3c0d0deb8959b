import { firstMonth, periodKey } from '../model/period';
import { smallestBase } from './levels';

/**
 * Which cells of a split stay hidden (`scoring.md` §4): those of 1 to `least` − 1 responses, and, where
 * the total is shown, the next smallest until two are hidden that together hold `least`: otherwise the
 * hidden one were the total less the rest. Empty cells may be shown; `forced` cells are hidden for another
 * reason, and need company too. Returns true at hidden cells.
 */
export function hiddenCells(
  counts: readonly number[],
  isTotalShown: boolean,
  least = smallestBase,
  forced: readonly boolean[] = [],
): boolean[] {
  const hidden = counts.map((count, at) => count > 0 && (count < least || forced[at] === true));
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

/** True where enough people answered for their figure to be shown (`scoring.md` §4). */
export function hasEnough(n: number): boolean {
  return n >= smallestBase;
}

/** True when two cuts, one inside the other, may both be shown: they differ by none or by enough. */
export function mayStandBeside(outer: number, inner: number, least = smallestBase): boolean {
  const between = Math.abs(outer - inner);
  return between === 0 || between >= least;
}

/**
 * Which periods stay hidden: small quarters and what keeps them hidden beside the total; of months also
 * those that a shown quarter would give away, and all of a hidden quarter. Keys as `2025-Q3`, `2025-07`;
 * the blank key stands for responses without a date, which no trend shows.
 */
export function hiddenPeriods(
  periods: readonly {
    readonly key: string;
    readonly count: number;
    readonly isForced?: boolean;
  }[],
): boolean[] {
  const quarterOf = ({ key }: { readonly key: string }) =>
    key === '' || key.includes('Q') ? key : periodKey(firstMonth(key) ?? 0, 'quarter');
  const hide = (cells: readonly { readonly count: number; readonly isForced?: boolean }[]) =>
    hiddenCells(
      cells.map(({ count }) => count),
      true,
      smallestBase,
      cells.map(({ isForced }) => isForced === true),
    );
  const quarters = [...new Set(periods.map(quarterOf))];
  const months = (quarter: string) => periods.filter((one) => quarterOf(one) === quarter);
  const hiddenQuarters = new Set(
    hide(
      quarters.map((quarter) => ({
        count: months(quarter).reduce((sum, { count }) => sum + count, 0),
      })),
    ).flatMap((isHidden, at) => (isHidden ? [quarters[at] as string] : [])),
  );
  const across = hide(periods);
  const within = new Map<string, boolean>();
  for (const quarter of quarters) {
    const own = months(quarter);
    hide(own).forEach((isHidden, at) => within.set(own[at]?.key ?? '', isHidden));
  }
  return periods.map(
    (one, at) =>
      across[at] === true || within.get(one.key) === true || hiddenQuarters.has(quarterOf(one)),
  );
}

/**
 * Which cells of a table stay hidden where the totals of its rows and columns are known: each row and
 * each column as {@link hiddenCells}, until nothing changes.
 */
export function hiddenCross(
  counts: readonly (readonly number[])[],
  forced: readonly (readonly boolean[])[] = [],
): boolean[][] {
  const hidden = counts.map((row, r) =>
    row.map((count, c) => count > 0 && (count < smallestBase || forced[r]?.[c] === true)),
  );
  const width = counts[0]?.length ?? 0;
  const line = (cells: readonly (readonly [row: number, column: number])[]): boolean => {
    const at = ([row, column]: readonly [number, number]) => counts[row]?.[column] ?? 0;
    const isHidden = ([row, column]: readonly [number, number]) => hidden[row]?.[column] === true;
    const sum = () => cells.filter(isHidden).reduce((total, cell) => total + at(cell), 0);
    if (!cells.some(isHidden)) return false;
    const rest = cells
      .filter((cell) => !isHidden(cell) && at(cell) > 0)
      .sort((a, b) => at(a) - at(b));
    let hasChanged = false;
    for (const cell of rest) {
      if (cells.filter(isHidden).length > 1 && sum() >= smallestBase) break;
      (hidden[cell[0]] as boolean[])[cell[1]] = true;
      hasChanged = true;
    }
    return hasChanged;
  };
  const rows = counts.map((row, r) => row.map((_, c) => [r, c] as const));
  const columns = Array.from({ length: width }, (_, c) => counts.map((_row, r) => [r, c] as const));
  let hasChanged = true;
  while (hasChanged) hasChanged = [...rows, ...columns].map(line).includes(true);
  return hidden;
}
