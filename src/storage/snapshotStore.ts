import type { Table } from 'dexie';
import { interviewSourceId } from '../domain/interviews/interviewTable';
import type { EngagementContents } from '../domain/snapshot/contents';
import { idsOf, withNewIds } from '../domain/snapshot/renameIds';
import { seenWith, type RecordStamp } from '../domain/snapshot/stamps';
import { AppError } from '../shared/AppError';
import { newId } from '../shared/ids';
import { database } from './database';
import { guardedWrite } from './guardedWrite';
import { renewTable } from './interviewSource';

const { engagements, models, modelVersions, presets, goals, taxonomies, commentCodes } = database;
const { views, annotations, cleaning, decisions, recipes, sources, chunks, cubes } = database;
const { questionnaires, interviews, answers, followUps, recordings } = database;
const { stamps, seen } = database;

/** Every table that holds part of an engagement and travels with it. */
export const contentTables: readonly Table[] = [
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

/** Writes everything of an engagement but itself; sources in `there` have their rows already. */
export async function putContents(
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
