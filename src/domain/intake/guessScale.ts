import {
  isMissingNumber,
  isNotApplicable,
  mostSteps,
  numericScale,
  plainText,
  statedNumber,
  valueScale,
  wordScale,
  type RatingScale,
} from '../table/ratingScale';
import { isKnownWord, wordListFor } from './answerWords';
import type { ColumnProfile } from './columnProfile';

type CountedAnswer = readonly [answer: string, count: number];

/** A header that says its answers go from 0 to 10. */
export const zeroToTenHeader =
  /(?<!\d)0\s*(?:分)?\s*[-–—~～至到]\s*10(?!\d)|0\s*分为?最低.*10\s*分/u;

/** A header that says what 1 and the highest figure mean: `1分表示…，5分表示…`. */
const declaredScale =
  /(?<!\d)1\s*分.{1,24}?(?<!\d)(5|7|10)\s*分|(?<![\d-])1\s*[-–~～]\s*(5|7)(?!\d)/su;

/** The scale that fits a column's answers; null when they look like no rating. */
export function guessScale(profile: ColumnProfile, isPositional = false): RatingScale | null {
  const answers = profile.distinct.filter(
    ([answer]) => !isNotApplicable(answer) && !isMissingNumber(answer),
  );
  const answered = answers.reduce((sum, [, count]) => sum + count, 0);
  if (answered === 0) return null;
  if (isPositional && isZeroToTen(profile, answers)) return positionScale(11);
  const numeric = guessNumericScale(answers, answered, profile.header);
  if (numeric) return numeric;
  const percent = guessPercent(answers, answered);
  if (percent) return percent;
  if (profile.distinctCount > 15) return null;
  const list = wordListFor(answers);
  return list === null ? null : wordScale(list);
}

/** Option positions 1…n of a scale that begins elsewhere: of 0–10, position 4 is the answer 3. */
export function positionScale(steps: number): RatingScale {
  return wordScale(Array.from({ length: steps }, (_, index) => [String(index + 1)]));
}

/** The scale for a question that a person calls a rating: the shortest usual one that holds it. */
export function scaleFor(answers: readonly CountedAnswer[]): RatingScale {
  const figures = answers.flatMap(([answer]) => statedNumber(answer) ?? []);
  const largest = Math.max(0, ...figures);
  if (largest > 10 && largest <= 100) return valueScale(0, 100, figures);
  if (largest > 7) return numericScale(figures.includes(0) ? 0 : 1, 10);
  return numericScale(1, largest > 5 ? 7 : 5);
}

function isZeroToTen(profile: ColumnProfile, answers: readonly CountedAnswer[]): boolean {
  const codes = answers.map(([answer]) => statedNumber(answer));
  const fits = codes.every((code) => code !== null && code >= 1 && code <= 11);
  return fits && (zeroToTenHeader.test(profile.header) || codes.includes(11));
}

function guessNumericScale(
  answers: readonly CountedAnswer[],
  answered: number,
  header: string,
): RatingScale | null {
  const steps = answers.flatMap(([answer, count]) => {
    const value = statedNumber(answer);
    return value !== null && Number.isInteger(value) ? [{ value, count }] : [];
  });
  const whole = steps.reduce((sum, { count }) => sum + count, 0);
  if (whole < 0.9 * answered) return null;
  // The scale is what the bulk of the answers use: a few slips are out of range, not a wider scale.
  const slips = answered < 30 ? 0 : Math.max(1, 0.02 * answered);
  const usual = steps.filter(({ count }) => count > slips).map(({ value }) => value);
  if (usual.length === 0) return null;
  const largest = Math.max(...usual);
  if (zeroToTenHeader.test(header) && largest <= 10 && Math.min(...usual) >= 0) {
    return numericScale(0, 10);
  }
  const declared = declaredScale.exec(header);
  const top = Number(declared?.[1] ?? declared?.[2] ?? 0);
  if (Math.min(...usual) >= 1 && largest <= top) return numericScale(1, top);
  // Few answers say little, unless they are written as ratings.
  const isMarked = answers.every(([answer]) => /\d\s*(?:分|星|stars?|points?)$/iu.test(answer));
  if (Math.min(...usual) < 0 || (usual.length < 3 && !isMarked)) return null;
  if (largest >= 4 && largest <= 5) return numericScale(1, 5);
  if (isMarked && largest < 4) return numericScale(1, 5);
  if (largest >= 6 && largest <= 7) return usual.includes(0) ? null : numericScale(1, 7);
  // On ten points the ends are rare: a single 0 shows that the scale begins there.
  if (largest >= 8 && largest <= 10) {
    return numericScale(steps.some(({ value }) => value === 0) ? 0 : 1, 10);
  }
  return null;
}

/** Percents: few different figures from 0 to 100 that are written as such or reach the end. */
function guessPercent(answers: readonly CountedAnswer[], answered: number): RatingScale | null {
  const found = answers.flatMap(([answer, count]) => {
    const value = statedNumber(answer);
    return value === null ? [] : [{ value, count, isMarked: answer.trim().endsWith('%') }];
  });
  const stated = found.reduce((sum, { count }) => sum + count, 0);
  if (stated < 0.98 * answered || found.length < 3) return null;
  const values = found.map(({ value }) => value);
  if (Math.min(...values) < 0 || Math.max(...values) > 100) return null;
  const isMarked = found.every((one) => one.isMarked);
  // Ratings turned into percents have as many figures as their scale had steps.
  const isRescaled =
    found.length <= 11 && values.includes(100) && values.some((value) => value % 1);
  if (!(isMarked && values.length < mostSteps) && !isRescaled) return null;
  return valueScale(0, 100, values);
}

/** An answer that a scale does not have. */
export interface OutsideAnswer {
  readonly answer: string;
  readonly count: number;
  /** Too frequent to be slips (5 times and 0.1 % of the answers): worth asking about. */
  readonly isFrequent: boolean;
}

/** Whole numbers outside a numeric scale and words unknown to one of words, of counted answers. */
export function outsideAnswers(
  answers: readonly CountedAnswer[],
  scale: RatingScale,
): OutsideAnswer[] {
  const answered = answers.reduce((sum, [, count]) => sum + count, 0);
  return answers
    .filter(([answer]) => isOutside(answer, scale))
    .map(([answer, count]) => ({
      answer,
      count,
      isFrequent: count >= Math.max(scale.kind === 'words' ? 1 : 5, 0.001 * answered),
    }));
}

/** True for a whole number that a numeric scale does not have, or a word that one of words has not. */
export function isOutside(answer: string, scale: RatingScale): boolean {
  if (isMissingNumber(answer) || scale.notApplicable.includes(plainText(answer))) return false;
  const value = statedNumber(answer);
  if (scale.kind === 'words') return !isNotApplicable(answer) && !isKnownWord(answer, scale.words);
  if (scale.kind === 'values') return value === null || value < scale.min || value > scale.max;
  if (scale.kind !== 'numeric') return false;
  return value !== null && Number.isInteger(value) && (value < scale.min || value > scale.max);
}
