import { Dexie, type Table, type Transaction } from 'dexie';
import { equal } from '../shared/equal';
import {
  fieldOf,
  stampScope,
  stampedTables,
  unstampedFields,
  type RecordStamp,
  type Stamp,
  type StampedTable,
} from '../domain/snapshot/stamps';

/** A stamp as it is kept: found by what it belongs to. */
export interface StampRow extends RecordStamp {
  /** Id of the engagement, or of the source or interview for what hangs on a response. */
  readonly scope: string;
}

/** What a transaction has changed so far of one record. */
interface Touched {
  readonly scope: string;
  /** The engagement it belongs to; null where the record does not say. */
  readonly engagementId: string | null;
  readonly fields: Set<string>;
  isDeleted: boolean;
}

const touchedBy = new WeakMap<Transaction, Map<string, Touched>>();

/** Notes every change of the stamped tables, to be stamped when their transaction ends. */
export function watchChanges(database: Dexie): void {
  for (const name of stampedTables) {
    const table = database.table(name) as Table<Record<string, unknown>, unknown>;
    table.hook('creating', (key, record, transaction) => {
      touch(transaction, name, key ?? keyIn(table, record), record, Object.keys(record));
    });
    table.hook('updating', (changes, key, record, transaction) => {
      // Dexie takes every array for a changed one; what is the same was not changed by anybody.
      const changed = Object.entries(changes as Record<string, unknown>).filter(
        ([path, value]) => !equal(Dexie.getByKeyPath(record, path), value),
      );
      touch(
        transaction,
        name,
        key,
        record,
        changed.map(([path]) => path),
      );
    });
    table.hook('deleting', (key, record, transaction) => {
      // Deleting what is not there changes nothing, and must not hide who deleted it before.
      if (record === undefined) return;
      touch(transaction, name, key, record, null);
    });
  }
}

function keyIn(table: Table, record: Record<string, unknown>): unknown {
  const { keyPath } = table.schema.primKey;
  return Array.isArray(keyPath) ? keyPath.map((part) => record[part]) : record[keyPath as string];
}

function touch(
  transaction: Transaction,
  table: StampedTable,
  key: unknown,
  record: Record<string, unknown> | undefined,
  paths: readonly string[] | null,
): void {
  const fields = (paths ?? [])
    .map((path) => fieldOf(table, path))
    .filter((field) => !unstampedFields.has(field));
  if (paths !== null && fields.length === 0) return;
  let all = touchedBy.get(transaction);
  if (!all) touchedBy.set(transaction, (all = new Map()));
  const id = `${table} ${JSON.stringify(key)}`;
  let touched = all.get(id);
  if (!touched) {
    const owner = table === 'engagements' ? key : record?.['engagementId'];
    const engagementId = typeof owner === 'string' ? owner : null;
    const scope = stampScope(table, JSON.stringify(key), String(engagementId));
    all.set(id, (touched = { scope, engagementId, fields: new Set(), isDeleted: false }));
  }
  touched.isDeleted = paths === null;
  for (const field of fields) touched.fields.add(field);
}

/** The engagements of which a transaction has changed something that is stamped. */
export function changedEngagements(transaction: Transaction): string[] {
  const touched = [...(touchedBy.get(transaction)?.values() ?? [])];
  return [...new Set(touched.flatMap(({ engagementId }) => engagementId ?? []))];
}

/**
 * Writes the stamps of what the transaction has changed, and returns the latest. A stamp is later than
 * all this device has given (`last`) and than the one it takes the place of, also where the device's clock
 * was set back.
 */
export async function writeStamps(
  stamps: Table<StampRow, [table: string, key: string]>,
  transaction: Transaction,
  device: string,
  now: number,
  last: number,
): Promise<number> {
  const touched = touchedBy.get(transaction);
  touchedBy.delete(transaction);
  if (!touched || touched.size === 0) return last;
  const keys = [...touched.keys()].map((id): [string, string] => {
    const space = id.indexOf(' ');
    return [id.slice(0, space), id.slice(space + 1)];
  });
  const existing = await stamps.bulkGet(keys);
  let latest = last;
  const rows = [...touched.values()].map(({ scope, fields, isDeleted }, index): StampRow => {
    const [table, key] = keys[index] as [StampedTable, string];
    const before = existing[index];
    const previous = Math.max(
      last,
      before?.deleted?.at ?? -1,
      ...Object.values(before?.fields ?? {}).map(({ at }) => at),
    );
    const stamp: Stamp = { at: Math.max(now, previous + 1), by: device };
    latest = Math.max(latest, stamp.at);
    const changed = Object.fromEntries([...fields].map((field) => [field, stamp]));
    return {
      table,
      key,
      scope,
      fields: { ...before?.fields, ...changed },
      deleted: isDeleted ? stamp : null,
    };
  });
  await stamps.bulkPut(rows);
  return latest;
}

/** Forgets what a transaction has changed: its stamps came with the records. */
export function dropStamps(transaction: Transaction): void {
  touchedBy.delete(transaction);
}
