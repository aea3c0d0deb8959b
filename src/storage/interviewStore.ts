import { followUpOf, type FollowUp } from '../domain/interviews/followUp';
import {
  emptyAnswer,
  statusOf,
  type Consent,
  type Interview,
  type InterviewAnswer,
} from '../domain/interviews/interview';
import { interviewSourceId, interviewTable, latestOf } from '../domain/interviews/interviewTable';
import type { Questionnaire } from '../domain/interviews/questionnaire';
import { indicatorsOf } from '../domain/model/indicatorModel';
import { AppError } from '../shared/AppError';
import { newId } from '../shared/ids';
import { database } from './database';
import { guardedWrite, thisDevice } from './guardedWrite';

const { questionnaires, interviews, answers, recordings, followUps, engagements, models } =
  database;
const { sources, chunks, cubes, decisions, commentCodes } = database;

/** Tables that a change of a finished interview may reach. */
export const interviewTables = [
  questionnaires,
  interviews,
  answers,
  followUps,
  engagements,
  models,
  sources,
  chunks,
  cubes,
] as const;

/** Every version of an engagement's questionnaire, the latest first. */
export async function listQuestionnaires(engagementId: string): Promise<Questionnaire[]> {
  const all = await questionnaires.where('engagementId').equals(engagementId).toArray();
  return all.sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? 1 : -1));
}

/**
 * Saves a questionnaire as a new version and returns it. Interviews that were begun keep theirs.
 * Refused when another tab has saved in between.
 */
export async function saveQuestionnaire(
  edited: Questionnaire,
  note: string,
  now: number,
): Promise<Questionnaire> {
  return guardedWrite([questionnaires, engagements], async () => {
    await requireEngagement(edited.engagementId);
    const all = await listQuestionnaires(edited.engagementId);
    const latest = all[0];
    if (latest && latest.id !== edited.id) {
      throw new AppError('error.questionnaireChangedElsewhere');
    }
    const version = 1 + Math.max(0, ...all.map((one) => one.version));
    const savedAt = Math.max(now, (latest?.savedAt ?? 0) + 1);
    const saved = { ...edited, id: newId(), version, savedAt, note };
    await questionnaires.add(saved);
    await engagements.update(edited.engagementId, { updatedAt: now });
    return saved;
  });
}

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

/** The version of the questionnaire an interview is held with; null when it is gone. */
export async function findQuestionnaire(id: string): Promise<Questionnaire | null> {
  return (await questionnaires.get(id)) ?? null;
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
      await interviews.update(id, { consent });
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

/** Follow-ups of an engagement: open ones by when they are due, then the settled ones. */
export async function listFollowUps(engagementId: string): Promise<FollowUp[]> {
  const all = await followUps.where('engagementId').equals(engagementId).toArray();
  return all.sort(
    (a, b) => Number(a.doneAt !== null) - Number(b.doneAt !== null) || a.dueAt - b.dueAt,
  );
}

/** Settles a follow-up, opens it again, or notes what came of it. */
export async function updateFollowUp(
  id: string,
  changes: Partial<Pick<FollowUp, 'doneAt' | 'note'>>,
): Promise<void> {
  await guardedWrite([followUps], async () => {
    await followUps.update(id, changes);
  });
}

/** Erases interviews that were removed before a moment, with what was said and recorded in them. */
export async function eraseRemovedInterviews(before: number): Promise<void> {
  await guardedWrite([...interviewTables, recordings, decisions, commentCodes], async () => {
    const gone = await interviews
      .filter(({ removedAt }) => removedAt !== null && removedAt < before)
      .primaryKeys();
    await recordings.where('interviewId').anyOf(gone).delete();
    await answers.where('interviewId').anyOf(gone).delete();
    await followUps.bulkDelete(gone);
    await decisions.where('sourceId').anyOf(gone).delete();
    await commentCodes.where('sourceId').anyOf(gone).delete();
    await interviews.bulkDelete(gone);
  });
}

async function renewFollowUp(interview: Interview, now: number): Promise<void> {
  const questionnaire = await questionnaires.get(interview.questionnaireId);
  if (!questionnaire) return;
  const given = await answers.where('interviewId').equals(interview.id).toArray();
  const existing = (await followUps.get(interview.id)) ?? null;
  const next = followUpOf(questionnaire, interview, given, existing, now);
  if (next === null) await followUps.delete(interview.id);
  else if (JSON.stringify(next) !== JSON.stringify(existing)) await followUps.put(next);
}

/** Builds the source of an engagement's interviews anew, inside a transaction. */
export async function renewTable(engagementId: string): Promise<void> {
  const model = await models.get(engagementId);
  if (!model) throw new AppError('error.engagementGone');
  const id = interviewSourceId(engagementId);
  const before = await sources.get(id);
  const built = interviewTable(
    engagementId,
    await questionnaires.where('engagementId').equals(engagementId).toArray(),
    await interviews.where('engagementId').equals(engagementId).toArray(),
    await answers.where('engagementId').equals(engagementId).toArray(),
    new Set(indicatorsOf(model).map(({ indicator }) => indicator.id)),
  );
  if (before && built && before.fingerprint === built.source.fingerprint) return;
  await chunks.where('sourceId').equals(id).delete();
  await cubes.delete(id);
  if (built === null) {
    await sources.delete(id);
    return;
  }
  await sources.put({ ...built.source, removedAt: before?.removedAt ?? null });
  await chunks.put({ sourceId: id, index: 0, ...built.chunk });
}

async function requireInterview(id: string): Promise<Interview> {
  const interview = await interviews.get(id);
  if (!interview) throw new AppError('error.interviewGone');
  return interview;
}

async function requireEngagement(id: string): Promise<void> {
  if (!(await engagements.get(id))) throw new AppError('error.engagementGone');
}
