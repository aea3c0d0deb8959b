import {
  indicatorsOf,
  type Dimension,
  type Indicator,
  type IndicatorModel,
} from '../../domain/model/indicatorModel';
import { rebalance, weightProblems } from '../../domain/model/weights';
import { newId } from '../../shared/ids';

/** Numbers a person can type into a node. */
export type NodeChange = Partial<Pick<Indicator, 'name' | 'weight' | 'target' | 'baseline'>>;

/** Drafts of this visit by engagement: leaving the room must not lose what was typed. */
const drafts = new Map<string, ModelDraft>();

/** The draft of an engagement's model, begun from the saved model the first time. */
export function draftOf(saved: IndicatorModel): ModelDraft {
  let draft = drafts.get(saved.engagementId);
  if (draft) draft.follow(saved);
  else drafts.set(saved.engagementId, (draft = new ModelDraft(saved)));
  return draft;
}

/** A model being edited, beside the saved one it began from. */
export class ModelDraft {
  #saved = $state.raw<IndicatorModel>() as IndicatorModel;
  #draft = $state.raw<IndicatorModel>() as IndicatorModel;

  constructor(saved: IndicatorModel) {
    this.#saved = saved;
    this.#draft = saved;
  }

  get saved(): IndicatorModel {
    return this.#saved;
  }
  get model(): IndicatorModel {
    return this.#draft;
  }

  readonly isChanged: boolean = $derived(this.#draft !== this.#saved);
  readonly problems = $derived(weightProblems(this.#draft));

  /** Takes up a newly saved model; unsaved changes are kept while there are any. */
  follow(saved: IndicatorModel): void {
    if (saved.version === this.#saved.version) return;
    if (!this.isChanged) this.#draft = saved;
    this.#saved = saved;
  }

  /** The draft has been saved as `saved`. */
  settle(saved: IndicatorModel): void {
    this.#saved = saved;
    this.#draft = saved;
  }

  /** Returns what restores the draft as it was before. */
  discard(): () => void {
    const before = this.#draft;
    this.#draft = this.#saved;
    return () => {
      this.#draft = before;
    };
  }

  setOverall(change: Partial<Pick<IndicatorModel, 'target' | 'baseline'>>): void {
    this.#draft = { ...this.#draft, ...change };
  }

  setDimension(id: string, change: NodeChange): void {
    this.#map((dimension) => (dimension.id === id ? { ...dimension, ...change } : dimension));
  }

  setIndicator(id: string, change: NodeChange): void {
    this.#map((dimension) => ({
      ...dimension,
      indicators: dimension.indicators.map((indicator) =>
        indicator.id === id ? { ...indicator, ...change } : indicator,
      ),
    }));
  }

  /** Brings the dimensions, or the indicators of one of them, to 100 %. */
  rebalance(dimensionId: string | null): void {
    if (dimensionId === null) {
      this.#setDimensions(rebalance(this.#draft.dimensions));
      return;
    }
    this.#map((dimension) =>
      dimension.id === dimensionId
        ? { ...dimension, indicators: rebalance(dimension.indicators) }
        : dimension,
    );
  }

  rebalanceAll(): void {
    this.#setDimensions(
      rebalance(this.#draft.dimensions).map((dimension) => ({
        ...dimension,
        indicators: rebalance(dimension.indicators),
      })),
    );
  }

  addDimension(name: string): void {
    const { dimensions } = this.#draft;
    const weight = dimensions.length === 0 ? 100 : 0;
    this.#setDimensions([
      ...dimensions,
      { id: newId(), name, weight, target: null, baseline: null, indicators: [] },
    ]);
  }

  /** Moves an indicator to another dimension; the weights of both are brought back to 100 %. */
  moveIndicator(id: string, toDimensionId: string): void {
    const found = indicatorsOf(this.#draft).find(({ indicator }) => indicator.id === id);
    if (!found || found.dimension.id === toDimensionId) return;
    this.#map((dimension) => {
      if (dimension.id === found.dimension.id) {
        const rest = dimension.indicators.filter((indicator) => indicator.id !== id);
        return { ...dimension, indicators: rebalance(rest) };
      }
      if (dimension.id !== toDimensionId) return dimension;
      const { indicators } = dimension;
      const weight = indicators.length === 0 ? 100 : 100 / indicators.length;
      return {
        ...dimension,
        indicators: rebalance([...indicators, { ...found.indicator, weight }]),
      };
    });
  }

  /** Removes a dimension that has no indicators left. */
  removeEmptyDimension(id: string): void {
    this.#setDimensions(
      rebalance(
        this.#draft.dimensions.filter(
          (dimension) => dimension.id !== id || dimension.indicators.length > 0,
        ),
      ),
    );
  }

  /** Writes the scores of a period into the baselines. */
  setBaselines(scores: ReadonlyMap<string, number | null>): void {
    const rounded = (id: string) => {
      const score = scores.get(id) ?? null;
      return score === null ? null : Math.round(score * 100) / 100;
    };
    this.#draft = {
      ...this.#draft,
      baseline: rounded('overall'),
      dimensions: this.#draft.dimensions.map((dimension) => ({
        ...dimension,
        baseline: rounded(dimension.id),
        indicators: dimension.indicators.map((indicator) => ({
          ...indicator,
          baseline: rounded(indicator.id),
        })),
      })),
    };
  }

  #map(change: (dimension: Dimension) => Dimension): void {
    this.#setDimensions(this.#draft.dimensions.map(change));
  }

  #setDimensions(dimensions: readonly Dimension[]): void {
    this.#draft = { ...this.#draft, dimensions };
  }
}
