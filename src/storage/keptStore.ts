import type { Table } from 'dexie';
import { refsTo } from '../domain/kept/kept';
import {
  keptNames,
  keptOf,
  leadsTo,
  partNames,
  type KeptContents,
  type KeptName,
} from '../domain/snapshot/keptNouns';
import { database } from './database';

/** The table of a kept noun, for code that serves all of them. */
export function keptTable(name: KeptName): Table {
  return database.table(name);
}

/** Every table of a kept noun. */
export const keptTables: readonly Table[] = keptNames.map(keptTable);

/** True for tables whose records name their engagement; the others hang on a source or an interview. */
function namesEngagement(name: KeptName): boolean {
  return refsTo(keptOf(name), 'engagement').length > 0;
}

/** The records of a kept noun: those of an engagement, or of its sources and interviews (`ownerIds`). */
export async function listKept(
  name: KeptName,
  engagementId: string,
  ownerIds: readonly string[],
): Promise<object[]> {
  return ownRecords(name, engagementId, ownerIds).toArray() as Promise<object[]>;
}

/**
 * Everything kept of an engagement, inside a transaction. What hangs on a source that is not among
 * `sourceIds` was taken out with it, and waits for it to be put back.
 */
export async function loadKept(
  engagementId: string,
  sourceIds: readonly string[],
): Promise<KeptContents> {
  const interviews = await database.interviews.where('engagementId').equals(engagementId).toArray();
  const ownerIds = [...sourceIds, ...interviews.map(({ id }) => id)];
  const known = new Set(ownerIds);
  const lists: Partial<Record<KeptName, object[]>> = {};
  for (const name of keptNames) {
    const records = await listKept(name, engagementId, ownerIds);
    lists[name] = records.filter((record) => isOf(name, record, known));
  }
  return lists as unknown as KeptContents;
}

/** True for a record that hangs on nothing, or on one of these sources and interviews. */
function isOf(name: KeptName, record: object, known: ReadonlySet<string>): boolean {
  const hangs = refsTo(keptOf(name), 'source').some(
    (field) => (record as Readonly<Record<string, unknown>>)[field] != null,
  );
  return !hangs || leadsTo(name, record, known);
}

/** Writes everything kept of an engagement, inside a transaction. */
export async function putKept(contents: KeptContents): Promise<void> {
  for (const name of keptNames) await keptTable(name).bulkPut([...contents[name]]);
}

/**
 * Takes out what {@link loadKept} finds, but for tables in `except`, inside a transaction: what hangs on
 * a source that was taken out stays with it.
 */
export async function clearKept(
  engagementId: string,
  ownerIds: readonly string[],
  except: readonly KeptName[],
): Promise<void> {
  const known = new Set(ownerIds);
  for (const name of keptNames) {
    if (except.includes(name)) continue;
    const own = ownRecords(name, engagementId, ownerIds);
    const hangs = refsTo(keptOf(name), 'source').length > 0;
    await (hangs ? own.filter((record: object) => isOf(name, record, known)) : own).delete();
  }
}

/** Erases everything kept of an engagement, inside a transaction. */
export async function eraseKept(engagementId: string, ownerIds: readonly string[]): Promise<void> {
  for (const name of keptNames) await ownRecords(name, engagementId, ownerIds).delete();
}

function ownRecords(name: KeptName, engagementId: string, ownerIds: readonly string[]) {
  const table = keptTable(name);
  if (namesEngagement(name)) return table.where('engagementId').equals(engagementId);
  const [owner = ''] = refsTo(keptOf(name), 'source', 'interview');
  return table.where(owner).anyOf([...ownerIds]);
}

/** Takes out what hangs on sources or interviews, inside a transaction. */
export async function clearParts(ownerIds: readonly string[]): Promise<void> {
  for (const name of partNames) {
    for (const field of refsTo(keptOf(name), 'source', 'interview')) {
      await keptTable(name)
        .where(field)
        .anyOf([...ownerIds])
        .delete();
    }
  }
}

/** Tables of what hangs on a source or an interview. */
export const partTables: readonly Table[] = partNames.map(keptTable);
