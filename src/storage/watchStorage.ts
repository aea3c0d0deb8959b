import { database, writerVersion } from './database';
import { readableStorageError } from './guardedWrite';

/** What can happen to the database while the page is open. */
export type StorageTrouble = 'blocked' | 'newer' | 'cleared' | 'closed';

let sentinelSeen: number | null = null;

/** Tells what happens to the database from now on; null when a trouble is over. */
export function watchStorage(ontrouble: (trouble: StorageTrouble | null) => void): void {
  // Another window holds an older version open; it goes on by itself when that one is closed.
  database.on('blocked', () => ontrouble('blocked'));
  database.on('versionchange', () => {
    // Give way to the newer build; from now on this one only reads.
    database.close({ disableAutoOpen: false });
    ontrouble('newer');
    return false;
  });
  // Looked at once Dexie has let go of the lost connection; asking opens a new one.
  database.on('close', () => queueMicrotask(() => void look(ontrouble)));
  database.on('ready', () => void look(ontrouble), true);
}

/** Opens the database; throws an `AppError` where that fails. Nothing is ever deleted to make it open. */
export async function openStorage(): Promise<void> {
  try {
    await database.open();
  } catch (error) {
    throw readableStorageError(error);
  }
}

/** Finds out what became of the database: still ours, upgraded by a newer build, or made anew. */
async function look(ontrouble: (trouble: StorageTrouble | null) => void): Promise<void> {
  try {
    const [sentinel, minimum] = await Promise.all([
      database.meta.get('sentinel'),
      database.meta.get('minWriterVersion'),
    ]);
    if (!sentinel || (sentinelSeen !== null && sentinel.value !== sentinelSeen)) {
      ontrouble('cleared');
      return;
    }
    sentinelSeen = sentinel.value;
    ontrouble(minimum && minimum.value > writerVersion ? 'newer' : null);
  } catch {
    ontrouble('closed');
  }
}
