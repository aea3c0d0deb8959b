import type { Recipe } from '../domain/intake/recipe';
import type { IndicatorModel } from '../domain/model/indicatorModel';
import type { CleaningCounts, ResponseCube } from '../domain/scoring/responseCube';
import type { TableChunk } from '../domain/table/columns';
import type { Source } from '../domain/table/source';
import { AppError } from '../shared/AppError';
import { database } from './database';
import { guardedWrite } from './guardedWrite';

/** The counts of a source with the settings they hold for. */
export interface StoredCube {
  readonly key: string;
  readonly cube: ResponseCube;
  readonly cleaning: CleaningCounts;
}

/** Sources of an engagement, in order of import. */
export async function listSources(engagementId: string): Promise<Source[]> {
  const sources = await database.sources.where('engagementId').equals(engagementId).toArray();
  return sources
    .filter(({ removedAt }) => removedAt === null)
    .sort((a, b) => a.importedAt - b.importedAt);
}

/**
 * Adds an imported source: chunks, source, model, counts and recipe in one transaction, so that it is
 * there as a whole or not at all, whatever happens meanwhile. Refused, with nothing changed, when
 * the model has been saved by someone else since the import began. `model` is null when the file
 * needed no new indicators.
 */
export async function addSource(
  source: Source,
  parts: readonly TableChunk[],
  model: IndicatorModel | null,
  cube: StoredCube,
  recipe: Recipe,
  now: number,
): Promise<void> {
  const { sources, models, cubes, chunks, engagements, recipes } = database;
  await guardedWrite([sources, models, cubes, chunks, engagements, recipes], async () => {
    const stored = await models.get(source.engagementId);
    if (!stored) throw new AppError('error.engagementGone');
    if (model && stored.version !== model.version) {
      throw new AppError('error.modelChangedElsewhere');
    }
    await chunks.bulkPut(parts.map((part, index) => ({ sourceId: source.id, index, ...part })));
    if (model) await models.put({ ...model, version: model.version + 1 });
    await cubes.put({ sourceId: source.id, ...cube });
    await sources.add(source);
    await recipes.put(recipe);
    await engagements.update(source.engagementId, { updatedAt: now });
  });
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

/** Keeps the counts of a source for the next start. */
export async function saveCube(sourceId: string, cube: StoredCube): Promise<void> {
  await guardedWrite([database.cubes, database.sources], async () => {
    if (await database.sources.get(sourceId)) await database.cubes.put({ sourceId, ...cube });
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
  });
}

/** Erases sources that were removed before `before`, with their responses. */
export async function eraseRemovedSources(before: number): Promise<void> {
  const { sources, chunks, cubes, decisions } = database;
  await guardedWrite([sources, chunks, cubes, decisions], async () => {
    const gone = await sources
      .filter(({ removedAt }) => removedAt !== null && removedAt < before)
      .primaryKeys();
    await chunks.where('sourceId').anyOf(gone).delete();
    await decisions.where('sourceId').anyOf(gone).delete();
    await cubes.bulkDelete(gone);
    await sources.bulkDelete(gone);
  });
}
