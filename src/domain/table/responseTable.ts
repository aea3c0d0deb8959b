import { chunkRows, textAt, type ColumnChunk, type TableChunk, type TextChunk } from './columns';
import { numericScale, stepScores, type RatingScale } from './ratingScale';
import type { PlatformId, SegmentMeaning, Source } from './source';

/** A text column in chunks; `at` gives one row's text, `lengthAt` its length without reading it. */
export interface TextColumn {
  readonly chunks: readonly TextChunk[];
  at(row: number): string;
  lengthAt(row: number): number;
}

/** A rating question: its codes and the score of each step (index 0 is step 1). */
export interface RatingColumn {
  readonly columnId: string;
  readonly scale: RatingScale;
  readonly scores: readonly number[];
  readonly codes: Uint8Array;
}

/** A segment column. Code 0 is blank. */
export interface SegmentColumn {
  readonly segmentId: string;
  readonly meaning: SegmentMeaning;
  readonly values: readonly string[];
  readonly codes: Uint16Array;
}

/** The responses of one source in columns, as cleaning, scoring and text work read them. */
export interface ResponseTable {
  readonly sourceId: string;
  readonly platform: PlatformId;
  readonly rowCount: number;
  readonly respondentIds: TextColumn | null;
  /** Seconds since 1970 of the local time written in the file; NaN where missing. */
  readonly times: Float64Array | null;
  /** Seconds; NaN where missing. */
  readonly durations: Float64Array | null;
  /** How far the respondent came, percent; NaN where missing. */
  readonly progress: Float64Array | null;
  /** Number of the network it came from; NaN where missing. */
  readonly networks: Float64Array | null;
  readonly segments: readonly SegmentColumn[];
  readonly ratings: readonly (RatingColumn & { readonly indicatorId: string })[];
  readonly overall: RatingColumn | null;
  readonly recommendation: RatingColumn | null;
  readonly comments: readonly TextColumn[];
}

/** The field of a figure that says how far a respondent came. */
export const progressField = 'response.progress';

/** Puts the chunks of a source together into its table. */
export function assembleTable(source: Source, chunks: readonly TableChunk[]): ResponseTable {
  const { rowCount } = source;
  const ratings: (RatingColumn & { indicatorId: string })[] = [];
  const segments: SegmentColumn[] = [];
  const comments: TextColumn[] = [];
  let respondentIds: TextColumn | null = null;
  let times: Float64Array | null = null;
  let durations: Float64Array | null = null;
  let progress: Float64Array | null = null;
  let networks: Float64Array | null = null;
  let overall: RatingColumn | null = null;
  let recommendation: RatingColumn | null = null;

  source.columns.forEach((column, index) => {
    const parts = chunks.map((chunk) => chunk.columns[index] as ColumnChunk);
    const { role } = column;
    switch (role.kind) {
      case 'respondentId':
        respondentIds = textColumn(parts);
        break;
      case 'comment':
        comments.push(textColumn(parts));
        break;
      case 'date':
        times = concatenate(parts, 'numbers', new Float64Array(rowCount));
        break;
      case 'duration':
        durations = concatenate(parts, 'numbers', new Float64Array(rowCount));
        break;
      case 'segment':
        segments.push({
          segmentId: role.segmentId,
          meaning: role.meaning,
          values: column.values,
          codes: concatenate(parts, 'categories', new Uint16Array(rowCount)),
        });
        break;
      case 'rating':
        ratings.push({
          ...ratingColumn(column.id, role.scale, parts),
          indicatorId: role.indicatorId,
        });
        break;
      case 'overall':
        overall = ratingColumn(column.id, role.scale, parts);
        break;
      case 'recommendation':
        recommendation = ratingColumn(column.id, recommendationScale, parts);
        break;
      case 'network':
        networks = concatenate(parts, 'numbers', new Float64Array(rowCount));
        break;
      case 'number':
        if (column.field === progressField) {
          progress = concatenate(parts, 'numbers', new Float64Array(rowCount));
        }
        break;
      // Read by the rooms that need them, straight from the chunks.
      case 'choices':
      case 'moment':
      case 'text':
      case 'ignore':
        break;
    }
  });
  return {
    sourceId: source.id,
    platform: source.platform,
    rowCount,
    respondentIds,
    times,
    durations,
    progress,
    networks,
    segments,
    ratings,
    overall,
    recommendation,
    comments,
  };

  function ratingColumn(columnId: string, scale: RatingScale, parts: readonly ColumnChunk[]) {
    const codes = concatenate(parts, 'codes', new Uint8Array(rowCount));
    return { columnId, scale, scores: stepScores(scale), codes };
  }
}

/** The 0–10 recommendation question (`scoring.md` §2); its step n is the answer n − 1. */
export const recommendationScale: RatingScale = numericScale(0, 10);

function concatenate<
  K extends 'codes' | 'categories' | 'numbers',
  T extends Extract<ColumnChunk, { kind: K }>['data'],
>(parts: readonly ColumnChunk[], kind: K, into: T): T {
  let at = 0;
  for (const part of parts) {
    if (part.kind !== kind) throw new Error(`column chunk is ${part.kind}, expected ${kind}`);
    into.set(part.data, at);
    at += (part.data as T).length;
  }
  return into;
}

function textColumn(parts: readonly ColumnChunk[]): TextColumn {
  const chunks = parts.map((part) => {
    if (part.kind !== 'text') throw new Error(`column chunk is ${part.kind}, expected text`);
    return part.data;
  });
  return {
    chunks,
    at: (row) => textAt(chunks[Math.floor(row / chunkRows)] as TextChunk, row % chunkRows),
    lengthAt(row) {
      const { ends } = chunks[Math.floor(row / chunkRows)] as TextChunk;
      const place = row % chunkRows;
      return (ends[place] as number) - (place === 0 ? 0 : (ends[place - 1] as number));
    },
  };
}
