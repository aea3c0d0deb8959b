import { assertNever } from '../../shared/assertNever';
import { chunkRows, joinChoices, type ColumnChunk, type TableChunk } from '../table/columns';
import { isBlank, statedNumber, type MissingWords, type RatingScale } from '../table/ratingScale';
import type { ColumnRole, SourceColumn } from '../table/source';
import { choiceReader, withoutOtherText } from './choices';
import { dateReader, readDuration } from './dates';
import type { Reading } from './question';
import { RatingsBuilder } from './ratingsBuilder';
import { asSeen } from './variants';

/** A segment has at most this many values; a column with more is no segment and the rest is blank. */
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
  readonly #ratings: RatingsBuilder;
  /** Per column: its place among the ratings, or a builder of its own. */
  readonly #builders: readonly (number | ColumnBuilder)[];
  #rowsInChunk = 0;
  #rowCount = 0;

  /** `readings[i]` says where the answers of `columns[i]` stand in a record. */
  constructor(
    columns: readonly SourceColumn[],
    readings: readonly Reading[],
    missing: MissingWords = {},
  ) {
    this.#columns = columns;
    const ratingPositions: number[] = [];
    const scales: RatingScale[] = [];
    this.#builders = columns.map(({ role }, index) => {
      const reading = readings[index] as Reading;
      if (role.kind === 'choices') return choicesBuilder(reading, missing);
      const position = positionOf(reading);
      const scale = scaleOf(role);
      if (scale === null) return builderFor(role, position, missing);
      scales.push(scale);
      return ratingPositions.push(position) - 1;
    });
    this.#ratings = new RatingsBuilder(ratingPositions, scales, missing);
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
      this.#ratings.append(rows, from, to);
      for (const builder of this.#builders) {
        if (typeof builder !== 'number') builder.append(rows, from, to);
      }
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
    const columns = this.#columns.map((column, index) => {
      const builder = this.#builders[index] as number | ColumnBuilder;
      return typeof builder === 'number'
        ? {
            ...column,
            role: withScale(column.role, this.#ratings.scale(builder)),
            outOfRange: this.#ratings.outOfRange(builder),
            rawMedian: this.#ratings.rawMedian(builder),
          }
        : builder.finish(column);
    });
    return { rest, columns };
  }

  #takeChunk(): TableChunk {
    const rowCount = this.#rowsInChunk;
    this.#rowsInChunk = 0;
    const ratings = this.#ratings.take();
    return {
      rowCount,
      columns: this.#builders.map((builder) =>
        typeof builder === 'number' ? (ratings[builder] as ColumnChunk) : builder.take(),
      ),
    };
  }
}

function scaleOf(role: ColumnRole): RatingScale | null {
  const isRated =
    role.kind === 'rating' || role.kind === 'overall' || role.kind === 'recommendation';
  return isRated ? role.scale : null;
}

/** The role with the scale as it is after the last row. */
function withScale(role: ColumnRole, scale: RatingScale): ColumnRole {
  return role.kind === 'rating' || role.kind === 'overall' ? { ...role, scale } : role;
}

/** Several answers in one cell may also be taken as the text they are. */
function positionOf(reading: Reading): number {
  return reading.kind === 'columns' ? (reading.positions[0] as number) : reading.position;
}

function builderFor(role: ColumnRole, position: number, missing: MissingWords): ColumnBuilder {
  const isMissing = (raw: string) => isBlank(raw) || Object.hasOwn(missing, raw);
  switch (role.kind) {
    case 'segment':
      return categoriesBuilder(position, isMissing, role.mergesVariants);
    case 'date':
    case 'moment':
      return numbersBuilder(position, dateReader(role.order));
    case 'duration':
      return numbersBuilder(position, readDuration);
    case 'network':
      return numbersBuilder(position, networkReader(isMissing));
    case 'number':
      return numbersBuilder(position, (raw) => (isMissing(raw) ? NaN : (statedNumber(raw) ?? NaN)));
    case 'respondentId':
      return textBuilder(position, isMissing, (raw) => raw.trim());
    case 'comment':
    case 'text':
      return textBuilder(position, isMissing, (raw) => raw);
    case 'choices':
    case 'ignore':
    case 'overall':
    case 'rating':
    case 'recommendation':
      throw new Error(`no builder for a column that is ${role.kind}`);
    default:
      return assertNever(role);
  }
}

/** Numbers networks by order of appearance, so that no address is kept. A remark after it is none. */
function networkReader(isMissing: (raw: string) => boolean): (raw: string) => number {
  const known = new Map<string, number>();
  return (raw) => {
    if (isMissing(raw)) return NaN;
    const address = raw
      .replace(/[(（].*$/u, '')
      .trim()
      .toLowerCase();
    let number = known.get(address);
    if (number === undefined) known.set(detached(address), (number = known.size + 1));
    return number;
  };
}

function choicesBuilder(reading: Reading, missing: MissingWords): ColumnBuilder {
  if (reading.kind === 'cell') throw new Error('one answer per cell is no question of several');
  const { options, read } = choiceReader(reading, missing);
  let chosen: (readonly number[])[] = [];
  return {
    append(rows, from, to) {
      for (let row = from; row < to; row++) chosen.push(read(rows[row] as readonly string[]));
    },
    take() {
      const taken = joinChoices(chosen);
      chosen = [];
      return { kind: 'choices', data: taken };
    },
    finish: (column) => ({ ...column, values: options }),
  };
}

function categoriesBuilder(
  position: number,
  isMissing: (raw: string) => boolean,
  mergesVariants: boolean,
): ColumnBuilder {
  const data = new Uint16Array(chunkRows);
  let length = 0;
  const codes = new Map<string, number>();
  const values: string[] = [];
  const names = new Set<string>();
  const byValue = new Map<string, number>();
  const codeOf = (raw: string): number => {
    if (isMissing(raw)) return 0;
    const written = withoutOtherText(raw);
    const seen = asSeen(written);
    const key = mergesVariants ? seen : written;
    let code = byValue.get(key);
    if (code === undefined) {
      if (values.length >= mostValues) return 0;
      // Of values that look alike but stay apart, only the first is tidied.
      const name = detached(names.has(seen) ? written : seen);
      names.add(name);
      values.push(name);
      code = values.length;
      byValue.set(detached(key), code);
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

function textBuilder(
  position: number,
  isMissing: (raw: string) => boolean,
  tidy: (raw: string) => string,
): ColumnBuilder {
  const ends = new Uint32Array(chunkRows);
  let length = 0;
  let end = 0;
  let joined: string[] = [];
  return {
    append(rows, from, to) {
      // Joined at once: single cells would each keep the piece of file they were cut from.
      const texts = new Array<string>(to - from);
      for (let row = from; row < to; row++) {
        const raw = (rows[row] as readonly string[])[position] as string;
        const text = raw.length > 8 || !isMissing(raw) ? tidy(raw) : '';
        texts[row - from] = text;
        end += text.length;
        ends[length++] = end;
      }
      joined.push(texts.join(''));
    },
    take() {
      const taken = { text: joined.join(''), ends: ends.slice(0, length) };
      joined = [];
      length = 0;
      end = 0;
      return { kind: 'text', data: taken };
    },
    finish: (column) => column,
  };
}

/** A copy that does not keep alive the block of file text it was cut from. */
function detached(text: string): string {
  return Array.from(text).join('');
}
