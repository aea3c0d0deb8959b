import type { Questionnaire } from '../domain/interviews/questionnaire';
import { AppError } from '../shared/AppError';
import { newId } from '../shared/ids';
import { database } from './database';
import { requireEngagement } from './engagementStore';
import { guardedWrite } from './guardedWrite';

const { questionnaires, engagements } = database;

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

/** The version of the questionnaire an interview is held with; null when it is gone. */
export async function findQuestionnaire(id: string): Promise<Questionnaire | null> {
  return (await questionnaires.get(id)) ?? null;
}
