import {
  emptyAnswer,
  statusOf,
  type Consent,
  type Interview,
  type InterviewAnswer,
} from '../domain/interviews/interview';
import { latestOf } from '../domain/interviews/interviewTable';
import { AppError } from '../shared/AppError';
import { newId } from '../shared/ids';
import { database } from './database';
import { requireEngagement } from './engagementStore';
import { renewFollowUp } from './followUpStore';
import { guardedWrite, thisDevice } from './guardedWrite';
import { interviewTables, renewTable } from './interviewSource';
import { clearParts, partTables } from './keptStore';
import { listQuestionnaires } from './questionnaireStore';

const { questionnaires, interviews, answers, recordings, engagements } = database;

/** Interviews of an engagement: running ones first, then planned by day, then done, the last first. */
export async function listInterviews(engagementId: string): Promise<Interview[]> {
  const all = await interviews.where('engagementId').equals(engagementId).toArray();
  const rank = { running: 0, planned: 1, done: 2 } as const;
  return all
    .filter(({ removedAt }) => removedAt === null)
    .sort(
      (a, b) =>
        rank[statusOf(a)] - rank[statusOf(b)] ||
        (statusOf(a) === 'planned'
          ? (a.plannedDay ?? '9').localeCompare(b.plannedDay ?? '9')
          : (b.startedAt ?? 0) - (a.startedAt ?? 0)) ||
        a.createdAt - b.createdAt,
    );
}

/** One interview; null when it is gone. */
export async function findInterview(id: string): Promise<Interview | null> {
  return (await interviews.get(id)) ?? null;
}

/** What was answered in an interview so far. */
export async function listAnswers(interviewId: string): Promise<InterviewAnswer[]> {
  return answers.where('interviewId').equals(interviewId).toArray();
}

/** What was answered in all interviews of an engagement. */
export async function listAllAnswers(engagementId: string): Promise<InterviewAnswer[]> {
  return answers.where('engagementId').equals(engagementId).toArray();
}

/** What is known of an interview before it begins. */
export type InterviewPlan = Pick<
  Interview,
  | 'mode'
  | 'customer'
  | 'contact'
  | 'cooperationYears'
  | 'place'
  | 'interviewer'
  | 'plannedDay'
  | 'language'
>;

/** Plans an interview with the questionnaire as it is now. */
export async function planInterview(
  engagementId: string,
  plan: InterviewPlan,
  now: number,
): Promise<Interview> {
  const device = await thisDevice();
  return guardedWrite([interviews, questionnaires, engagements], async () => {
    await requireEngagement(engagementId);
    const [latest] = await listQuestionnaires(engagementId);
    if (!latest) throw new AppError('error.questionnaireMissing');
    // A code that is known here is the same customer, whatever device coined it.
    const known = (await interviews.where('engagementId').equals(engagementId).toArray()).filter(
      ({ customer }) => customer === plan.customer,
    );
    const own = device.slice(-4);
    const coined = known.some((one) => one.device === own) ? own : (known[0]?.device ?? own);
    const interview: Interview = {
      ...plan,
      id: newId(),
      engagementId,
      questionnaireId: latest.id,
      createdAt: now,
      startedAt: null,
      utcOffsetMinutes: 0,
      finishedAt: null,
      activeSeconds: 0,
      position: 0,
      consent: null,
      recordingDeletedAt: null,
      removedAt: null,
      device: coined,
    };
    await interviews.add(interview);
    return interview;
  });
}

/** Changes what is known of an interview. */
export async function updateInterview(
  id: string,
  changes: Partial<Omit<Interview, 'id' | 'engagementId' | 'device' | 'createdAt'>>,
): Promise<void> {
  await guardedWrite([...interviewTables], async () => {
    const interview = await requireInterview(id);
    await interviews.update(id, changes);
    if (statusOf(interview) === 'done') await renewTable(interview.engagementId);
  });
}

/** Begins an interview with the latest questionnaire; one that was begun goes on with its own. */
export async function startInterview(
  id: string,
  now: number,
  utcOffsetMinutes: number,
): Promise<void> {
  await guardedWrite([interviews, questionnaires], async () => {
    const interview = await requireInterview(id);
    if (interview.startedAt !== null) return;
    const all = await listQuestionnaires(interview.engagementId);
    await interviews.update(id, {
      startedAt: now,
      utcOffsetMinutes,
      questionnaireId: all.length > 0 ? latestOf(all).id : interview.questionnaireId,
    });
  });
}

/**
 * Writes what changed of an answer, with where the interview stands, and opens or takes back its
 * follow-up. When the promise is fulfilled it is on the disk.
 */
export async function saveAnswer(
  interviewId: string,
  questionId: string,
  changes: Partial<Omit<InterviewAnswer, 'interviewId' | 'questionId' | 'engagementId'>>,
  now: number,
): Promise<InterviewAnswer> {
  return guardedWrite([...interviewTables], async () => {
    const interview = await requireInterview(interviewId);
    const before = await answers.get([interviewId, questionId]);
    const saved = {
      ...(before ?? emptyAnswer(interview, questionId, now)),
      ...changes,
      savedAt: now,
    };
    await answers.put(saved);
    await renewFollowUp(interview, now);
    if (statusOf(interview) === 'done') await renewTable(interview.engagementId);
    return saved;
  });
}

/** Notes where the conversation stands: the question on screen and the seconds spent. */
export async function savePosition(
  id: string,
  position: number,
  activeSeconds: number,
): Promise<void> {
  await guardedWrite([interviews], async () => {
    const interview = await interviews.get(id);
    // Reading a finished interview again takes its customer no time.
    const spent =
      interview?.finishedAt === null ? { activeSeconds: Math.round(activeSeconds) } : {};
    await interviews.update(id, { position, ...spent });
  });
}

/** Keeps what the customer agreed to. */
export async function saveConsent(id: string, consent: Consent): Promise<void> {
  await updateInterview(id, { consent });
}

/** Takes consent back: the recording is deleted with it, at once and for good. */
export async function withdrawConsent(id: string, now: number): Promise<void> {
  await guardedWrite([...interviewTables, recordings], async () => {
    const interview = await requireInterview(id);
    await recordings.where('interviewId').equals(id).delete();
    if (interview.consent) {
      const consent = { ...interview.consent, recording: false, quoting: false, withdrawnAt: now };
      await interviews.update(id, { consent, recordingDeletedAt: now });
    }
    if (statusOf(interview) === 'done') await renewTable(interview.engagementId);
  });
}

/** Ends an interview: from now on it counts in the analysis. */
export async function finishInterview(
  id: string,
  now: number,
  activeSeconds: number,
): Promise<void> {
  await guardedWrite([...interviewTables], async () => {
    const interview = await requireInterview(id);
    await interviews.update(id, { finishedAt: now, activeSeconds: Math.round(activeSeconds) });
    await renewFollowUp(interview, now);
    await renewTable(interview.engagementId);
    await engagements.update(interview.engagementId, { updatedAt: now });
  });
}

/** Takes an interview out of the list and the scores; `restoreInterview` puts it back. */
export async function removeInterview(id: string, now: number): Promise<void> {
  await updateRemoved(id, now);
}

/** Puts a removed interview back. */
export async function restoreInterview(id: string): Promise<void> {
  await updateRemoved(id, null);
}

async function updateRemoved(id: string, removedAt: number | null): Promise<void> {
  await guardedWrite([...interviewTables], async () => {
    const interview = await requireInterview(id);
    await interviews.update(id, { removedAt });
    await renewTable(interview.engagementId);
  });
}

/**
 * Erases interviews that were removed before a moment, with what was said and recorded in them. That they
 * were erased stays known, so that no other copy brings them back.
 */
export async function eraseRemovedInterviews(before: number): Promise<void> {
  await guardedWrite([...interviewTables, ...partTables], async () => {
    const gone = await interviews
      .filter(({ removedAt }) => removedAt !== null && removedAt < before)
      .primaryKeys();
    await clearParts(gone);
    await interviews.bulkDelete(gone);
  });
}

async function requireInterview(id: string): Promise<Interview> {
  const interview = await interviews.get(id);
  if (!interview) throw new AppError('error.interviewGone');
  return interview;
}
