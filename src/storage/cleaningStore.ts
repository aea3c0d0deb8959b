import {
  defaultCleaning,
  type CleaningSettings,
  type ManualDecision,
} from '../domain/cleaning/cleaningSettings';
import { database } from './database';
import { guardedWrite } from './guardedWrite';

/** The cleaning settings of an engagement. */
export async function loadCleaning(engagementId: string): Promise<CleaningSettings> {
  return (await database.cleaning.get(engagementId))?.settings ?? defaultCleaning;
}

/** Saves the cleaning settings of an engagement. */
export async function saveCleaning(
  engagementId: string,
  settings: CleaningSettings,
): Promise<void> {
  await guardedWrite([database.cleaning], async () => {
    await database.cleaning.put({ engagementId, settings });
  });
}

/** What people decided about responses of a source. */
export async function loadDecisions(sourceId: string): Promise<ManualDecision[]> {
  return database.decisions.where('sourceId').equals(sourceId).toArray();
}

/** Saves a decision on a response; null takes it back. */
export async function saveDecision(
  sourceId: string,
  row: number,
  decision: ManualDecision['decision'] | null,
  now: number,
): Promise<void> {
  await guardedWrite([database.decisions], async () => {
    if (decision === null) await database.decisions.delete([sourceId, row]);
    else await database.decisions.put({ sourceId, row, decision, decidedAt: now });
  });
}
