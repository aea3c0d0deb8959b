import type { Table } from 'dexie';
import { interviewSourceId } from '../domain/interviews/interviewTable';
import type { EngagementContents } from '../domain/snapshot/contents';
import { markOf } from '../domain/snapshot/contentsMark';
import { idsOf, withNewIds } from '../domain/snapshot/renameIds';
import { seenWith, type RecordStamp } from '../domain/snapshot/stamps';
import { AppError } from '../shared/AppError';
import { newId } from '../shared/ids';
import { database, type UndoRow } from './database';
import { guardedWrite } from './guardedWrite';
import { renewTable } from './interviewStore';

const { engagements, models, modelVersions, presets, goals, taxonomies, commentCodes } = database;
const { views, annotations, cleaning, decisions, recipes, sources, chunks, cubes } = database;
const { questionnaires, interviews, answers, followUps, recordings } = database;
const { stamps, seen, undos } = database;

/** Every table that holds part of an engagement and travels with it. */
const contentTables: readonly Table[] = [
  engagements,
  models,
  modelVersions,
  presets,
  goals,
  taxonomies,
  commentCodes,
  views,
  annotations,
  cleaning,
  decisions,
  recipes,
  sources,
  chunks,
  cubes,
  questionnaires,
  interviews,
  answers,
  followUps,
  recordings,
  stamps,
  seen,
];

/** Tables whose records name their engagement and are replaced as a whole by a merge. */
const replacedTables = [
  modelVersions,
  presets,
  goals,
  taxonomies,
  views,
  annotations,
  recipes,
  questionnaires,
  interviews,
  answers,
  followUps,
] as const;

/** Reads everything of an engagement, as it was at one moment. */
export async function loadContents(engagementId: string): Promise<EngagementContents> {
  return database.transaction('r', [...contentTables], async () => {
    const engagement = await engagements.get(engagementId);
    const model = await models.get(engagementId);
    const settings = await cleaning.get(engagementId);
    if (!engagement || !model || !settings) throw new AppError('error.engagementGone');
    const own = <T, K, I>(table: Table<T, K, I>) =>
      table.where('engagementId').equals(engagementId).toArray();
    const interviewsId = interviewSourceId(engagementId);
    const all = (await own(sources)).filter(({ removedAt }) => removedAt === null);
    const imported = all
      .filter(({ id }) => id !== interviewsId)
      .sort((a, b) => a.importedAt - b.importedAt);
    const held = await own(interviews);
    // What hangs on an interview's response is kept under the interview.
    const ids = [...all, ...held].map(({ id }) => id);
    const known = new Set(ids);
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
      engagement,
      model,
      modelVersions: await own(modelVersions),
      presets: await own(presets),
      goals: await own(goals),
      taxonomies: await own(taxonomies),
      commentCodes: (await own(commentCodes)).filter(({ sourceId }) => known.has(sourceId)),
      views: await own(views),
      annotations: await own(annotations),
      cleaning: settings.settings,
      decisions: await decisions.where('sourceId').anyOf(ids).toArray(),
      recipes: await own(recipes),
      questionnaires: await own(questionnaires),
      interviews: held,
      answers: await own(answers),
      followUps: await own(followUps),
      recordings: await recordings
        .where('interviewId')
        .anyOf(held.map(({ id }) => id))
        .toArray(),
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
      const keyed = [engagements, sources, recipes, presets, goals, views, annotations];
      const taken = new Set<unknown>();
      for (const table of [...keyed, questionnaires, interviews] as readonly Table[]) {
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

/**
 * Puts merged contents in the place of an engagement's, in one transaction, and keeps what they replace
 * for {@link undoMerge}. Rows of sources that are there stay untouched. Refused, with nothing changed,
 * where the engagement was changed since `before` was read.
 */
export async function replaceContents(
  before: EngagementContents,
  merged: EngagementContents,
  now: number,
): Promise<void> {
  const id = before.engagement.id;
  await guardedWrite(
    [...contentTables, undos],
    async () => {
      if ((await storedMark(id)) !== markOf(before)) throw new AppError('error.mergeOvertaken');
      const there = new Set(
        (await sources.where('engagementId').equals(id).primaryKeys()) as string[],
      );
      const recorded = new Set(before.recordings.map(pieceKey));
      const undo: UndoRow = {
        engagementId: id,
        madeAt: now,
        contents: { ...before, sources: [], recordings: [] },
        keptSources: before.sources.map(({ source }) => source.id),
        addedSources: merged.sources
          .map(({ source }) => source.id)
          .filter((one) => !there.has(one)),
        mark: '',
        addedRecordings: merged.recordings
          .filter((piece) => !recorded.has(pieceKey(piece)))
          .map(({ interviewId, take, index }) => [interviewId, take, index] as const),
      };
      await clearContents(id, undo.keptSources);
      const kept = new Set(merged.recordings.map(pieceKey));
      // A recording goes with the consent to it, on whatever device that was withdrawn.
      for (const piece of before.recordings) {
        if (!kept.has(pieceKey(piece))) {
          await recordings.delete([piece.interviewId, piece.take, piece.index]);
        }
      }
      const { backedUpAt, updatedAt } = merged.engagement;
      // The last backup does not hold what came in.
      const heldAt = backedUpAt === null ? null : Math.min(backedUpAt, updatedAt - 1);
      await engagements.put({ ...merged.engagement, backedUpAt: heldAt });
      await putContents(merged, there);
      await undos.put({ ...undo, mark: await storedMark(id) });
    },
    { stamps: 'given' },
  );
}

/** What the last merge of an engagement replaced; null where there was none or it was undone. */
export async function findUndo(engagementId: string): Promise<{ readonly madeAt: number } | null> {
  const undo = await undos.get(engagementId);
  return undo ? { madeAt: undo.madeAt } : null;
}

/**
 * Puts an engagement back to what it was before the last merge. Refused where anything was changed since,
 * so that nothing is lost by it.
 */
export async function undoMerge(engagementId: string): Promise<void> {
  await guardedWrite(
    [...contentTables, undos],
    async () => {
      const undo = await undos.get(engagementId);
      if (!undo) throw new AppError('error.undoGone');
      // Going back would take away what was done since.
      if ((await storedMark(engagementId)) !== undo.mark) throw new AppError('error.undoOvertaken');
      const before = undo.contents as EngagementContents;
      await clearContents(engagementId, [...undo.keptSources, ...undo.addedSources]);
      await chunks.where('sourceId').anyOf(undo.addedSources).delete();
      await cubes.bulkDelete([...undo.addedSources]);
      await sources.bulkDelete([...undo.addedSources]);
      await recordings.bulkDelete(undo.addedRecordings.map((key) => [...key] as never));
      await engagements.put(before.engagement);
      await putContents(before, new Set());
      await undos.delete(engagementId);
    },
    { stamps: 'given' },
  );
}

/** Forgets what could be undone of merges before a moment. */
export async function forgetUndos(before: number): Promise<void> {
  await guardedWrite([undos], () => undos.filter(({ madeAt }) => madeAt < before).delete());
}

/**
 * Takes everything of an engagement out but its sources, their rows and its recordings. What hangs on a
 * source that is not among `sourceIds` was taken out with it, and waits for it to be put back.
 */
async function clearContents(id: string, sourceIds: readonly string[]) {
  const interviewIds = await interviews.where('engagementId').equals(id).primaryKeys();
  for (const table of replacedTables as readonly Table[]) {
    await table.where('engagementId').equals(id).delete();
  }
  const interviewsId = interviewSourceId(id);
  const ids = [...sourceIds, ...interviewIds];
  await decisions.where('sourceId').anyOf(ids).delete();
  await commentCodes.where('sourceId').anyOf(ids).delete();
  await stamps
    .where('scope')
    .anyOf([id, ...ids])
    .delete();
  // Its rows may change places: it is built anew.
  await chunks.where('sourceId').equals(interviewsId).delete();
  await sources.delete(interviewsId);
}

/** Writes everything of an engagement but itself; sources in `there` have their rows already. */
async function putContents(
  contents: EngagementContents,
  there: ReadonlySet<string>,
): Promise<void> {
  const { id: engagementId } = contents.engagement;
  await models.put(contents.model);
  await modelVersions.bulkPut([...contents.modelVersions]);
  await presets.bulkPut([...contents.presets]);
  await goals.bulkPut([...contents.goals]);
  await taxonomies.bulkPut([...contents.taxonomies]);
  await views.bulkPut([...contents.views]);
  await annotations.bulkPut([...contents.annotations]);
  await cleaning.put({ engagementId, settings: contents.cleaning });
  await recipes.bulkPut([...contents.recipes]);
  await questionnaires.bulkPut([...contents.questionnaires]);
  await interviews.bulkPut([...contents.interviews]);
  await answers.bulkPut([...contents.answers]);
  await followUps.bulkPut([...contents.followUps]);
  await recordings.bulkPut([...contents.recordings]);
  for (const { source, chunks: parts } of contents.sources) {
    if (there.has(source.id)) continue;
    await sources.put(source);
    await chunks.bulkPut(parts.map((part, index) => ({ sourceId: source.id, index, ...part })));
  }
  await renewTable(engagementId);
  await commentCodes.bulkPut([...contents.commentCodes]);
  await decisions.bulkPut([...contents.decisions]);
  await seen.put({ engagementId, seen: contents.seen });
  await stamps.bulkPut(
    contents.stamps.map((stamp) => ({ ...stamp, scope: scopeOf(stamp, engagementId) })),
  );
}

/** What a stamp is found by: the source for what hangs on a source. */
function scopeOf({ table, key }: RecordStamp, engagementId: string): string {
  if (table !== 'decisions' && table !== 'commentCodes') return engagementId;
  const [sourceId] = JSON.parse(key) as [string];
  return sourceId;
}

/** The mark of an engagement as it is stored, inside a transaction. */
async function storedMark(engagementId: string): Promise<string> {
  const model = await models.get(engagementId);
  if (!model) throw new AppError('error.engagementGone');
  const own = <T, K, I>(table: Table<T, K, I>) =>
    table.where('engagementId').equals(engagementId).toArray();
  const held = (await own(sources)).filter(({ removedAt }) => removedAt === null);
  const ids = held.map(({ id }) => id);
  const interviewIds = await interviews.where('engagementId').equals(engagementId).primaryKeys();
  return markOf({
    model,
    modelVersions: await own(modelVersions),
    questionnaires: await own(questionnaires),
    taxonomies: await own(taxonomies),
    recipes: await own(recipes),
    stamps: await stamps
      .where('scope')
      .anyOf([engagementId, ...ids, ...interviewIds])
      .toArray(),
  });
}

function pieceKey({
  interviewId,
  take,
  index,
}: {
  readonly interviewId: string;
  readonly take: number;
  readonly index: number;
}): string {
  return `${interviewId} ${take} ${index}`;
}
