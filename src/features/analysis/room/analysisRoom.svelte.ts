import { createContext } from 'svelte';
import { push, router } from 'svelte-spa-router';
import type { Engagement } from '../../../domain/model/engagement';
import type { IndicatorModel } from '../../../domain/model/indicatorModel';
import type { PrecisionReport } from '../../../domain/scoring/linearisedError';
import type { EngagementOverview } from '../../../domain/scoring/overview';
import type { Scope } from '../../../domain/scoring/scope';
import type { ScoreReport, ScoreRequest } from '../../../domain/scoring/scoreReport';
import type { Taxonomy } from '../../../domain/text/taxonomy';
import type { TextRequest } from '../../../domain/text/textRequest';
import { scopeText } from '../../../figures/scopeText';
import { firstTaxonomy } from '../../../figures/themeNames';
import { href, parseQuery, routeTo } from '../../../shared/address';
import { listAnnotations, listViews } from '../../../storage/analysisNoteStore';
import { decisionsMark, loadCleaning } from '../../../storage/cleaningStore';
import { findEngagement } from '../../../storage/engagementStore';
import { liveState } from '../../../storage/liveState.svelte';
import { listVersions, loadModel } from '../../../storage/modelStore';
import { listSources } from '../../../storage/sourceStore';
import { listCommentCodes, loadTaxonomy } from '../../../storage/textStore';
import { answer } from '../../../ui/answer.svelte';
import { analysis, rowAnalysis } from '../../../worker/analysisClient';
import { Trace } from '../trace/trace.svelte';
import { queryFromView, viewFromQuery, type AnalysisView } from './scopeAddress';
import { knownScope } from '../scope/scopeChoices';
import { withShownLines } from './shownLines.svelte';
import { TextState } from './textState.svelte';

/** Row work begins when changes have rested this long; quick changes only ask the cube. */
const restMs = 200;

/** What the worker is asked for scores: an engagement as it was opened, under a scope and model. */
interface ScoreQuestion extends ScoreRequest {
  readonly engagementId: string;
  /** Rises whenever the data were opened anew. */
  readonly revision: number;
}

/**
 * What the whole analysis room shares: the engagement with its model, what is looked at (from the address),
 * the scores under it, and the panel that explains a figure. Made by the page, read by every view and card.
 */
export class AnalysisRoom {
  readonly trace = new Trace();
  readonly #id: () => string;
  #revision = 0;
  #rowsReady: Promise<unknown> = Promise.resolve();
  #precise: Promise<unknown> = Promise.resolve();
  /** The engagement whose texts have been looked at. */
  #looksAtTexts: string | null = null;

  constructor(engagementId: () => string) {
    this.#id = engagementId;
  }

  get engagementId(): string {
    return this.#id();
  }

  readonly #stored = liveState(
    () => this.engagementId,
    async (id) => ({
      engagement: await findEngagement(id),
      model: await loadModel(id),
      sources: await listSources(id),
      settings: await loadCleaning(id),
      decisions: await decisionsMark(id),
    }),
  );
  // What people wrote about the texts and the view; a change of it counts nothing anew.
  readonly #taxonomy = liveState(() => this.engagementId, loadTaxonomy);
  readonly #codes = liveState(() => this.engagementId, listCommentCodes);
  readonly views = liveState(() => this.engagementId, listViews);
  readonly versions = liveState(() => this.engagementId, listVersions);
  readonly annotations = liveState(() => this.engagementId, listAnnotations);

  /** Why the engagement cannot be read; undefined while it can. */
  get storageError(): unknown {
    return this.#stored.error;
  }
  /** Null while loading, or where it is gone. */
  get engagement(): Engagement | null {
    return this.#stored.current?.engagement ?? null;
  }
  /** Null while loading. */
  get model(): IndicatorModel | null {
    return this.#stored.current?.model ?? null;
  }
  /** What downloads are named after. */
  get exportName(): string {
    return this.engagement?.name ?? 'satiscope';
  }

  readonly #opened = answer<
    { readonly engagementId: string; readonly stored: object },
    { readonly overview: EngagementOverview; readonly revision: number }
  >(
    () => {
      const stored = this.#stored.current;
      if (!stored) return null;
      // Its name or the time of its last change count nothing anew.
      const { engagement: _, ...counted } = stored;
      return { engagementId: this.engagementId, stored: counted };
    },
    async ({ engagementId }, { isCurrent }) => {
      const overview = await analysis().openEngagement(engagementId);
      if (isCurrent()) {
        // Only now: the first has counted anew where that was needed and stored the counts.
        this.#rowsReady = rowAnalysis().openEngagement(engagementId);
        this.#rowsReady.catch(() => undefined);
      }
      return { overview, revision: ++this.#revision };
    },
    { about: ({ engagementId }) => engagementId },
  );

  /** What the responses can be cut by; null until the worker has opened them. */
  get overview(): EngagementOverview | null {
    return this.#opened.current?.overview ?? null;
  }
  /** Part of every question about the data: rises when they have changed. */
  get revision(): number {
    return this.#opened.current?.revision ?? 0;
  }
  /** Where there is only feedback, there is nothing but text to show. */
  get isFeedbackOnly(): boolean {
    const { overview } = this;
    return overview !== null && overview.received === 0 && overview.feedback.received > 0;
  }
  get hasTexts(): boolean {
    const { overview } = this;
    return overview?.hasComments === true || overview?.feedback.hasComments === true;
  }

  readonly #view = $derived.by((): AnalysisView => {
    const asked = viewFromQuery(parseQuery(router.querystring));
    const { overview } = this;
    if (overview === null) return asked;
    const place = asked.room === 'text' && !this.hasTexts ? 'overview' : asked.room;
    return {
      ...asked,
      room: this.isFeedbackOnly ? 'text' : place,
      scope: knownScope(overview, asked.scope),
      other: knownScope(overview, asked.other),
    };
  });
  /** What is asked for by the address, as far as this engagement has it. */
  get view(): AnalysisView {
    return this.#view;
  }
  get scope(): Scope {
    return this.view.scope;
  }

  readonly #scores = answer(
    (): ScoreQuestion | null => {
      const { model, overview, view } = this;
      if (!model || !overview) return null;
      const { scope, unit, paretoSegment } = view;
      const { engagementId, revision } = this;
      return { engagementId, revision, scope, unit, paretoSegment, model };
    },
    async ({ engagementId, revision: _, ...request }) => {
      const asked = performance.now();
      const report = await analysis().score(engagementId, request);
      // Seen in the browser's performance panel and by the benchmark.
      performance.measure('analysis.answer', { start: asked });
      return report;
    },
    { about: ({ engagementId }) => engagementId },
  );
  readonly #precision = answer<ScoreQuestion, PrecisionReport>(
    () => this.#scores.question,
    async ({ engagementId, revision: _, ...request }, { isCurrent }) => {
      await this.#rowsReady;
      if (!isCurrent()) return null;
      const precise = rowAnalysis().precision(engagementId, request);
      this.#precise = precise.catch(() => undefined);
      return precise;
    },
    { about: (question) => question, restMs: () => restMs },
  );

  /** The scores under the scope, without the reference lines that are switched off. */
  readonly #report = $derived.by((): ScoreReport | null => {
    const report = this.#scores.current;
    return report && withShownLines(report);
  });
  get report(): ScoreReport | null {
    return this.#report;
  }
  /** The scores with every reference line there is. */
  get wholeReport(): ScoreReport | null {
    return this.#scores.current;
  }
  /** Their intervals, which need the rows and arrive a moment later; null until then. */
  get precision(): PrecisionReport | null {
    return this.#precision.current;
  }
  /** Resolves once the rows are free: what is on screen comes first, other row work may take its time. */
  async rowsFree(): Promise<void> {
    await this.#rowsReady;
    await this.#precise;
  }

  /** The themes, in the language of the screen where nobody has edited them. */
  get taxonomy(): Taxonomy {
    return this.#taxonomy.current ?? firstTaxonomy(this.engagementId);
  }
  readonly #textRequest = $derived.by((): TextRequest | null => {
    const { model } = this;
    const codes = this.#codes.current;
    if (!model || this.#taxonomy.current === undefined || !codes) return null;
    const { scope, unit } = this.view;
    return { scope, unit, model, taxonomy: this.taxonomy, codes: [...codes] };
  });
  /** What texts are read with; null while something of it is loading. */
  get textRequest(): TextRequest | null {
    return this.#textRequest;
  }
  readonly texts = new TextState(
    () => {
      const { overview, textRequest: request, isFeedbackOnly } = this;
      const isReady = isFeedbackOnly || this.#scores.current !== null;
      if (!overview || !request || !isReady) return null;
      const { engagementId, revision } = this;
      // Feedback is read once it is looked at, and from then on.
      const isLookedAt = this.view.room === 'text' || this.#looksAtTexts === engagementId;
      if (!overview.hasComments && !(isLookedAt && overview.feedback.hasComments)) return null;
      if (this.view.room === 'text') this.#looksAtTexts = engagementId;
      const rows = overview.received + overview.feedback.received;
      return { engagementId, revision, request, rows };
    },
    () => this.#rowsReady,
  );

  /** The scope in words with its base, as it stands under each chart. */
  get scopeLine(): string {
    const { overview, view } = this;
    if (!overview) return '';
    const n =
      view.room === 'text'
        ? (this.texts.report?.commentCount ?? 0)
        : (this.wholeReport?.scores.responses ?? 0);
    return scopeText(view.scope, overview, n);
  }

  /** Goes to another state of the room. */
  show(next: AnalysisView): void {
    void push(routeTo('analysis', this.engagementId, queryFromView(next)));
  }
  hrefTo(next: AnalysisView): string {
    return href('analysis', this.engagementId, queryFromView(next));
  }
  /** Leaves the room as it is but for one thing. */
  change(changes: Partial<AnalysisView>): void {
    this.show({ ...this.view, ...changes });
  }
  /** Looks at everything. */
  clearScope(): void {
    this.change({ scope: { segments: [], periods: [], sourceIds: [] } });
  }
}

/** The room a view or card stands in. */
export const [analysisRoom, setAnalysisRoom] = createContext<AnalysisRoom>();
