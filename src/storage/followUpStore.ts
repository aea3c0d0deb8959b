import { dueAtOf, followUpOf, type FollowUp } from '../domain/interviews/followUp';
import type { Interview } from '../domain/interviews/interview';
import { equal } from '../shared/equal';
import { database } from './database';
import { guardedWrite } from './guardedWrite';

const { answers, followUps, questionnaires } = database;

/** Follow-ups of an engagement: open ones by when they are due, then the settled ones. */
export async function listFollowUps(engagementId: string): Promise<FollowUp[]> {
  const all = await followUps.where('engagementId').equals(engagementId).toArray();
  return all.sort(
    (a, b) => Number(a.doneAt !== null) - Number(b.doneAt !== null) || dueAtOf(a) - dueAtOf(b),
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

/** Opens, raises or takes back the follow-up of an interview, inside a transaction. */
export async function renewFollowUp(interview: Interview, now: number): Promise<void> {
  const questionnaire = await questionnaires.get(interview.questionnaireId);
  if (!questionnaire) return;
  const given = await answers.where('interviewId').equals(interview.id).toArray();
  const existing = (await followUps.where('interviewId').equals(interview.id).first()) ?? null;
  const next = followUpOf(questionnaire, interview, given, existing, now);
  if (next === null) {
    if (existing !== null) await followUps.delete(existing.id);
  } else if (!equal(next, existing)) await followUps.put(next);
}
