import { chunkRows, joinText, type ColumnChunk, type TableChunk } from '../table/columns';
import { isBlank, ratingCode, ratingCoder } from '../table/ratingScale';
import { recommendationScale } from '../table/responseTable';
import type { ColumnRole, SourceColumn } from '../table/source';
import { dateReader, readDuration } from './dates';

/** Answers outside a scale that are listed; further ones are only counted. */
const listedOutsiders = 1_000;

/** Values of a segment beyond this many share the last code, "other". */
const mostValues = 65_534;

interface ColumnBuilder {
  /** Takes this column's cells of the rows from `from` to `to` (excluded). */
  append(rows: readonly (readonly string[])[], from: number, to: number): void;
  /** Hands over what was collected since the last call. */
  take(): ColumnChunk;
  finish(column: SourceColumn): SourceColumn;
}

/** Builds the columnar table of a file, chunk by chunk, out of its records. */
export class TableBuilder {
  readonly #columns: readonly SourceColumn[];
  readonly #builders: readonly ColumnBuilder[];
  #rowsInChunk = 0;
  #rowCount = 0;

  /** `positions[i]` is where `columns[i]` stands in the file. */
  constructor(columns: readonly SourceColumn[], positions: readonly number[]) {
    this.#columns = columns;
    this.#builders = columns.map((column, index) =>
      builderFor(column.role, positions[index] as number),
    );
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  /** Appends rows and returns the chunks they filled. */
  append(rows: readonly (readonly string[])[]): TableChunk[] {
    const filled: TableChunk[] = [];
    let from = 0;
    while (from < rows.length) {
      const to = Math.min(rows.length, from + chunkRows - this.#rowsInChunk);
      for (const builder of this.#builders) builder.append(rows, from, to);
      this.#rowsInChunk += to - from;
      this.#rowCount += to - from;
      if (this.#rowsInChunk === chunkRows) filled.push(this.#takeChunk());
      from = to;
    }
    return filled;
  }

  /** The rows left over, if any, and the columns with their values and outsiders. */
  finish(): { readonly rest: TableChunk | null; readonly columns: readonly SourceColumn[] } {
    const rest = this.#rowsInChunk > 0 ? this.#takeChunk() : null;
    const columns = this.#columns.map((column, index) =>
      (this.#builders[index] as ColumnBuilder).finish(column),
    );
    return { rest, columns };
  }

  #takeChunk(): TableChunk {
    const rowCount = this.#rowsInChunk;
    this.#rowsInChunk = 0;
    return { rowCount, columns: this.#builders.map((builder) => builder.take()) };
  }
}

function builderFor(role: ColumnRole, position: number): ColumnBuilder {
  switch (role.kind) {
    case 'rating':
    case 'overall':
      return codesBuilder(position, ratingCoder(role.scale));
    case 'recommendation':
      return codesBuilder(position, ratingCoder(recommendationScale));
    case 'segment':
      return categoriesBuilder(position);
    case 'date':
      return numbersBuilder(position, dateReader(role.order));
    case 'duration':
      return numbersBuilder(position, readDuration);
    case 'respondentId':
    case 'comment':
      return textBuilder(position);
    case 'ignore':
      throw new Error('an ignored column is not built');
  }
}

function codesBuilder(position: number, codeOf: (raw: string) => number): ColumnBuilder {
  let data = new Uint8Array(chunkRows);
  let length = 0;
  let chunkStart = 0;
  const outOfRange: { row: number; raw: string }[] = [];
  return {
    append(rows, from, to) {
      for (let row = from; row < to; row++) {
        const raw = (rows[row] as readonly string[])[position] as string;
        const code = codeOf(raw);
        if (code === ratingCode.outOfRange && outOfRange.length < listedOutsiders) {
          outOfRange.push({ row: chunkStart + length, raw: detached(raw.slice(0, 80)) });
        }
        data[length++] = code;
      }
    },
    take() {
      const taken = data.slice(0, length);
      chunkStart += length;
      length = 0;
      data = new Uint8Array(chunkRows);
      return { kind: 'codes', data: taken };
    },
    finish: (column) => ({ ...column, outOfRange }),
  };
}

function categoriesBuilder(position: number): ColumnBuilder {
  const data = new Uint16Array(chunkRows);
  let length = 0;
  const codes = new Map<string, number>();
  const values: string[] = [];
  const byValue = new Map<string, number>();
  const codeOf = (raw: string): number => {
    if (isBlank(raw)) return 0;
    const value = raw.normalize('NFC').trim();
    let code = byValue.get(value);
    if (code === undefined) {
      if (values.length >= mostValues) return mostValues;
      values.push(detached(value));
      code = values.length;
      byValue.set(detached(value), code);
    }
    return code;
  };
  return {
    append(rows, from, to) {
      for (let row = from; row < to; row++) {
        const raw = (rows[row] as readonly string[])[position] as string;
        let code = codes.get(raw);
        if (code === undefined) {
          code = codeOf(raw);
          if (codes.size < mostValues) codes.set(detached(raw), code);
        }
        data[length++] = code;
      }
    },
    take() {
      const taken = data.slice(0, length);
      length = 0;
      return { kind: 'categories', data: taken };
    },
    finish: (column) => ({ ...column, values }),
  };
}

function numbersBuilder(position: number, read: (raw: string) => number): ColumnBuilder {
  const data = new Float64Array(chunkRows);
  let length = 0;
  return {
    append(rows, from, to) {
      for (let row = from; row < to; row++) {
        data[length++] = read((rows[row] as readonly string[])[position] as string);
      }
    },
    take() {
      const taken = data.slice(0, length);
      length = 0;
      return { kind: 'numbers', data: taken };
    },
    finish: (column) => column,
  };
}

function textBuilder(position: number): ColumnBuilder {
  let texts: string[] = [];
  return {
    append(rows, from, to) {
      for (let row = from; row < to; row++) {
        const raw = (rows[row] as readonly string[])[position] as string;
        texts.push(isBlank(raw) ? '' : raw);
      }
    },
    take() {
      const taken = joinText(texts);
      texts = [];
      return { kind: 'text', data: taken };
    },
    finish: (column) => column,
  };
}

/** A copy that does not keep alive the block of file text it was cut from. */
function detached(text: string): string {
  return Array.from(text).join('');
}
