import { RecordParser, type RawRecords } from '../../domain/intake/recordParser';
import { UnclosedQuote } from '../../domain/intake/recordSplitter';
import { AppError } from '../../shared/AppError';
import type { FileReading } from '../../domain/intake/inspection';
import { fileBlocks } from './readFile';
import { readWorkbook, type SheetRecords } from './readWorkbook';

/** Text is parsed in pieces this small, so that its rows die young and never fill the heap. */
const parsedBytes = 256 * 1024;
/** Worksheet rows handed on at once. */
const sheetRows = 4_000;

/** A block of records with the bytes read so far. */
export interface RecordsRead extends RawRecords {
  readonly bytesDone: number;
}

/**
 * Reads a file's records, whatever it is: the one path that preview and import share. Throws
 * `AppError` naming the file for an unclosed quote (with its line) and for bytes that are wrong in
 * this encoding.
 */
export async function* readRecords(file: File, reading: FileReading): AsyncGenerator<RecordsRead> {
  if (reading.sheet === null) {
    yield* textRecords(file, reading);
    return;
  }
  const [sheet] = await readWorkbook(file, reading.sheet);
  if (!sheet) throw new AppError('error.fileUnreadable', { file: file.name });
  yield* worksheetRecords(file, sheet);
}

/** The records of a worksheet that has been read already. */
export function* worksheetRecords(file: File, sheet: SheetRecords): Generator<RecordsRead> {
  const { records, rows } = sheet;
  for (let from = 0; from < records.length; from += sheetRows) {
    const part = records.slice(from, from + sheetRows);
    yield {
      records: part,
      malformed: new Set(),
      isRagged: true,
      strayQuoteLine: null,
      lineOf: (index) => rows[from + index] as number,
      bytesDone: Math.round((file.size * (from + part.length)) / records.length),
    };
  }
}

async function* textRecords(
  file: File,
  { encoding, delimiter }: FileReading,
): AsyncGenerator<RecordsRead> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const parser = new RecordParser(delimiter);
  let bytesDone = 0;
  for await (const block of fileBlocks(file)) {
    const isLastBlock = bytesDone + block.length >= file.size;
    for (let start = 0; start < block.length; start += parsedBytes) {
      const piece = block.subarray(start, start + parsedBytes);
      const isLast = isLastBlock && start + parsedBytes >= block.length;
      bytesDone += piece.length;
      const text = decode(piece, !isLast);
      yield {
        ...withFileName(file, () => parser.push(text, isLast)),
        bytesDone,
      };
    }
  }

  function decode(piece: Uint8Array, stream: boolean): string {
    try {
      return decoder.decode(piece, { stream });
    } catch {
      throw new AppError('error.wrongEncoding', { file: file.name, encoding });
    }
  }
}

/** Runs a step of reading and names the file when a quote is not closed. */
export function withFileName<T>(file: File, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
    throw new AppError('error.unclosedQuote', { file: file.name, line: error.line });
  }
}
