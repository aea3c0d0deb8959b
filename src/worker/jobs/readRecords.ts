import type { Encoding } from '../../domain/intake/encoding';
import { RecordReader, type ParsedBlock } from '../../domain/intake/recordReader';
import { UnclosedQuote } from '../../domain/intake/recordSplitter';
import { AppError } from '../../shared/AppError';
import { fileBlocks } from './readFile';

/** Text is parsed in pieces this small, so that its rows die young and never fill the heap. */
const parsedBytes = 256 * 1024;

/** A block of records with the header and the bytes read so far. */
export interface RecordsRead extends ParsedBlock {
  readonly header: readonly string[] | null;
  readonly bytesDone: number;
}

/**
 * Decodes a file and reads its records: the one path that preview and import share.
 * Throws `AppError` naming the file for an unclosed quote (with its line) and for bytes that are
 * wrong in this encoding.
 */
export async function* readRecords(
  file: File,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<RecordsRead> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const reader = new RecordReader(delimiter);
  let bytesDone = 0;
  try {
    for await (const block of fileBlocks(file)) {
      bytesDone += block.length;
      const isLast = bytesDone >= file.size;
      for (let start = 0; start < block.length; start += parsedBytes) {
        const piece = block.subarray(start, start + parsedBytes);
        const isLastPiece = isLast && start + parsedBytes >= block.length;
        const text = decoder.decode(piece, { stream: !isLastPiece });
        const parsed = reader.push(text, isLastPiece);
        yield { ...parsed, header: reader.header, bytesDone };
      }
    }
  } catch (error) {
    if (error instanceof UnclosedQuote) {
      throw new AppError('error.unclosedQuote', { file: file.name, line: error.line });
    }
    if (error instanceof TypeError) {
      throw new AppError('error.wrongEncoding', { file: file.name, encoding });
    }
    throw error;
  }
}
