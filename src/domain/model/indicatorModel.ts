/** The kinds of reference lines a score is read against. */
export const lineKinds = ['target', 'baseline', 'benchmark'] as const;
export type LineKind = (typeof lineKinds)[number];

/**
 * Reference lines of a node on the 1–5 scale; `null`: none was set. A node without a target takes that
 * of the nearest node above it; a baseline and a benchmark hold for their own node only.
 */
export type ReferenceLines = { readonly [line in LineKind]: number | null };

/** What every node of the tree has. */
export interface ModelNode extends ReferenceLines {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Percent among its siblings; the weights of siblings sum to 100. */
  readonly weight: number;
  /** A locked weight stays as it is when its siblings are rebalanced. */
  readonly isLocked: boolean;
}

/**
 * Second level of the tree. Rated 1–5, or, where it has parts, scored from them as a dimension is from
 * its indicators. Parts have no parts.
 */
export interface Indicator extends ModelNode {
  /** What the steps 1 to 5 mean, in order; blank where nothing is written. Five texts, or none. */
  readonly anchors: readonly string[];
  readonly parts: readonly Indicator[];
}

/** First level of the tree. */
export interface Dimension extends ModelNode {
  readonly indicators: readonly Indicator[];
}

/** The weighted tree of an engagement. The reference lines are those of the overall score. */
export interface IndicatorModel extends ReferenceLines {
  readonly engagementId: string;
  readonly version: number;
  readonly updatedAt: number;
  readonly dimensions: readonly Dimension[];
}

/** A model as it was saved once. */
export interface ModelVersion {
  readonly engagementId: string;
  readonly version: number;
  readonly savedAt: number;
  /** Why it was saved, in a person's words; may be blank. */
  readonly note: string;
  readonly model: IndicatorModel;
}

/** No reference line at all. */
export const noLines: ReferenceLines = { target: null, baseline: null, benchmark: null };

/** A model without dimensions, as every new engagement has it. */
export function emptyModel(engagementId: string, now: number): IndicatorModel {
  return { engagementId, version: 1, updatedAt: now, ...noLines, dimensions: [] };
}

/** A node with nothing set but its name and weight. */
function newNode(id: string, name: string, weight: number): ModelNode {
  return { id, name, description: '', weight, isLocked: false, ...noLines };
}

/** An indicator with nothing set but its name and weight. */
export function newIndicator(id: string, name: string, weight: number): Indicator {
  return { ...newNode(id, name, weight), anchors: [], parts: [] };
}

/** A dimension with nothing set but its name, weight and indicators. */
export function newDimension(
  id: string,
  name: string,
  weight: number,
  indicators: readonly Indicator[] = [],
): Dimension {
  return { ...newNode(id, name, weight), indicators };
}

/** The indicators under a dimension that are rated themselves: parts in place of what they make up. */
export function ratedIn(dimension: Dimension): Indicator[] {
  return dimension.indicators.flatMap((indicator) =>
    indicator.parts.length > 0 ? indicator.parts : [indicator],
  );
}

/** All rated indicators of a model in questionnaire order, each with its dimension. */
export function indicatorsOf(
  model: IndicatorModel,
): { readonly dimension: Dimension; readonly indicator: Indicator }[] {
  return model.dimensions.flatMap((dimension) =>
    ratedIn(dimension).map((indicator) => ({ dimension, indicator })),
  );
}

/** Every node of a model from top to bottom, with its depth: 0 dimension, 1 indicator, 2 part. */
export function nodesOf(
  model: IndicatorModel,
): { readonly node: Dimension | Indicator; readonly depth: 0 | 1 | 2 }[] {
  return model.dimensions.flatMap((dimension) => [
    { node: dimension, depth: 0 as const },
    ...dimension.indicators.flatMap((indicator) => [
      { node: indicator, depth: 1 as const },
      ...indicator.parts.map((part) => ({ node: part, depth: 2 as const })),
    ]),
  ]);
}

/** The target that applies to a node: its own, else the nearest one above it. */
export function targetFor(...chain: readonly ReferenceLines[]): number | null {
  return chain.find((node) => node.target !== null)?.target ?? null;
}
