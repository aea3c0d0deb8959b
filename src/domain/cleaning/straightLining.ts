import { ratingCode } from '../table/ratingScale';
import type { ResponseTable } from '../table/responseTable';

/** Fewer rated items than this say nothing about straight-lining. */
export const fewestItems = 8;

/**
 * Longest run of one answer over the rating items in questionnaire order, as answered. A missing
 * answer breaks the run (`scoring.md` §6). Codes are compared, so items must share a scale.
 */
export function longestRun(codes: readonly number[]): number {
  let longest = 0;
  let current = 0;
  let previous: number = ratingCode.missing;
  for (const code of codes) {
    const isAnswer = code !== ratingCode.missing && code < ratingCode.notShown;
    current = isAnswer ? (code === previous ? current + 1 : 1) : 0;
    previous = isAnswer ? code : ratingCode.missing;
    if (current > longest) longest = current;
  }
  return longest;
}

/**
 * Marks responses whose longest run of one answer covers at least `minPercent` of the rated items.
 * Questionnaires with fewer than eight rated items are left alone.
 */
export function markStraightLining(
  table: ResponseTable,
  minPercent: number,
  mark: (row: number) => void,
): void {
  const items = table.ratings.map((rating) => rating.codes);
  if (items.length < fewestItems) return;
  const needed = Math.ceil((minPercent / 100) * items.length - 1e-9);
  const answers = new Array<number>(items.length);
  for (let row = 0; row < table.rowCount; row++) {
    if (differsInMiddle(items, row, needed)) continue;
    for (let item = 0; item < items.length; item++) {
      answers[item] = (items[item] as Uint8Array)[row] as number;
    }
    if (longestRun(answers) >= needed) mark(row);
  }
}

/**
 * True when a run of `needed` items is ruled out at once: every run that long covers the items in
 * the middle, so these would have to be equal. Most responses are settled by two of them.
 */
function differsInMiddle(items: readonly Uint8Array[], row: number, needed: number): boolean {
  const from = items.length - needed;
  const first = (items[from] as Uint8Array)[row];
  for (let item = from + 1; item < needed; item++) {
    if ((items[item] as Uint8Array)[row] !== first) return true;
  }
  return false;
}
