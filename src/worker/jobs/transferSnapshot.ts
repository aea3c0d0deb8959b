import { readSnapshot, writeSnapshot } from '../../domain/snapshot/snapshot';
import { AppError } from '../../shared/AppError';
import { loadContents, restoreContents } from '../../storage/snapshotStore';

/** Larger files are refused before they are read: a browser cannot hold their text. */
const mostBytes = 500 * 1024 * 1024;

/** The snapshot file of an engagement. */
export async function exportSnapshot(engagementId: string): Promise<Blob> {
  const parts = await writeSnapshot(await loadContents(engagementId));
  return new Blob(parts, { type: 'application/json' });
}

/** Adds the engagement of a snapshot file and returns its id; a broken file changes nothing. */
export async function importSnapshot(file: File): Promise<string> {
  if (file.size > mostBytes) throw new AppError('error.snapshotTooLarge', { file: file.name });
  let text: string;
  try {
    text = await file.text();
  } catch {
    throw new AppError('error.fileUnreadable', { file: file.name });
  }
  return restoreContents(await readSnapshot(text));
}
