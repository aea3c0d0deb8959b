import { bin, median } from 'd3-array';
import {
  answerWord,
  ratingCode,
  ratingCoder,
  statedNumber,
  stepScores,
  withValues,
  type MissingWords,
  type RatingScale,
} from '../../../domain/table/ratingScale';

/** Bars of a small histogram. */
const mostBars = 12;

/** The scale with an answer word at step n (0 is the lowest), and at no other. */
export function withWord(scale: RatingScale, answer: string, step: number): RatingScale {
  const word = answerWord(answer);
  const words = scale.words.map((known, index) => {
    const others = known.filter((one) => one !== word);
    return index === step ? [...others, word] : others;
  });
  return { ...scale, words };
}

/** An answer as the file has it and what the scale makes of it. */
export interface ReadAnswer {
  readonly answer: string;
  readonly count: number;
  /** Score from 1 to 5, or why there is none. */
  readonly score: number | 'missing' | 'notApplicable' | 'outOfRange';
}

/** What a scale makes of counted answers, in the order they were counted in. */
export function readAnswers(
  answers: readonly (readonly [answer: string, count: number])[],
  scale: RatingScale,
  missing: MissingWords,
): ReadAnswer[] {
  // The import extends a scale of values by what it finds on it; so does its preview.
  const figures = scale.kind === 'values' ? answers.map(([answer]) => statedNumber(answer)) : [];
  const grown = withValues(
    scale,
    figures.filter((figure) => figure !== null),
  );
  const codeOf = ratingCoder(grown, missing);
  const scores = stepScores(grown);
  return answers.map(([answer, count]) => {
    const code = codeOf(answer);
    const score = scores[code - 1];
    if (score !== undefined && code !== ratingCode.missing) return { answer, count, score };
    if (code === ratingCode.notApplicable) return { answer, count, score: 'notApplicable' };
    return { answer, count, score: code === ratingCode.outOfRange ? 'outOfRange' : 'missing' };
  });
}

/** Bars of the answers as they are in the file: each by itself, or in ranges of many figures. */
export function answerHistogram(
  answers: readonly (readonly [answer: string, count: number])[],
): { readonly label: string; readonly count: number }[] {
  const figures = answers.flatMap(([answer, count]) => {
    const value = statedNumber(answer);
    return value === null ? [] : [{ value, count }];
  });
  if (answers.length <= mostBars || figures.length < answers.length) {
    return answers.slice(0, mostBars).map(([label, count]) => ({ label, count }));
  }
  const ranges = bin<(typeof figures)[number], number>()
    .value(({ value }) => value)
    .thresholds(8)(figures);
  return ranges.map((range) => ({
    label: `${range.x0}–${range.x1}`,
    count: range.reduce((sum, { count }) => sum + count, 0),
  }));
}

/** Median of the figures that answers state; null without any. */
export function medianAnswer(
  answers: readonly (readonly [answer: string, count: number])[],
): number | null {
  const figures = answers.flatMap(([answer, count]) => {
    const value = statedNumber(answer);
    return value === null || value < 0 ? [] : Array<number>(count).fill(value);
  });
  return median(figures) ?? null;
}

/** Counts of each score, highest first, and of what has none. */
export function scoreHistogram(
  read: readonly ReadAnswer[],
): readonly { readonly score: ReadAnswer['score']; readonly count: number }[] {
  const counts = new Map<ReadAnswer['score'], number>();
  for (const { score, count } of read) counts.set(score, (counts.get(score) ?? 0) + count);
  const rank = (score: ReadAnswer['score']) => (typeof score === 'number' ? -score : 1);
  return [...counts]
    .map(([score, count]) => ({ score, count }))
    .sort((a, b) => rank(a.score) - rank(b.score));
}
