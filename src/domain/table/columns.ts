/** Rows that one stored chunk holds. */
export const chunkRows = 65_536;

/** Text of a run of rows in one string: row i is `text.slice(ends[i − 1], ends[i])`. */
export interface TextChunk {
  readonly text: string;
  readonly ends: Uint32Array;
}

/**
 * Several answers per row: those of row i are `codes[ends[i − 1] … ends[i] − 1]`, in the order of
 * the respondent's ranking where there is one. No codes: not answered; the code 0 alone: answered,
 * none chosen.
 */
export interface ChoicesChunk {
  readonly codes: Uint16Array;
  readonly ends: Uint32Array;
}

/**
 * The values of one column in one chunk.
 * `codes` (ratings): see `ratingCode`. `categories`: 0 blank, n the nth value.
 * `numbers` (durations, times; seconds): NaN where missing. `text`: empty where missing.
 */
export type ColumnChunk =
  | { readonly kind: 'codes'; readonly data: Uint8Array }
  | { readonly kind: 'categories'; readonly data: Uint16Array }
  | { readonly kind: 'numbers'; readonly data: Float64Array }
  | { readonly kind: 'choices'; readonly data: ChoicesChunk }
  | { readonly kind: 'text'; readonly data: TextChunk };

/** One stored chunk: all columns of a run of rows. Columns stand in the order of the source's. */
export interface TableChunk {
  readonly rowCount: number;
  readonly columns: readonly ColumnChunk[];
}

/** Joins the texts of consecutive rows. Missing text is an empty string. */
export function joinText(rows: readonly string[]): TextChunk {
  const ends = new Uint32Array(rows.length);
  let end = 0;
  for (let row = 0; row < rows.length; row++) {
    end += (rows[row] as string).length;
    ends[row] = end;
  }
  return { text: rows.join(''), ends };
}

/** The choices of one row of a chunk; see `ChoicesChunk`. */
export function choicesAt({ codes, ends }: ChoicesChunk, row: number): Uint16Array {
  return codes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]);
}

/** Puts the choices of consecutive rows together. */
export function joinChoices(rows: readonly (readonly number[])[]): ChoicesChunk {
  const ends = new Uint32Array(rows.length);
  let end = 0;
  rows.forEach((codes, row) => {
    end += codes.length;
    ends[row] = end;
  });
  return { codes: Uint16Array.from(rows.flat()), ends };
}

/** Text of one row of a chunk. */
export function textAt(chunk: TextChunk, row: number): string {
  return chunk.text.slice(row === 0 ? 0 : chunk.ends[row - 1], chunk.ends[row]);
}
