import { readAggregates, type Aggregates } from '../../domain/snapshot/aggregates';
import { parseJson, readParsedSnapshot, type ReadSnapshot } from '../../domain/snapshot/snapshot';
import { decompress, readSealed, unseal } from '../../domain/snapshot/sealSnapshot';
import { AppError } from '../../shared/AppError';
import type { OnStage } from '../../domain/snapshot/transfer';

/** Larger files are refused before they are read: a browser cannot hold their text. */
export const mostBytes = 500 * 1024 * 1024;

/** What a snapshot file holds. */
export type OpenedSnapshot =
  | { readonly kind: 'engagement'; readonly snapshot: ReadSnapshot }
  | { readonly kind: 'aggregates'; readonly aggregates: Aggregates };

/**
 * Reads a snapshot file: plain, packed or locked. Throws an `AppError` that says what is wrong with it;
 * `error.snapshotNeedsPassphrase` where it is locked and there is no passphrase.
 */
export async function openSnapshot(
  file: File,
  passphrase: string | null,
  onStage: OnStage,
): Promise<OpenedSnapshot> {
  onStage('reading');
  if (file.size > mostBytes) throw new AppError('error.snapshotTooLarge', { file: file.name });
  if (file.size === 0) throw new AppError('error.fileEmpty', { file: file.name });
  let parsed = parseJson(await textOf(file, file.name));
  const sealed = readSealed(parsed);
  if (sealed) {
    if (passphrase === null) throw new AppError('error.snapshotNeedsPassphrase');
    onStage('sealing');
    parsed = parseJson(await textOf(await unseal(sealed, passphrase), file.name));
  }
  onStage('checking');
  const aggregates = readAggregates(parsed);
  if (aggregates) return { kind: 'aggregates', aggregates };
  return { kind: 'engagement', snapshot: await readParsedSnapshot(parsed) };
}

async function textOf(blob: Blob, name: string): Promise<string> {
  try {
    const head = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
    const isPacked = head[0] === 0x1f && head[1] === 0x8b;
    return await (isPacked ? await decompress(blob, mostBytes) : blob).text();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('error.fileUnreadable', { file: name });
  }
}
