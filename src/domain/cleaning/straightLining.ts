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
    const isAnswer = code !== ratingCode.missing && code < ratingCode.notApplicable;
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
    // Most responses differ within the first items; only the rest need the full count.
    for (let item = 0; item < items.length; item++) {
      answers[item] = (items[item] as Uint8Array)[row] as number;
    }
    if (longestRun(answers) >= needed) mark(row);
  }
}
