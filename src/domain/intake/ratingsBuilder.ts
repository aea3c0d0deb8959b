import { chunkRows, type ColumnChunk } from '../table/columns';
import { ratingCode, ratingCoder, type RatingScale } from '../table/ratingScale';

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
  readonly #coders: readonly ((raw: string) => number)[];
  /** Code of the single-digit answer d of column k at 10 k + d. */
  readonly #digitCodes: Uint8Array;
  readonly #outOfRange: OutOfRangeAnswer[][];
  /** Codes of column k from k × chunkRows on. */
  #codes: Uint8Array;
  #length = 0;
  #chunkStart = 0;

  /** `positions[k]` is where the column with `scales[k]` stands in the file. */
  constructor(positions: readonly number[], scales: readonly RatingScale[]) {
    this.#positions = positions;
    this.#coders = scales.map(ratingCoder);
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
        const code =
          digit >= 0 && digit <= 9
            ? (digitCodes[k * 10 + digit] as number)
            : raw === ''
              ? ratingCode.missing
              : (this.#coders[k] as (raw: string) => number)(raw);
        codes[k * chunkRows + at] = code;
        if (code === ratingCode.outOfRange) this.#note(k, at, raw);
      }
    }
    this.#length = at;
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

  #note(k: number, at: number, raw: string): void {
    const list = this.#outOfRange[k] as OutOfRangeAnswer[];
    if (list.length >= listedOutsiders) return;
    // A copy, so that the list does not keep the file's text alive.
    list.push({ row: this.#chunkStart + at, raw: Array.from(raw.slice(0, 80)).join('') });
  }
}
