import * as v from 'valibot';
import { count, finite, id, name, text } from '../kept/fieldSchemas';
import { keep } from '../kept/kept';
import { isLow, type Interview, type InterviewAnswer } from './interview';
import type { Questionnaire } from './questionnaire';

/** How soon a customer is to be called. */
export const urgencies = ['urgent', 'low'] as const;
export type Urgency = (typeof urgencies)[number];

/** While the customer is asked something the clock stands still; `until` is null while it does. */
export interface Pause {
  readonly from: number;
  readonly until: number | null;
}

/** One run of a follow-up's clock, from being opened to being settled. Times are UTC milliseconds. */
export interface Episode {
  readonly openedAt: number;
  /** When the customer first heard from us; null while that is to come. */
  readonly respondedAt: number | null;
  /** When a first solution was offered; null while that is to come. */
  readonly solvedAt: number | null;
  readonly doneAt: number | null;
  readonly pauses: readonly Pause[];
  /** When a limit was first missed; it stays, whatever is done later. */
  readonly breachedAt: number | null;
}

/**
 * A customer to be called, with a clock: one per cause. The cause is an interview, a response of a source
 * or a feedback item; the identifiers of the other two are null. When it is due follows from the clock, see
 * {@link dueAtOf}.
 */
export interface FollowUp extends Episode {
  readonly id: string;
  readonly engagementId: string;
  readonly interviewId: string | null;
  readonly sourceId: string | null;
  readonly row: number | null;
  readonly feedbackItemId: string | null;
  readonly urgency: Urgency;
  /** Questions whose answers gave cause, in the questionnaire's order. */
  readonly questionIds: readonly string[];
  /** Who takes care of it; blank while nobody does. */
  readonly owner: string;
  /** What came of it, in a person's words. */
  readonly note: string;
  /** Runs of the clock before it was opened again, the first one first. */
  readonly earlier: readonly Episode[];
}

const hourMs = 3_600_000;

/** First response within an hour where it is urgent, a first solution within a day (product.md, E5). */
export const followUpHours: Readonly<Record<Urgency, number>> = { urgent: 1, low: 24 };

/** When a follow-up is due, in UTC milliseconds. */
export function dueAtOf({ openedAt, urgency }: Pick<FollowUp, 'openedAt' | 'urgency'>): number {
  return openedAt + followUpHours[urgency] * hourMs;
}

const noEpisode = {
  respondedAt: null,
  solvedAt: null,
  doneAt: null,
  pauses: [],
  breachedAt: null,
} as const;

const urgentWords =
  /投诉|起诉|律师|解约|终止合同|不再续|停产|停机|停线|事故|泄露|安全隐患|赔偿|马上处理|立即处理|紧急|尽快给(?:个)?说法|urgent|lawsuit|lawyer|legal action|terminate|cancel (?:the|our) contract|outage|production (?:is )?down|accident|data leak|refund|complaint|escalat/iu;

/** True where words call for somebody at once. */
export function isUrgent(text: string): boolean {
  return urgentWords.test(text.normalize('NFKC'));
}

/**
 * The follow-up an interview has now: opened by a low or urgent answer, and gone again when the answer
 * is corrected before anybody has worked on it. The clock runs from when it was opened, or raised.
 */
export function followUpOf(
  questionnaire: Questionnaire,
  interview: Interview,
  answers: readonly InterviewAnswer[],
  existing: FollowUp | null,
  now: number,
): FollowUp | null {
  const byQuestion = new Map(answers.map((answer) => [answer.questionId, answer]));
  const urgent: string[] = [];
  const low: string[] = [];
  for (const question of questionnaire.questions) {
    const answer = byQuestion.get(question.id);
    if (!answer) continue;
    const isWordUrgent = [answer.text, answer.note, answer.quote].some(isUrgent);
    const isAnswerLow = isLow(question, answer, questionnaire.followUpBelow);
    if (isWordUrgent) urgent.push(question.id);
    if (isWordUrgent || isAnswerLow) low.push(question.id);
  }
  if (existing && (existing.doneAt !== null || existing.note !== '')) {
    const known = { ...existing, questionIds: low.length > 0 ? low : existing.questionIds };
    const isRaised = urgent.some(
      (id) => existing.urgency !== 'urgent' || !existing.questionIds.includes(id),
    );
    // Something urgent that came up since calls again, with what was noted until now.
    if (!isRaised) return known;
    const earlier = [...existing.earlier, episodeOf(existing)];
    return { ...known, ...noEpisode, urgency: 'urgent', openedAt: now, earlier };
  }
  // Nobody can be called back who left no name; what is urgent is looked at all the same.
  const isAnonymous = interview.mode === 'self' && interview.customer === '';
  if (low.length === 0 || (isAnonymous && urgent.length === 0)) return null;
  const urgency: Urgency = urgent.length > 0 ? 'urgent' : 'low';
  const isSame = existing !== null && existing.urgency === urgency;
  return {
    // Two devices that find the same cause open the same follow-up.
    id: interview.id,
    engagementId: interview.engagementId,
    interviewId: interview.id,
    sourceId: null,
    row: null,
    feedbackItemId: null,
    urgency,
    questionIds: low,
    owner: existing?.owner ?? '',
    note: '',
    ...noEpisode,
    openedAt: isSame ? existing.openedAt : now,
    earlier: [],
  };
}

function episodeOf(followUp: FollowUp): Episode {
  const { openedAt, respondedAt, solvedAt, doneAt, pauses, breachedAt } = followUp;
  return { openedAt, respondedAt, solvedAt, doneAt, pauses, breachedAt };
}

/** A follow-up as versions before 7 kept it, in today's shape: interviews alone gave cause then. */
export function upgradeFollowUp(old: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { cause, dueAt: _due, ...rest } = old;
  return {
    ...noEpisode,
    ...rest,
    sourceId: null,
    row: null,
    feedbackItemId: null,
    urgency: cause,
    owner: '',
    earlier: [],
  };
}

/** The name a field of older versions has today; null where it follows from others now. */
function upgradeFollowUpField(field: string): string | null {
  if (field === 'dueAt') return null;
  return field === 'cause' ? 'urgency' : field;
}

/** Stamps of a follow-up's fields, under the names of today. */
export function upgradeFollowUpFields<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, stamp]) => {
      const name = upgradeFollowUpField(field);
      return name === null ? [] : [[name, stamp]];
    }),
  );
}

const moment = v.nullable(finite);
const episodeEntries = {
  openedAt: finite,
  respondedAt: moment,
  solvedAt: moment,
  doneAt: moment,
  pauses: v.array(v.object({ from: finite, until: moment })),
  breachedAt: moment,
};

export const followUpSchema = v.pipe(
  v.object({
    id,
    engagementId: id,
    interviewId: v.nullable(id),
    sourceId: v.nullable(id),
    row: v.nullable(count),
    feedbackItemId: v.nullable(id),
    urgency: v.picklist(urgencies),
    questionIds: v.array(id),
    owner: name,
    note: text,
    ...episodeEntries,
    earlier: v.array(v.object(episodeEntries)),
  }),
  v.check(
    ({ id: own, interviewId, sourceId, row, feedbackItemId }) =>
      [interviewId, sourceId, feedbackItemId].filter((cause) => cause !== null).length === 1 &&
      (sourceId === null) === (row === null) &&
      // One per interview, found by it.
      (interviewId === null || own === interviewId),
  ),
);

export const followUpsKept = keep<FollowUp>({
  since: 6,
  key: ['id'],
  refs: {
    id: 'self',
    engagementId: 'engagement',
    interviewId: 'interview',
    sourceId: 'source',
    feedbackItemId: 'feedbackItem',
  },
  merge: { by: 'fields', timeOf: ({ openedAt }) => openedAt },
  isAnswer: true,
  mask: {
    questionIds: 'plain',
    owner: (owner, masking) => masking.interviewer(owner),
    note: 'text',
    pauses: 'plain',
    earlier: 'plain',
  },
  about: () => '',
});
