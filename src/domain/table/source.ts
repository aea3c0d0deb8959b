import type { RatingScale } from './ratingScale';

/** Order of day, month and year in a column of dates. */
export type DateOrder = 'ymd' | 'mdy' | 'dmy';

/** Kinds of tables that are no survey. */
export const otherKinds = ['tickets', 'usage', 'feedback', 'customers', 'benchmark'] as const;

/**
 * What a file is about. Surveys and tickets hold ratings of a respondent or a case and are scored;
 * the other kinds are kept for the rooms that read them.
 */
export const sourceKinds = ['survey', ...otherKinds] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** True for kinds whose rows are responses, cleaned and scored. */
export function isScored(kind: SourceKind): boolean {
  return kind === 'survey' || kind === 'tickets';
}

/** Which program wrote a file, or what kind of table it is. `plain` is any other table. */
export const platformIds = [
  'wjxText',
  'wjxNumber',
  'tencent',
  'wenjuan',
  'surveyMonkey',
  'qualtrics',
  'typeform',
  'googleForms',
  'limeSurvey',
  'kobo',
  ...otherKinds,
  'interviews',
  'plain',
] as const;
export type PlatformId = (typeof platformIds)[number];

/**
 * What a segment stands for, where the platform or the wording says so. `trap`: an attention check,
 * which is no rating whatever its scale.
 */
export const segmentMeanings = ['channel', 'region', 'status', 'trap'] as const;
export type SegmentMeaning = (typeof segmentMeanings)[number] | null;

/** What a column of a file is used for. */
export type ColumnRole =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'respondentId' }
  | { readonly kind: 'date'; readonly order: DateOrder }
  | { readonly kind: 'duration' }
  /** The network it came from, as a number by order of appearance: no address is kept. */
  | { readonly kind: 'network' }
  | {
      readonly kind: 'segment';
      readonly segmentId: string;
      readonly meaning: SegmentMeaning;
      /** True where values that only look alike were made one. */
      readonly mergesVariants: boolean;
    }
  /** A question with several answers; `isRanked` where their order counts. */
  | { readonly kind: 'choices'; readonly isRanked: boolean }
  | { readonly kind: 'rating'; readonly indicatorId: string; readonly scale: RatingScale }
  | { readonly kind: 'overall'; readonly scale: RatingScale }
  | { readonly kind: 'recommendation'; readonly scale: RatingScale }
  | { readonly kind: 'comment' }
  /** A figure such as a revenue or a retention rate. */
  | { readonly kind: 'number' }
  /** A further date beside the response's own. */
  | { readonly kind: 'moment'; readonly order: DateOrder }
  /** Text kept as it is; `isPersonal` must be masked wherever it leaves the device. */
  | { readonly kind: 'text'; readonly isPersonal: boolean };

export type RoleKind = ColumnRole['kind'];

/** A kept column of a source. */
export interface SourceColumn {
  /** `c` and the column's position in the file, unique within the source. */
  readonly id: string;
  readonly header: string;
  readonly role: ColumnRole;
  /**
   * Field of a table that is no survey, such as `customer.owner`, or `response.progress`, how far
   * a respondent came in percent; null otherwise.
   */
  readonly field: string | null;
  /**
   * Values of a segment or options of a choices column; code n stands for `values[n − 1]`, 0 for
   * blank.
   */
  readonly values: readonly string[];
  /** Median of the figures themselves where they were scored in bands; null otherwise. */
  readonly rawMedian: number | null;
  /** Answers that the scale does not have: the first thousand, with their row. */
  readonly outOfRange: readonly { readonly row: number; readonly raw: string }[];
}

/** A record of the file that could not become a response. */
export interface RefusedRecord {
  /** Physical line in the file on which the record starts, counted from 1. */
  readonly line: number;
  readonly reason: 'tooManyFields' | 'malformedQuote' | 'repeatedHeader' | 'totals';
}

/** One imported file of an engagement. */
export interface Source {
  readonly id: string;
  readonly engagementId: string;
  readonly kind: SourceKind;
  readonly platform: PlatformId;
  readonly fileName: string;
  /** The worksheet it was read from; null for a text file. */
  readonly sheet: string | null;
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

/** The indicators that have a column in some source. */
export function ratedIds(sources: readonly Source[]): Set<string> {
  return new Set(
    sources.flatMap(({ columns }) =>
      columns.flatMap(({ role }) => (role.kind === 'rating' ? [role.indicatorId] : [])),
    ),
  );
}
