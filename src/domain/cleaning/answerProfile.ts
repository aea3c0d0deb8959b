import { stepCount, type RatingScale } from '../table/ratingScale';
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
  const sumOfSquares = n * (squares[row] as number);
  const spread = sumOfSquares - total * total;
  // Thirds and other fractions do not add up exactly: what is left of equal answers is rounding.
  return spread <= sumOfSquares * 1e-12 ? 0 : Math.sqrt(spread / (n * (n - 1)));
}

/**
 * Per item, a number for each code that is equal for equal answers as they were given, 0 for codes
 * that are none. Answers of different formats, such as 5 of 5 and 5 of 10, are never equal; of listed
 * values the figure counts, whatever its place in the list.
 */
export function answerKeys(items: readonly RatingColumn[]): Uint16Array[] {
  const known = new Map<string, number>();
  return items.map(({ scale }) => {
    const keys = new Uint16Array(256);
    const steps = stepCount(scale);
    for (let step = 0; step < steps; step++) {
      const answer = scale.kind === 'values' ? scale.values[step] : step;
      const name = `${formatKey(scale)}:${answer}`;
      let key = known.get(name);
      if (key === undefined) known.set(name, (key = known.size + 1));
      keys[step + 1] = key;
    }
    return keys;
  });
}

function formatKey({ kind, min, max, words }: RatingScale): string {
  return `${kind}:${min}:${max}:${words.length}`;
}

/** True where all answers are one and the same: equal (see `answerKeys`), or all at one end. */
export function sameAnswerTest(table: ResponseTable): (row: number) => boolean {
  const { items, answered, lowest, highest } = answerProfile(table);
  const keys = answerKeys(items);
  return (row) => {
    const n = answered[row] as number;
    if (n < 2) return false;
    if (lowest[row] === n || highest[row] === n) return true;
    let first = 0;
    for (let item = 0; item < items.length; item++) {
      const code = (items[item] as RatingColumn).codes[row] as number;
      const key = (keys[item] as Uint16Array)[code] as number;
      if (key === 0) continue;
      if (first === 0) first = key;
      else if (key !== first) return false;
    }
    return true;
  };
}
