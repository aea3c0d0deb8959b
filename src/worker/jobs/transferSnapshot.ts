import type { EngagementContents } from '../../domain/snapshot/contents';
import { describeConflict } from '../../domain/snapshot/describeConflict';
import { mergeContents, type Merge } from '../../domain/snapshot/mergeContents';
import type { Side } from '../../domain/kept/kept';
import { maskContents, reduceContents } from '../../domain/snapshot/reduceContents';
import { compress, seal } from '../../domain/snapshot/sealSnapshot';
import {
  checksumFor,
  countsOf,
  writeSnapshot,
  type ReadSnapshot,
} from '../../domain/snapshot/snapshot';
import { snapshotVersion } from '../../domain/snapshot/snapshotSchema';
import { AppError } from '../../shared/AppError';
import { appVersion } from '../../shared/appVersion';
import { eraseEngagement, findEngagement } from '../../storage/engagementStore';
import { knownNames } from '../../storage/keyStore';
import { replaceContents } from '../../storage/mergeStore';
import { loadContents, restoreContents } from '../../storage/snapshotStore';
import { listRemovedSources } from '../../storage/sourceStore';
import type {
  MergePreview,
  OnStage,
  SnapshotFile,
  SnapshotPreview,
  SnapshotRequest,
} from '../../domain/snapshot/transfer';
import { contentsAggregates } from './compareSnapshots';
import { contentsScores } from './contentsScores';
import { mostBytes, openSnapshot } from './openSnapshot';

const type = 'application/json';

/** The snapshot file of an engagement, as asked for. */
export async function exportSnapshot(
  engagementId: string,
  { scope, isMasked, passphrase, isPacked }: SnapshotRequest,
  onStage: OnStage,
): Promise<SnapshotFile> {
  onStage('reading');
  const contents = await loadContents(engagementId);
  onStage('building');
  const parts = await partsOf(contents, scope, isMasked);
  const blob = new Blob(parts, { type });
  // What could not be read again is no backup.
  if (blob.size > mostBytes) throw new AppError('error.snapshotTooLargeToWrite');
  if (passphrase === null && !isPacked) return { blob, ending: '.satiscope.json' };
  onStage('sealing');
  const packed = await compress(blob);
  if (passphrase === null) {
    return {
      blob: new Blob([packed], { type: 'application/gzip' }),
      ending: '.satiscope.json.gz',
    };
  }
  return { blob: await seal(packed, passphrase, appVersion), ending: '.locked.satiscope.json' };
}

async function partsOf(
  contents: EngagementContents,
  scope: SnapshotRequest['scope'],
  isMasked: boolean,
): Promise<string[]> {
  const known = await knownNames(contents.engagement.id);
  if (scope === 'aggregates') return [JSON.stringify(contentsAggregates(contents, known)), '\n'];
  const reduced = reduceContents(contents, scope);
  const head = { app: appVersion, scope, isMasked };
  if (!isMasked) return writeSnapshot(reduced, head);
  return writeSnapshot(maskContents(reduced, known), head);
}

/** What a file is and what merging it would do; nothing is changed. */
export async function previewSnapshot(
  file: File,
  passphrase: string | null,
  onStage: OnStage,
): Promise<SnapshotPreview> {
  const opened = await openSnapshot(file, passphrase, onStage);
  if (opened.kind === 'aggregates') {
    const { name, app, version, updatedAt, responses } = opened.aggregates;
    const counts = { sources: 0, responses, interviews: 0, recordings: 0 };
    const about = { name, app, version, updatedAt, counts, isMasked: true } as const;
    return { kind: 'aggregates', scope: 'aggregates', ...about, knownAs: null, merge: null };
  }
  const { contents, app, version, scope, isMasked } = opened.snapshot;
  const { id, name, updatedAt } = contents.engagement;
  const known = await findEngagement(id);
  const isHere = known !== null && known.deletedAt === null;
  const canMerge = isHere && !isMasked && scope !== 'noRows';
  return {
    kind: 'engagement',
    name,
    app,
    version,
    scope,
    isMasked,
    updatedAt,
    counts: countsOf(contents),
    knownAs: isHere ? known.name : null,
    merge: canMerge ? await previewOfMerge(id, contents) : null,
  };
}

/**
 * Adds the engagement of a snapshot file and returns its id; a broken file changes nothing. What was
 * written is read back and compared with the file; where it differs it is taken out again.
 */
export async function importSnapshot(
  file: File,
  passphrase: string | null,
  onStage: OnStage,
): Promise<string> {
  const { contents, checksum, ...head } = await engagementIn(file, passphrase, onStage);
  onStage('writing');
  const id = await restoreContents(contents);
  const stored = await loadContents(id);
  const isSame =
    JSON.stringify(countsOf(stored)) === JSON.stringify(countsOf(contents)) &&
    // Under other ids, or from an older version, the text is another one.
    (id !== contents.engagement.id ||
      head.version !== snapshotVersion ||
      (await checksumFor(stored, head)) === checksum);
  if (!isSame) {
    await eraseEngagement(id);
    throw new AppError('error.readBackDiffers');
  }
  return id;
}

/** Brings a snapshot's engagement into the one here, all or nothing. */
export async function mergeSnapshot(
  file: File,
  passphrase: string | null,
  choices: ReadonlyMap<string, Side>,
  onStage: OnStage,
): Promise<MergePreview & { readonly engagementId: string }> {
  const { contents, scope, isMasked } = await engagementIn(file, passphrase, onStage);
  if (isMasked || scope === 'noRows') throw new AppError('error.mergeMasked');
  const engagementId = contents.engagement.id;
  const mine = await loadContents(engagementId);
  const merge = await mergeInto(mine, contents, choices);
  onStage('writing');
  if (merge.changes.length > 0 || merge.conflicts.length > 0) {
    await replaceContents(mine, merge.merged, Date.now());
  }
  return { engagementId, ...previewOf(mine, merge) };
}

async function previewOfMerge(id: string, theirs: EngagementContents): Promise<MergePreview> {
  const mine = await loadContents(id);
  return previewOf(mine, await mergeInto(mine, theirs));
}

/** What bringing a copy in would make of an engagement; files taken out here stay out. */
async function mergeInto(
  mine: EngagementContents,
  theirs: EngagementContents,
  choices: ReadonlyMap<string, Side> = new Map(),
): Promise<Merge> {
  const removed = new Set((await listRemovedSources(mine.engagement.id)).map(({ id }) => id));
  const isKept = ({ sourceId }: { readonly sourceId: string }) => !removed.has(sourceId);
  const kept = {
    ...theirs,
    sources: theirs.sources.filter(({ source }) => !removed.has(source.id)),
    decisions: theirs.decisions.filter(isKept),
    commentCodes: theirs.commentCodes.filter(isKept),
  };
  return mergeContents(mine, kept, choices);
}

/** What a merge does, in words and in the score. */
function previewOf(mine: EngagementContents, { merged, changes, conflicts }: Merge): MergePreview {
  const overallOf = (contents: EngagementContents) => contentsScores(contents).scores.overall.score;
  const before = overallOf(mine);
  return {
    changes,
    conflicts: conflicts.map((conflict) => describeConflict(conflict, merged)),
    overall: { before, after: changes.length === 0 ? before : overallOf(merged) },
  };
}

async function engagementIn(
  file: File,
  passphrase: string | null,
  onStage: OnStage,
): Promise<ReadSnapshot> {
  const opened = await openSnapshot(file, passphrase, onStage);
  if (opened.kind === 'aggregates') throw new AppError('error.snapshotAggregates');
  return opened.snapshot;
}
