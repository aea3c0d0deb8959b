import { isLow, type Interview, type InterviewAnswer } from './interview';
import type { Questionnaire } from './questionnaire';

/** Why a customer is to be called. */
export const followUpCauses = ['urgent', 'low'] as const;
export type FollowUpCause = (typeof followUpCauses)[number];

/** A customer to be called, with a clock. At most one per interview, with the interview's id. */
export interface FollowUp {
  readonly id: string;
  readonly engagementId: string;
  readonly interviewId: string;
  readonly cause: FollowUpCause;
  /** Questions whose answers gave cause, in the questionnaire's order. */
  readonly questionIds: readonly string[];
  readonly openedAt: number;
  readonly dueAt: number;
  readonly doneAt: number | null;
  /** What came of it, in a person's words. */
  readonly note: string;
}

const hourMs = 3_600_000;

/** First response within an hour where it is urgent, a first solution within a day (product.md, E5). */
export const followUpHours: Readonly<Record<FollowUpCause, number>> = { urgent: 1, low: 24 };

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
      (id) => existing.cause !== 'urgent' || !existing.questionIds.includes(id),
    );
    // Something urgent that came up since calls again, with what was noted until now.
    return isRaised ? { ...known, ...clockOf('urgent', now), doneAt: null } : known;
  }
  // Nobody can be called back who left no name; what is urgent is looked at all the same.
  const isAnonymous = interview.mode === 'self' && interview.customer === '';
  if (low.length === 0 || (isAnonymous && urgent.length === 0)) return null;
  const cause: FollowUpCause = urgent.length > 0 ? 'urgent' : 'low';
  const isSame = existing !== null && existing.cause === cause;
  return {
    id: interview.id,
    engagementId: interview.engagementId,
    interviewId: interview.id,
    ...clockOf(cause, isSame ? existing.openedAt : now),
    questionIds: low,
    doneAt: null,
    note: '',
  };
}

function clockOf(cause: FollowUpCause, openedAt: number) {
  return { cause, openedAt, dueAt: openedAt + followUpHours[cause] * hourMs };
}
