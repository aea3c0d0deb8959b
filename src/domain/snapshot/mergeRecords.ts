import { equal } from '../../shared/equal';
import type { Side } from '../kept/kept';
import {
  knows,
  unstampedFields,
  type RecordStamp,
  type Seen,
  type Stamp,
  type StampedTable,
} from './stamps';

/** A field that both copies changed without knowing of each other. */
export interface Conflict {
  /** Names the record and the field; what `Choices` is asked by. */
  readonly id: string;
  readonly table: string;
  readonly key: string;
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Which one counts now. */
  readonly wins: Side;
}

/** What a person decided about conflicts, by their ids. */
export type Choices = ReadonlyMap<string, Side>;

export interface MergedTable<T> {
  readonly records: T[];
  readonly stamps: readonly RecordStamp[];
  readonly conflicts: readonly Conflict[];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Two lists of records and how they come together. */
export interface MergeInput<T> {
  readonly table: StampedTable;
  readonly mine: readonly T[];
  readonly theirs: readonly T[];
  /** The key as JSON, as stamps name it. */
  readonly keyOf: (record: T) => string;
  /** When a record without stamps was last written. */
  readonly timeOf: (record: T) => number;
  readonly stamps: Readonly<Record<Side, readonly RecordStamp[]>>;
  readonly seen: Readonly<Record<Side, Seen>>;
  readonly choices: Choices;
  /** Which side counts of a field that is never decided by hand; null where it is. */
  readonly settle?: ((field: string, mine: unknown, theirs: unknown) => Side | null) | undefined;
  /** Stamps of what belongs to a record and counts as a change of it, of one side. */
  readonly partsOf?: (side: Side, key: string) => readonly RecordStamp[];
}

/**
 * Brings two lists of records together, field by field. A side that knew the other's change and differs
 * has changed it since; where neither knew, it is a conflict and the newest counts.
 */
export function mergeRecords<T extends object>(input: MergeInput<T>): MergedTable<T> {
  const { table, keyOf, seen } = input;
  const mine = new Map(input.mine.map((record) => [keyOf(record), record]));
  const theirs = new Map(input.theirs.map((record) => [keyOf(record), record]));
  const stampsOf = (side: Side) =>
    new Map(
      input.stamps[side].filter((stamp) => stamp.table === table).map((one) => [one.key, one]),
    );
  const myStamps = stampsOf('mine');
  const theirStamps = stampsOf('theirs');
  const records: T[] = [];
  const stamps: RecordStamp[] = [];
  const conflicts: Conflict[] = [];
  let added = 0;
  let changed = 0;
  let removed = 0;

  for (const key of new Set([
    ...mine.keys(),
    ...theirs.keys(),
    ...myStamps.keys(),
    ...theirStamps.keys(),
  ])) {
    const own = mine.get(key);
    const other = theirs.get(key);
    const ownStamp = myStamps.get(key);
    const otherStamp = theirStamps.get(key);
    if (own && other) {
      const both = mergeFields(input, key, own, other, ownStamp, otherStamp);
      records.push(both.record);
      if (both.stamp) stamps.push(both.stamp);
      conflicts.push(...both.conflicts);
      if (both.isChanged) changed++;
      continue;
    }
    const left = own ?? other;
    const deleted = (own ? otherStamp : ownStamp)?.deleted ?? null;
    const leftStamp = own ? ownStamp : otherStamp;
    // Whoever deleted it knew all its changes: it is gone. A change unknown to them brings it back.
    const seenByDeleter = own ? seen.theirs : seen.mine;
    const isGone =
      left === undefined ||
      (deleted !== null &&
        [leftStamp, ...(input.partsOf?.(own ? 'mine' : 'theirs', key) ?? [])].every((stamp) =>
          Object.values(stamp?.fields ?? {}).every((one) => knows(seenByDeleter, one)),
        ));
    if (!isGone) {
      records.push(left);
      if (!own) added++;
    } else if (own) removed++;
    const stamp =
      isGone || deleted === null
        ? joinStamps(ownStamp, otherStamp)
        : outliving(table, key, left, leftStamp, (own ? otherStamp : ownStamp) as RecordStamp);
    if (stamp) stamps.push(isGone ? stamp : { ...stamp, deleted: null });
  }
  return { records, stamps, conflicts, added, changed, removed };
}

/**
 * The stamps of a record that outlived a deletion: all its fields as written just after it, the same
 * wherever that is found out, so that no copy takes it for deleted or mixes in older fields. Nobody
 * knows of it but who has seen this very deletion outlived, hence a name of its own.
 */
function outliving(
  table: StampedTable,
  key: string,
  record: object,
  own: RecordStamp | undefined,
  gone: RecordStamp,
): RecordStamp {
  const deleted = gone.deleted as Stamp;
  // Also later than what the deleting side knew of the record.
  const last = Math.max(deleted.at, ...Object.values(gone.fields).map(({ at }) => at));
  const after = { at: last + 1, by: `${deleted.by}~${deleted.at}` };
  const fields = Object.keys(record)
    .filter((field) => !unstampedFields.has(field))
    .map((field) => [field, laterOf(own?.fields[field], after) as Stamp] as const);
  return { table, key, fields: Object.fromEntries(fields), deleted: null };
}

function mergeFields<T extends object>(
  { table, timeOf, seen, choices, settle }: MergeInput<T>,
  key: string,
  own: T,
  other: T,
  ownStamp: RecordStamp | undefined,
  otherStamp: RecordStamp | undefined,
) {
  const record = { ...own } as Record<string, unknown>;
  const fields: Record<string, Stamp> = { ...ownStamp?.fields };
  const conflicts: Conflict[] = [];
  let isChanged = false;
  const mine = own as Readonly<Record<string, unknown>>;
  const theirs = other as Readonly<Record<string, unknown>>;
  const isNewer = timeOf(other) > timeOf(own);
  for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const a = ownStamp?.fields[field];
    const b = otherStamp?.fields[field];
    if (unstampedFields.has(field)) {
      // Times of writing follow the later write.
      if (isNewer && field !== 'backedUpAt' && field !== 'deletedAt') record[field] = theirs[field];
      continue;
    }
    if (equal(mine[field], theirs[field])) {
      const later = laterOf(a, b);
      if (later) fields[field] = later;
      continue;
    }
    const theyKnew = knows(seen.theirs, a);
    const iKnew = knows(seen.mine, b);
    let wins: Side;
    const later = laterOf(a, b);
    let stamp = later;
    const settled = settle?.(field, mine[field], theirs[field]) ?? null;
    if (theyKnew && !iKnew) wins = 'theirs';
    else if (iKnew && !theyKnew) wins = 'mine';
    else if (settled) wins = settled;
    else {
      const id = `${table} ${key} ${field}`;
      const newest: Side = (later ? later === b : isNewer) ? 'theirs' : 'mine';
      wins = choices.get(id) ?? newest;
      // A decision against the newest is a change of its own, later than both.
      if (later && wins !== newest) stamp = { at: later.at + 1, by: (a ?? later).by };
      conflicts.push({ id, table, key, field, mine: mine[field], theirs: theirs[field], wins });
    }
    if (wins === 'theirs') {
      record[field] = theirs[field];
      isChanged = true;
    }
    if (stamp) fields[field] = stamp;
  }
  const joined = joinStamps(ownStamp, otherStamp);
  return {
    record: record as T,
    stamp: joined ? { ...joined, fields, deleted: null } : null,
    conflicts,
    isChanged,
  };
}

function laterOf(a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined {
  if (!a || !b) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.by > b.by ? a : b;
}

function joinStamps(a: RecordStamp | undefined, b: RecordStamp | undefined): RecordStamp | null {
  const either = a ?? b;
  if (!either) return null;
  const fields: Record<string, Stamp> = { ...a?.fields };
  for (const [field, stamp] of Object.entries(b?.fields ?? {})) {
    fields[field] = laterOf(fields[field], stamp) as Stamp;
  }
  const deleted = laterOf(a?.deleted ?? undefined, b?.deleted ?? undefined) ?? null;
  return { ...either, fields, deleted };
}
