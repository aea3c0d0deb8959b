import {
  targetFor,
  type Indicator,
  type IndicatorModel,
  type ReferenceLines,
} from '../model/indicatorModel';
import { nodeWeights } from '../model/weights';
import { meanInterval, type Interval } from '../statistics/intervals';
import type { Aggregate } from './aggregate';
import { snap } from './levels';
import { summarise, type TallySummary } from './tally';
import { overallScore, weightedMean, type WeightedItem } from './weightedMean';

/** What every node of the tree shows. Scores 1–5; null where nothing was measured or set. */
export interface NodeScore extends ReferenceLines {
  readonly id: string;
  readonly name: string;
  /** Weight in the overall score, percent. */
  readonly weight: number;
  readonly score: number | null;
  /** Share of the node's weight that was measured (0–1). */
  readonly covered: number;
  /** Score minus target. */
  readonly gap: number | null;
  /** Score × share of the measured weight: what the node adds to the score above it. Not a score. */
  readonly contribution: number | null;
}

export interface IndicatorScore extends NodeScore {
  /** Null where the indicator is scored from its parts. */
  readonly summary: TallySummary | null;
  /** Null for an indicator of parts: its interval needs the rows. */
  readonly interval: Interval | null;
  readonly parts: readonly IndicatorScore[];
}

export interface DimensionScore extends NodeScore {
  readonly indicators: readonly IndicatorScore[];
}

/** All scores of a model for one group of responses. */
export interface ModelScores {
  readonly responses: number;
  readonly overall: NodeScore;
  readonly dimensions: readonly DimensionScore[];
}

/** The scores of a dimension's nodes from top to bottom, parts after what they make up. */
export function indicatorScores(dimension: DimensionScore): IndicatorScore[] {
  return dimension.indicators.flatMap((indicator) => [indicator, ...indicator.parts]);
}

/** The scores of what was rated itself: indicators without parts, and parts. */
export function ratedScores({ dimensions }: ModelScores): RatedScore[] {
  return dimensions
    .flatMap(indicatorScores)
    .filter((indicator): indicator is RatedScore => indicator.summary !== null);
}

/** An indicator that is rated itself. */
export type RatedScore = IndicatorScore & { readonly summary: TallySummary };

/** The nodes under one, in the order of the model. */
export function partsOf(node: NodeScore): readonly IndicatorScore[] {
  if ('indicators' in node) return (node as DimensionScore).indicators;
  return 'parts' in node ? (node as IndicatorScore).parts : [];
}

/** Every node's score by its id; the overall score is `overall`. */
export function scoresById({ overall, dimensions }: ModelScores): Map<string, NodeScore> {
  return new Map(
    [overall, ...dimensions, ...dimensions.flatMap(indicatorScores)].map((node) => [node.id, node]),
  );
}

/** Scores a model from the counts of a group (`scoring.md` §1.1–1.5). */
export function modelScores(model: IndicatorModel, group: Aggregate): ModelScores {
  const weights = nodeWeights(model);
  const dimensions = model.dimensions.map((dimension): DimensionScore => {
    const indicators = dimension.indicators.map((indicator) =>
      indicatorScore(indicator, [dimension, model], group, weights),
    );
    const mean = weightedMean(scored(dimension.indicators, indicators));
    return {
      ...nodeScore(dimension, mean, [model], weights),
      indicators: withContributions(dimension.indicators, indicators),
    };
  });
  const mean = overallScore(scored(model.dimensions, dimensions));
  return {
    responses: group.responses,
    overall: nodeScore({ ...model, id: 'overall', name: '' }, mean, [], weights),
    dimensions: withContributions(model.dimensions, dimensions),
  };
}

/** What each sibling adds to the score above: the parts sum to it. */
function withContributions<T extends NodeScore>(
  nodes: readonly { readonly weight: number }[],
  scores: readonly T[],
): T[] {
  const measured = nodes.reduce(
    (sum, { weight }, at) => (scores[at]?.score == null ? sum : sum + Math.max(0, weight)),
    0,
  );
  return scores.map((node, at) => {
    const weight = Math.max(0, nodes[at]?.weight ?? 0);
    const isCounted = node.score !== null && measured > 0;
    return {
      ...node,
      contribution: isCounted ? (node.score * weight) / measured : null,
    };
  });
}

function indicatorScore(
  indicator: Indicator,
  above: readonly ReferenceLines[],
  group: Aggregate,
  weights: ReadonlyMap<string, number>,
): IndicatorScore {
  if (indicator.parts.length > 0) {
    const parts = indicator.parts.map((part) =>
      indicatorScore(part, [indicator, ...above], group, weights),
    );
    const mean = weightedMean(scored(indicator.parts, parts));
    const node = nodeScore(indicator, mean, above, weights);
    return {
      ...node,
      summary: null,
      interval: null,
      parts: withContributions(indicator.parts, parts),
    };
  }
  const summary = summarise(group.tallies.get(indicator.id) ?? { values: [], counts: [] });
  const { mean, sd, n } = summary;
  const measured = { score: mean, covered: mean === null ? 0 : 1 };
  return {
    ...nodeScore(indicator, measured, above, weights),
    summary,
    interval: mean === null || sd === null ? null : meanInterval(mean, sd / Math.sqrt(n), n),
    parts: [],
  };
}

/** Scores with the weights they have among their siblings. */
function scored(
  nodes: readonly { readonly weight: number }[],
  scores: readonly NodeScore[],
): WeightedItem[] {
  return nodes.map(({ weight }, index) => {
    const { score, covered } = scores[index] as NodeScore;
    return { weight, score, covered };
  });
}

function nodeScore(
  node: ReferenceLines & { readonly id: string; readonly name: string },
  { score, covered }: { readonly score: number | null; readonly covered: number },
  above: readonly ReferenceLines[],
  weights: ReadonlyMap<string, number>,
): NodeScore {
  const weight = weights.get(node.id) ?? 100;
  const target = targetFor(node, ...above);
  return {
    id: node.id,
    name: node.name,
    weight,
    score,
    covered,
    target,
    baseline: node.baseline,
    benchmark: node.benchmark,
    gap: score === null || target === null ? null : snap(score - target),
    contribution: score,
  };
}
