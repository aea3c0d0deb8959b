import { mayBeHeard } from '../interviews/interview';
import { ruleGroups, settingsFromGroups } from './cleaningFields';
import type { EngagementContents } from './contents';
import { partsOfHeld, stampsOfParts } from './interviewUnits';
import { mergeModel } from './mergeModel';
import { mergeQuestionnaires } from './mergeQuestionnaires';
import {
  mergeRecords,
  type Choices,
  type Conflict,
  type MergedTable,
  type Side,
} from './mergeRecords';
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

  let sides: Readonly<Record<Side, EngagementContents>> = { mine, theirs };
  /** Merges the records of one stamped table. */
  const table = <T extends object>(
    name: StampedTable,
    ours: readonly T[],
    others: readonly T[],
    keyOf: (record: T) => unknown,
    timeOf: (record: T) => number,
    partsOf: (side: Side, key: string) => readonly RecordStamp[] = () => [],
  ): T[] => {
    const result: MergedTable<T> = mergeRecords({
      table: name,
      mine: ours,
      theirs: others,
      keyOf: (record) => JSON.stringify(keyOf(record)),
      timeOf,
      stamps: { mine: sides.mine.stamps, theirs: sides.theirs.stamps },
      seen: { mine: mine.seen, theirs: theirs.seen },
      choices,
      partsOf,
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
  const questionnaires = mergeQuestionnaires(mine.questionnaires, theirs.questionnaires, choices);
  conflicts.push(...questionnaires.conflicts);
  note('questionnaires', questionnaires.added, 0, 0);
  const byId = ({ id }: { readonly id: string }) => id;
  const parts = { mine: stampsOfParts(mine), theirs: stampsOfParts(theirs) };
  const interviews = table(
    'interviews',
    mine.interviews,
    theirs.interviews,
    byId,
    createdAtOf,
    (side, key) => parts[side](key),
  );
  const held = new Map(interviews.map((one) => [one.id, one]));
  const gone = new Set(
    [...mine.interviews, ...theirs.interviews].map(byId).filter((id) => !held.has(id)),
  );
  const heldIds = new Set(held.keys());
  sides = { mine: partsOfHeld(mine, heldIds, gone), theirs: partsOfHeld(theirs, heldIds, gone) };
  const recordings = union(
    sides.mine.recordings,
    // What was deleted, or withdrawn, is so for a copy that had not heard of it.
    sides.theirs.recordings.filter((piece) => mayBeHeard(held.get(piece.interviewId), piece.take)),
    ({ interviewId, take, index }) => `${interviewId} ${take} ${index}`,
  );
  note('recordings', recordings.added, 0, 0);
  const sources = union(mine.sources, theirs.sources, ({ source }) => source.id);
  note('sources', sources.added, 0, 0);

  const decisions = table(
    'decisions',
    sides.mine.decisions,
    sides.theirs.decisions,
    ({ sourceId, row }) => [sourceId, row],
    ({ decidedAt }) => decidedAt,
  );
  const commentCodes = table(
    'commentCodes',
    sides.mine.commentCodes,
    sides.theirs.commentCodes,
    ({ sourceId, row, coder }) => [sourceId, row, coder],
    ({ codedAt }) => codedAt,
  );
  const merged: EngagementContents = {
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
    questionnaires: questionnaires.versions,
    interviews,
    answers: table(
      'answers',
      sides.mine.answers,
      sides.theirs.answers,
      ({ interviewId, questionId }) => [interviewId, questionId],
      ({ savedAt }) => savedAt,
    ),
    followUps: table(
      'followUps',
      sides.mine.followUps,
      sides.theirs.followUps,
      byId,
      ({ openedAt }) => openedAt,
    ),
    recordings: recordings.list.filter(({ interviewId, take }) =>
      mayBeHeard(held.get(interviewId), take),
    ),
    decisions,
    commentCodes,
    stamps: [],
    seen: joinSeen(mine.seen, theirs.seen),
    sources: sources.list,
  };
  return { merged: { ...merged, stamps }, changes, conflicts };
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
