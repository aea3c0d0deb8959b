import { database, writerVersion } from './database';
import { readableStorageError } from './guardedWrite';

/** What can happen to the database while the page is open. */
export type StorageTrouble = 'blocked' | 'newer' | 'cleared' | 'closed';

let sentinelSeen: number | null = null;

/** Tells what happens to the database from now on; null when a trouble is over. */
export function watchStorage(
  ontrouble: (trouble: StorageTrouble | null) => void,
  wait: (milliseconds: number) => Promise<void>,
): void {
  // Another window holds an older version open; it goes on by itself when that one is closed.
  database.on('blocked', () => ontrouble('blocked'));
  database.on('versionchange', () => {
    // Give way to the newer build; from now on this one only reads.
    database.close({ disableAutoOpen: false });
    ontrouble('newer');
    return false;
  });
  database.on('close', () => void reconnect(ontrouble, wait));
  database.on('ready', () => void look(ontrouble).catch(() => ontrouble('closed')), true);
}

/** Opens the database; throws an `AppError` where that fails. Nothing is ever deleted to make it open. */
export async function openStorage(): Promise<void> {
  try {
    await database.open();
  } catch (error) {
    throw readableStorageError(error);
  }
}

/** False where the site's data were cleared since the page was opened, or cannot be read. */
export async function isSameStorage(): Promise<boolean> {
  try {
    const sentinel = await database.meta.get('sentinel');
    return sentinel !== undefined && sentinel.value === (sentinelSeen ?? sentinel.value);
  } catch {
    return false;
  }
}

let isReconnecting = false;

/** A browser that has just cleared or cut something needs a moment before it opens it again. */
const pausesMs = [0, 300, 1_000, 3_000];

/** The connection was cut, by the system or because the site's data were cleared: makes it again, and looks. */
async function reconnect(
  ontrouble: (trouble: StorageTrouble | null) => void,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  if (isReconnecting) return;
  isReconnecting = true;
  for (const pause of pausesMs) {
    // Also at first: Dexie tells while it is still letting go of the old connection.
    await wait(pause);
    try {
      database.close({ disableAutoOpen: false });
      await database.open();
      await look(ontrouble);
      break;
    } catch {
      if (pause === pausesMs.at(-1)) ontrouble('closed');
    }
  }
  isReconnecting = false;
}

/** Finds out what became of the database: still ours, upgraded by a newer build, or made anew. */
async function look(ontrouble: (trouble: StorageTrouble | null) => void): Promise<void> {
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
}
