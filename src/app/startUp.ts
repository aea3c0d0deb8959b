import { emptyBin } from '../storage/engagementStore';
import { database } from '../storage/database';
import { readableStorageError } from '../storage/guardedWrite';
import { discardAbandonedImports, eraseRemovedSources } from '../storage/sourceStore';
import { isImportRunning } from '../worker/importLock';

const removedForMs = 24 * 3_600_000;

/**
 * Opens the database and clears away what a crash or an old deletion left. Throws an `AppError`
 * when there is no storage.
 */
export async function startUp(now: number): Promise<void> {
  try {
    await database.open();
  } catch (error) {
    throw readableStorageError(error);
  }
  await discardAbandonedImports(isImportRunning);
  await eraseRemovedSources(now - removedForMs);
  await emptyBin(now);
}
