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
  for await (const block of fileBlocks(file)) {
    const isLastBlock = bytesDone + block.length >= file.size;
    for (let start = 0; start < block.length; start += parsedBytes) {
      const piece = block.subarray(start, start + parsedBytes);
      const isLast = isLastBlock && start + parsedBytes >= block.length;
      bytesDone += piece.length;
      const text = decode(piece, !isLast);
      yield { ...parse(text, isLast), header: reader.header, bytesDone };
    }
  }

  function decode(piece: Uint8Array, stream: boolean): string {
    try {
      return decoder.decode(piece, { stream });
    } catch {
      throw new AppError('error.wrongEncoding', { file: file.name, encoding });
    }
  }

  function parse(text: string, isLast: boolean): ParsedBlock {
    try {
      return reader.push(text, isLast);
    } catch (error) {
      if (!(error instanceof UnclosedQuote)) throw error;
      throw new AppError('error.unclosedQuote', { file: file.name, line: error.line });
    }
  }
}
