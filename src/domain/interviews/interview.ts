import {
  scoreOfStep,
  type InterviewLanguage,
  type Question,
  type Questionnaire,
} from './questionnaire';

/** Who holds the tablet. */
export const interviewModes = ['interviewer', 'self'] as const;
export type InterviewMode = (typeof interviewModes)[number];

/** `tapped`: by the respondent, before filling it in alone. */
export const consentWays = ['spoken', 'signed', 'tapped'] as const;

/** What the customer agreed to, when and how. */
export interface Consent {
  readonly recording: boolean;
  /** Whether words may be quoted without a name. */
  readonly quoting: boolean;
  readonly how: (typeof consentWays)[number];
  readonly at: number;
  /** Path of the signature on a field of 600 × 200; null where spoken. */
  readonly signature: string | null;
  /** When it was taken back; the recording was deleted then. */
  readonly withdrawnAt: number | null;
}

/** A conversation, planned, begun or done. Times are milliseconds since 1970. */
export interface Interview {
  readonly id: string;
  readonly engagementId: string;
  /** The version of the questionnaire it is held with, also when a newer one is saved. */
  readonly questionnaireId: string;
  readonly mode: InterviewMode;
  /** Code of the customer, such as `A公司`; the name stays in the key table of the device. */
  readonly customer: string;
  /** Role of the contact with the name masked, such as `*经理`. */
  readonly contact: string;
  /** Length of the cooperation in years; null where it is not known. */
  readonly cooperationYears: number | null;
  readonly place: string;
  readonly interviewer: string;
  /** Day it is planned for, `2026-07-01`; null where none is. */
  readonly plannedDay: string | null;
  readonly language: InterviewLanguage;
  readonly createdAt: number;
  readonly startedAt: number | null;
  /** Minutes that the clock on the wall was ahead of UTC when it began. */
  readonly utcOffsetMinutes: number;
  readonly finishedAt: number | null;
  /** Seconds the questions were on screen. */
  readonly activeSeconds: number;
  /** Index of the question on screen. */
  readonly position: number;
  readonly consent: Consent | null;
  /** When its recording was deleted; what was recorded until then is gone on every copy. */
  readonly recordingDeletedAt: number | null;
  /** When it was taken out; null while it counts. */
  readonly removedAt: number | null;
  /** Which device it was planned on, to tell equal codes apart. */
  readonly device: string;
}

/** What was answered to one question. One record each, written as it is given. */
export interface InterviewAnswer {
  readonly interviewId: string;
  readonly questionId: string;
  readonly engagementId: string;
  /** Step from 0, the lowest; null where none is chosen. */
  readonly step: number | null;
  /** Positions of the options chosen, from 0. */
  readonly choices: readonly number[];
  readonly text: string;
  /** "Don't know" or "not applicable": an answer, but no rating. */
  readonly isNotApplicable: boolean;
  /** Ids of the main reasons of a low rating. */
  readonly reasons: readonly string[];
  readonly note: string;
  /** The customer's own words. */
  readonly quote: string;
  /** Moments of the recording that were marked, milliseconds since 1970. */
  readonly marks: readonly number[];
  readonly savedAt: number;
}

/** Seconds of a recording. A crash loses at most the piece being made. */
export interface RecordingPiece {
  readonly interviewId: string;
  /** Start of the take it belongs to, milliseconds since 1970. Each take plays by itself. */
  readonly take: number;
  readonly index: number;
  readonly mimeType: string;
  readonly data: ArrayBuffer;
}

/** False for what was recorded without consent to it, or deleted. `take` is when it was begun. */
export function mayBeHeard(
  interview: Pick<Interview, 'consent' | 'recordingDeletedAt'> | undefined,
  take: number,
): boolean {
  if (interview?.consent?.recording !== true) return false;
  return interview.recordingDeletedAt === null || take > interview.recordingDeletedAt;
}

/** Where an interview stands. */
export type InterviewStatus = 'planned' | 'running' | 'done';

export function statusOf({ startedAt, finishedAt }: Interview): InterviewStatus {
  if (finishedAt !== null) return 'done';
  return startedAt === null ? 'planned' : 'running';
}

/** An answer with nothing in it. */
export function emptyAnswer(
  { id: interviewId, engagementId }: Interview,
  questionId: string,
  now: number,
): InterviewAnswer {
  return {
    interviewId,
    questionId,
    engagementId,
    step: null,
    choices: [],
    text: '',
    isNotApplicable: false,
    reasons: [],
    note: '',
    quote: '',
    marks: [],
    savedAt: now,
  };
}

/** True where the question itself was answered; notes alone are no answer. */
export function isAnswered(answer: InterviewAnswer | undefined): boolean {
  if (!answer) return false;
  const { step, choices, text, isNotApplicable } = answer;
  return step !== null || choices.length > 0 || text.trim() !== '' || isNotApplicable;
}

/** Ids of the main reasons given; none where the rating was corrected and is low no more. */
export function reasonsOf(
  question: Question,
  answer: InterviewAnswer | undefined,
  below: number,
): readonly string[] {
  return answer && isLow(question, answer, below) ? answer.reasons : [];
}

/** True where an answer asks for its main reason. */
export function isLow(
  question: Question,
  answer: InterviewAnswer | undefined,
  below: number,
): boolean {
  const step = answer?.step ?? null;
  if (step === null) return false;
  const score = scoreOfStep(question, step);
  return score !== null && score < below;
}

/** How many questions of a questionnaire were answered. */
export function answeredCount(
  { questions }: Questionnaire,
  answers: readonly InterviewAnswer[],
): number {
  const answered = new Set(answers.filter(isAnswered).map(({ questionId }) => questionId));
  return questions.filter(({ id }) => answered.has(id)).length;
}

/** Codes of customers in order of appearance: A, B … Z, AA, AB … */
export function customerCode(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${customerCode(Math.floor(index / 26) - 1)}${letter}`;
}

/**
 * What each customer is called, by the id of the interview: the code, with the device where two devices
 * have given it, since it may then stand for two customers. Blank for who filled it in alone.
 */
export function customerNames(interviews: readonly Interview[]): Map<string, string> {
  const devices = new Map<string, Set<string>>();
  for (const { customer, device } of interviews) {
    devices.set(customer, (devices.get(customer) ?? new Set()).add(device));
  }
  return new Map(
    interviews.map(({ id, customer, device }) => {
      const isShared = customer !== '' && (devices.get(customer)?.size ?? 0) > 1;
      return [id, isShared ? `${customer}·${device}` : customer];
    }),
  );
}
