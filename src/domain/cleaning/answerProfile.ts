import { ratingCode, type RatingScale } from '../table/ratingScale';
import type { RatingColumn, ResponseTable } from '../table/responseTable';
import { perTable } from './perTable';

/** How a response answered its rated items, whatever their direction. */
export interface AnswerProfile {
  /** The items looked at, in the order of the questionnaire. */
  readonly items: readonly RatingColumn[];
  /** Items answered, and those answered at the lowest and at the highest step. */
  readonly answered: Uint16Array;
  readonly lowest: Uint16Array;
  readonly highest: Uint16Array;
  /** Sum and sum of squares of the answers on 1–5 as answered. */
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

/**
 * The rated questions that people answered. Figures scored in bands (hours, amounts) are no
 * answers; how alike they are says nothing about care.
 */
export function ratedItems(table: ResponseTable): RatingColumn[] {
  return table.ratings.filter(({ scale }) => scale.kind !== 'bands');
}

/**
 * The value of each step on 1–5 as answered: a reverse-keyed item is not turned round, for a
 * straight line is a straight line on the screen the respondent saw. Index 0 is step 1.
 */
export function valuesAsAnswered({ scale, scores }: RatingColumn): number[] {
  return scores.map((score) => (scale.reversed ? 6 - score : score));
}

/** The profile of every response of a table, counted once per table. */
export function answerProfile(table: ResponseTable): AnswerProfile {
  return profileOf(table, null);
}

const profileOf = perTable(() => '', countProfile);

function countProfile(table: ResponseTable): AnswerProfile {
  const { rowCount } = table;
  const items = ratedItems(table);
  const answered = new Uint16Array(rowCount);
  const lowest = new Uint16Array(rowCount);
  const highest = new Uint16Array(rowCount);
  const sum = new Float64Array(rowCount);
  const squares = new Float64Array(rowCount);
  for (const item of items) {
    const values = valuesAsAnswered(item);
    const value = new Float64Array(256);
    const isLow = new Uint8Array(256);
    const isHigh = new Uint8Array(256);
    const isStep = new Uint8Array(256);
    values.forEach((one, step) => {
      value[step + 1] = one;
      isStep[step + 1] = 1;
      if (one <= 1) isLow[step + 1] = 1;
      if (one >= 5) isHigh[step + 1] = 1;
    });
    const { codes } = item;
    for (let row = 0; row < rowCount; row++) {
      const code = codes[row] as number;
      const one = value[code] as number;
      answered[row]! += isStep[code] as number;
      lowest[row]! += isLow[code] as number;
      highest[row]! += isHigh[code] as number;
      sum[row]! += one;
      squares[row]! += one * one;
    }
  }
  return { items, answered, lowest, highest, sum, squares };
}

/**
 * Standard deviation (n − 1) of a response's own answers on 1–5; NaN under two answers. A response
 * whose answers are all the same has 0 (`scoring.md` §6).
 */
export function withinPersonSd({ answered, sum, squares }: AnswerProfile, row: number): number {
  const n = answered[row] as number;
  if (n < 2) return NaN;
  const total = sum[row] as number;
  return Math.sqrt(Math.max(0, n * (squares[row] as number) - total * total) / (n * (n - 1)));
}

/**
 * True where all answers are one and the same. Codes are compared where all items share a scale;
 * on mixed scales only the ends can be the same answer.
 */
export function sameAnswerTest(table: ResponseTable): (row: number) => boolean {
  const { items, answered, lowest, highest } = answerProfile(table);
  const sharesScale = new Set(items.map(({ scale }) => scaleKey(scale))).size === 1;
  return (row) => {
    const n = answered[row] as number;
    if (n < 2) return false;
    if (lowest[row] === n || highest[row] === n) return true;
    if (!sharesScale) return false;
    let first: number = ratingCode.missing;
    for (const { codes } of items) {
      const code = codes[row] as number;
      if (code === ratingCode.missing || code >= ratingCode.notShown) continue;
      if (first === ratingCode.missing) first = code;
      else if (code !== first) return false;
    }
    return true;
  };
}

function scaleKey({ kind, min, max, words, values }: RatingScale): string {
  return `${kind}:${min}:${max}:${kind === 'words' ? words.length : values.join()}`;
}
