import type { Encoding } from '../../domain/intake/encoding';
import { RecordReader, type ParsedBlock } from '../../domain/intake/recordReader';
import { UnclosedQuote } from '../../domain/intake/recordSplitter';
import { AppError } from '../../shared/AppError';
import { fileBlocks } from './readFile';

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
      const text = decoder.decode(block, { stream: !isLast });
      const parsed = reader.push(text, isLast);
      yield { ...parsed, header: reader.header, bytesDone };
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
