import { defaultCleaning, type CleaningSettings } from '../domain/cleaning/cleaningSettings';
import type { ManualDecision } from '../domain/cleaning/decisions';
import { AppError } from '../shared/AppError';
import { database } from './database';
import { guardedWrite } from './guardedWrite';

/** The cleaning settings of an engagement. */
export async function loadCleaning(engagementId: string): Promise<CleaningSettings> {
  return (await database.cleaning.get(engagementId))?.settings ?? defaultCleaning;
}

/** Changes the settings as they are stored now; what another window changed elsewhere stays. */
export async function changeCleaning(
  engagementId: string,
  change: (settings: CleaningSettings) => CleaningSettings,
): Promise<void> {
  await guardedWrite([database.cleaning], async () => {
    const settings = (await database.cleaning.get(engagementId))?.settings ?? defaultCleaning;
    await database.cleaning.put({ engagementId, settings: change(settings) });
  });
}

/** What people decided about responses of a source. */
export async function loadDecisions(sourceId: string): Promise<ManualDecision[]> {
  return database.decisions.where('sourceId').equals(sourceId).toArray();
}

/** A text that changes whenever a decision of the engagement is made, changed or taken back. */
export async function decisionsMark(engagementId: string): Promise<string> {
  const sourceIds = await database.sources.where('engagementId').equals(engagementId).primaryKeys();
  const decisions = await database.decisions.where('sourceId').anyOf(sourceIds).toArray();
  return decisions.map(({ row, decidedAt }) => `${row}@${decidedAt}`).join();
}

/**
 * Saves what was decided about a response; returns what had been decided before, if anything. Refused
 * where the source is no longer part of its engagement.
 */
export async function saveDecision(decision: ManualDecision): Promise<ManualDecision | null> {
  const { sourceId, row } = decision;
  return guardedWrite([database.decisions, database.sources], async () => {
    const source = await database.sources.get(sourceId);
    // Another window may have taken the source out or replaced it meanwhile.
    if (!source || source.removedAt !== null) throw new AppError('error.sourceGone');
    const before = await database.decisions.get([sourceId, row]);
    await database.decisions.put(decision);
    return before ?? null;
  });
}

/** Takes back what was decided about a response; returns it, if there was anything. */
export async function removeDecision(
  sourceId: string,
  row: number,
): Promise<ManualDecision | null> {
  return guardedWrite([database.decisions], async () => {
    const before = await database.decisions.get([sourceId, row]);
    await database.decisions.delete([sourceId, row]);
    return before ?? null;
  });
}
