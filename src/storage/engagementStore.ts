import type { Table } from 'dexie';
import { defaultCleaning } from '../domain/cleaning/cleaningSettings';
import { binDays, type Engagement } from '../domain/model/engagement';
import { emptyModel } from '../domain/model/indicatorModel';
import { AppError } from '../shared/AppError';
import { newId } from '../shared/ids';
import { database, versionOf } from './database';
import { guardedWrite } from './guardedWrite';
import { eraseKept, keptTables } from './keptStore';

/** Engagements in use, the last changed first. */
export async function listEngagements(): Promise<Engagement[]> {
  const all = await database.engagements.toArray();
  return all
    .filter((engagement) => engagement.deletedAt === null)
    .sort((a, b) => b.updatedAt - a.updatedAt);
}

/** Engagements in the bin, the last deleted first. */
export async function listDeleted(): Promise<Engagement[]> {
  const all = await database.engagements.toArray();
  return all
    .filter((engagement) => engagement.deletedAt !== null)
    .sort((a, b) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0));
}

/** The engagement, also when it lies in the bin; null when there is none. */
export async function findEngagement(id: string): Promise<Engagement | null> {
  return (await database.engagements.get(id)) ?? null;
}

/** Refuses, inside a transaction, to hang something on an engagement that is gone. */
export async function requireEngagement(id: string): Promise<void> {
  if (!(await database.engagements.get(id))) throw new AppError('error.engagementGone');
}

/** Creates an engagement with an empty model and the default cleaning rules. */
export async function createEngagement(
  name: string,
  now: number,
  options: { readonly isSample?: boolean } = {},
): Promise<Engagement> {
  const engagement: Engagement = {
    id: newId(),
    name,
    isSample: options.isSample ?? false,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    backedUpAt: null,
    population: null,
  };
  const { engagements, models, modelVersions, cleaning } = database;
  await guardedWrite([engagements, models, modelVersions, cleaning], async () => {
    await engagements.add(engagement);
    const model = emptyModel(engagement.id, now);
    await models.add(model);
    await modelVersions.add(versionOf(model, ''));
    await cleaning.add({ engagementId: engagement.id, settings: defaultCleaning });
  });
  return engagement;
}

/** Gives an engagement another name. */
export async function renameEngagement(id: string, name: string, now: number): Promise<void> {
  await update(id, { name, updatedAt: now });
}

/** Notes how many customers the sample stands for; null where that is not known. */
export async function setPopulation(id: string, population: number | null): Promise<void> {
  await update(id, { population });
}

/** Puts an engagement into the bin; `restoreEngagement` takes it out again. */
export async function deleteEngagement(id: string, now: number): Promise<void> {
  await update(id, { deletedAt: now });
}

/** Takes an engagement out of the bin. */
export async function restoreEngagement(id: string): Promise<void> {
  await update(id, { deletedAt: null });
}

/** Notes that a snapshot of the engagement was exported. */
export async function noteBackup(id: string, now: number): Promise<void> {
  await update(id, { backedUpAt: now });
}

async function update(id: string, changes: Partial<Engagement>): Promise<void> {
  await guardedWrite([database.engagements], async () => {
    const changed = await database.engagements.update(id, changes);
    if (changed === 0 && !(await database.engagements.get(id))) {
      throw new AppError('error.engagementGone');
    }
  });
}

/** Deletes an engagement with everything in it, for good. */
export async function eraseEngagement(id: string): Promise<void> {
  const { engagements, models, cleaning, sources, chunks, cubes, interviews } = database;
  const { stamps, seen, locks, undos, keyTable } = database;
  const byId: readonly Table[] = [cleaning, models, seen, locks, undos, engagements];
  await guardedWrite(
    [...keptTables, ...byId, sources, chunks, cubes, keyTable],
    async () => {
      const interviewIds = await interviews.where('engagementId').equals(id).primaryKeys();
      const sourceIds = await sources.where('engagementId').equals(id).primaryKeys();
      await chunks.where('sourceId').anyOf(sourceIds).delete();
      // Interviews erased before are named by nothing but the stamps of their erasure.
      const erased = (await stamps.where('scope').equals(id).toArray()).flatMap(({ table, key }) =>
        table === 'interviews' ? [JSON.parse(key) as string] : [],
      );
      const hung = [...sourceIds, ...interviewIds, ...erased];
      await eraseKept(id, hung);
      await keyTable.where('engagementId').equals(id).delete();
      await cubes.bulkDelete(sourceIds);
      await sources.bulkDelete(sourceIds);
      for (const table of byId) await table.delete(id);
      await stamps
        .where('scope')
        .anyOf([id, ...hung])
        .delete();
    },
    { stamps: 'given' },
  );
}

/** Erases what has been in the bin for longer than {@link binDays}. */
export async function emptyBin(now: number): Promise<void> {
  for (const { id, deletedAt } of await listDeleted()) {
    if (deletedAt !== null && now - deletedAt > binDays * 86_400_000) await eraseEngagement(id);
  }
}
