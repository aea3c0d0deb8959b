import Papa from 'papaparse';
import { delimiters } from './delimiters';
import { RecordSplitter, UnclosedQuote } from './recordSplitter';

/** Records as they stand in a file, of text or of a worksheet. */
export interface RawRecords {
  readonly records: readonly string[][];
  /** Records whose quotes are not in order. */
  readonly malformed: ReadonlySet<number>;
  /** True for worksheets, whose records end with their last filled cell. */
  readonly isRagged: boolean;
  /** Line of the first quote that stands inside a field unescaped; null where there is none. */
  readonly strayQuoteLine: number | null;
  /** Line (or worksheet row) on which record n starts, counted from 1; ask in rising order. */
  lineOf(index: number): number;
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

/** Parses decoded text that arrives in pieces into records. Throws `UnclosedQuote`. */
export class RecordParser {
  readonly #splitter: RecordSplitter;
  readonly #delimiter: string;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#splitter = new RecordSplitter(delimiter);
  }

  /** Adds text and returns the records completed by it. */
  push(text: string, isLast: boolean): RawRecords {
    const block = this.#splitter.push(text, isLast);
    const { strayQuoteLine } = this.#splitter;
    if (block.text === '') {
      return {
        records: [],
        malformed: new Set(),
        isRagged: false,
        strayQuoteLine,
        lineOf: () => 1,
      };
    }
    // With its line end the last record is read like any other, also behind a quote and a space.
    const complete = block.text.endsWith('\n') ? block.text : `${block.text}\n`;
    const { data, errors } = Papa.parse<string[]>(complete, {
      delimiter: this.#delimiter,
      newline: '\n',
    });
    const malformed = new Set(
      errors.flatMap(({ type, row }) => (type === 'Quotes' && row !== undefined ? [row] : [])),
    );
    const lineOf = lineFinder(data, block.firstLine);
    for (const index of malformed) {
      // Quotes that have run over a line end may have swallowed records: what follows is unsure.
      const hasSwallowed = (data[index] ?? []).some((field) => /[\r\n]/u.test(field));
      if (hasSwallowed) throw new UnclosedQuote(lineOf(index));
    }
    return {
      records: data,
      malformed,
      isRagged: false,
      strayQuoteLine,
      lineOf: lineFinder(data, block.firstLine),
    };
  }
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
