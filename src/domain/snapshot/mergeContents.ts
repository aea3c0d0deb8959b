import { ruleGroups, settingsFromGroups } from './cleaningFields';
import type { EngagementContents } from './contents';
import { changedOnInterviews, separated, withRowsOfInterviews } from './interviewRows';
import { mergeModel } from './mergeModel';
import { mergeRecords, type Conflict, type Choices, type MergedTable } from './mergeRecords';
import { mergeVersions } from './mergeVersions';
import { joinSeen, type RecordStamp, type StampedTable } from './stamps';
import { withSourceIds } from './renameIds';

/** How many records of a kind a merge added, changed and took away. */
export interface TableChange {
  readonly table: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Two copies of an engagement brought together. */
export interface Merge {
  readonly merged: EngagementContents;
  /** Tables in which something changes here; none where the other copy has nothing new. */
  readonly changes: readonly TableChange[];
  /** What both sides changed without knowing of each other; the newest wins unless decided otherwise. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Brings the copy of a colleague into one's own. Records are matched by identifier, files imported on
 * both sides by their fingerprint. Of a field that one side changed, the change counts; of one that both
 * changed without knowing of each other the newest does, unless `choices` says otherwise. What one side
 * deleted is gone unless the other has changed it since. Merging the same copy again changes nothing.
 */
export function mergeContents(
  mine: EngagementContents,
  given: EngagementContents,
  choices: Choices = new Map(),
): Merge {
  const theirs = sameSources(mine, given);
  const stamps: RecordStamp[] = [];
  const conflicts: Conflict[] = [];
  const changes: TableChange[] = [];
  const note = (table: string, added: number, changed: number, removed: number) => {
    if (added + changed + removed > 0) changes.push({ table, added, changed, removed });
  };

  /** Merges the records of one stamped table. */
  const table = <T extends object>(
    name: StampedTable,
    ours: readonly T[],
    others: readonly T[],
    keyOf: (record: T) => unknown,
    timeOf: (record: T) => number,
  ): T[] => {
    const result: MergedTable<T> = mergeRecords({
      table: name,
      mine: ours,
      theirs: others,
      keyOf: (record) => JSON.stringify(keyOf(record)),
      timeOf,
      stamps: { mine: mine.stamps, theirs: theirs.stamps },
      seen: { mine: mine.seen, theirs: theirs.seen },
      choices,
    });
    stamps.push(...result.stamps);
    conflicts.push(...result.conflicts);
    note(name, result.added, result.changed, result.removed);
    return result.records;
  };

  const engagement = table(
    'engagements',
    [mine.engagement],
    [{ ...theirs.engagement, deletedAt: mine.engagement.deletedAt }],
    ({ id }) => id,
    ({ updatedAt }) => updatedAt,
  )[0] as EngagementContents['engagement'];
  const cleaning = table(
    'cleaning',
    [ruleGroups(mine.cleaning)],
    [ruleGroups(theirs.cleaning)],
    () => mine.engagement.id,
    () => 0,
  )[0] as ReturnType<typeof ruleGroups>;
  const model = mergeModel(mine, theirs, choices);
  conflicts.push(...model.conflicts);
  note('model', 0, model.isChanged ? 1 : 0, 0);
  const taxonomies = mergeVersions(mine.taxonomies, theirs.taxonomies, choices);
  conflicts.push(...taxonomies.conflicts);
  note('taxonomies', taxonomies.added, 0, 0);
  const recipes = newest(mine.recipes, theirs.recipes);
  note('recipes', recipes.added, recipes.changed, 0);
  const questionnaires = union(mine.questionnaires, theirs.questionnaires, ({ id }) => id);
  note('questionnaires', questionnaires.added, 0, 0);
  const recordings = union(
    mine.recordings,
    // Consent withdrawn here is withdrawn for a copy that had not heard of it.
    theirs.recordings.filter(({ interviewId }) => {
      const own = mine.interviews.find(({ id }) => id === interviewId);
      return own?.consent?.withdrawnAt == null;
    }),
    ({ interviewId, take, index }) => `${interviewId} ${take} ${index}`,
  );
  note('recordings', recordings.added, 0, 0);
  const sources = union(mine.sources, theirs.sources, ({ source }) => source.id);
  note('sources', sources.added, 0, 0);

  const ofFiles = separated(mine);
  const ofTheirFiles = separated(theirs);
  const byRow = ({ sourceId, row }: { sourceId: string; row: number }) => [sourceId, row];
  const decisions = table(
    'decisions',
    ofFiles.decisions,
    ofTheirFiles.decisions,
    byRow,
    ({ decidedAt }) => decidedAt,
  );
  const commentCodes = table(
    'commentCodes',
    ofFiles.commentCodes,
    ofTheirFiles.commentCodes,
    ({ sourceId, row, coder }) => [sourceId, row, coder],
    ({ codedAt }) => codedAt,
  );
  const byId = ({ id }: { readonly id: string }) => id;
  const partial: EngagementContents = {
    engagement: {
      ...engagement,
      updatedAt: Math.max(mine.engagement.updatedAt, theirs.engagement.updatedAt),
      backedUpAt: mine.engagement.backedUpAt,
    },
    model: model.model,
    modelVersions: model.versions,
    presets: table('presets', mine.presets, theirs.presets, byId, ({ savedAt }) => savedAt),
    goals: table('goals', mine.goals, theirs.goals, byId, ({ createdAt }) => createdAt),
    taxonomies: taxonomies.versions,
    views: table('views', mine.views, theirs.views, byId, ({ createdAt }) => createdAt),
    annotations: table('annotations', mine.annotations, theirs.annotations, byId, createdAtOf),
    cleaning: settingsFromGroups(cleaning),
    recipes: recipes.list,
    questionnaires: questionnaires.list,
    interviews: table('interviews', mine.interviews, theirs.interviews, byId, createdAtOf),
    answers: table(
      'answers',
      mine.answers,
      theirs.answers,
      ({ interviewId, questionId }) => [interviewId, questionId],
      ({ savedAt }) => savedAt,
    ),
    followUps: table(
      'followUps',
      mine.followUps,
      theirs.followUps,
      byId,
      ({ openedAt }) => openedAt,
    ),
    recordings: [],
    decisions,
    commentCodes,
    stamps: [],
    seen: joinSeen(mine.seen, theirs.seen),
    sources: sources.list,
  };
  const held = new Map(partial.interviews.map((one) => [one.id, one]));
  const whole = withRowsOfInterviews(
    {
      ...partial,
      // Whoever withdrew consent, the recording goes with it.
      recordings: recordings.list.filter(
        ({ interviewId }) => held.get(interviewId)?.consent?.recording === true,
      ),
    },
    [...ofFiles.onInterviews, ...ofTheirFiles.onInterviews],
    [...ofFiles.codedInterviews, ...ofTheirFiles.codedInterviews],
  );
  for (const name of ['decisions', 'commentCodes'] as const) {
    const news = changedOnInterviews(mine, whole, name);
    const known = changes.find((change) => change.table === name);
    if (news === 0) continue;
    if (known) changes[changes.indexOf(known)] = { ...known, changed: known.changed + news };
    else note(name, 0, news, 0);
  }
  return { merged: { ...whole, stamps }, changes, conflicts };
}

const createdAtOf = ({ createdAt }: { readonly createdAt: number }) => createdAt;

/** The other copy with the ids that files imported on both sides have here. */
function sameSources(mine: EngagementContents, theirs: EngagementContents): EngagementContents {
  const print = ({ source }: EngagementContents['sources'][number]) =>
    `${source.fingerprint} ${source.sheet ?? ''} ${source.rowCount} ${source.columns.length}`;
  const here = new Map(mine.sources.map((one) => [print(one), one.source.id]));
  const ids = new Set(mine.sources.map(({ source }) => source.id));
  const renamed = new Map(
    theirs.sources.flatMap((one) => {
      const id = here.get(print(one));
      return id === undefined || ids.has(one.source.id) ? [] : [[one.source.id, id] as const];
    }),
  );
  if (renamed.size === 0) return theirs;
  const idFor = (id: string) => renamed.get(id) ?? id;
  const owned = <T extends { readonly sourceId: string }>(item: T) => ({
    ...item,
    sourceId: idFor(item.sourceId),
  });
  return {
    ...theirs,
    sources: theirs.sources.filter(({ source }) => !renamed.has(source.id)),
    decisions: theirs.decisions.map(owned),
    commentCodes: theirs.commentCodes.map(owned),
    views: theirs.views.map((view) => ({ ...view, query: withSourceIds(view.query, idFor) })),
    stamps: theirs.stamps.map((stamp) => {
      if (stamp.table !== 'decisions' && stamp.table !== 'commentCodes') return stamp;
      const [sourceId, ...rest] = JSON.parse(stamp.key) as [string, ...unknown[]];
      return { ...stamp, key: JSON.stringify([idFor(sourceId), ...rest]) };
    }),
  };
}

/** Records of both sides, each once; equal keys mean equal records. */
function union<T>(mine: readonly T[], theirs: readonly T[], keyOf: (item: T) => string) {
  const known = new Set(mine.map(keyOf));
  const added = theirs.filter((item) => !known.has(keyOf(item)));
  return { list: [...mine, ...added], added: added.length };
}

/** Records of both sides, the one saved last of each. */
function newest<T extends { readonly id: string; readonly savedAt: number }>(
  mine: readonly T[],
  theirs: readonly T[],
) {
  const byId = new Map(mine.map((item) => [item.id, item]));
  let added = 0;
  let changed = 0;
  for (const item of theirs) {
    const own = byId.get(item.id);
    if (!own) added++;
    else if (item.savedAt > own.savedAt) changed++;
    else continue;
    byId.set(item.id, item);
  }
  return { list: [...byId.values()], added, changed };
}
