import { confidentFrom, type ColumnPlan } from '../../../domain/intake/columnPlan';
import { positionScale, scaleFor } from '../../../domain/intake/guessScale';
import { planProblem, type PlanProblem } from '../../../domain/intake/importPlan';
import type { TableShape } from '../../../domain/intake/question';
import {
  dateOrderUnder,
  isUnchanged,
  type RecipeMatch,
  type SettledAnswer,
} from '../../../domain/intake/recipe';
import {
  numericScale,
  ratingCode,
  ratingCoder,
  type RatingScale,
} from '../../../domain/table/ratingScale';
import type { SourceKind } from '../../../domain/table/source';
import type {
  EncodingDoubt,
  FileOverlap,
  Inspection,
  ReadingOptions,
} from '../../../domain/intake/inspection';
import type { ImportRequest, ImportResult } from '../../../worker/importRequest';
import type { JobProgress } from '../../../worker/progress';
import { errors } from '../../../ui/errors.svelte';
import { isAppError } from '../../../shared/AppError';
import { importFile, inspectFile, warmUp, type LongJob } from '../../../worker/analysisClient';
import {
  findOutsiders,
  withMeanings,
  type Outsider,
  type OutsiderMeaning,
} from './questions/outsiders';

/** Fewer answers than this share on a scale: the scale or the role is wrong. */
const leastFitting = 0.5;

/** One file on its way in: inspected, mapped by a person, imported. */
export class ImportSession {
  readonly file: File;
  readonly engagementId: string;
  /** The worksheet asked for; null for the first that holds a table. */
  readonly sheet: string | null;
  #stage = $state<'inspecting' | 'mapping' | 'importing' | 'failed'>('inspecting');
  #progress = $state.raw<JobProgress>({ bytesDone: 0, bytesTotal: 1, rows: 0 });
  #inspection = $state.raw<Inspection | null>(null);
  #plans = $state.raw<readonly ColumnPlan[]>([]);
  #confirmed = $state.raw<ReadonlySet<number>>(new Set());
  #meanings = $state.raw<ReadonlyMap<string, OutsiderMeaning>>(new Map());
  #error = $state.raw<unknown>(null);
  #isRecommendationConfirmed = $state(false);
  #areDatesConfirmed = $state(false);
  #isEncodingConfirmed = $state(false);
  /** Encodings that were in doubt at first; they stay to choose from. */
  #encodingDoubts = $state.raw<readonly EncodingDoubt[]>([]);
  #recipe = $state.raw<RecipeMatch | null>(null);
  #job: LongJob<unknown> | null = null;
  #options: ReadingOptions;
  /** An earlier file of the same batch with another questionnaire; null when there is none. */
  differsFrom = $state<string | null>(null);
  /** Whether the file takes the place of the source that holds the same responses; null: not said. */
  replaces = $state<boolean | null>(null);
  /** The quarter of the whole file when it has no dates. */
  period = $state<string | null>(null);

  constructor(file: File, engagementId: string, sheet: string | null = null) {
    this.file = file;
    this.engagementId = engagementId;
    this.sheet = sheet;
    this.#options = { encoding: null, delimiter: null, sheet, platform: null };
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
  /** Questions whose role a person, or an earlier file's recipe, has settled. */
  get confirmed(): ReadonlySet<number> {
    return this.#confirmed;
  }
  get meanings(): ReadonlyMap<string, OutsiderMeaning> {
    return this.#meanings;
  }
  get error(): unknown {
    return this.#error;
  }
  /** The recipe that was laid over the file; null when there is none or it was put aside. */
  get recipe(): RecipeMatch | null {
    return this.#recipe;
  }
  /** True when a person said what the file is. */
  get isTakenByHand(): boolean {
    return this.#options.platform !== null;
  }
  get encodingDoubts(): readonly EncodingDoubt[] {
    return this.#encodingDoubts;
  }
  get isEncodingConfirmed(): boolean {
    return this.#isEncodingConfirmed;
  }
  get areDatesConfirmed(): boolean {
    return this.#areDatesConfirmed;
  }
  get isRecommendationConfirmed(): boolean {
    return this.#isRecommendationConfirmed;
  }

  readonly kind: SourceKind = $derived(this.#inspection?.shape.kind ?? 'survey');

  /** Answers to ask about before anything is imported. */
  readonly outsiders: readonly Outsider[] = $derived(
    findOutsiders(this.#inspection?.columns ?? [], this.#plans, this.#recipe?.settled ?? []),
  );

  /** Questions whose role nobody is sure of yet: a weak proposal, or one that changed its name. */
  readonly unsure: readonly number[] = $derived.by(() => {
    const renamed = new Set(this.#recipe?.renamed.map(({ at }) => at));
    return (this.#inspection?.columns ?? []).flatMap(({ proposal }, index) => {
      const isWeak = proposal.confidence < confidentFrom || renamed.has(index);
      return isWeak && !this.#confirmed.has(index) ? [index] : [];
    });
  });

  /** A rating question whose answers are mostly off its scale; null when there is none. */
  readonly misfit: { readonly header: string; readonly share: number } | null = $derived.by(() => {
    for (const [index, plan] of this.#plans.entries()) {
      const column = this.#inspection?.columns[index];
      const isRated = plan.kind === 'rating' || plan.kind === 'overall';
      if (!isRated || !plan.scale || !column || column.answers.length === 0) continue;
      const codeOf = ratingCoder(
        this.#withMeanings(plan.scale, index),
        this.#inspection?.shape.missing,
      );
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

  readonly problem: PlanProblem | null = $derived(planProblem(this.#plans, this.kind));
  readonly hasDates: boolean = $derived(this.#plans.some(({ kind }) => kind === 'date'));
  readonly hasRatings: boolean = $derived(
    this.#plans.some(({ kind }) => kind === 'rating' || kind === 'overall'),
  );
  /** Position of the question proposed as the recommendation question; −1 when there is none. */
  readonly recommendationAt: number = $derived(
    this.#plans.findIndex(({ kind }) => kind === 'recommendation'),
  );
  /** Position of a date question whose day and month could be swapped; −1 when there is none. */
  readonly ambiguousDateAt: number = $derived(
    this.#plans.findIndex(
      ({ kind }, index) =>
        (kind === 'date' || kind === 'moment') &&
        this.#inspection?.columns[index]?.isDateAmbiguous === true,
    ),
  );
  /** Positions of the segments with values that look alike. */
  readonly #withLookAlikes: readonly number[] = $derived(
    this.#plans.flatMap(({ kind }, index) =>
      kind === 'segment' && (this.#inspection?.columns[index]?.lookAlikes.length ?? 0) > 0
        ? [index]
        : [],
    ),
  );
  /** A group of such values to ask by; null when there is none. */
  readonly lookAlikes: readonly string[] | null = $derived(
    this.#inspection?.columns[this.#withLookAlikes[0] ?? -1]?.lookAlikes[0] ?? null,
  );
  /** Whether they are one: null until somebody, or an earlier file, has said so of all of them. */
  readonly mergesVariants: boolean | null = $derived.by(() => {
    const said = new Set(this.#withLookAlikes.map((at) => this.#plans[at]?.mergesVariants ?? null));
    const [answer = null] = said;
    return said.size === 1 ? answer : null;
  });
  /** A source in use that holds the same responses; null when there is none. */
  readonly overlap: FileOverlap | null = $derived(
    this.#inspection?.overlap?.isRemoved === false ? this.#inspection.overlap : null,
  );
  /** Such a source that was taken out; its decisions go along. */
  readonly removedOverlap: FileOverlap | null = $derived(
    this.#inspection?.overlap?.isRemoved === true ? this.#inspection.overlap : null,
  );
  readonly hasEncodingDoubt: boolean = $derived(this.#encodingDoubts.length > 0);
  readonly openQuestions: number = $derived(
    this.outsiders.filter(({ answer }) => !this.#meanings.has(answer)).length +
      (this.recommendationAt >= 0 && !this.#isRecommendationConfirmed ? 1 : 0) +
      (this.ambiguousDateAt >= 0 && !this.#areDatesConfirmed ? 1 : 0) +
      (this.hasEncodingDoubt && !this.#isEncodingConfirmed ? 1 : 0) +
      (this.lookAlikes !== null && this.mergesVariants === null ? 1 : 0) +
      (this.overlap !== null && this.replaces === null ? 1 : 0) +
      (this.differsFrom === null ? 0 : 1),
  );
  /** True when nothing stands in the way of the import. */
  readonly isReady: boolean = $derived(
    this.#stage === 'mapping' &&
      this.problem === null &&
      this.misfit === null &&
      this.openQuestions === 0,
  );
  /** True when an earlier file's recipe fits so well that nobody has to look. */
  readonly isKnown: boolean = $derived(
    this.isReady &&
      this.hasDates &&
      this.#recipe !== null &&
      isUnchanged(this.#recipe) &&
      this.#inspection?.twin === null &&
      this.#inspection.refusedCount === 0,
  );

  /** Reads the file, with what was chosen by hand. */
  async inspect(chosen: Partial<ReadingOptions> = {}): Promise<void> {
    this.#stage = 'inspecting';
    this.#options = { ...this.#options, ...chosen };
    if (chosen.encoding !== undefined) this.#isEncodingConfirmed = true;
    const job = inspectFile(
      this.file,
      this.engagementId,
      this.#options,
      (progress) => (this.#progress = progress),
    );
    this.#job = job;
    try {
      const inspection = await job.result;
      this.#inspection = inspection;
      this.replaces = null;
      if (inspection.encodingDoubts.length > 0) this.#encodingDoubts = inspection.encodingDoubts;
      this.#meanings = new Map();
      this.#layRecipe(inspection.recipe);
      this.#stage = 'mapping';
      warmUp();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Puts the earlier file's decisions aside and shows what was proposed afresh. */
  forgetRecipe(): void {
    this.#layRecipe(null);
  }

  /** Settles that the detected encoding is the right one. */
  confirmEncoding(): void {
    this.#isEncodingConfirmed = true;
  }

  /** Says whether values that look alike are one, for all segments that have such. */
  settleVariants(mergesVariants: boolean): void {
    this.#plans = this.#plans.map((plan, index) =>
      (this.#inspection?.columns[index]?.lookAlikes.length ?? 0) > 0
        ? { ...plan, mergesVariants }
        : plan,
    );
  }

  /** Says which comes first in the dates, for all columns that leave it open. */
  settleDateOrder(order: 'mdy' | 'dmy'): void {
    this.#plans = this.#plans.map((plan, index) =>
      this.#inspection?.columns[index]?.isDateAmbiguous ? { ...plan, dateOrder: order } : plan,
    );
    this.#areDatesConfirmed = true;
  }

  /** Changes what one question becomes. */
  setPlan(index: number, change: Partial<ColumnPlan>): void {
    // Choosing the role by hand is as good as answering the question.
    if (change.kind === 'recommendation') this.#isRecommendationConfirmed = true;
    if (change.dateOrder !== undefined) this.#areDatesConfirmed = true;
    this.#plans = this.#plans.map((plan, at) => {
      if (at !== index) return plan;
      const next = { ...plan, ...change };
      const isPositional = this.#inspection?.shape.isPositional === true;
      if (change.kind === 'recommendation' && isPositional) {
        return { ...next, scale: positionScale(11) };
      }
      const needsScale = next.kind === 'rating' || next.kind === 'overall';
      const answers = this.#inspection?.columns[at]?.answers ?? [];
      return needsScale && next.scale === null ? { ...next, scale: scaleFor(answers) } : next;
    });
    this.confirm([index]);
  }

  /** Gives several questions the same scale at once. */
  setScale(indexes: readonly number[], scale: RatingScale): void {
    const chosen = new Set(indexes);
    this.#plans = this.#plans.map((plan, at) => (chosen.has(at) ? { ...plan, scale } : plan));
    this.confirm(indexes);
  }

  /** Notes that a person has looked at these questions. */
  confirm(indexes: readonly number[]): void {
    this.#confirmed = new Set([...this.#confirmed, ...indexes]);
  }

  /** Says whether the proposed question is the recommendation question; if not, it is a rating. */
  settleRecommendation(isRecommendation: boolean): void {
    const index = this.recommendationAt;
    const scale = this.#plans[index]?.scale ?? numericScale(0, 10);
    if (!isRecommendation && index >= 0) this.setPlan(index, { kind: 'rating', scale });
    this.#isRecommendationConfirmed = isRecommendation;
  }

  setMeaning(answer: string, meaning: OutsiderMeaning): void {
    this.#meanings = new Map(this.#meanings).set(answer, meaning);
  }

  /** Imports the file as mapped; resolves with the outcome, or null when cancelled or failed. */
  async import(commonDimension: string): Promise<ImportResult | null> {
    const inspection = this.#inspection;
    if (inspection === null) return null;
    this.#stage = 'importing';
    const job = importFile(
      {
        engagementId: this.engagementId,
        file: this.file,
        fingerprint: inspection.fingerprint,
        reading: inspection.reading,
        shape: this.#shape(inspection),
        plan: {
          columns: this.#plans.map((plan, index) =>
            plan.scale === null ? plan : { ...plan, scale: this.#withMeanings(plan.scale, index) },
          ),
          period: this.hasDates ? null : this.period,
          commonDimension,
        },
        recipeId: this.#recipe?.recipeId ?? null,
        settled: [...(this.#recipe?.settled ?? []), ...this.#settled(inspection)],
        corrects: this.#corrects(),
      },
      (progress) => (this.#progress = progress),
    );
    this.#job = job;
    try {
      const result = await job.result;
      // Seen in the browser's performance panel and by the benchmark.
      performance.measure('import.compute', { start: 0, duration: result.computeMs });
      performance.measure('import.clean', { start: 0, duration: result.cleanMs });
      performance.measure('import.store', { start: 0, duration: result.storeMs });
      return result;
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  #corrects(): ImportRequest['corrects'] {
    if (this.removedOverlap) return { sourceId: this.removedOverlap.sourceId, replaces: false };
    if (this.overlap === null || this.replaces !== true) return null;
    return { sourceId: this.overlap.sourceId, replaces: true };
  }

  /** After a failed import the mapping is still there to try again. */
  backToMapping(): void {
    if (this.#inspection !== null) this.#stage = 'mapping';
  }

  cancel(): void {
    this.#job?.cancel();
  }

  /** The file's shape, with times taken between stamps of the order that was settled. */
  #shape({ shape }: Inspection): TableShape {
    const order = this.#plans.find(({ kind }) => kind === 'date')?.dateOrder;
    if (!order) return shape;
    const derivations = shape.derivations.map((one) =>
      one.kind === 'elapsed' ? { ...one, order } : one,
    );
    return { ...shape, derivations };
  }

  /** Answers that were settled as out of range, each with its question. */
  #settled({ columns }: Inspection): SettledAnswer[] {
    return [...this.#meanings].flatMap(([answer, { kind }]) =>
      kind !== 'outOfRange'
        ? []
        : columns
            .filter(({ answers }) => answers.some(([given]) => given === answer))
            .map(({ header }) => ({ header, answer })),
    );
  }

  #fail(error: unknown): void {
    this.#error = error;
    this.#stage = 'failed';
    if (!isAppError(error)) errors.report(error);
  }

  #layRecipe(recipe: RecipeMatch | null): void {
    const columns = this.#inspection?.columns ?? [];
    const renamed = new Set(recipe?.renamed.map(({ at }) => at));
    this.#recipe = recipe;
    let areDatesSettled = true;
    this.#plans = columns.map(({ proposal, isDateAmbiguous }, index) => {
      const plan = recipe?.plans[index];
      const { order, isSettled } = dateOrderUnder(
        plan?.dateOrder ?? null,
        proposal.plan.dateOrder,
        isDateAmbiguous,
      );
      if (!isSettled) areDatesSettled = false;
      return plan ? { ...plan, dateOrder: order } : proposal.plan;
    });
    this.#confirmed = new Set(
      columns.flatMap((_, index) => (recipe?.plans[index] && !renamed.has(index) ? [index] : [])),
    );
    // What was answered for the last wave's file holds for this one.
    const at = this.#plans.findIndex(({ kind }) => kind === 'recommendation');
    this.#isRecommendationConfirmed = at >= 0 && this.#confirmed.has(at);
    this.#areDatesConfirmed = areDatesSettled;
  }

  #withMeanings(scale: RatingScale, index: number): RatingScale {
    const answers = this.#inspection?.columns[index]?.answers ?? [];
    return withMeanings(scale, answers, this.#meanings);
  }
}
