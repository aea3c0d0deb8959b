import { binDays } from '../domain/model/engagement';
import { emptyBin } from '../storage/engagementStore';
import { database } from '../storage/database';
import { readableStorageError } from '../storage/guardedWrite';
import { eraseRemovedSources } from '../storage/sourceStore';

const removedForMs = binDays * 86_400_000;

/**
 * Opens the database and clears away what was deleted long enough ago. Throws an `AppError`
 * when there is no storage.
 */
export async function startUp(now: number): Promise<void> {
  try {
    await database.open();
  } catch (error) {
    throw readableStorageError(error);
  }
  try {
    await eraseRemovedSources(now - removedForMs);
    await emptyBin(now);
  } catch (error) {
    // Clearing away can wait for the next start; reading and exporting cannot.
    console.warn(error);
  }
}
