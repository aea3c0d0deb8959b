/** A run of whole records: text with `\n` between records, and the line the first one starts on. */
export interface RecordBlock {
  readonly text: string;
  /** Physical line in the file, counted from 1. */
  readonly firstLine: number;
}

/** A record longer than this was opened by a quote that nothing closes. */
const longestRecord = 8_000_000;

/** Thrown by {@link RecordSplitter}; the caller names the file. */
export class UnclosedQuote extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`unclosed quote in the record that starts on line ${line}`);
    this.line = line;
  }
}

/**
 * Cuts decoded text, however it arrives in pieces, into blocks of whole records for Papaparse.
 * Ends of records become `\n` whatever the file used (LF, CRLF, CR, mixed); line ends inside
 * quotes stay as they are. A quote opens a field only at its start and closes it only before a
 * delimiter, a line end or the end, the way Papaparse reads a record that ends with its line.
 */
export class RecordSplitter {
  readonly #delimiter: string;
  #pending = '';
  #line = 1;
  #strayQuoteLine: number | null = null;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Line of the first quote inside a field that none opened; read as it stands, null if none. */
  get strayQuoteLine(): number | null {
    return this.#strayQuoteLine;
  }

  /** Adds text and returns the records completed by it; `isLast` returns what is left as well. */
  push(text: string, isLast: boolean): RecordBlock {
    const input = this.#pending + text;
    const hasReturn = input.includes('\r');
    const { output, consumed, lines } = hasReturn
      ? this.#scan(input, isLast)
      : this.#wholeLines(input, isLast);
    const firstLine = this.#line;
    this.#line += lines;
    this.#pending = input.slice(consumed);
    if (this.#pending.length > longestRecord) throw new UnclosedQuote(this.#line);
    return { text: output, firstLine };
  }

  /**
   * Text with plain line feeds: its last one ends the last whole record, unless a quoted field
   * reaches beyond it; only then every line has to be looked at.
   */
  #wholeLines(input: string, isLast: boolean) {
    let settled = 0;
    let limit = input.length;
    for (let quote = input.indexOf('"'); quote !== -1; quote = input.indexOf('"', settled)) {
      const before = quote === 0 ? '\n' : input[quote - 1];
      if (before !== '\n' && before !== this.#delimiter) {
        this.#strayQuoteLine ??= this.#line + countLineEnds(input, 0, quote);
        settled = quote + 1;
        continue;
      }
      const close = closingQuote(input, quote, this.#delimiter, isLast);
      if (close === null) {
        if (isLast) throw new UnclosedQuote(this.#line + countLineEnds(input, 0, quote));
        limit = quote;
        break;
      }
      settled = close + 1;
    }
    const lastEnd = input.lastIndexOf('\n', limit - 1);
    if (!isLast && lastEnd < settled && settled > 0) return this.#scan(input, isLast);
    const consumed = isLast ? input.length : lastEnd + 1;
    const output = consumed === input.length ? input : input.slice(0, consumed);
    return { output, consumed, lines: countLineFeeds(output) };
  }

  #scan(input: string, isLast: boolean) {
    const end = input.length;
    const pieces: string[] = [];
    let pieceStart = 0;
    let position = 0;
    let recordStart = 0;
    let lines = 0;
    let linesInRecord = 0;
    let output = '';
    let atFieldStart = true;
    let nextQuote = input.indexOf('"');
    let nextReturn = input.indexOf('\r');
    let nextFeed = input.indexOf('\n');

    while (position < end) {
      if (atFieldStart && nextQuote === position) {
        const close = closingQuote(input, position, this.#delimiter, isLast);
        if (close === null) {
          if (isLast) throw new UnclosedQuote(this.#line + lines + linesInRecord);
          break;
        }
        linesInRecord += countLineEnds(input, position, close);
        position = close + 1;
        nextQuote = input.indexOf('"', position);
        nextReturn =
          nextReturn !== -1 && nextReturn < position ? input.indexOf('\r', position) : nextReturn;
        nextFeed =
          nextFeed !== -1 && nextFeed < position ? input.indexOf('\n', position) : nextFeed;
        atFieldStart = false;
        continue;
      }
      const lineEnd = earliest(nextReturn, nextFeed);
      // The next place where something can change: a line end, or a quote at the start of a field.
      if (nextQuote !== -1 && (lineEnd === -1 || nextQuote < lineEnd)) {
        const opens: boolean =
          nextQuote === position ? atFieldStart : input[nextQuote - 1] === this.#delimiter;
        if (!opens) this.#strayQuoteLine ??= this.#line + lines + linesInRecord;
        position = opens ? nextQuote : nextQuote + 1;
        atFieldStart = opens;
        if (!opens) nextQuote = input.indexOf('"', position);
        continue;
      }
      if (lineEnd === -1) break;
      const isReturn = lineEnd === nextReturn;
      // A CR at the very end may be half of a CRLF whose LF is still to come.
      if (isReturn && lineEnd === end - 1 && !isLast) break;
      const width = isReturn && input[lineEnd + 1] === '\n' ? 2 : 1;
      if (isReturn) {
        pieces.push(input.slice(pieceStart, lineEnd), '\n');
        pieceStart = lineEnd + width;
      }
      position = lineEnd + width;
      recordStart = position;
      lines += 1 + linesInRecord;
      linesInRecord = 0;
      atFieldStart = true;
      if (nextReturn !== -1 && nextReturn < position) nextReturn = input.indexOf('\r', position);
      if (nextFeed !== -1 && nextFeed < position) nextFeed = input.indexOf('\n', position);
    }

    const consumed = isLast ? end : recordStart;
    pieces.push(input.slice(pieceStart, Math.max(pieceStart, consumed)));
    output = pieces.join('');
    return { output, consumed, lines };
  }
}

/** Index of the quote that closes the field opened at `open`; null while it is not there. */
function closingQuote(
  input: string,
  open: number,
  delimiter: string,
  isLast: boolean,
): number | null {
  let quote = input.indexOf('"', open + 1);
  while (quote !== -1) {
    let next = quote + 1;
    if (next >= input.length) return isLast ? quote : null;
    if (input[next] === '"') {
      quote = input.indexOf('"', next + 1);
      continue;
    }
    while (input[next] === ' ') next++;
    if (next >= input.length) return isLast ? quote : null;
    const after = input[next];
    if (after === delimiter || after === '\n' || after === '\r') return quote;
    quote = input.indexOf('"', quote + 1);
  }
  return null;
}

function countLineEnds(input: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = input.charCodeAt(at);
    if (code === 10 || (code === 13 && input.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function earliest(a: number, b: number): number {
  if (a === -1) return b;
  if (b === -1) return a;
  return Math.min(a, b);
}
