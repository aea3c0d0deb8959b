import type { ManualDecision } from '../domain/cleaning/decisions';
import type { Recipe } from '../domain/intake/recipe';
import type { IndicatorModel } from '../domain/model/indicatorModel';
import type { TableChunk } from '../domain/table/columns';
import type { Source } from '../domain/table/source';
import { AppError } from '../shared/AppError';
import { database, versionOf } from './database';
import type { StoredCube } from '../domain/scoring/cleanedRows';
import { guardedWrite, noteChange } from './guardedWrite';
import { clearParts, partTables } from './keptStore';

/** An imported file with all that comes with it. */
export interface NewSource {
  readonly source: Source;
  readonly chunks: readonly TableChunk[];
  /** The model with the indicators the file needed; null when it needed no new ones. */
  readonly model: IndicatorModel | null;
  readonly cube: StoredCube;
  readonly recipe: Recipe;
  /** What was decided about its responses in a file that it corrects. */
  readonly decisions: readonly ManualDecision[];
  /** The source it takes the place of; null where it takes none. */
  readonly replaces: string | null;
}

/** Sources of an engagement, in order of import. */
export async function listSources(engagementId: string): Promise<Source[]> {
  const sources = await database.sources.where('engagementId').equals(engagementId).toArray();
  return sources
    .filter(({ removedAt }) => removedAt === null)
    .sort((a, b) => a.importedAt - b.importedAt);
}

/**
 * Adds an imported source: chunks, source, model, counts, recipe and decisions in one transaction,
 * so that it is there as a whole or not at all, whatever happens meanwhile. Refused, with nothing
 * changed, when the model has been saved by someone else since the import began.
 */
export async function addSource(added: NewSource, now: number): Promise<void> {
  const { source, model } = added;
  const { sources, models, modelVersions, cubes, chunks, engagements, recipes, decisions } =
    database;
  const tables = [sources, models, modelVersions, cubes, chunks, engagements, recipes, decisions];
  await guardedWrite(tables, async () => {
    const stored = await models.get(source.engagementId);
    if (!stored) throw new AppError('error.engagementGone');
    if (model && stored.version !== model.version) {
      throw new AppError('error.modelChangedElsewhere');
    }
    await chunks.bulkPut(
      added.chunks.map((part, index) => ({ sourceId: source.id, index, ...part })),
    );
    if (model) {
      const saved = { ...model, version: model.version + 1 };
      await models.put(saved);
      await modelVersions.put(versionOf(saved, source.fileName));
    }
    await cubes.put({ sourceId: source.id, ...added.cube });
    await sources.add(source);
    await recipes.put(added.recipe);
    await decisions.bulkPut(added.decisions);
    if (added.replaces !== null) await sources.update(added.replaces, { removedAt: now });
    await engagements.update(source.engagementId, { updatedAt: now });
  });
}

/** A source, also one taken out of its engagement; null when it is gone. */
export async function findSource(sourceId: string): Promise<Source | null> {
  return (await database.sources.get(sourceId)) ?? null;
}

/** Sources taken out of an engagement that are still on the device, the last one first. */
export async function listRemovedSources(engagementId: string): Promise<Source[]> {
  const sources = await database.sources.where('engagementId').equals(engagementId).toArray();
  return sources
    .filter(({ removedAt }) => removedAt !== null)
    .sort((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0));
}

/** What was decided for the files of an engagement, to be used again. */
export async function listRecipes(engagementId: string): Promise<Recipe[]> {
  return database.recipes.where('engagementId').equals(engagementId).toArray();
}

/** The chunks of a source, in order. */
export async function loadChunks(sourceId: string): Promise<TableChunk[]> {
  return database.chunks.where('sourceId').equals(sourceId).sortBy('index');
}

/** The stored counts of a source; null when there are none. */
export async function loadCube(sourceId: string): Promise<StoredCube | null> {
  return (await database.cubes.get(sourceId)) ?? null;
}

/** Keeps the counts of a source for the next start; not where the source has changed since it was read. */
export async function saveCube(
  { id: sourceId, fingerprint }: Pick<Source, 'id' | 'fingerprint'>,
  cube: StoredCube,
): Promise<void> {
  await guardedWrite([database.cubes, database.sources], async () => {
    const source = await database.sources.get(sourceId);
    if (source?.fingerprint === fingerprint) await database.cubes.put({ sourceId, ...cube });
  });
}

/** Takes a source out of the engagement; `restoreSource` puts it back as it was. */
export async function removeSource(sourceId: string, now: number): Promise<void> {
  await setRemoved(sourceId, now);
}

/** Puts a removed source back. */
export async function restoreSource(sourceId: string): Promise<void> {
  await setRemoved(sourceId, null);
}

async function setRemoved(sourceId: string, removedAt: number | null): Promise<void> {
  await guardedWrite([database.sources], async () => {
    const source = await database.sources.get(sourceId);
    if (!source) throw new AppError('error.sourceGone');
    await database.sources.put({ ...source, removedAt });
    await noteChange(source.engagementId, Date.now());
  });
}

/** Erases sources that were removed before `before`, with their responses. */
export async function eraseRemovedSources(before: number): Promise<void> {
  const { sources, chunks, cubes } = database;
  await guardedWrite([sources, chunks, cubes, ...partTables], async () => {
    const gone = await sources
      .filter(({ removedAt }) => removedAt !== null && removedAt < before)
      .primaryKeys();
    await chunks.where('sourceId').anyOf(gone).delete();
    await clearParts(gone);
    await cubes.bulkDelete(gone);
    await sources.bulkDelete(gone);
  });
}
