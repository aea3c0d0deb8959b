import type { Evidence, RuleAction } from '../domain/cleaning/cleaningRule';
import type { ManualDecision } from '../domain/cleaning/decisions';
import type { CleaningRuleId } from '../domain/cleaning/rules';
import type { Suggestion } from '../domain/cleaning/suggestions';
import type { Encoding } from '../domain/intake/encoding';
import type { ImportPlan } from '../domain/intake/importPlan';
import type { ColumnProposal } from '../domain/intake/columnPlan';
import type { TableShape } from '../domain/intake/question';
import type { RecipeMatch, SettledAnswer } from '../domain/intake/recipe';
import type { IndicatorModel } from '../domain/model/indicatorModel';
import type { CleaningReport } from '../domain/scoring/cleaningEffect';
import type { CrossReport, CutReport, CutRequest } from '../domain/scoring/cutReport';
import type { DriverReport, DriverRequest } from '../domain/scoring/driverReport';
import type { CutTests } from '../domain/scoring/groupComparison';
import type { PrecisionReport } from '../domain/scoring/linearisedError';
import type { DimensionReliability } from '../domain/scoring/reliabilityReport';
import type { Sensitivity } from '../domain/scoring/sensitivity';
import type { ReadModel } from '../domain/model/modelFile';
import type { ScoreReport, ScoreRequest } from '../domain/scoring/scoreReport';
import type { ParetoCause } from '../domain/scoring/pareto';
import type { Scope } from '../domain/scoring/scope';
import type { SegmentMatrix } from '../domain/scoring/segmentMatrix';
import type { PlatformId, RefusedRecord, Source } from '../domain/table/source';
import type { SampleNames } from '../domain/sample/sampleSurvey';
import type { SnapshotApi } from './snapshotApi';
import type { TextApi } from './textApi';

/** How far a long job has come. */
export interface JobProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly rows: number;
}
export type OnProgress = (progress: JobProgress) => void;

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

export interface ImportRequest {
  readonly engagementId: string;
  readonly file: File;
  readonly fingerprint: string;
  readonly reading: FileReading;
  readonly shape: TableShape;
  readonly plan: ImportPlan;
  /** The recipe to renew; null keeps a new one. */
  readonly recipeId: string | null;
  readonly settled: readonly SettledAnswer[];
  /** The source whose decisions go along, and whether the file takes its place. */
  readonly corrects: { readonly sourceId: string; readonly replaces: boolean } | null;
}

/** A finished import, and how long reading and counting, the cleaning rules, and storing took. */
export interface ImportResult {
  readonly source: Source;
  readonly computeMs: number;
  readonly cleanMs: number;
  readonly storeMs: number;
  /** What became of the decisions of the file it corrects; null where it corrects none. */
  readonly carried: {
    readonly decisions: number;
    readonly lost: number;
    readonly overtaken: number;
  } | null;
}

/** A value of a segment or a period with the kept responses it has. */
export interface ScopeValue {
  readonly value: string;
  readonly count: number;
}

/** What an engagement's responses can be cut by. */
export interface EngagementOverview {
  readonly sources: readonly Source[];
  readonly received: number;
  readonly valid: number;
  readonly segments: readonly {
    readonly segmentId: string;
    readonly values: readonly ScopeValue[];
  }[];
  /** Segments that cannot be filtered by: too many values, or too many combinations. */
  readonly leftOut: readonly string[];
  readonly quarters: readonly ScopeValue[];
  readonly months: readonly ScopeValue[];
  readonly hasRatings: boolean;
  readonly hasComments: boolean;
  /** Feedback records: read as texts and counted by their segments, but never scored. */
  readonly feedback: FeedbackOverview;
}

/** What feedback records can be cut by. */
export interface FeedbackOverview {
  readonly sources: readonly Source[];
  readonly received: number;
  readonly segments: EngagementOverview['segments'];
  readonly quarters: readonly ScopeValue[];
  readonly months: readonly ScopeValue[];
  /** Segments that cannot be filtered by, but counted. */
  readonly leftOut: readonly string[];
  readonly hasComments: boolean;
}

/** Which responses a ledger lists, and in which order. */
export interface LedgerQuery {
  /** `marked`: hit by any rule or settled by a person. */
  readonly filter: 'marked' | 'excluded' | 'toVerify' | 'toLookAt' | 'byHand' | 'all';
  readonly rule: CleaningRuleId | null;
  readonly sourceId: string | null;
  /** Part of a respondent's identifier, or the number of a row. */
  readonly search: string;
  readonly sort: 'row' | 'respondent' | 'duration' | 'time' | 'mean' | 'hits';
  readonly isDescending: boolean;
}

/** A rule that hit a response. */
export interface RuleHit {
  readonly rule: CleaningRuleId;
  readonly action: RuleAction;
  /** True for the rule that leaves the response out. */
  readonly decides: boolean;
  readonly evidence: Evidence;
}

/** One response in the cleaning ledger. */
export interface LedgerRow {
  readonly sourceId: string;
  readonly row: number;
  readonly respondentId: string;
  /** The deciding rule first. */
  readonly hits: readonly RuleHit[];
  readonly isKept: boolean;
  readonly decision: ManualDecision | null;
  /** Seconds; null where missing. */
  readonly duration: number | null;
  readonly time: number | null;
  /** Score of each rating in questionnaire order; null missing, NaN outside the scale. */
  readonly scores: readonly (number | null)[];
  /** Score of the overall question, and the answer to the recommendation question; null missing. */
  readonly overall: number | null;
  readonly recommendation: number | null;
  readonly outOfRange: readonly string[];
}

export interface LedgerPage {
  /** Differs once anything about the list may have changed. */
  readonly revision: string;
  readonly total: number;
  readonly rows: readonly LedgerRow[];
}

/** A rated question of one response. */
export interface AnswerDetail {
  readonly columnId: string;
  readonly kind: 'rating' | 'overall' | 'recommendation';
  readonly question: string;
  /** What the steps of its scale are called; step n is `steps[n − 1]`. */
  readonly steps: readonly string[];
  /** Code in the file (see `ratingCode`), and the corrected one if there is any. */
  readonly code: number;
  readonly corrected: number | null;
  /** Score that counts; null where there is none. */
  readonly score: number | null;
  /** The answer as written where its scale does not have it. */
  readonly raw: string | null;
}

/** A score as it is, and as it would be after a change. */
export interface ScoreChange {
  readonly now: number | null;
  readonly then: number | null;
}

/** What somebody is about to decide on a response. */
export type PendingDecision = Pick<ManualDecision, 'decision' | 'corrections'>;

/** Everything about one response. */
export interface ResponseDetail {
  readonly sourceId: string;
  readonly fileName: string;
  readonly row: number;
  readonly respondentId: string;
  readonly time: number | null;
  readonly duration: number | null;
  readonly isKept: boolean;
  readonly hits: readonly RuleHit[];
  readonly decision: ManualDecision | null;
  readonly answers: readonly AnswerDetail[];
  readonly segments: readonly { readonly name: string; readonly value: string }[];
  readonly comments: readonly string[];
  readonly overall: ScoreChange;
  readonly dimensions: readonly (ScoreChange & { readonly name: string })[];
}

/** One line of a table to be written to a file. */
export type Line = readonly (string | number)[];

/** A response behind a figure. */
export interface TraceRow {
  readonly sourceId: string;
  readonly fileName: string;
  readonly row: number;
  /** Masked. */
  readonly respondentId: string;
  /** Seconds since 1970 of the local time in the file; null or NaN where missing. */
  readonly time: number | null;
  /** By question; null where missing. */
  readonly answers: readonly (number | null)[];
  /** Index of the response; null where too little was answered, or for single questions. */
  readonly index: number | null;
}

/** A stretch of the responses behind a figure. */
export interface TracePage {
  /** Names of the questions; blank for the overall and the recommendation question. */
  readonly questions: readonly string[];
  readonly isIndexed: boolean;
  readonly total: number;
  readonly rows: readonly TraceRow[];
}

/** One response to be read, masked. */
export interface ResponseReading {
  readonly fileName: string;
  readonly row: number;
  readonly respondentId: string;
  /** Seconds since 1970 of the local time in the file; null where missing. */
  readonly time: number | null;
  /** In words; blank where there is none. */
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  readonly segments: readonly { readonly name: string; readonly value: string }[];
  readonly comments: readonly string[];
}

/** Means of a kept figure by group of a segment. */
export interface SegmentFigure {
  /** The column's name in the file. */
  readonly name: string;
  readonly means: readonly { readonly value: string; readonly mean: number; readonly n: number }[];
}

/** What a benchmark table says. */
export interface BenchmarkTable {
  readonly fileName: string;
  readonly values: readonly { readonly metric: string; readonly value: number }[];
}

/** What a download of answers holds. */
export interface AnswersRequest {
  readonly scope: Scope;
  readonly model: IndicatorModel;
  /** The segment to tell groups by; null for none. */
  readonly segmentId: string | null;
  readonly headings: {
    readonly overall: string;
    readonly recommendation: string;
    readonly group: string;
  };
}

/** Everything the worker can be asked. Failures arrive as `AppError`. */
export interface AnalysisApi extends TextApi, SnapshotApi {
  /** `engagementId`: whose indicators and recipes are looked at; null for none. */
  inspectFile(
    file: File,
    engagementId: string | null,
    options: ReadingOptions,
    onProgress: OnProgress,
  ): Promise<Inspection>;
  importFile(request: ImportRequest, onProgress: OnProgress): Promise<ImportResult>;
  /** Creates the sample engagement through the same import as any file; returns its id. */
  createSample(name: string, names: SampleNames): Promise<string>;
  /** Asks the running inspection or import to stop; it then fails with `error.cancelled`. */
  cancel(): void;

  openEngagement(engagementId: string): Promise<EngagementOverview>;
  score(engagementId: string, request: ScoreRequest): Promise<ScoreReport>;
  precision(engagementId: string, request: ScoreRequest): Promise<PrecisionReport>;
  /** Cuts, crossed cuts and moved weights come from the counts, at once. */
  cut(engagementId: string, request: CutRequest): Promise<CutReport>;
  cross(engagementId: string, request: CutRequest, otherId: string): Promise<CrossReport>;
  /** All figures of all groups of a segment. */
  matrix(
    engagementId: string,
    model: IndicatorModel,
    scope: Scope,
    segmentId: string,
  ): Promise<SegmentMatrix>;
  /** Means of the kept figures by group; needs the rows. */
  segmentFigures(
    engagementId: string,
    scope: Scope,
    segmentId: string,
  ): Promise<readonly SegmentFigure[]>;
  /** How often each value of a segment occurs, feedback records included. */
  causes(engagementId: string, scope: Scope, segmentId: string): Promise<readonly ParetoCause[]>;
  sensitivity(
    engagementId: string,
    model: IndicatorModel,
    scope: Scope,
    segmentId: string | null,
  ): Promise<Sensitivity>;
  /** Tests, drivers and reliability need the rows. */
  cutTests(engagementId: string, request: CutRequest): Promise<CutTests>;
  drivers(engagementId: string, request: DriverRequest): Promise<DriverReport>;
  reliability(
    engagementId: string,
    model: IndicatorModel,
    scope: Scope,
  ): Promise<readonly DimensionReliability[]>;
  /**
   * The responses behind a figure: `overall`, `nps`, `csat` or the id of a node; `onlyLow`: those that rate
   * it low.
   */
  traceRows(
    engagementId: string,
    request: Pick<ScoreRequest, 'model' | 'scope'>,
    figureId: string,
    offset: number,
    limit: number,
    onlyLow: boolean,
  ): Promise<TracePage>;
  /** The answers in scope as a CSV file, without anything that tells who gave them. */
  exportAnswers(engagementId: string, request: AnswersRequest): Promise<Blob>;
  /** Reads a model from a file; see `readModelFile`. */
  readModelFile(file: File, model: IndicatorModel): Promise<ReadModel>;
  /** The cells of a small CSV file or workbook, line by line. */
  readLines(file: File): Promise<readonly (readonly string[])[]>;
  benchmarks(engagementId: string): Promise<readonly BenchmarkTable[]>;
  cleaning(engagementId: string, model: IndicatorModel): Promise<CleaningReport>;
  /** What the data says about the settings of the rules. */
  suggestions(engagementId: string): Promise<readonly Suggestion[]>;
  ledger(
    engagementId: string,
    query: LedgerQuery,
    offset: number,
    limit: number,
  ): Promise<LedgerPage>;
  response(
    engagementId: string,
    model: IndicatorModel,
    sourceId: string,
    row: number,
    pending: PendingDecision | null,
  ): Promise<ResponseDetail>;
  /** One response or feedback record as it can be read. */
  readResponse(engagementId: string, sourceId: string, row: number): Promise<ResponseReading>;
  /** Writes a table, header first, to a file in which no cell is a formula. */
  writeTable(lines: readonly Line[], format: 'csv' | 'xlsx', sheetName: string): Promise<Blob>;
}
