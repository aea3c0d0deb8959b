import { interviewSourceId } from '../domain/interviews/interviewTable';
import type { EngagementContents } from '../domain/snapshot/contents';
import { markOf, unstampedNames } from '../domain/snapshot/contentsMark';
import { keptVersion, type KeptContents, type KeptName } from '../domain/snapshot/keptNouns';
import { readUndo } from '../domain/snapshot/readUndo';
import { AppError } from '../shared/AppError';
import { database, type UndoRow } from './database';
import { guardedWrite, noteChange } from './guardedWrite';
import { clearKept, listKept } from './keptStore';
import { contentTables, putContents } from './snapshotStore';

const { engagements, models, interviews, recordings, sources, chunks, cubes, stamps, undos } =
  database;

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
        version: keptVersion,
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
      const before = readUndo(undo.contents, undo.version ?? 6);
      if (!before) throw new AppError('error.undoGone');
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

/**
 * Takes everything of an engagement out but its sources, their rows and its recordings. What hangs on a
 * source that is not among `sourceIds` was taken out with it, and waits for it to be put back.
 */
async function clearContents(id: string, sourceIds: readonly string[]) {
  const interviewIds = await interviews.where('engagementId').equals(id).primaryKeys();
  const interviewsId = interviewSourceId(id);
  const ids = [...sourceIds, ...interviewIds];
  await clearKept(id, ids, ['recordings']);
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
  const all = await sources.where('engagementId').equals(engagementId).toArray();
  const ids = all.filter(({ removedAt }) => removedAt === null).map(({ id }) => id);
  const interviewIds = await interviews.where('engagementId').equals(engagementId).primaryKeys();
  const owners = [...ids, ...interviewIds];
  const unstamped: Partial<Record<KeptName, object[]>> = {};
  for (const name of unstampedNames) {
    unstamped[name] = await listKept(name, engagementId, owners);
  }
  return markOf({
    ...(unstamped as Partial<KeptContents>),
    model,
    stamps: await stamps
      .where('scope')
      .anyOf([engagementId, ...owners])
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
