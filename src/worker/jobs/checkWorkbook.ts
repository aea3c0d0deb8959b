import { zipContent, zipEntries } from '../../domain/intake/fileKind';
import { AppError } from '../../shared/AppError';

/** A workbook may unfold to this many bytes; beyond it a browser tab may run out of memory. */
const mostBytes = 160 * 1024 * 1024;
/** Workbooks have a few dozen parts. */
const mostParts = 3_000;

/**
 * Unfolds every part of a zipped workbook once, counting what really comes out and believing no
 * size that the file states. Throws an `AppError` for archives that are no workbook, damaged or
 * encrypted, that unfold beyond all measure, or that declare XML entities.
 */
export async function checkWorkbook(data: Uint8Array, file: string): Promise<void> {
  const entries = zipEntries(data);
  if (entries === null) throw new AppError('error.workbookDamaged', { file });
  const names = new Set(entries.map(({ name }) => name));
  const isWorkbook =
    names.has('xl/workbook.xml') || names.has('xl/workbook.bin') || names.has('content.xml');
  if (!isWorkbook) throw new AppError('error.foreignFile.zip', { file });
  if (entries.length > mostParts) throw new AppError('error.workbookTooManyParts', { file });
  if (entries.some(({ isEncrypted }) => isEncrypted)) {
    throw new AppError('error.workbookEncrypted', { file });
  }
  let total = 0;
  for (const entry of entries) {
    const content = zipContent(data, entry);
    // An archive in the archive would be unfolded without anybody counting.
    if (content === null || /\.zip$/iu.test(entry.name))
      throw new AppError('error.workbookDamaged', { file });
    const isXml = /\.(?:xml|rels)$/iu.test(entry.name);
    if (entry.method === 0) total += content.length;
    else total += await inflatedSize(content, isXml, mostBytes - total, file);
    if (total > mostBytes) throw new AppError('error.workbookTooLarge', { file, limit: 160 });
  }
}

async function inflatedSize(
  content: Uint8Array,
  isXml: boolean,
  room: number,
  file: string,
): Promise<number> {
  const stream = new Blob([content as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return size;
      if (size === 0 && isXml && declaresEntities(value)) {
        throw new AppError('error.workbookDamaged', { file });
      }
      size += value.length;
      if (size > room) {
        await reader.cancel();
        return size;
      }
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('error.workbookDamaged', { file });
  }
}

function declaresEntities(start: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(start.subarray(0, 4_096));
  return /<!(?:DOCTYPE|ENTITY)/u.test(text);
}
