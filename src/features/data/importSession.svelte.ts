import type { Encoding } from '../../domain/intake/encoding';
import { planProblem, type PlanProblem } from '../../domain/intake/importPlan';
import { isOutside, outsideAnswers, type ColumnPlan } from '../../domain/intake/proposeRoles';
import {
  numericScale,
  ratingCode,
  ratingCoder,
  type RatingScale,
} from '../../domain/table/ratingScale';
import type { Source } from '../../domain/table/source';
import type { Inspection, JobProgress } from '../../worker/api';
import { errors } from '../../ui/errors.svelte';
import { isAppError } from '../../shared/AppError';
import { importFile, inspectFile, warmUp, type LongJob } from '../../worker/analysisClient';

/** Fewer answers than this share on a scale: the scale or the role is wrong. */
const leastFitting = 0.5;

/** What a frequent answer outside its scale means. */
export type OutsiderMeaning = 'notApplicable' | 'partOfScale' | 'outOfRange';

/** An answer outside the proposed scales, over all rating columns. */
export interface Outsider {
  readonly answer: string;
  readonly count: number;
  readonly columnCount: number;
  /** Just under the scale, so that it may be its lowest step. */
  readonly canBeLowest: boolean;
}

/** One file on its way in: inspected, mapped by a person, imported. */
export class ImportSession {
  readonly file: File;
  readonly engagementId: string;
  #stage = $state<'inspecting' | 'mapping' | 'importing' | 'failed'>('inspecting');
  #progress = $state.raw<JobProgress>({ bytesDone: 0, bytesTotal: 1, rows: 0 });
  #inspection = $state.raw<Inspection | null>(null);
  #plans = $state.raw<readonly ColumnPlan[]>([]);
  #meanings = $state.raw<ReadonlyMap<string, OutsiderMeaning>>(new Map());
  #error = $state.raw<unknown>(null);
  #isRecommendationConfirmed = $state(false);
  #job: LongJob<unknown> | null = null;
  /** The quarter of the whole file when it has no dates. */
  period = $state<string | null>(null);

  constructor(file: File, engagementId: string) {
    this.file = file;
    this.engagementId = engagementId;
  }

  get stage() {
    return this.#stage;
  }
  get progress(): JobProgress {
    return this.#progress;
  }
  get inspection(): Inspection | null {
    return this.#inspection;
  }
  get plans(): readonly ColumnPlan[] {
    return this.#plans;
  }
  get meanings(): ReadonlyMap<string, OutsiderMeaning> {
    return this.#meanings;
  }
  get error(): unknown {
    return this.#error;
  }

  /** Answers to ask about before anything is imported. */
  readonly outsiders: readonly Outsider[] = $derived.by(() => {
    const found = new Map<string, Omit<Outsider, 'answer'> & { isFrequent: boolean }>();
    this.#inspection?.columns.forEach((column, index) => {
      const plan = this.#plans[index];
      if ((plan?.kind !== 'rating' && plan?.kind !== 'overall') || plan.scale === null) return;
      for (const { answer, count, isFrequent } of outsideAnswers(column.answers, plan.scale)) {
        const known = found.get(answer);
        const canBeLowest = Number(answer) === (plan.scale?.min ?? NaN) - 1;
        found.set(answer, {
          count: (known?.count ?? 0) + count,
          columnCount: (known?.columnCount ?? 0) + 1,
          canBeLowest: canBeLowest && (known?.canBeLowest ?? true),
          isFrequent: isFrequent || (known?.isFrequent ?? false),
        });
      }
    });
    // An answer is asked about once, for all columns, as soon as one has it often.
    return [...found]
      .filter(([, { isFrequent }]) => isFrequent)
      .map(([answer, rest]) => ({ answer, ...rest }));
  });

  /** A rating column whose answers are mostly off its scale; null when there is none. */
  readonly misfit: { readonly header: string; readonly share: number } | null = $derived.by(() => {
    for (const [index, plan] of this.#plans.entries()) {
      const column = this.#inspection?.columns[index];
      const isRated = plan.kind === 'rating' || plan.kind === 'overall';
      if (!isRated || !plan.scale || !column || column.answers.length === 0) continue;
      const codeOf = ratingCoder(this.#withMeanings(plan.scale, index));
      let all = 0;
      let fitting = 0;
      for (const [answer, count] of column.answers) {
        all += count;
        if (codeOf(answer) !== ratingCode.outOfRange) fitting += count;
      }
      if (fitting < leastFitting * all) return { header: column.header, share: fitting / all };
    }
    return null;
  });

  readonly problem: PlanProblem | null = $derived(planProblem(this.#plans));
  readonly hasDates: boolean = $derived(this.#plans.some(({ kind }) => kind === 'date'));
  readonly hasRatings: boolean = $derived(this.#plans.some(({ kind }) => kind === 'rating'));
  /** Position of the column proposed as the recommendation question; −1 when there is none. */
  readonly recommendationAt: number = $derived(
    this.#plans.findIndex(({ kind }) => kind === 'recommendation'),
  );
  readonly openQuestions: number = $derived(
    this.outsiders.filter(({ answer }) => !this.#meanings.has(answer)).length +
      (this.recommendationAt >= 0 && !this.#isRecommendationConfirmed ? 1 : 0),
  );

  /** Reads the file, with an encoding or delimiter chosen by hand where given. */
  async inspect(chosen: { encoding?: Encoding; delimiter?: string } = {}): Promise<void> {
    this.#stage = 'inspecting';
    const options = { encoding: chosen.encoding ?? null, delimiter: chosen.delimiter ?? null };
    const job = inspectFile(this.file, options, (progress) => (this.#progress = progress));
    this.#job = job;
    try {
      const inspection = await job.result;
      this.#inspection = inspection;
      this.#plans = inspection.columns.map(({ proposal }) => proposal.plan);
      this.#meanings = new Map();
      this.#stage = 'mapping';
      warmUp();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Changes what one column becomes. */
  setPlan(index: number, change: Partial<ColumnPlan>): void {
    // Choosing the role by hand is as good as answering the question.
    if (change.kind === 'recommendation') this.#isRecommendationConfirmed = true;
    this.#plans = this.#plans.map((plan, at) => {
      if (at !== index) return plan;
      const next = { ...plan, ...change };
      const needsScale = next.kind === 'rating' || next.kind === 'overall';
      return needsScale && next.scale === null ? { ...next, scale: numericScale(1, 5) } : next;
    });
  }

  get isRecommendationConfirmed(): boolean {
    return this.#isRecommendationConfirmed;
  }

  /** Says whether the proposed column is the recommendation question; if not, it is a rating. */
  settleRecommendation(isRecommendation: boolean): void {
    const index = this.recommendationAt;
    if (!isRecommendation && index >= 0) {
      this.setPlan(index, { kind: 'rating', scale: numericScale(0, 10) });
    }
    this.#isRecommendationConfirmed = isRecommendation;
  }

  setMeaning(answer: string, meaning: OutsiderMeaning): void {
    this.#meanings = new Map(this.#meanings).set(answer, meaning);
  }

  /** Imports the file as mapped; resolves with the source, or null when cancelled or failed. */
  async import(commonDimension: string): Promise<Source | null> {
    const inspection = this.#inspection;
    if (inspection === null) return null;
    this.#stage = 'importing';
    const job = importFile(
      {
        engagementId: this.engagementId,
        file: this.file,
        fingerprint: inspection.fingerprint,
        encoding: inspection.encoding,
        delimiter: inspection.delimiter,
        plan: {
          columns: this.#plans.map((plan, index) =>
            plan.scale === null ? plan : { ...plan, scale: this.#withMeanings(plan.scale, index) },
          ),
          period: this.hasDates ? null : this.period,
          commonDimension,
        },
      },
      (progress) => (this.#progress = progress),
    );
    this.#job = job;
    try {
      const { source, computeMs, storeMs } = await job.result;
      // Seen in the browser's performance panel and by the benchmark.
      performance.measure('import.compute', { start: 0, duration: computeMs });
      performance.measure('import.store', { start: 0, duration: storeMs });
      return source;
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  /** After a failed import the mapping is still there to try again. */
  backToMapping(): void {
    if (this.#inspection !== null) this.#stage = 'mapping';
  }

  cancel(): void {
    this.#job?.cancel();
  }

  #fail(error: unknown): void {
    this.#error = error;
    this.#stage = 'failed';
    if (!isAppError(error)) errors.report(error);
  }

  /** The column's scale with what people said of the answers outside it. */
  #withMeanings(scale: RatingScale, index: number): RatingScale {
    const column = this.#inspection?.columns[index];
    if (scale.kind !== 'numeric' || !column) return scale;
    const own = outsideAnswers(column.answers, scale).map(({ answer }) => answer);
    const meant = (meaning: OutsiderMeaning) =>
      [...this.#meanings]
        .filter(([answer, chosen]) => chosen === meaning && isOutside(answer, scale))
        .map(([answer]) => answer);
    const lowest = meant('partOfScale').filter((answer) => own.includes(answer));
    return {
      ...scale,
      min: Math.min(scale.min, ...lowest.map(Number)),
      notApplicable: meant('notApplicable'),
    };
  }
}
