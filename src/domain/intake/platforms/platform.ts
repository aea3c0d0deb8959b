import type { MissingWords } from '../../table/ratingScale';
import type { PlatformId, SourceKind } from '../../table/source';
import type { HeaderPlace } from '../layout';

/** What a platform's own columns mean. `technical` ones say nothing about the respondent's views. */
export type MetaRole =
  | 'respondentId'
  | 'date'
  | 'start'
  | 'duration'
  | 'channel'
  | 'region'
  | 'status'
  | 'ip'
  | 'segment'
  | 'number'
  | 'progress'
  | 'personal'
  | 'technical';

/** One column of a file as its header describes it. */
export interface HeaderColumn {
  readonly header: string;
  /** Text of the question, where the column is only a part of one. */
  readonly stem: string | null;
  /** The part: matrix row, option. */
  readonly item: string;
  /** Equal for the columns of one question; null where the header does not say. */
  readonly question: string | null;
  readonly meta: MetaRole | null;
  /** Name of the field in a table that is no survey, such as `customer.owner`. */
  readonly field: string | null;
}

/** What a file was recognised as, and why. */
export interface Recognition extends HeaderPlace {
  readonly platform: PlatformId;
  readonly kind: SourceKind;
  /** The header names that gave it away, to be shown. */
  readonly signs: readonly string[];
  readonly columns: readonly HeaderColumn[];
  /** Codes that this export writes instead of an answer. */
  readonly missing: MissingWords;
  /** True where numbers are positions of options, not the figures a respondent saw. */
  readonly isPositional: boolean;
}

/**
 * Recognises one platform's export by its first records (blank ones left out), never by the file's
 * name; null when it is none of its own.
 */
export type Recogniser = (records: readonly (readonly string[])[]) => Recognition | null;

/** A column that is a question, or nothing known, by itself. */
export function plainColumn(header: string, meta: MetaRole | null = null): HeaderColumn {
  return { header, stem: null, item: header, question: null, meta, field: null };
}

/** A header cell in comparable form: NFC, no white space around, lower case. */
export function headerKey(header: string): string {
  return header.normalize('NFC').trim().toLowerCase();
}

/** The names of a table that a header has, in its own spelling. */
export function signsIn(header: readonly string[], names: ReadonlyMap<string, unknown>): string[] {
  return header.filter((cell) => names.has(headerKey(cell))).map((cell) => cell.trim());
}

/** Index of the first of the leading records that has at least `least` of the names; −1 if none. */
export function headerWith(
  records: readonly (readonly string[])[],
  names: ReadonlyMap<string, unknown>,
  least: number,
  within = 6,
): number {
  return records.slice(0, within).findIndex((record) => signsIn(record, names).length >= least);
}

/** Fills in what most platforms have in common. */
export function recognition(
  parts: Pick<Recognition, 'platform' | 'signs' | 'columns'> & Partial<Recognition>,
): Recognition {
  return {
    kind: 'survey',
    headerAt: 0,
    headerRows: 1,
    missing: {},
    isPositional: false,
    ...parts,
  };
}
