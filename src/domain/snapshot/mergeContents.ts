import { assertNever } from '../../shared/assertNever';
import { mayBeHeard, type RecordingPiece } from '../interviews/interview';
import {
  keyText,
  renamed,
  type AnyRecord,
  type IdFor,
  type MergeRule,
  type Side,
} from '../kept/kept';
import { ruleGroups, settingsFromGroups } from './cleaningFields';
import type { EngagementContents } from './contents';
import { partsOfHeld, stampsOfParts } from './interviewUnits';
import {
  kept,
  keptNames,
  keptOf,
  mapKept,
  type KeptContents,
  type KeptName,
  type KeptRecord,
} from './keptNouns';
import { mergeModel } from './mergeModel';
import { mergeQuestionnaires } from './mergeQuestionnaires';
import { mergeRecords, type Choices, type Conflict, type MergeInput } from './mergeRecords';
import { mergeVersions } from './mergeVersions';
import { joinSeen, stampScope, type RecordStamp, type StampedTable } from './stamps';

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
  const parts = { mine: stampsOfParts(mine), theirs: stampsOfParts(theirs) };
  /** Merges records field by field. */
  const merge = <T extends object>(
    table: StampedTable,
    [ours, others]: readonly [readonly T[], readonly T[]],
    rules: Pick<MergeInput<T>, 'keyOf' | 'timeOf' | 'settle' | 'partsOf'>,
  ): T[] => {
    const result = mergeRecords({
      table,
      mine: ours,
      theirs: others,
      stamps: { mine: sides.mine.stamps, theirs: sides.theirs.stamps },
      seen: { mine: mine.seen, theirs: theirs.seen },
      choices,
      ...rules,
    });
    stamps.push(...result.stamps);
    conflicts.push(...result.conflicts);
    note(table, result.added, result.changed, result.removed);
    return result.records;
  };
  /** Merges a kept table as it is declared; those merged by hand are asked for by name. */
  const table = <N extends KeptName>(name: N): readonly KeptRecord<N>[] => {
    type T = KeptRecord<N>;
    const declared = keptOf(name);
    const lists = [sides.mine[name], sides.theirs[name]] as unknown as [T[], T[]];
    const keyOf = (record: T) => keyText(declared, record as AnyRecord);
    const rule = declared.merge as MergeRule<T>;
    switch (rule.by) {
      case 'fields':
        return merge(name, lists as [(T & object)[], (T & object)[]], {
          keyOf,
          timeOf: rule.timeOf,
          settle: rule.settle,
          ...(name === 'interviews'
            ? { partsOf: (side: Side, key: string) => parts[side](key) }
            : {}),
        });
      case 'newest': {
        const found = newest(...lists, keyOf, rule.timeOf);
        note(name, found.added, found.changed, 0);
        return found.list;
      }
      case 'union': {
        const found = union(...lists, keyOf);
        note(name, found.added, 0, 0);
        return found.list;
      }
      case 'hand':
        throw new Error(`${name} is merged by hand`);
      default:
        return assertNever(rule);
    }
  };

  const engagement = merge(
    'engagements',
    [[mine.engagement], [{ ...theirs.engagement, deletedAt: mine.engagement.deletedAt }]],
    { keyOf: ({ id }) => JSON.stringify(id), timeOf: ({ updatedAt }) => updatedAt },
  )[0] as EngagementContents['engagement'];
  const cleaning = merge('cleaning', [[ruleGroups(mine.cleaning)], [ruleGroups(theirs.cleaning)]], {
    keyOf: () => JSON.stringify(mine.engagement.id),
    timeOf: () => 0,
  })[0] as ReturnType<typeof ruleGroups>;
  const model = mergeModel(mine, theirs, choices);
  conflicts.push(...model.conflicts);
  note('model', 0, model.isChanged ? 1 : 0, 0);
  const taxonomies = mergeVersions(mine.taxonomies, theirs.taxonomies, choices);
  conflicts.push(...taxonomies.conflicts);
  note('taxonomies', taxonomies.added, 0, 0);
  const questionnaires = mergeQuestionnaires(mine.questionnaires, theirs.questionnaires, choices);
  conflicts.push(...questionnaires.conflicts);
  note('questionnaires', questionnaires.added, 0, 0);
  const byHand = {
    modelVersions: model.versions,
    taxonomies: taxonomies.versions,
    questionnaires: questionnaires.versions,
  };
  const interviews = table('interviews');
  const held = new Map(interviews.map((one) => [one.id, one]));
  const gone = new Set(
    [...mine.interviews, ...theirs.interviews].flatMap(({ id }) => (held.has(id) ? [] : [id])),
  );
  const heldIds = new Set(held.keys());
  const mayStay = (piece: RecordingPiece) => mayBeHeard(held.get(piece.interviewId), piece.take);
  const others = partsOfHeld(theirs, heldIds, gone);
  sides = {
    mine: partsOfHeld(mine, heldIds, gone),
    // What was deleted, or withdrawn, is so for a copy that had not heard of it.
    theirs: { ...others, recordings: others.recordings.filter(mayStay) },
  };
  const sources = union(mine.sources, theirs.sources, ({ source }) => source.id);
  note('sources', sources.added, 0, 0);

  const merged: EngagementContents = {
    ...(Object.fromEntries(
      keptNames.map((name) => [
        name,
        name === 'interviews'
          ? interviews
          : name in byHand
            ? byHand[name as keyof typeof byHand]
            : table(name),
      ]),
    ) as unknown as KeptContents),
    engagement: {
      ...engagement,
      updatedAt: Math.max(mine.engagement.updatedAt, theirs.engagement.updatedAt),
      backedUpAt: mine.engagement.backedUpAt,
    },
    model: model.model,
    cleaning: settingsFromGroups(cleaning),
    stamps: [],
    seen: joinSeen(mine.seen, theirs.seen),
    sources: sources.list,
  };
  const recordings = merged.recordings.filter(mayStay);
  return { merged: { ...merged, recordings, stamps }, changes, conflicts };
}

/** The other copy with the ids that files imported on both sides have here. */
function sameSources(mine: EngagementContents, theirs: EngagementContents): EngagementContents {
  const print = ({ source }: EngagementContents['sources'][number]) =>
    `${source.fingerprint} ${source.sheet ?? ''} ${source.rowCount} ${source.columns.length}`;
  const here = new Map(mine.sources.map((one) => [print(one), one.source.id]));
  const ids = new Set(mine.sources.map(({ source }) => source.id));
  const others = new Map(
    theirs.sources.flatMap((one) => {
      const id = here.get(print(one));
      return id === undefined || ids.has(one.source.id) ? [] : [[one.source.id, id] as const];
    }),
  );
  if (others.size === 0) return theirs;
  const idFor: IdFor = (target, id) => (target === 'source' ? (others.get(id) ?? id) : id);
  return {
    ...theirs,
    ...mapKept(theirs, (name, records) =>
      records.map((record) => renamed(kept[name] as never, record, idFor)),
    ),
    sources: theirs.sources.filter(({ source }) => !others.has(source.id)),
    stamps: theirs.stamps.map((stamp) => {
      // Also what was deleted of a source is known by the source.
      if (stampScope(stamp.table, stamp.key, '') === '') return stamp;
      const [sourceId, ...rest] = JSON.parse(stamp.key) as [string, ...unknown[]];
      return { ...stamp, key: JSON.stringify([idFor('source', sourceId), ...rest]) };
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
function newest<T>(
  mine: readonly T[],
  theirs: readonly T[],
  keyOf: (item: T) => string,
  timeOf: (item: T) => number,
) {
  const byKey = new Map(mine.map((item) => [keyOf(item), item]));
  let added = 0;
  let changed = 0;
  for (const item of theirs) {
    const own = byKey.get(keyOf(item));
    if (!own) added++;
    else if (timeOf(item) > timeOf(own)) changed++;
    else continue;
    byKey.set(keyOf(item), item);
  }
  return { list: [...byKey.values()], added, changed };
}
