import type { IndicatorModel } from '../../../domain/model/indicatorModel';
import type { PrecisionReport } from '../../../domain/scoring/linearisedError';
import type { ScoreReport, ScoreRequest } from '../../../domain/scoring/scoreReport';
import type { EngagementOverview } from '../../../domain/scoring/overview';
import { analysis, rowAnalysis } from '../../../worker/analysisClient';

/**
 * The answers of the worker that the analysis room shows. Scores come at once from the cube;
 * intervals need rows and arrive a moment later. Only the latest question counts.
 */
export class AnalysisState {
  #overview = $state.raw<EngagementOverview | null>(null);
  #report = $state.raw<ScoreReport | null>(null);
  #precision = $state.raw<PrecisionReport | null>(null);
  #ticket = 0;
  #openTicket = 0;
  #rowsReady: Promise<unknown> = Promise.resolve();

  get overview(): EngagementOverview | null {
    return this.#overview;
  }
  get report(): ScoreReport | null {
    return this.#report;
  }
  get precision(): PrecisionReport | null {
    return this.#precision;
  }
  /** Opens the engagement, again after its data have changed. */
  async open(engagementId: string): Promise<void> {
    const ticket = ++this.#openTicket;
    const overview = await analysis().openEngagement(engagementId);
    if (ticket !== this.#openTicket) return;
    // Only now: the first has counted anew where that was needed and stored the counts.
    this.#rowsReady = rowAnalysis().openEngagement(engagementId);
    this.#rowsReady.catch(() => undefined);
    this.#overview = overview;
  }

  /** Scores and intervals under one scope and model; resolves once the rows are free again. */
  async ask(engagementId: string, request: ScoreRequest): Promise<void> {
    const ticket = ++this.#ticket;
    const isCurrent = () => ticket === this.#ticket;
    const asked = performance.now();
    const report = await analysis().score(engagementId, request);
    // Seen in the browser's performance panel and by the benchmark.
    performance.measure('analysis.answer', { start: asked });
    if (!isCurrent()) return;
    this.#report = report;
    this.#precision = null;
    await pause();
    await this.#rowsReady;
    if (!isCurrent()) return;
    const precision = await rowAnalysis().precision(engagementId, request);
    if (isCurrent()) this.#precision = precision;
  }

  /** The worker with the rows is ready to be asked; after quick changes have come to rest. */
  async rowsReady(isFirst: boolean): Promise<void> {
    if (!isFirst) await pause();
    await this.#rowsReady;
  }

  /** True while nothing has arrived for this model yet. */
  isWaiting(model: IndicatorModel | undefined): boolean {
    return model === undefined || this.#overview === null || this.#report === null;
  }
}

/** Row work begins when changes have rested this long; quick changes only ask the cube. */
const restMs = 200;

/** Lets the scores paint, and a further change overtake, before the rows are asked. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, restMs));
}
