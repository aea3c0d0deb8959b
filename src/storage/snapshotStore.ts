import type { EngagementContents } from '../domain/snapshot/snapshot';
import { AppError } from '../shared/AppError';
import { newId } from '../shared/ids';
import { database } from './database';
import { findEngagement } from './engagementStore';
import { guardedWrite } from './guardedWrite';
import { loadCleaning } from './cleaningStore';
import { listAnnotations, listViews } from './analysisNoteStore';
import { listGoals } from './goalStore';
import { listPresets, listVersions, loadModel } from './modelStore';
import { listRecipes, listSources, loadChunks } from './sourceStore';
import { listCommentCodes, listTaxonomies } from './textStore';

/** Reads everything of an engagement. */
export async function loadContents(engagementId: string): Promise<EngagementContents> {
  const engagement = await findEngagement(engagementId);
  if (!engagement) throw new AppError('error.engagementGone');
  const sources = await listSources(engagementId);
  const decisions = await Promise.all(
    sources.map(({ id }) => database.decisions.where('sourceId').equals(id).toArray()),
  );
  const sourceIds = new Set(sources.map(({ id }) => id));
  const codes = await listCommentCodes(engagementId);
  return {
    engagement,
    taxonomies: await listTaxonomies(engagementId),
    commentCodes: codes.filter(({ sourceId }) => sourceIds.has(sourceId)),
    views: await listViews(engagementId),
    annotations: await listAnnotations(engagementId),
    model: await loadModel(engagementId),
    modelVersions: await listVersions(engagementId),
    presets: await listPresets(engagementId),
    goals: await listGoals(engagementId),
    cleaning: await loadCleaning(engagementId),
    decisions: decisions.flat(),
    recipes: await listRecipes(engagementId),
    sources: await Promise.all(
      sources.map(async (source) => ({
        source,
        chunks: (await loadChunks(source.id)).map(({ rowCount, columns }) => ({
          rowCount,
          columns,
        })),
      })),
    ),
  };
}

/**
 * Adds a snapshot's engagement in one transaction and returns its id. What is on the device is
 * never overwritten: where its ids are in use, the newcomer gets new ones.
 */
export async function restoreContents(contents: EngagementContents): Promise<string> {
  const { engagements, models, cleaning, sources, chunks, decisions, recipes } = database;
  const { modelVersions, presets, goals, taxonomies, commentCodes, views, annotations } = database;
  const ofModel = [models, modelVersions, presets, goals];
  const ofRoom = [taxonomies, commentCodes, views, annotations];
  const tables = [
    engagements,
    ...ofModel,
    ...ofRoom,
    cleaning,
    sources,
    chunks,
    decisions,
    recipes,
  ];
  return guardedWrite(tables, async () => {
    const taken = new Set<string>([
      ...((await engagements.toCollection().primaryKeys()) as string[]),
      ...((await sources.toCollection().primaryKeys()) as string[]),
      ...((await recipes.toCollection().primaryKeys()) as string[]),
      ...((await presets.toCollection().primaryKeys()) as string[]),
      ...((await goals.toCollection().primaryKeys()) as string[]),
      ...((await views.toCollection().primaryKeys()) as string[]),
      ...((await annotations.toCollection().primaryKeys()) as string[]),
    ]);
    const fresh = new Map<string, string>();
    const idFor = (id: string): string => {
      let mapped = fresh.get(id);
      if (mapped === undefined) fresh.set(id, (mapped = taken.has(id) ? newId() : id));
      return mapped;
    };
    const sourceIds = new Set(contents.sources.map(({ source }) => source.id));
    const sourceIdFor = (id: string) => (sourceIds.has(id) ? idFor(id) : id);
    const engagementId = idFor(contents.engagement.id);
    await engagements.add({ ...contents.engagement, id: engagementId });
    await models.add({ ...contents.model, engagementId });
    await modelVersions.bulkAdd(
      contents.modelVersions.map((one) => ({
        ...one,
        engagementId,
        model: { ...one.model, engagementId },
      })),
    );
    await presets.bulkAdd(
      contents.presets.map((preset) => ({ ...preset, id: idFor(preset.id), engagementId })),
    );
    await goals.bulkAdd(
      contents.goals.map((goal) => ({ ...goal, id: idFor(goal.id), engagementId })),
    );
    await taxonomies.bulkAdd(contents.taxonomies.map((one) => ({ ...one, engagementId })));
    await views.bulkAdd(
      contents.views.map((view) => ({
        ...view,
        id: idFor(view.id),
        engagementId,
        query: withSourceIds(view.query, sourceIdFor),
      })),
    );
    await annotations.bulkAdd(
      contents.annotations.map((one) => ({ ...one, id: idFor(one.id), engagementId })),
    );
    await cleaning.add({ engagementId, settings: contents.cleaning });
    await recipes.bulkAdd(
      contents.recipes.map((recipe) => ({ ...recipe, id: idFor(recipe.id), engagementId })),
    );
    for (const { source, chunks: parts } of contents.sources) {
      const sourceId = idFor(source.id);
      await sources.add({ ...source, id: sourceId, engagementId });
      await chunks.bulkAdd(parts.map((part, index) => ({ sourceId, index, ...part })));
    }
    await commentCodes.bulkAdd(
      contents.commentCodes.map((code) => ({
        ...code,
        engagementId,
        sourceId: idFor(code.sourceId),
      })),
    );
    await decisions.bulkAdd(
      contents.decisions.map((decision) => ({ ...decision, sourceId: idFor(decision.sourceId) })),
    );
    return engagementId;
  });
}

/** The query of a saved view with the sources it names under their ids here. */
function withSourceIds(query: string, idFor: (id: string) => string): string {
  const result = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(query)) {
    result.append(key, key === 'source' || key === 'b.source' ? idFor(value) : value);
  }
  return result.toString();
}
