import { binDays } from '../domain/model/engagement';
import { emptyBin } from '../storage/engagementStore';
import { keepInMemory } from '../storage/storeFactory';
import { eraseRemovedInterviews } from '../storage/interviewStore';
import { forgetUndos } from '../storage/undoStore';
import { eraseRemovedSources } from '../storage/sourceStore';
import { openStorage, watchStorage, type StorageTrouble } from '../storage/watchStorage';

const removedForMs = binDays * 86_400_000;

/** Opening fails for a moment now and then, for instance while the browser is starting. */
const pausesMs = [300, 1_000];

const wait = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * Opens the database and clears away what was deleted long enough ago. Throws an `AppError`
 * when there is no storage.
 */
export async function startUp(
  now: number,
  ontrouble: (trouble: StorageTrouble | null) => void,
): Promise<void> {
  watchStorage(ontrouble, wait);
  for (const pause of [...pausesMs, null]) {
    try {
      await openStorage();
      break;
    } catch (error) {
      if (pause === null) throw error;
      await wait(pause);
    }
  }
  try {
    await eraseRemovedSources(now - removedForMs);
    await eraseRemovedInterviews(now - removedForMs);
    await emptyBin(now);
    await forgetUndos(now - removedForMs);
  } catch (error) {
    // Clearing away can wait for the next start; reading and exporting cannot.
    console.warn(error);
  }
}

/** Starts without the browser's storage: what is done is gone with this window. */
export async function startInMemory(): Promise<void> {
  await keepInMemory();
  await openStorage();
}
