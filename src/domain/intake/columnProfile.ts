import {
  isBlank,
  isMissingNumber,
  isNotApplicable,
  plainText,
  statedNumber,
  type MissingWords,
} from '../table/ratingScale';
import { guessDateOrder, readDuration } from './dates';
import type { DateOrder } from '../table/source';

/** What the first rows of a file show of one column. */
export interface ColumnProfile {
  readonly index: number;
  readonly header: string;
  /** Rows looked at, and how many of them were blank. */
  readonly rowCount: number;
  readonly blankCount: number;
  /** Distinct answers with their counts, most frequent first; at most {@link distinctCap}. */
  readonly distinct: readonly (readonly [answer: string, count: number])[];
  readonly distinctCount: number;
  /** Up to three different answers to show. */
  readonly samples: readonly string[];
  readonly meanLength: number;
  /** Filled cells that state a number, and those that state a whole one. */
  readonly numericCount: number;
  readonly integerCount: number;
  readonly smallest: number | null;
  readonly largest: number | null;
  readonly dateOrder: DateOrder | null;
  /** Day first and month first fit the dates equally well. */
  readonly isDateAmbiguous: boolean;
  readonly durationCount: number;
}

const distinctCap = 5_000;

/**
 * Profiles the cells at one position of the given rows. `missing` are words that the file writes
 * instead of an answer.
 */
export function profileColumn(
  header: string,
  index: number,
  rows: readonly (readonly string[])[],
  missing: MissingWords = {},
): ColumnProfile {
  const counts = new Map<string, number>();
  let blankCount = 0;
  let length = 0;
  for (const row of rows) {
    const cell = row[index] ?? '';
    if (isBlank(cell) || Object.hasOwn(missing, cell)) {
      blankCount++;
      continue;
    }
    length += displayLength(cell);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const distinct = [...counts].sort((a, b) => b[1] - a[1]);
  const filled = rows.length - blankCount;
  let numericCount = 0;
  let integerCount = 0;
  let durationCount = 0;
  let smallest: number | null = null;
  let largest: number | null = null;
  for (const [answer, count] of distinct) {
    if (!Number.isNaN(readDuration(answer))) durationCount += count;
    const value = isNotApplicable(answer) || isMissingNumber(answer) ? null : statedNumber(answer);
    if (value === null) continue;
    numericCount += count;
    if (Number.isInteger(value)) integerCount += count;
    smallest = smallest === null ? value : Math.min(smallest, value);
    largest = largest === null ? value : Math.max(largest, value);
  }
  const date = guessDateOrder(distinct.slice(0, 2_000).map(([answer]) => answer));
  return {
    index,
    header,
    rowCount: rows.length,
    blankCount,
    distinct: distinct.slice(0, distinctCap),
    distinctCount: distinct.length,
    samples: distinct.slice(0, 3).map(([answer]) => answer),
    meanLength: filled === 0 ? 0 : length / filled,
    numericCount,
    integerCount,
    smallest,
    largest,
    dateOrder: date?.order ?? null,
    isDateAmbiguous: date?.isAmbiguous ?? false,
    durationCount,
  };
}

/** Length in the width of Latin letters: a Chinese character counts double. */
function displayLength(text: string): number {
  let length = 0;
  for (const character of plainText(text)) length += character > '\u2e7f' ? 2 : 1;
  return length;
}
