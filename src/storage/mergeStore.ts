import type { Table } from 'dexie';
import { interviewSourceId } from '../domain/interviews/interviewTable';
import type { EngagementContents } from '../domain/snapshot/contents';
import { markOf } from '../domain/snapshot/contentsMark';
import { AppError } from '../shared/AppError';
import { database, type UndoRow } from './database';
import { guardedWrite, noteChange } from './guardedWrite';
import { contentTables, putContents } from './snapshotStore';

const { engagements, models, modelVersions, presets, goals, taxonomies, commentCodes } = database;
const { views, annotations, decisions, recipes, sources, chunks, cubes } = database;
const { questionnaires, interviews, answers, followUps, recordings } = database;
const { stamps, undos } = database;

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
      await engagements.put(merged.engagement);
      await putContents(merged, there);
      // The last backup does not hold what came in.
      const { backedUpAt } = merged.engagement;
      if (backedUpAt !== null && merged.engagement.updatedAt <= backedUpAt)
        await noteChange(id, now);
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
