import type { Table, Transaction } from 'dexie';
import { AppError } from '../shared/AppError';
import { database, writerVersion } from './database';
import { changedEngagements, dropStamps, writeStamps } from './stamping';

/** The sentinel seen first: a database that was cleared and made anew has another one. */
let knownSentinel: number | null = null;

/**
 * Runs a write transaction after checking, inside it, that this build may still write: another
 * tab may have upgraded the database, or the site's data may have been cleared under the page.
 * Only Dexie calls may be awaited inside `write`. What is changed is stamped with this device and the
 * time, unless its stamps are `given` because it comes from another copy.
 */
export async function guardedWrite<T>(
  tables: readonly Table[],
  write: (transaction: Transaction) => Promise<T>,
  options: { readonly stamps: 'own' | 'given' } = { stamps: 'own' },
): Promise<T> {
  const { meta, stamps, engagements } = database;
  try {
    // A connection the system has cut is made again by this read. Made again inside the transaction, the
    // transaction would commit before all of it is written.
    await meta.get('sentinel');
    return await database.transaction(
      'rw',
      [meta, stamps, engagements, ...tables],
      async (transaction) => {
        const sentinel = await database.meta.get('sentinel');
        if (!sentinel || sentinel.value !== (knownSentinel ?? sentinel.value)) {
          throw new AppError('error.storageCleared');
        }
        knownSentinel = sentinel.value;
        const minimum = await database.meta.get('minWriterVersion');
        if (minimum && minimum.value > writerVersion) throw new AppError('error.storageNewer');
        const result = await write(transaction);
        if (options.stamps === 'own') {
          for (const id of changedEngagements(transaction)) await noteChange(id, Date.now());
          const last = (await meta.get('lastStamp'))?.value ?? 0;
          const device = deviceOf(sentinel.value);
          const latest = await writeStamps(stamps, transaction, device, Date.now(), last);
          if (latest > last) await meta.put({ name: 'lastStamp', value: latest });
        } else dropStamps(transaction);
        return result;
      },
    );
  } catch (error) {
    throw readableStorageError(error);
  }
}

/** Notes, inside a transaction, that an engagement is no longer as it was last backed up. */
export async function noteChange(engagementId: string, now: number): Promise<void> {
  const engagement = await database.engagements.get(engagementId);
  if (!engagement) return;
  // Also where the clock was set back since the backup.
  const updatedAt = Math.max(now, engagement.updatedAt, (engagement.backedUpAt ?? 0) + 1);
  if (updatedAt > engagement.updatedAt) {
    await database.engagements.update(engagementId, { updatedAt });
  }
}

/** This device, as long as its site data are not cleared: a short name of the database's own number. */
function deviceOf(sentinel: number): string {
  return sentinel.toString(36).toUpperCase();
}

/** The name under which this device's changes are known. */
export async function thisDevice(): Promise<string> {
  return deviceOf((await database.meta.get('sentinel'))?.value ?? 0);
}

/** Names full and unavailable storage; any other error stays what it is. */
export function readableStorageError(error: unknown): unknown {
  const names = new Set<string>();
  const open: unknown[] = [error];
  for (let looked = 0; open.length > 0 && looked < 20; looked++) {
    const current = open.pop();
    if (!(current instanceof Error) && !(current instanceof DOMException)) continue;
    names.add(current.name);
    const { inner, cause, failures } = current as {
      inner?: unknown;
      cause?: unknown;
      failures?: unknown;
    };
    open.push(inner, cause, ...(Array.isArray(failures) ? failures : []));
  }
  if (names.has('QuotaExceededError')) return new AppError('error.storageFull');
  const unavailable = ['SecurityError', 'MissingAPIError', 'OpenFailedError', 'InvalidStateError'];
  if (unavailable.some((name) => names.has(name))) return new AppError('error.storageUnavailable');
  return error;
}
