import type { MissingWords } from '../table/ratingScale';
import type { DateOrder, PlatformId, SourceKind } from '../table/source';
import { readDate } from './dates';
import type { Layout } from './layout';
import type { MetaRole } from './platforms/platform';

/** How options stand in one cell: joined by a text, or as a list `['a' ; 'b']`. */
export type Separator = { readonly text: string } | 'list';

/** Where the answers to a question stand in a record. */
export type Reading =
  | { readonly kind: 'cell'; readonly position: number }
  /** Several options in one cell. `whole` are options that contain the separator themselves. */
  | {
      readonly kind: 'joined';
      readonly position: number;
      readonly separator: Separator;
      readonly whole: readonly string[];
      readonly isRanked: boolean;
    }
  /** A column per option: filled or yes where chosen, or its place in the ranking. */
  | {
      readonly kind: 'columns';
      readonly positions: readonly number[];
      readonly options: readonly string[];
      readonly isRanked: boolean;
    };

/** A cell made out of others; derived cells stand behind those of the file, in their order. */
export type Derivation =
  /** `上海` out of `192.0.2.1(上海-上海)`. */
  | { readonly kind: 'region'; readonly from: number }
  /** `你好` out of `其他【请注明】〖你好〗`. */
  | { readonly kind: 'otherText'; readonly from: number }
  /** Seconds from one time stamp to another. */
  | {
      readonly kind: 'elapsed';
      readonly start: number;
      readonly end: number;
      readonly order: DateOrder;
    };

/** Ends the name of the texts that respondents added to an option. */
export const otherTextMark = '〖…〗';

/** One question of a questionnaire, or one other column, with everything that belongs to it. */
export interface Question {
  /** Its text as shown: the file's header, or the stem of a question with several columns. */
  readonly header: string;
  /** Stem above a matrix row; null for a question of its own. */
  readonly stem: string | null;
  readonly item: string;
  readonly meta: MetaRole | null;
  readonly field: string | null;
  readonly reading: Reading;
}

/** How a file's records become answers: found by the inspection, followed by the import. */
export interface TableShape {
  readonly platform: PlatformId;
  readonly kind: SourceKind;
  readonly signs: readonly string[];
  readonly layout: Layout;
  readonly missing: MissingWords;
  readonly isPositional: boolean;
  readonly derivations: readonly Derivation[];
  readonly questions: readonly Question[];
}

/** Appends the derived cells to rows as wide as the table. */
export function deriveCells(rows: readonly string[][], derivations: readonly Derivation[]): void {
  if (derivations.length === 0) return;
  for (const row of rows) {
    for (const derivation of derivations) row.push(derivedCell(row, derivation));
  }
}

function derivedCell(row: readonly string[], derivation: Derivation): string {
  switch (derivation.kind) {
    case 'region': {
      const place = /[(（]([^()（）]+)[)）]\s*$/u.exec(row[derivation.from] ?? '')?.[1] ?? '';
      return (place.split(/[-－–]/u)[0] as string).trim();
    }
    case 'otherText':
      return /〖([^〗]*)〗/u.exec(row[derivation.from] ?? '')?.[1]?.trim() ?? '';
    case 'elapsed': {
      const start = readDate(row[derivation.start] ?? '', derivation.order);
      const end = readDate(row[derivation.end] ?? '', derivation.order);
      // Equal stamps say that the platform kept only one of them.
      return start === null || end === null || end <= start ? '' : String(Math.round(end - start));
    }
  }
}
