/** Reference lines of a node. `null`: none was set, the parent's applies. On the 1–5 scale. */
export interface ReferenceLines {
  readonly target: number | null;
  readonly baseline: number | null;
}

/** Second level of the tree; rated 1–5. */
export interface Indicator extends ReferenceLines {
  readonly id: string;
  readonly name: string;
  /** Percent within its dimension; the weights of a dimension's indicators sum to 100. */
  readonly weight: number;
}

/** First level of the tree. */
export interface Dimension extends ReferenceLines {
  readonly id: string;
  readonly name: string;
  /** Percent of the overall score; the weights of all dimensions sum to 100. */
  readonly weight: number;
  readonly indicators: readonly Indicator[];
}

/** The weighted tree of an engagement. `target` and `baseline` are those of the overall score. */
export interface IndicatorModel extends ReferenceLines {
  readonly engagementId: string;
  readonly version: number;
  readonly updatedAt: number;
  readonly dimensions: readonly Dimension[];
}

/** A model without dimensions, as every new engagement has it. */
export function emptyModel(engagementId: string, now: number): IndicatorModel {
  return {
    engagementId,
    version: 1,
    updatedAt: now,
    target: null,
    baseline: null,
    dimensions: [],
  };
}

/** All indicators of a model in questionnaire order, each with its dimension. */
export function indicatorsOf(
  model: IndicatorModel,
): { readonly dimension: Dimension; readonly indicator: Indicator }[] {
  return model.dimensions.flatMap((dimension) =>
    dimension.indicators.map((indicator) => ({ dimension, indicator })),
  );
}

/** The target that applies to a node: its own, else the nearest one above it. */
export function targetFor(...chain: readonly ReferenceLines[]): number | null {
  return chain.find((node) => node.target !== null)?.target ?? null;
}
