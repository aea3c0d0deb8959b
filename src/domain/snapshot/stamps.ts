import { kept, keptNames, keptOf, type KeptName } from './keptNouns';

/** When a field was last changed, and on which device. Times are milliseconds since 1970. */
export interface Stamp {
  readonly at: number;
  readonly by: string;
}

/** Who changed what of one record last; a record without one is as it was when it came here. */
export interface RecordStamp {
  readonly table: StampedTable;
  /** The record's key, as JSON. */
  readonly key: string;
  /** By field; of the cleaning settings by rule. */
  readonly fields: Readonly<Record<string, Stamp>>;
  /** When it was deleted; null while it is there. */
  readonly deleted: Stamp | null;
}

/** Tables whose changes are stamped, so that two copies of an engagement can be brought together. */
export const stampedTables = [
  'engagements',
  'cleaning',
  ...keptNames.filter((name) => kept[name].merge.by === 'fields'),
] as const;
export type StampedTable = 'engagements' | 'cleaning' | KeptName;

/**
 * What the stamps of a record are found by: the source or interview that its key begins with, for what
 * hangs on a response; its engagement else. `key` is the record's key as JSON.
 */
export function stampScope(table: StampedTable, key: string, engagementId: string): string {
  if (table === 'engagements' || table === 'cleaning') return engagementId;
  const { key: fields, refs } = keptOf(table);
  const [first] = fields;
  return first !== undefined && (refs as Readonly<Record<string, string>>)[first] === 'source'
    ? (JSON.parse(key) as [string])[0]
    : engagementId;
}

/** Up to when a copy knows what each device has changed. */
export type Seen = Readonly<Record<string, number>>;

/** Fields that follow from others or mean something on one device only: never compared. */
export const unstampedFields: ReadonlySet<string> = new Set([
  'updatedAt',
  'backedUpAt',
  'deletedAt',
  'savedAt',
  'codedAt',
  'decidedAt',
]);

/** The field of a change: the settings of cleaning by rule, anything else by its first name. */
export function fieldOf(table: StampedTable, path: string): string {
  return path
    .split('.')
    .slice(0, table === 'cleaning' ? 3 : 1)
    .join('.');
}

/** True where a copy knows of a change. What was never stamped is known to everybody. */
export function knows(seen: Seen, stamp: Stamp | undefined | null): boolean {
  return !stamp || (seen[stamp.by] ?? -1) >= stamp.at;
}

/** What both copies together know. */
export function joinSeen(a: Seen, b: Seen): Seen {
  const joined: Record<string, number> = { ...a };
  for (const [device, at] of Object.entries(b)) joined[device] = Math.max(joined[device] ?? -1, at);
  return joined;
}

/** What a copy knows, with what its own records say. */
export function seenWith(seen: Seen, stamps: readonly RecordStamp[]): Seen {
  const joined: Record<string, number> = { ...seen };
  for (const { fields, deleted } of stamps) {
    for (const { at, by } of [...Object.values(fields), ...(deleted ? [deleted] : [])]) {
      joined[by] = Math.max(joined[by] ?? -1, at);
    }
  }
  return joined;
}
