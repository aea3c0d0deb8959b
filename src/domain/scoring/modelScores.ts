import { targetFor, type IndicatorModel } from '../model/indicatorModel';
import { globalWeight } from '../model/weights';
import { meanInterval, type Interval } from '../statistics/intervals';
import type { Aggregate } from './aggregate';
import { snap } from './levels';
import { summarise, type TallySummary } from './tally';
import { overallScore, weightedMean } from './weightedMean';

/** What every node of the tree shows. Scores 1–5; null where nothing was measured or set. */
export interface NodeScore {
  readonly id: string;
  readonly name: string;
  /** Weight in the overall score, percent. */
  readonly weight: number;
  readonly score: number | null;
  readonly target: number | null;
  readonly baseline: number | null;
  /** Score minus target. */
  readonly gap: number | null;
  /** Score × weight, what the node adds to the overall score. Not a score itself. */
  readonly contribution: number | null;
}

export interface IndicatorScore extends NodeScore {
  readonly summary: TallySummary;
  readonly interval: Interval | null;
}

export interface DimensionScore extends NodeScore {
  /** Share of the dimension's weight that was measured. */
  readonly covered: number;
  readonly indicators: readonly IndicatorScore[];
}

/** All scores of a model for one group of responses. */
export interface ModelScores {
  readonly responses: number;
  readonly overall: NodeScore & { readonly covered: number };
  readonly dimensions: readonly DimensionScore[];
}

/** Scores a model from the counts of a group (`scoring.md` §1.1–1.5). */
export function modelScores(model: IndicatorModel, group: Aggregate): ModelScores {
  const dimensions = model.dimensions.map((dimension): DimensionScore => {
    const indicators = dimension.indicators.map((indicator): IndicatorScore => {
      const summary = summarise(group.tallies.get(indicator.id) ?? { values: [], counts: [] });
      const { mean, sd, n } = summary;
      const weight = globalWeight(model.dimensions, dimension, indicator);
      return {
        ...nodeScore(indicator, mean, weight, targetFor(indicator, dimension, model)),
        summary,
        interval: mean === null || sd === null ? null : meanInterval(mean, sd / Math.sqrt(n), n),
      };
    });
    const { score, covered } = weightedMean(
      dimension.indicators.map(({ weight }, index) => ({
        score: (indicators[index] as IndicatorScore).score,
        weight,
      })),
    );
    const weight = globalWeight(model.dimensions, { ...dimension, indicators: [one] }, one);
    return {
      ...nodeScore(dimension, score, weight, targetFor(dimension, model)),
      covered,
      indicators,
    };
  });
  const { score, covered } = overallScore(dimensions);
  return {
    responses: group.responses,
    overall: {
      ...nodeScore({ id: 'overall', name: '', baseline: model.baseline }, score, 100, model.target),
      covered,
    },
    dimensions,
  };
}

const one = { weight: 1 };

function nodeScore(
  node: { readonly id: string; readonly name: string; readonly baseline: number | null },
  score: number | null,
  weight: number,
  target: number | null,
): NodeScore {
  return {
    id: node.id,
    name: node.name,
    weight,
    score,
    target,
    baseline: node.baseline,
    gap: score === null || target === null ? null : snap(score - target),
    contribution: score === null ? null : (score * weight) / 100,
  };
}
