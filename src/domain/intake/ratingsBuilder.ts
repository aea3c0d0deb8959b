import { chunkRows, type ColumnChunk } from '../table/columns';
import {
  ratingCode,
  ratingCoder,
  statedNumber,
  withValues,
  type MissingWords,
  type RatingScale,
} from '../table/ratingScale';

/** Answers outside a scale that are listed; further ones are only counted. */
const listedOutsiders = 1_000;

/** A listed answer outside its scale. */
export interface OutOfRangeAnswer {
  readonly row: number;
  readonly raw: string;
}

/**
 * Codes all rating columns of a file together: most cells of a survey are ratings, and one visit
 * to a row for all of them takes half the time of a visit per column.
 */
export class RatingsBuilder {
  readonly #positions: readonly number[];
  readonly #coders: ((raw: string) => number)[];
  readonly #scales: RatingScale[];
  readonly #missing: MissingWords;
  /** Code of the single-digit answer d of column k at 10 k + d. */
  readonly #digitCodes: Uint8Array;
  readonly #outOfRange: OutOfRangeAnswer[][];
  /** Columns scored in bands, with the figures themselves for their median. */
  readonly #figures: readonly { readonly k: number; readonly values: number[] }[];
  /** Codes of column k from k × chunkRows on. */
  #codes: Uint8Array;
  #length = 0;
  #chunkStart = 0;

  /** `positions[k]` is where the column with `scales[k]` stands in the file. */
  constructor(
    positions: readonly number[],
    scales: readonly RatingScale[],
    missing: MissingWords = {},
  ) {
    this.#positions = positions;
    this.#scales = [...scales];
    this.#missing = missing;
    this.#coders = scales.map((scale) => ratingCoder(scale, missing));
    this.#figures = scales.flatMap(({ kind }, k) => (kind === 'bands' ? [{ k, values: [] }] : []));
    this.#digitCodes = Uint8Array.from(
      this.#coders.flatMap((coder) => Array.from('0123456789', (digit) => coder(digit))),
    );
    this.#outOfRange = scales.map(() => []);
    this.#codes = new Uint8Array(scales.length * chunkRows);
  }

  append(rows: readonly (readonly string[])[], from: number, to: number): void {
    const positions = this.#positions;
    const digitCodes = this.#digitCodes;
    const codes = this.#codes;
    let at = this.#length;
    for (let row = from; row < to; row++, at++) {
      const cells = rows[row] as readonly string[];
      for (let k = 0; k < positions.length; k++) {
        const raw = cells[positions[k] as number] as string;
        const digit = raw.length === 1 ? raw.charCodeAt(0) - 48 : -1;
        let code =
          digit >= 0 && digit <= 9
            ? (digitCodes[k * 10 + digit] as number)
            : raw === ''
              ? ratingCode.missing
              : (this.#coders[k] as (raw: string) => number)(raw);
        if (code === ratingCode.outOfRange) {
          code = this.#grown(k, raw);
          if (code === ratingCode.outOfRange) this.#note(k, at, raw);
        }
        codes[k * chunkRows + at] = code;
      }
    }
    this.#length = at;
    for (const { k, values } of this.#figures) {
      const position = positions[k] as number;
      for (let row = from; row < to; row++) {
        const value = statedNumber((rows[row] as readonly string[])[position] as string);
        if (value !== null && value >= 0) values.push(value);
      }
    }
  }

  /** The codes of each column since the last call, in the order of the positions. */
  take(): ColumnChunk[] {
    const length = this.#length;
    this.#chunkStart += length;
    this.#length = 0;
    return this.#positions.map((_, k) => ({
      kind: 'codes',
      data: this.#codes.slice(k * chunkRows, k * chunkRows + length),
    }));
  }

  /** The listed answers outside the scale of column k. */
  outOfRange(k: number): readonly OutOfRangeAnswer[] {
    return this.#outOfRange[k] ?? [];
  }

  /** The scale of column k with every figure that was found on it. */
  scale(k: number): RatingScale {
    return this.#scales[k] as RatingScale;
  }

  /** Median of the figures of a column scored in bands; null for other columns and without any. */
  rawMedian(k: number): number | null {
    const values = this.#figures.find((one) => one.k === k)?.values.sort((a, b) => a - b) ?? [];
    if (values.length === 0) return null;
    const middle = values.length / 2;
    const low = values[Math.ceil(middle) - 1] as number;
    return (low + (values[Math.floor(middle)] as number)) / 2;
  }

  /** The code of a figure that a scale of values has not listed yet. */
  #grown(k: number, raw: string): number {
    const scale = this.#scales[k] as RatingScale;
    const figure = scale.kind === 'values' ? statedNumber(raw) : null;
    if (figure === null) return ratingCode.outOfRange;
    const grown = withValues(scale, [figure]);
    if (grown === scale) return ratingCode.outOfRange;
    this.#scales[k] = grown;
    const coder = ratingCoder(grown, this.#missing);
    this.#coders[k] = coder;
    for (let digit = 0; digit <= 9; digit++) this.#digitCodes[k * 10 + digit] = coder(`${digit}`);
    return coder(raw);
  }

  #note(k: number, at: number, raw: string): void {
    const list = this.#outOfRange[k] as OutOfRangeAnswer[];
    if (list.length >= listedOutsiders) return;
    // A copy, so that the list does not keep the file's text alive.
    list.push({ row: this.#chunkStart + at, raw: Array.from(raw.slice(0, 80)).join('') });
  }
}
