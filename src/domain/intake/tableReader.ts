import { statedNumber } from '../table/ratingScale';
import type { RefusedRecord } from '../table/source';
import type { Layout } from './layout';
import type { RawRecords } from './recordParser';
import { UnclosedQuote } from './recordSplitter';

/** A parsed block: rows as wide as the table, and what could not be one. */
export interface ParsedBlock {
  readonly rows: readonly string[][];
  readonly refused: readonly RefusedRecord[];
  readonly shortRecordCount: number;
  /** Line of the first record with fewer fields than the header; null where there is none. */
  readonly firstShortLine: number | null;
}

/**
 * Takes the rows of the table out of a file's records: titles and header are left out, blank
 * records are none, shorter ones are filled up with blanks and counted. Refused with their line
 * are records with more filled fields than the table, repeated headers and lines of totals.
 */
export class TableReader {
  readonly #layout: Layout;
  /** Records that are not blank, seen so far. */
  #seen = 0;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** Throws `UnclosedQuote` when the header cannot be read. */
  push({ records, malformed, isRagged, lineOf }: RawRecords): ParsedBlock {
    const { headerAt, headerRecords, header, hasTotals } = this.#layout;
    const firstRow = headerAt + headerRecords.length;
    const { length: width } = header;
    const rows: string[][] = [];
    const refused: RefusedRecord[] = [];
    let shortRecordCount = 0;
    let firstShortLine: number | null = null;
    for (let index = 0; index < records.length; index++) {
      const record = records[index] as string[];
      if (isBlankRecord(record)) continue;
      this.#seen++;
      if (malformed.has(index)) {
        if (this.#seen <= firstRow) throw new UnclosedQuote(lineOf(index));
        refused.push({ line: lineOf(index), reason: 'malformedQuote' });
        continue;
      }
      if (this.#seen <= firstRow) continue;
      if (record.length > width) {
        if (record.slice(width).some((field) => field.trim() !== '')) {
          refused.push({ line: lineOf(index), reason: 'tooManyFields' });
          continue;
        }
        record.length = width;
      } else if (record.length < width) {
        if (!isRagged) {
          shortRecordCount++;
          firstShortLine ??= lineOf(index);
        }
        while (record.length < width) record.push('');
      }
      if (this.#isHeaderAgain(record)) {
        refused.push({ line: lineOf(index), reason: 'repeatedHeader' });
      } else if (hasTotals && isTotal(record)) {
        refused.push({ line: lineOf(index), reason: 'totals' });
      } else {
        rows.push(record);
      }
    }
    return { rows, refused, shortRecordCount, firstShortLine };
  }

  /** The header once more among the rows, as when exports are pasted below each other. */
  #isHeaderAgain(record: readonly string[]): boolean {
    return this.#layout.headerRecords.some(
      (header) =>
        record.length > 1 &&
        record[0] === header[0] &&
        record[1] === header[1] &&
        record.every((field, index) => field === (header[index] ?? '')),
    );
  }
}

export function isBlankRecord(record: readonly string[]): boolean {
  return (record[0] ?? '').trim() === '' && record.every((field) => field.trim() === '');
}

const totalWord =
  /^(?:合\s*计|总\s*计|小\s*计|共\s*计|平均(?:值|分)?|均值|(?:grand |sub)?total|sum|average|mean)\s*[:：]?$/iu;

/** A line of sums or means in a table made by hand: such a word, and besides it only figures. */
function isTotal(record: readonly string[]): boolean {
  const [first = '', ...others] = record.filter((field) => field.trim() !== '');
  return (
    first.length <= 20 &&
    totalWord.test(first.trim()) &&
    others.length > 0 &&
    others.every((field) => statedNumber(field) !== null)
  );
}
