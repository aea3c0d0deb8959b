import { defaultCleaning, type CleaningSettings } from '../../domain/cleaning/cleaningSettings';
import type { ManualDecision } from '../../domain/cleaning/decisions';
import type { PeriodUnit } from '../../domain/model/period';
import { indicatorWeights } from '../../domain/model/weights';
import { aggregate } from '../../domain/scoring/aggregate';
import type { ResponseCube } from '../../domain/scoring/responseCube';
import { wholeScope } from '../../domain/scoring/scope';
import { assembleTable } from '../../domain/table/responseTable';
import type { KnownNames } from '../../domain/table/masking';
import { isScored, type Source } from '../../domain/table/source';
import { untouchedLedger } from '../../domain/cleaning/ledger';
import { buildCube, monthColumn } from '../../domain/scoring/responseCube';
import type { SourceRows } from '../../domain/scoring/linearisedError';
import { loadCleaning, loadDecisions } from '../../storage/cleaningStore';
import { knownNames } from '../../storage/keyStore';
import { loadModel } from '../../storage/modelStore';
import { listSources, loadChunks, loadCube, saveCube } from '../../storage/sourceStore';
import type {
  EngagementOverview,
  FeedbackOverview,
  ScopeValue,
} from '../../domain/scoring/overview';
import type { LedgerQuery } from '../../domain/scoring/ledgerPage';
import {
  cleanRows,
  countRows,
  cubeKey,
  weightsOf,
  type CleanedRows,
  type StoredCube,
} from '../../domain/scoring/cleanedRows';
import { ledgerIndex, type LedgerIndex, type LedgerSource } from '../../domain/scoring/ledgerPage';
import { TextAnalysis } from '../../domain/text/textAnalysis';
import type { TextSource } from '../../domain/text/scopedComments';
import { chineseSegmenter } from './chineseWords';

/** A source in memory: its counts at once, its rows when something first needs them. */
export interface OpenSource {
  readonly source: Source;
  readonly stored: StoredCube;
  decisions: readonly ManualDecision[];
  rows: Promise<CleanedRows> | null;
}

/** Feedback records: never cleaned nor scored, but read and counted. */
interface OpenFeedback {
  readonly source: Source;
  readonly rows: SourceRows;
  readonly cube: ResponseCube;
}

/** The ledger of an engagement at one moment. */
export interface OpenLedger {
  readonly revision: string;
  readonly sources: readonly LedgerSource[];
  readonly settings: CleaningSettings;
  readonly cubes: readonly ResponseCube[];
  indexOf(query: LedgerQuery): LedgerIndex;
}

/** The engagement the worker has open. Sources whose counts still hold are kept on refresh. */
export class OpenEngagement {
  readonly id: string;
  #sources: OpenSource[] = [];
  #feedback: OpenFeedback[] = [];
  /** What its comments say; keeps the words it has read. */
  readonly texts = new TextAnalysis({ chineseSegmenter, turn });
  #settings: CleaningSettings = defaultCleaning;
  #weights: ReadonlyMap<string, number> = new Map();
  #names: KnownNames = new Map();
  /** Tells engagements opened one after the other apart. */
  readonly #born = performance.now();
  #revision = 0;
  #index: { readonly key: string; readonly index: LedgerIndex } | null = null;

  constructor(id: string) {
    this.id = id;
  }

  /** Reads what has changed in storage; counts again only what no longer holds. */
  async refresh(): Promise<void> {
    const settings = await loadCleaning(this.id);
    const weights = indicatorWeights(await loadModel(this.id));
    this.#names = await knownNames(this.id);
    const open: OpenSource[] = [];
    const feedback: OpenFeedback[] = [];
    for (const source of await listSources(this.id)) {
      if (source.kind === 'feedback') feedback.push(await this.#openFeedback(source));
      if (!isScored(source.kind)) continue;
      const decisions = await loadDecisions(source.id);
      const { fingerprint } = source;
      const input = { fingerprint, settings, weights: weightsOf(source, weights), decisions };
      const key = cubeKey(input);
      const known = this.#sources.find(
        (candidate) =>
          candidate.source.id === source.id && candidate.source.fingerprint === fingerprint,
      );
      if (known?.stored.key === key) {
        known.decisions = decisions;
        open.push(known);
        continue;
      }
      const before = known?.rows ? { rows: await known.rows, decisions: known.decisions } : null;
      const stored = before === null ? await loadCube(source.id) : null;
      if (stored?.key === key) {
        open.push({ source, stored, decisions, rows: null });
        continue;
      }
      const original = before?.rows.original ?? assembleTable(source, await loadChunks(source.id));
      const rows = cleanRows(source, original, input, before);
      const counted = countRows(rows, input);
      // Only a convenience for the next start: a full disk must not keep anybody from reading.
      void saveCube(source, counted).catch(() => undefined);
      open.push({ source, stored: counted, decisions, rows: Promise.resolve(rows) });
    }
    this.#sources = open;
    this.#feedback = feedback;
    this.texts.forgetLists();
    this.#settings = settings;
    this.#weights = weights;
    this.#revision++;
  }

  async #openFeedback(source: Source): Promise<OpenFeedback> {
    const known = this.#feedback.find((one) => one.source.id === source.id);
    if (known) return known;
    const table = assembleTable(source, await loadChunks(source.id));
    const ledger = untouchedLedger(table.rowCount);
    const months = monthColumn(table, source.period);
    return { source, rows: { table, ledger, months }, cube: buildCube(table, ledger, months) };
  }

  /** Names of the key table with their codes, for masking what is shown. */
  get names(): KnownNames {
    return this.#names;
  }

  get settings(): CleaningSettings {
    return this.#settings;
  }

  get sources(): readonly OpenSource[] {
    return this.#sources;
  }

  get cubes(): ResponseCube[] {
    return this.#sources.map(({ stored }) => stored.cube);
  }

  get feedbackCubes(): ResponseCube[] {
    return this.#feedback.map(({ cube }) => cube);
  }

  /** All sources whose comments can be read. */
  async textSources(): Promise<TextSource[]> {
    const scored = await Promise.all(
      this.#sources.map(async (open) => ({ source: open.source, rows: await this.rowsOf(open) })),
    );
    return [...scored, ...this.#feedback];
  }

  /** What cleaning a source takes: see `RuleInput`. */
  weightsOf(source: Source): ReadonlyMap<string, number> {
    return weightsOf(source, this.#weights);
  }

  /** All rows of all sources, loaded when first asked for. */
  async rows(): Promise<CleanedRows[]> {
    return Promise.all(this.#sources.map((open) => this.rowsOf(open)));
  }

  /** The rows of one source, loaded when first asked for. */
  rowsOf(open: OpenSource): Promise<CleanedRows> {
    const { source, decisions } = open;
    const input = {
      fingerprint: source.fingerprint,
      settings: this.#settings,
      weights: this.weightsOf(source),
      decisions,
    };
    open.rows ??= loadChunks(source.id).then((chunks) =>
      cleanRows(source, assembleTable(source, chunks), input),
    );
    open.rows.catch(() => {
      open.rows = null;
    });
    return open.rows;
  }

  /** All sources as the ledger lists them, with the settings they were cleaned with. */
  async ledger(): Promise<OpenLedger> {
    const revision = this.#revision;
    const sources = this.#sources;
    const settings = this.#settings;
    const opened = await Promise.all(
      sources.map(async (open): Promise<LedgerSource> => ({
        source: open.source,
        rows: await this.rowsOf(open),
        decisions: new Map(open.decisions.map((decision) => [decision.row, decision])),
        weights: this.weightsOf(open.source),
      })),
    );
    // What changed while the rows were read is told as a whole, or not at all.
    if (revision !== this.#revision) return this.ledger();
    return {
      revision: `${this.#born} ${revision}`,
      sources: opened,
      settings,
      cubes: sources.map(({ stored }) => stored.cube),
      indexOf: (query) => {
        const key = `${revision} ${JSON.stringify(query)}`;
        // A list is read page by page: the last query's order is kept.
        if (this.#index?.key !== key) this.#index = { key, index: ledgerIndex(opened, query) };
        return this.#index.index;
      },
    };
  }

  overview(): EngagementOverview {
    const { cubes } = this;
    const segments = segmentsOf(cubes);
    const roles = this.#sources.flatMap(({ source }) =>
      source.columns.map(({ role }) => role.kind),
    );
    const all = aggregate(cubes, wholeScope, { by: 'none' });
    return {
      sources: this.#sources.map(({ source }) => source),
      received: this.#sources.reduce((sum, { source }) => sum + source.rowCount, 0),
      valid: all[0]?.responses ?? 0,
      segments,
      leftOut: leftOutOf(
        this.#sources.map(({ source }) => source),
        cubes,
      ),
      quarters: periodsOf(cubes, 'quarter'),
      months: periodsOf(cubes, 'month'),
      hasRatings: roles.includes('rating'),
      hasComments: roles.includes('comment'),
      feedback: this.#feedbackOverview(),
    };
  }

  #feedbackOverview(): FeedbackOverview {
    const cubes = this.feedbackCubes;
    return {
      sources: this.#feedback.map(({ source }) => source),
      received: this.#feedback.reduce((sum, { source }) => sum + source.rowCount, 0),
      segments: segmentsOf(cubes),
      quarters: periodsOf(cubes, 'quarter'),
      months: periodsOf(cubes, 'month'),
      leftOut: leftOutOf(
        this.#feedback.map(({ source }) => source),
        cubes,
      ),
      hasComments: this.#feedback.some(({ rows }) => rows.table.comments.length > 0),
    };
  }
}

/** Segments of some sources that their counts do not tell apart. */
function leftOutOf(sources: readonly Source[], cubes: readonly ResponseCube[]): string[] {
  const known = new Set(cubes.flatMap(({ axes }) => axes.map(({ segmentId }) => segmentId)));
  return sources
    .flatMap(({ columns }) => columns)
    .flatMap(({ role }) =>
      role.kind === 'segment' && !known.has(role.segmentId) ? [role.segmentId] : [],
    );
}

/** The segments of some sources with the responses each value has. */
function segmentsOf(cubes: readonly ResponseCube[]): EngagementOverview['segments'] {
  const ids = new Set(cubes.flatMap(({ axes }) => axes.map(({ segmentId }) => segmentId)));
  return [...ids].map((segmentId) => ({
    segmentId,
    values: aggregate(cubes, wholeScope, { by: 'segment', segmentId }).map(
      ({ group, responses }) => ({ value: group, count: responses }),
    ),
  }));
}

function periodsOf(cubes: readonly ResponseCube[], unit: PeriodUnit): ScopeValue[] {
  return aggregate(cubes, wholeScope, { by: 'period', unit }).map(({ group, responses }) => ({
    value: group,
    count: responses,
  }));
}

/** Lets others ask something while comments are read. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
