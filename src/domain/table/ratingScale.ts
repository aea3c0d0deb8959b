/**
 * How the answers of one rating question are read.
 * `numeric`: whole numbers from `min` to `max`. `words`: the steps' words, lowest first.
 */
export interface RatingScale {
  readonly kind: 'numeric' | 'words';
  readonly min: number;
  readonly max: number;
  /** Words of each step from lowest to highest; empty for a numeric scale. */
  readonly words: readonly (readonly string[])[];
  /** True where a high answer is a bad one. */
  readonly reversed: boolean;
  /** Raw answers outside the scale that mean "does not apply", such as `0` on 1–5. */
  readonly notApplicable: readonly string[];
}

/** Codes of a rating column: 1…k are steps of the scale, the rest have a meaning of their own. */
export const ratingCode = { missing: 0, notApplicable: 254, outOfRange: 255 } as const;

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

/** A numeric scale such as 1–5 or 0–10. */
export function numericScale(
  min: number,
  max: number,
  extra: Partial<Pick<RatingScale, 'reversed' | 'notApplicable'>> = {},
): RatingScale {
  return { kind: 'numeric', min, max, words: [], reversed: false, notApplicable: [], ...extra };
}

/** A scale of words, lowest first, scored 1…number of steps. */
export function wordScale(words: readonly (readonly string[])[]): RatingScale {
  return { kind: 'words', min: 1, max: words.length, words, reversed: false, notApplicable: [] };
}

/** Number of steps of a scale. */
export function stepCount(scale: RatingScale): number {
  return scale.max - scale.min + 1;
}

/**
 * Score from 1 to 5 of each step; index 0 is step 1.
 * Linear: 1 + 4 (x − a)/(b − a), a + b − x first when reversed (`scoring.md` §3).
 */
export function stepScores(scale: RatingScale): number[] {
  const { min, max, reversed } = scale;
  return Array.from({ length: stepCount(scale) }, (_, index) => {
    const answer = reversed ? max - index : min + index;
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

/** True for answers that say the question does not apply. */
export function isNotApplicable(raw: string): boolean {
  return notApplicableWords.has(plainText(raw).toLowerCase());
}

/**
 * The number an answer states: `１` is 1, `5分` is 5, `1,000` is 1000. `null` where it states none.
 * A decimal comma is not guessed: `4,5` is no number.
 */
export function statedNumber(raw: string): number | null {
  const text = plainText(raw).replace(/(?<=\d)\s*(?:分|points?|stars?|星)$/iu, '');
  if (/^[+-]?\d+(?:\.\d+)?$/u.test(text)) return Number(text);
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(text)) return Number(text.replaceAll(',', ''));
  return null;
}

/** The comparable form of an answer word: no leading `A.` / `5、`, no brackets' remarks, lower case. */
export function answerWord(raw: string): string {
  return plainText(raw)
    .replace(/^(?:[A-Za-z]|\d{1,2})\s*[.、:：)）]\s*(?=\S)/u, '')
    .toLowerCase();
}

/** Distinct answers remembered per column; a rating question has far fewer. */
const mostRemembered = 10_000;

/** Returns a function from raw answer to code. Answers repeat, so each is read once. */
export function ratingCoder(scale: RatingScale): (raw: string) => number {
  const known = new Map<string, number>();
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
    if (isNotApplicable(raw)) return ratingCode.notApplicable;
    return ratingCode.outOfRange;
  }
  if (isNotApplicable(raw)) return ratingCode.notApplicable;
  const value = statedNumber(raw);
  if (value === null || !Number.isInteger(value)) return ratingCode.outOfRange;
  return value >= scale.min && value <= scale.max ? value - scale.min + 1 : ratingCode.outOfRange;
}
