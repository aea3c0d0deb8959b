import type { Table } from 'dexie';
import { interviewSourceId } from '../domain/interviews/interviewTable';
import type { EngagementContents } from '../domain/snapshot/contents';
import { idsOf, withNewIds } from '../domain/snapshot/renameIds';
import { seenWith, stampScope, type RecordStamp } from '../domain/snapshot/stamps';
import { AppError } from '../shared/AppError';
import { newId } from '../shared/ids';
import { database } from './database';
import { guardedWrite } from './guardedWrite';
import { renewTable } from './interviewSource';
import { keptTables, loadKept, putKept } from './keptStore';

const { engagements, models, cleaning, sources, chunks, cubes, stamps, seen } = database;

/** Every table that holds part of an engagement and travels with it. */
export const contentTables: readonly Table[] = [
  engagements,
  models,
  cleaning,
  sources,
  chunks,
  cubes,
  ...keptTables,
  stamps,
  seen,
];

/** Reads everything of an engagement, as it was at one moment. */
export async function loadContents(engagementId: string): Promise<EngagementContents> {
  return database.transaction('r', [...contentTables], async () => {
    const engagement = await engagements.get(engagementId);
    const model = await models.get(engagementId);
    const settings = await cleaning.get(engagementId);
    if (!engagement || !model || !settings) throw new AppError('error.engagementGone');
    const interviewsId = interviewSourceId(engagementId);
    const all = (await sources.where('engagementId').equals(engagementId).toArray()).filter(
      ({ removedAt }) => removedAt === null,
    );
    const imported = all
      .filter(({ id }) => id !== interviewsId)
      .sort((a, b) => a.importedAt - b.importedAt);
    const sourceIds = all.map(({ id }) => id);
    const kept = await loadKept(engagementId, sourceIds);
    // What hangs on an interview's response is kept under the interview.
    const ids = [...sourceIds, ...kept.interviews.map(({ id }) => id)];
    const ownStamps = await stamps
      .where('scope')
      .anyOf([engagementId, ...ids])
      .toArray();
    const plainStamps = ownStamps.map(({ table, key, fields, deleted }): RecordStamp => ({
      table,
      key,
      fields,
      deleted,
    }));
    return {
      ...kept,
      engagement,
      model,
      cleaning: settings.settings,
      stamps: plainStamps,
      seen: seenWith((await seen.get(engagementId))?.seen ?? {}, plainStamps),
      sources: await Promise.all(
        imported.map(async (source) => ({
          source,
          chunks: (await chunks.where('sourceId').equals(source.id).sortBy('index')).map(
            ({ rowCount, columns }) => ({ rowCount, columns }),
          ),
        })),
      ),
    };
  });
}

/**
 * Adds a snapshot's engagement in one transaction and returns its id. What is on the device is
 * never overwritten: where one of its ids is in use, the newcomer gets new ones.
 */
export async function restoreContents(contents: EngagementContents): Promise<string> {
  return guardedWrite(
    contentTables,
    async () => {
      const taken = new Set<unknown>();
      for (const table of [engagements, sources, ...keptTables] as readonly Table[]) {
        if (Array.isArray(table.schema.primKey.keyPath)) continue;
        for (const key of await table.toCollection().primaryKeys()) taken.add(key);
      }
      const isTaken = idsOf(contents).some((id) => taken.has(id));
      const own = isTaken ? withNewIds(contents, newId) : contents;
      await engagements.add(own.engagement);
      await putContents(own, new Set());
      return own.engagement.id;
    },
    { stamps: 'given' },
  );
}

/** Writes everything of an engagement but itself; sources in `there` have their rows already. */
export async function putContents(
  contents: EngagementContents,
  there: ReadonlySet<string>,
): Promise<void> {
  const { id: engagementId } = contents.engagement;
  await models.put(contents.model);
  await cleaning.put({ engagementId, settings: contents.cleaning });
  await putKept(contents);
  for (const { source, chunks: parts } of contents.sources) {
    if (there.has(source.id)) continue;
    await sources.put(source);
    await chunks.bulkPut(parts.map((part, index) => ({ sourceId: source.id, index, ...part })));
  }
  await renewTable(engagementId);
  await seen.put({ engagementId, seen: contents.seen });
  await stamps.bulkPut(
    contents.stamps.map((stamp) => ({
      ...stamp,
      scope: stampScope(stamp.table, stamp.key, engagementId),
    })),
  );
}
