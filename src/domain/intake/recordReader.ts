import Papa from 'papaparse';
import { delimiters } from './delimiters';
import { RecordSplitter, UnclosedQuote } from './recordSplitter';
import type { RefusedRecord } from '../table/source';

/** A parsed block: rows as wide as the header, and what could not be one. */
export interface ParsedBlock {
  readonly rows: readonly (readonly string[])[];
  readonly refused: readonly RefusedRecord[];
  readonly shortRecordCount: number;
}

/** The delimiter that Papaparse finds most regular in the text's first rows; `,` when none is. */
export function guessDelimiter(text: string): string {
  const guess = Papa.parse<string[]>(text, {
    preview: 50,
    newline: '\n',
    delimitersToGuess: [...delimiters],
    skipEmptyLines: 'greedy',
  }).meta.delimiter;
  return (delimiters as readonly string[]).includes(guess) ? guess : ',';
}

/**
 * Reads records out of decoded text that arrives in pieces. The first record that is not blank is
 * the header. Records with more filled fields than the header are refused with their line; shorter
 * ones are filled up with blanks and counted. Blank lines are no records.
 * Throws `UnclosedQuote`.
 */
export class RecordReader {
  readonly #splitter: RecordSplitter;
  readonly #delimiter: string;
  #header: readonly string[] | null = null;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#splitter = new RecordSplitter(delimiter);
  }

  /** The header, once a record has been read. */
  get header(): readonly string[] | null {
    return this.#header;
  }

  /** Adds text and returns the records completed by it. */
  push(text: string, isLast: boolean): ParsedBlock {
    const block = this.#splitter.push(text, isLast);
    if (block.text === '') return { rows: [], refused: [], shortRecordCount: 0 };
    // With its line end the last record is read like any other, also behind a quote and a space.
    const complete = block.text.endsWith('\n') ? block.text : `${block.text}\n`;
    const { data, errors } = Papa.parse<string[]>(complete, {
      delimiter: this.#delimiter,
      newline: '\n',
    });
    const malformed = new Set(
      errors.filter((error) => error.type === 'Quotes').map((error) => error.row),
    );
    const lineOf = lineFinder(data, block.firstLine);
    const rows: string[][] = [];
    const refused: RefusedRecord[] = [];
    let shortRecordCount = 0;
    for (let index = 0; index < data.length; index++) {
      const record = data[index] as string[];
      if (isBlankRecord(record)) continue;
      if (malformed.has(index)) {
        const line = lineOf(index);
        // A header that cannot be read, or quotes that have run over a line end and may have
        // swallowed records: nothing behind them can be trusted.
        const hasSwallowed = record.some((field) => /[\r\n]/u.test(field));
        if (this.#header === null || hasSwallowed) throw new UnclosedQuote(line);
        refused.push({ line, reason: 'malformedQuote' });
        continue;
      }
      if (this.#header === null) {
        this.#header = record;
        continue;
      }
      const width = this.#header.length;
      if (record.length > width) {
        if (record.slice(width).some((field) => field.trim() !== '')) {
          refused.push({ line: lineOf(index), reason: 'tooManyFields' });
          continue;
        }
        record.length = width;
      } else if (record.length < width) {
        shortRecordCount++;
        while (record.length < width) record.push('');
      }
      rows.push(record);
    }
    return { rows, refused, shortRecordCount };
  }
}

function isBlankRecord(record: readonly string[]): boolean {
  return (record[0] as string).trim() === '' && record.every((field) => field.trim() === '');
}

/** Line of a record: one per record before it plus the line ends inside their quoted fields. */
function lineFinder(data: readonly (readonly string[])[], firstLine: number) {
  let index = 0;
  let line = firstLine;
  return (wanted: number): number => {
    for (; index < wanted; index++) {
      line += 1;
      for (const field of data[index] as readonly string[]) {
        line += field.match(/\r\n|\r|\n/gu)?.length ?? 0;
      }
    }
    return line;
  };
}
