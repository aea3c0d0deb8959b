/**
 * How the answers of one rating question are read.
 * `numeric`: whole numbers from `min` to `max`. `words`: the steps' words, lowest first.
 * `values`: the numbers listed in `values`, which lie between `min` and `max`, such as percents.
 * `bands`: any number from 0 on; `values` are the upper ends of the bands, each belonging to its
 * band (right-closed), and a last band holds what is beyond.
 */
export interface RatingScale {
  readonly kind: 'numeric' | 'words' | 'values' | 'bands';
  readonly min: number;
  readonly max: number;
  /** Words of each step from lowest to highest; only of a scale of words. */
  readonly words: readonly (readonly string[])[];
  /** Listed values or upper ends of bands, rising; empty for the other kinds. */
  readonly values: readonly number[];
  /** True where a high answer is a bad one. */
  readonly reversed: boolean;
  /** Raw answers outside the scale that mean "does not apply", such as `0` on 1–5. */
  readonly notApplicable: readonly string[];
}

/**
 * Codes of a rating column: 1…k are steps of the scale, the rest have a meaning of their own:
 * an empty cell, a question that was not shown or that the respondent skipped, one that does not
 * apply, an answer that the scale does not have.
 */
export const ratingCode = {
  missing: 0,
  notShown: 252,
  skipped: 253,
  notApplicable: 254,
  outOfRange: 255,
} as const;

/** The most steps a scale can have, so that their codes stay below the others. */
export const mostSteps = 251;

/** Why a cell holds no answer. */
export type MissingKind = 'empty' | 'skipped' | 'notShown';

/** Words or codes that a file writes instead of an answer, with what they mean. */
export type MissingWords = Readonly<Record<string, MissingKind>>;

/** Answers that mean "does not apply" on any scale; compared in lower case. */
const notApplicableWords: ReadonlySet<string> = new Set([
  'n/a',
  'na',
  '不适用',
  '不清楚',
  '不了解',
  '未使用',
  '没用过',
  'not applicable',
  "don't know",
  'not sure',
]);

/** Answers that stand for an empty cell. */
const emptyWords: ReadonlySet<string> = new Set(['(空)', '(跳过)', 'null', 'nan', '-']);

/** Codes that surveys write for a missing answer; on a rating question they are no answer. */
const missingNumbers: ReadonlySet<number> = new Set([-9999, -999, -99, -98, -97, -88, -77]);

/** A numeric scale such as 1–5 or 0–10. */
export function numericScale(
  min: number,
  max: number,
  extra: Partial<Pick<RatingScale, 'reversed' | 'notApplicable'>> = {},
): RatingScale {
  return { kind: 'numeric', min, max, ...blankScale, ...extra };
}

const blankScale = { words: [], values: [], reversed: false, notApplicable: [] } as const;

/** A scale of words, lowest first, scored 1…number of steps. */
export function wordScale(words: readonly (readonly string[])[]): RatingScale {
  return { kind: 'words', min: 1, max: words.length, ...blankScale, words };
}

/** A scale from `min` to `max` of which the listed values occur, such as percents; see `withValues`. */
export function valueScale(min: number, max: number, values: readonly number[]): RatingScale {
  const rising = [...new Set(values)].sort((a, b) => a - b);
  return { kind: 'values', min, max, ...blankScale, values: rising };
}

/**
 * A scale of values with further figures that lie on it, while it has room for their steps. New ones
 * come last, so that the codes of the others stay.
 */
export function withValues(scale: RatingScale, figures: readonly number[]): RatingScale {
  const fitting = figures.filter((value) => value >= scale.min && value <= scale.max);
  const values = [...new Set([...scale.values, ...fitting])].slice(0, mostSteps);
  return values.length === scale.values.length ? scale : { ...scale, values };
}

/**
 * Bands of a figure where less is better: `[1, 3, 8, 24]` are the bands ≤ 1, (1, 3], (3, 8],
 * (8, 24], > 24, scored 5 to 1 (`scoring.md` §3).
 */
export function bandScale(upperEnds: readonly number[]): RatingScale {
  const values = [...new Set(upperEnds)].sort((a, b) => a - b);
  return {
    kind: 'bands',
    min: 1,
    max: values.length + 1,
    ...blankScale,
    values,
    reversed: true,
  };
}

/** The bands proposed for hours until a ticket is answered or solved; the first two are fixed. */
export const ticketHourBands = bandScale([1, 3, 8, 24]);

/** What each step of a scale is called on the questionnaire; index 0 is step 1. */
export function stepLabels(scale: RatingScale): string[] {
  return Array.from({ length: stepCount(scale) }, (_, index) => {
    switch (scale.kind) {
      case 'words':
        return scale.words[index]?.[0] ?? `${index + 1}`;
      case 'values':
        return `${scale.values[index]}`;
      case 'bands': {
        const end = scale.values[index];
        return end === undefined ? `> ${scale.values.at(-1)}` : `≤ ${end}`;
      }
      case 'numeric':
        return `${scale.min + index}`;
    }
  });
}

/** Number of steps of a scale. */
export function stepCount(scale: RatingScale): number {
  return scale.kind === 'values' ? scale.values.length : scale.max - scale.min + 1;
}

/**
 * Score from 1 to 5 of each step; index 0 is step 1.
 * Linear: 1 + 4 (x − a)/(b − a), a + b − x first when reversed (`scoring.md` §3).
 */
export function stepScores(scale: RatingScale): number[] {
  const { min, max, reversed } = scale;
  return Array.from({ length: stepCount(scale) }, (_, index) => {
    const step = scale.kind === 'values' ? (scale.values[index] as number) : min + index;
    const answer = reversed ? min + max - step : step;
    return max === min ? 3 : 1 + (4 * (answer - min)) / (max - min);
  });
}

/** Full-width digits and signs to their ASCII form, without surrounding white space. */
export function plainText(raw: string): string {
  return raw.normalize('NFKC').trim();
}

/** True for a blank cell and for the words platforms write instead of one. */
export function isBlank(raw: string): boolean {
  return raw === '' || raw.trim() === '' || emptyWords.has(raw.trim().toLowerCase());
}

/** True for a code such as −99 that stands for a missing rating. */
export function isMissingNumber(raw: string): boolean {
  return raw.startsWith('-') && missingNumbers.has(Number(raw));
}

/** True for answers that say the question does not apply. */
export function isNotApplicable(raw: string): boolean {
  const word = plainText(raw).toLowerCase();
  return notApplicableWords.has(word) || /\(n\/?a\)$|（不适用）$|\(不适用\)$/u.test(word);
}

/**
 * The number an answer states: `１` is 1, `5分` is 5, `1,000` is 1000, `85%` is 85. `null` where it
 * states none.
 * A decimal comma is not guessed: `4,5` is no number.
 */
export function statedNumber(raw: string): number | null {
  if (raw === '') return null;
  const text = plainText(raw).replace(/(?<=\d)\s*(?:分|points?|stars?|星|%)$/iu, '');
  if (/^[+-]?\d+(?:\.\d+)?$/u.test(text)) return Number(text);
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(text)) return Number(text.replaceAll(',', ''));
  // `10 - Extremely likely`, `5（非常满意）`: the figure and what it means.
  const labelled = /^(\d{1,2})\s*[-–—=(]\s*\p{L}\D*$/u.exec(text)?.[1];
  return labelled === undefined ? null : Number(labelled);
}

/** The comparable form of an answer word: no leading `A.` / `5、`, no brackets' remarks, lower case. */
export function answerWord(raw: string): string {
  return plainText(raw)
    .replace(/^(?:[A-Za-z]|\d{1,2})\s*[.、:：)）]\s*(?=\S)/u, '')
    .replace(/(?<=\S)\s*[(（][^()（）]*[)）]$/u, '')
    .toLowerCase();
}

/** Distinct answers remembered per column; a rating question has far fewer. */
const mostRemembered = 10_000;

/**
 * Returns a function from raw answer to code. Answers repeat, so each is read once. `missing` are
 * words that the file writes instead of an answer.
 */
export function ratingCoder(
  scale: RatingScale,
  missing: MissingWords = {},
): (raw: string) => number {
  const known = new Map<string, number>(
    Object.entries<MissingKind>({ '(跳过)': 'skipped', ...missing }).map(([word, kind]) => [
      word,
      kind === 'empty' ? ratingCode.missing : ratingCode[kind],
    ]),
  );
  return (raw) => {
    let code = known.get(raw);
    if (code === undefined) {
      code = codeOf(raw, scale);
      if (known.size < mostRemembered) known.set(raw, code);
    }
    return code;
  };
}

function codeOf(raw: string, scale: RatingScale): number {
  if (isBlank(raw)) return ratingCode.missing;
  if (scale.notApplicable.includes(plainText(raw))) {
    return ratingCode.notApplicable;
  }
  if (scale.kind === 'words') {
    const word = answerWord(raw);
    const step = scale.words.findIndex((words) => words.includes(word));
    if (step >= 0) return step + 1;
    // A number among the words of its steps, such as an option's position, keeps its dot.
    const number = statedNumber(raw);
    const same =
      number === null ? -1 : scale.words.findIndex((words) => words.includes(`${number}`));
    if (same >= 0) return same + 1;
    if (isNotApplicable(raw)) return ratingCode.notApplicable;
    return isMissingNumber(raw) ? ratingCode.missing : ratingCode.outOfRange;
  }
  if (isNotApplicable(raw)) return ratingCode.notApplicable;
  if (isMissingNumber(raw)) return ratingCode.missing;
  const value = statedNumber(raw);
  if (value === null) return ratingCode.outOfRange;
  switch (scale.kind) {
    case 'values': {
      const index = scale.values.indexOf(value);
      return index < 0 ? ratingCode.outOfRange : index + 1;
    }
    case 'bands': {
      if (value < 0) return ratingCode.outOfRange;
      const index = scale.values.findIndex((upperEnd) => value <= upperEnd);
      return index < 0 ? scale.values.length + 1 : index + 1;
    }
    case 'numeric':
      if (!Number.isInteger(value)) return ratingCode.outOfRange;
      return value >= scale.min && value <= scale.max
        ? value - scale.min + 1
        : ratingCode.outOfRange;
  }
}
