import * as v from 'valibot';
import { finite, id, text } from '../kept/fieldSchemas';
import { keep } from '../kept/kept';
import { nodesOf, type IndicatorModel, type ModelNode } from './indicatorModel';
import { nodeWeights, rebalance } from './weights';

/** A named set of weights for a business stage: percent among siblings, by node. */
export interface WeightPreset {
  readonly id: string;
  readonly engagementId: string;
  readonly name: string;
  readonly savedAt: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** The weights of a model, as a preset keeps them. */
export function weightsOfModel(model: IndicatorModel): Record<string, number> {
  return Object.fromEntries(nodesOf(model).map(({ node }) => [node.id, node.weight]));
}

/**
 * A model with the weights of a preset. Nodes that came after the preset keep theirs; every set of
 * siblings that no longer sums to 100 % is rebalanced.
 */
export function withPreset(
  model: IndicatorModel,
  weights: WeightPreset['weights'],
): IndicatorModel {
  const settle = <T extends ModelNode>(siblings: readonly T[]): T[] => {
    const weighted = siblings.map((node) => ({ ...node, weight: weights[node.id] ?? node.weight }));
    const sum = weighted.reduce((total, { weight }) => total + weight, 0);
    return Math.abs(sum - 100) <= 1e-6 ? weighted : rebalance(weighted);
  };
  return {
    ...model,
    dimensions: settle(
      model.dimensions.map((dimension) => ({
        ...dimension,
        indicators: settle(
          dimension.indicators.map((indicator) => ({
            ...indicator,
            parts: settle(indicator.parts),
          })),
        ),
      })),
    ),
  };
}

/**
 * A model in which one dimension, or an indicator in the overall score, weighs `percent`; all others share
 * what is left in their proportions (A5: new-feature usability 40 %, complaint-solving 40 %). The
 * dimension of an indicator grows or shrinks with it.
 */
export function withEmphasis(
  model: IndicatorModel,
  nodeId: string,
  percent: number,
): IndicatorModel {
  const dimension = model.dimensions.find(
    ({ id, indicators }) =>
      id === nodeId || indicators.some((indicator) => indicator.id === nodeId),
  );
  if (!dimension) return model;
  if (dimension.id === nodeId) {
    return { ...model, dimensions: lift(model.dimensions, nodeId, percent) };
  }
  const now = nodeWeights(model);
  const own = now.get(nodeId) ?? 0;
  // The others under the dimension keep their part of what is left.
  const beside = (now.get(dimension.id) ?? 0) - own;
  const top = percent + (own >= 100 ? 0 : (beside * (100 - percent)) / (100 - own));
  return {
    ...model,
    dimensions: lift(model.dimensions, dimension.id, top).map((one) =>
      one.id === dimension.id
        ? { ...one, indicators: lift(one.indicators, nodeId, (percent / top) * 100) }
        : one,
    ),
  };
}

/**
 * Sets one sibling's weight and shares the rest of 100 among the others in their proportions. Locked ones
 * stay as they are while there is another to give way; the weight stops where they begin.
 */
export function lift<T extends ModelNode>(
  siblings: readonly T[],
  id: string,
  percent: number,
): T[] {
  const others = siblings.filter((node) => node.id !== id);
  if (others.length === 0) return siblings.map((node) => ({ ...node, weight: 100 }));
  const open = others.filter(({ isLocked }) => !isLocked);
  const giving = open.length > 0 ? open : others;
  const kept = others
    .filter((node) => !giving.includes(node))
    .reduce((sum, { weight }) => sum + weight, 0);
  const room = Math.max(0, 100 - kept);
  const exact = Math.round(Math.min(room, Math.max(0, percent)) * 100) / 100;
  const shared = rebalance(giving, Math.round((room - exact) * 100) / 100);
  return siblings.map((node) => {
    if (node.id === id) return { ...node, weight: exact };
    return giving.includes(node) ? (shared[giving.indexOf(node)] as T) : node;
  });
}

export const presetSchema = v.object({
  id,
  engagementId: id,
  name: text,
  savedAt: finite,
  weights: v.record(v.string(), v.pipe(finite, v.minValue(0), v.maxValue(100))),
});

export const presetsKept = keep<WeightPreset>({
  since: 4,
  key: ['id'],
  refs: { id: 'self', engagementId: 'engagement' },
  merge: { by: 'fields', timeOf: ({ savedAt }) => savedAt },
  isAnswer: false,
  mask: { name: 'text', weights: 'plain' },
  about: (preset) => preset.name,
});
