import { assertNever } from '../../shared/assertNever';

/** The languages a questionnaire is worded in. */
export const interviewLanguages = ['zh', 'en'] as const;
export type InterviewLanguage = (typeof interviewLanguages)[number];

/** One wording per language; blank where nothing is written yet. */
export type LocalText = Readonly<Record<InterviewLanguage, string>>;

/**
 * Kinds of questions. `rating` and `overall`: five steps; `ordinal`: words from lowest to highest;
 * `recommendation`: 0–10; `effort`: seven steps of agreement; `single`, `multi`: options; `open`: text.
 */
export const questionKinds = [
  'rating',
  'overall',
  'ordinal',
  'recommendation',
  'effort',
  'single',
  'multi',
  'open',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

export interface Question {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly text: LocalText;
  /** What to bear in mind when answering; may be blank. */
  readonly hint: LocalText;
  /** The indicator that a rating or an ordinal question measures; null for the other kinds. */
  readonly indicatorId: string | null;
  /** Words of the steps, lowest first, or the options as listed. Scales 0–10 and 1–7: their two ends. */
  readonly options: readonly LocalText[];
  /** What the steps of a rating mean, from the model; five texts, or none. */
  readonly anchors: readonly string[];
}

/** A main reason for a low rating. */
export interface LowReason {
  readonly id: string;
  readonly name: LocalText;
  readonly hint: LocalText;
}

/** A questionnaire as it was saved once. Versions are never changed, so that a draft keeps its own. */
export interface Questionnaire {
  readonly id: string;
  readonly engagementId: string;
  readonly version: number;
  readonly savedAt: number;
  /** The team's language: columns and options of the interviews' table are named in it. */
  readonly language: InterviewLanguage;
  /** Why it was saved; may be blank. */
  readonly note: string;
  /** What the interviewer says first. */
  readonly opening: LocalText;
  /** What the interviewer wants to find out, line by line. */
  readonly outline: LocalText;
  /** What is asked before a recording. */
  readonly consent: LocalText;
  /** What a respondent reads at the end. */
  readonly closing: LocalText;
  /** An answer below this, on five points, asks for the main reason. */
  readonly lowBelow: number;
  /** An answer below this, on five points, opens a follow-up. */
  readonly followUpBelow: number;
  readonly reasons: readonly LowReason[];
  readonly questions: readonly Question[];
}

/** No wording in any language. */
export const noText: LocalText = { zh: '', en: '' };

/** The wording in a language; the other one's where it has none. */
export function wordingIn(text: LocalText, language: InterviewLanguage): string {
  return text[language] || text[language === 'zh' ? 'en' : 'zh'];
}

/** How many steps can be chosen from; 0 for open questions. */
export function stepsOf({ kind, options }: Question): number {
  switch (kind) {
    case 'rating':
    case 'overall':
      return 5;
    case 'recommendation':
      return 11;
    case 'effort':
      return 7;
    case 'open':
      return 0;
    case 'multi':
    case 'ordinal':
    case 'single':
      return options.length;
    default:
      return assertNever(kind);
  }
}

/** True for questions whose answer lies on a scale from bad to good. */
export function isScale({ kind }: Question): boolean {
  return kind !== 'single' && kind !== 'multi' && kind !== 'open';
}

/**
 * A step (0 the lowest) on five points: 1 + 4 · step/(steps − 1) (`scoring.md` §3). Null for questions
 * that are no scale.
 */
export function scoreOfStep(question: Question, step: number): number | null {
  const steps = stepsOf(question);
  if (!isScale(question) || steps < 2) return null;
  return 1 + (4 * step) / (steps - 1);
}
