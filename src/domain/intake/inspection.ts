import type { ColumnProposal } from './columnPlan';
import type { Encoding } from './encoding';
import type { TableShape } from './question';
import type { RecipeMatch } from './recipe';
import type { PlatformId, RefusedRecord } from '../table/source';

/** One question of an inspected file. */
export interface InspectedColumn {
  readonly header: string;
  /** Stem above a matrix row; null for a question of its own. */
  readonly stem: string | null;
  /** The question without its stem. */
  readonly item: string;
  /** Up to three different answers; none of personal columns. */
  readonly samples: readonly string[];
  readonly distinctCount: number;
  readonly blankCount: number;
  /** Day first and month first fit its dates equally well. */
  readonly isDateAmbiguous: boolean;
  /** Groups of values that look alike but are written differently; the first three. */
  readonly lookAlikes: readonly (readonly string[])[];
  /** True where the answers stand in one cell, so that they may be taken as a text as well. */
  readonly isOneCell: boolean;
  /** One answer per respondent, several, or several in the order of a ranking. */
  readonly answering: 'one' | 'several' | 'ranked';
  readonly proposal: ColumnProposal;
  /** The most frequent answers with their counts, to check a scale against. */
  readonly answers: readonly (readonly [answer: string, count: number])[];
}

/** How a file's records are read. */
export interface FileReading {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Name of the worksheet; null for a text file. */
  readonly sheet: string | null;
}

/** An encoding that may be the right one, with text to tell by. */
export interface EncodingDoubt {
  readonly encoding: Encoding;
  readonly preview: string;
}

/** A worksheet to choose from. */
export interface SheetSummary {
  readonly name: string;
  readonly recordCount: number;
  /** Begins with the same record as the one being read, as sheets per month do. */
  readonly hasSameHeader: boolean;
}

/** A source that holds the same responses as a file: perhaps the file is a corrected one. */
export interface FileOverlap {
  readonly sourceId: string;
  readonly fileName: string;
  /** True where it was taken out of the engagement already. */
  readonly isRemoved: boolean;
  /** Responses of the source that the rows looked at have too. */
  readonly shared: number;
  /** What people decided about its responses. */
  readonly decisions: number;
}

/** What a file turned out to be, before anything is imported. */
export interface Inspection {
  readonly fileName: string;
  readonly fileSize: number;
  readonly fingerprint: string;
  readonly reading: FileReading;
  /** Encodings to choose from, the likeliest first; empty when there is no doubt. */
  readonly encodingDoubts: readonly EncodingDoubt[];
  readonly sheets: readonly SheetSummary[];
  readonly shape: TableShape;
  /** Rows looked at; all of the file's when `isWhole`. */
  readonly rowCount: number;
  readonly isWhole: boolean;
  /** The first thousand refused records, and how many there are. */
  readonly refused: readonly RefusedRecord[];
  readonly refusedCount: number;
  readonly shortRecordCount: number;
  /** Line of the first record with fewer fields than the header; null where there is none. */
  readonly firstShortLine: number | null;
  /** Line of the first quote that stands inside a field unescaped; null where there is none. */
  readonly strayQuoteLine: number | null;
  readonly columns: readonly InspectedColumn[];
  /** The same file, already imported; null when it is new. */
  readonly twin: { readonly fileName: string; readonly importedAt: number } | null;
  /** What was decided for an earlier file with this questionnaire; null when there was none. */
  readonly recipe: RecipeMatch | null;
  /** Null where no source holds the same responses, or the file is a twin. */
  readonly overlap: FileOverlap | null;
}

/** Choices a person made over what was detected; null where nothing was. */
export interface ReadingOptions {
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  /** What the table is to be taken for: a plain one, or a kind that is no survey. */
  readonly platform: PlatformId | null;
}
