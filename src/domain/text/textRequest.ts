import type { IndicatorModel } from '../model/indicatorModel';
import type { PeriodUnit } from '../model/period';
import type { Scope } from '../scoring/scope';
import type { Coder, CodingAgreement, CommentCode } from './commentCode';
import type { Phrase } from './phrases';
import type { Sentiment } from './sentiment';
import type { Taxonomy } from './taxonomy';
import type { NegativeMonitor, ThemeStat } from './textReport';

/** What texts are read with. */
export interface TextRequest {
  readonly scope: Scope;
  readonly model: IndicatorModel;
  readonly unit: PeriodUnit;
  readonly taxonomy: Taxonomy;
  /** What people coded by hand; the first coder's word goes before the rules'. */
  readonly codes: readonly CommentCode[];
}

/** A phrase with the theme it belongs to; null for none. */
export interface ThemedPhrase extends Phrase {
  readonly themeId: string | null;
}

/** Everything the text view shows that is counted over the comments in scope. */
export interface TextReport {
  /** True for a first impression from a part of the comments. */
  readonly isSample: boolean;
  readonly commentCount: number;
  /** True where a source has more comments than are read. */
  readonly isCut: boolean;
  /** Comments that say the same as another one. */
  readonly copies: number;
  /** Comments that no theme applies to. */
  readonly unassigned: number;
  readonly sentiment: Readonly<Record<Sentiment, number>>;
  readonly phrases: readonly ThemedPhrase[];
  readonly themes: readonly ThemeStat[];
  readonly monitor: NegativeMonitor | null;
  /** The two coders, and the first coder against the rules. */
  readonly agreement: { readonly coders: CodingAgreement; readonly rules: CodingAgreement };
}

/** Which comments are listed. */
export interface CommentQuery {
  /** A theme with its sub-themes; blank for comments without any; null for all. */
  readonly themeId: string | null;
  readonly sentiment: Sentiment | null;
  /** Words of a phrase; null for all. */
  readonly phraseIds: readonly number[] | null;
  /** Part of the text. */
  readonly search: string;
  /** Only those this coder has not coded yet; null for all. */
  readonly uncodedBy: Coder | null;
  /** Show copies of one comment once. */
  readonly isGrouped: boolean;
}

/** A stretch of a comment that is marked; the theme it belongs to, or null for what was searched. */
export interface CommentMark {
  readonly start: number;
  readonly end: number;
  readonly themeId: string | null;
}

export interface CommentRow {
  readonly sourceId: string;
  readonly row: number;
  readonly fileName: string;
  /** Masked. */
  readonly text: string;
  readonly marks: readonly CommentMark[];
  /** By the rules. */
  readonly themeIds: readonly string[];
  readonly sentiment: Sentiment;
  readonly index: number | null;
  readonly time: number | null;
  /** Comments that say the same, itself included. */
  readonly copies: number;
}

export interface CommentPage {
  /** Lines of the list; copies of a comment may share one. */
  readonly total: number;
  /** Comments found, and comments in scope. */
  readonly comments: number;
  readonly inScope: number;
  readonly rows: readonly CommentRow[];
}

/** How far reading the comments has come. */
export type OnTextProgress = (done: number, total: number) => void;
