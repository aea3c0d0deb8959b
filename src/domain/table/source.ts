import type { RatingScale } from './ratingScale';

/** Order of day, month and year in a column of dates. */
export type DateOrder = 'ymd' | 'mdy' | 'dmy';

/** What a column of a file is used for. */
export type ColumnRole =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'respondentId' }
  | { readonly kind: 'date'; readonly order: DateOrder }
  | { readonly kind: 'duration' }
  | { readonly kind: 'segment'; readonly segmentId: string }
  | { readonly kind: 'rating'; readonly indicatorId: string; readonly scale: RatingScale }
  | { readonly kind: 'overall'; readonly scale: RatingScale }
  | { readonly kind: 'recommendation' }
  | { readonly kind: 'comment' };

export type RoleKind = ColumnRole['kind'];

/** A kept column of a source. */
export interface SourceColumn {
  /** `c` and the column's position in the file, unique within the source. */
  readonly id: string;
  readonly header: string;
  readonly role: ColumnRole;
  /** Values of a segment column; code n stands for `values[n − 1]`, 0 for blank. */
  readonly values: readonly string[];
  /** Answers that the scale does not have: the first thousand, with their row. */
  readonly outOfRange: readonly { readonly row: number; readonly raw: string }[];
}

/** A record of the file that could not become a response. */
export interface RefusedRecord {
  /** Physical line in the file on which the record starts, counted from 1. */
  readonly line: number;
  readonly reason: 'tooManyFields' | 'malformedQuote';
}

/** One imported file of an engagement. */
export interface Source {
  readonly id: string;
  readonly engagementId: string;
  readonly fileName: string;
  readonly fileSize: number;
  /** SHA-256 over the file's blocks; equal files have equal fingerprints. */
  readonly fingerprint: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly importedAt: number;
  /** Responses kept (rows of the columnar table). */
  readonly rowCount: number;
  /** Records refused in all; `refused` lists the first thousand. */
  readonly refusedCount: number;
  readonly refused: readonly RefusedRecord[];
  /** Records that had fewer fields than the header; the rest counts as blank. */
  readonly shortRecordCount: number;
  /** The quarter of all its responses when no date column says so, as `2025-Q3`. */
  readonly period: string | null;
  readonly columns: readonly SourceColumn[];
  /** When it was taken out of the engagement; null while it counts. */
  readonly removedAt: number | null;
}
