import { defaultCleaning, type CleaningSettings } from '../domain/cleaning/cleaningSettings';
import type { ManualDecision } from '../domain/cleaning/decisions';
import { AppError } from '../shared/AppError';
import { database } from './database';
import { guardedWrite, noteChange } from './guardedWrite';
import { keptUnder, listOnRows } from './rowKeys';

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
  return listOnRows(sourceId, (keys) => database.decisions.where('sourceId').anyOf(keys).toArray());
}

/** A text that changes whenever a decision of the engagement is made, changed or taken back. */
export async function decisionsMark(engagementId: string): Promise<string> {
  const { sources, interviews } = database;
  const ids = await sources.where('engagementId').equals(engagementId).primaryKeys();
  const held = await interviews.where('engagementId').equals(engagementId).primaryKeys();
  const decisions = await database.decisions
    .where('sourceId')
    .anyOf([...ids, ...held])
    .toArray();
  return decisions.map(({ sourceId, row, decidedAt }) => `${sourceId} ${row}@${decidedAt}`).join();
}

/**
 * Saves what was decided about a response; returns what had been decided before, if anything. Refused
 * where the source is no longer part of its engagement.
 */
export async function saveDecision(decision: ManualDecision): Promise<ManualDecision | null> {
  const { sourceId, row } = decision;
  const { decisions, sources, chunks } = database;
  return guardedWrite([decisions, sources, chunks], async () => {
    const source = await sources.get(sourceId);
    // Another window may have taken the source out or replaced it meanwhile.
    if (!source || source.removedAt !== null) throw new AppError('error.sourceGone');
    const key = await keptUnder(decision);
    const before = await decisions.get(key);
    await decisions.put({ ...decision, sourceId: key[0], row: key[1] });
    await noteChange(source.engagementId, Date.now());
    return before ? { ...before, sourceId, row } : null;
  });
}

/** Takes back what was decided about a response; returns it, if there was anything. */
export async function removeDecision(
  sourceId: string,
  row: number,
): Promise<ManualDecision | null> {
  const { decisions, sources, chunks } = database;
  return guardedWrite([decisions, sources, chunks], async () => {
    const key = await keptUnder({ sourceId, row });
    const before = await decisions.get(key);
    await decisions.delete(key);
    const source = await sources.get(sourceId);
    if (source) await noteChange(source.engagementId, Date.now());
    return before ? { ...before, sourceId, row } : null;
  });
}
