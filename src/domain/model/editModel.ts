import type { Dimension, Indicator, IndicatorModel, ModelNode } from './indicatorModel';
import { rebalance, rebalanceUnlocked, weightProblem } from './weights';

/** Where a node stands: under which one (null: a dimension), and as which of its siblings. */
export interface NodePlace {
  readonly parentId: string | null;
  readonly index: number;
}

/** What may be changed about a node by itself. */
export type NodeChange = Partial<Omit<Indicator, 'id' | 'parts'>>;

/** The place of a node; null when it is not in the model. */
export function placeOf({ dimensions }: IndicatorModel, id: string): NodePlace | null {
  const top = dimensions.findIndex((dimension) => dimension.id === id);
  if (top >= 0) return { parentId: null, index: top };
  for (const dimension of dimensions) {
    const index = dimension.indicators.findIndex((indicator) => indicator.id === id);
    if (index >= 0) return { parentId: dimension.id, index };
    for (const { id: parentId, parts } of dimension.indicators) {
      const part = parts.findIndex((one) => one.id === id);
      if (part >= 0) return { parentId, index: part };
    }
  }
  return null;
}

/** A model with one node changed. */
export function withNode(model: IndicatorModel, id: string, change: NodeChange): IndicatorModel {
  const { anchors, ...shared } = change;
  return mapSiblings(model, (siblings) =>
    siblings.map((node) => {
      if (node.id !== id) return node;
      const changed = { ...node, ...shared };
      return anchors && 'anchors' in node ? { ...changed, anchors } : changed;
    }),
  );
}

/** A model with the children of a node (null: the dimensions) changed. */
export function withChildren(
  model: IndicatorModel,
  parentId: string | null,
  change: <T extends ModelNode>(siblings: readonly T[]) => readonly T[],
): IndicatorModel {
  return mapSiblings(model, (siblings, at) => (at === parentId ? change(siblings) : siblings));
}

/**
 * The weights below a node (null: of the dimensions; undefined: everywhere) brought to 100 %. Locked ones
 * stay, and `keptId`, the weight just typed, does too while the others can give way.
 */
export function rebalancedModel(
  model: IndicatorModel,
  parentId?: string | null,
  keptId: string | null = null,
): IndicatorModel {
  return mapSiblings(model, <T extends ModelNode>(siblings: readonly T[], at: string | null) => {
    const isMeant = parentId === undefined || parentId === at;
    if (!isMeant || siblings.length === 0 || weightProblem(siblings) === null) return siblings;
    const held = siblings.map((node) => (node.id === keptId ? { ...node, isLocked: true } : node));
    const kept = rebalanceUnlocked(held);
    const settled = weightProblem(kept) === null ? kept : rebalanceUnlocked(siblings);
    return settled.map((node, index) => ({
      ...node,
      isLocked: siblings[index]?.isLocked === true,
    }));
  });
}

function mapSiblings(
  model: IndicatorModel,
  change: <T extends ModelNode>(siblings: readonly T[], parentId: string | null) => readonly T[],
): IndicatorModel {
  return {
    ...model,
    dimensions: change(
      model.dimensions.map((dimension) => ({
        ...dimension,
        indicators: change(
          dimension.indicators.map((indicator) => ({
            ...indicator,
            parts: change(indicator.parts, indicator.id),
          })),
          dimension.id,
        ),
      })),
      null,
    ),
  };
}

/** A model with a dimension or an indicator more, at the end of its siblings. */
export function withNewNode(
  model: IndicatorModel,
  parentId: string | null,
  node: Dimension | Indicator,
): IndicatorModel {
  return inserted(model, node, { parentId, index: Number.MAX_SAFE_INTEGER });
}

/** A model without a node and what is under it; its siblings share its weight. */
export function withoutNode(model: IndicatorModel, id: string): IndicatorModel {
  const place = placeOf(model, id);
  if (!place) return model;
  return withChildren(model, place.parentId, (siblings) => {
    const rest = siblings.filter((node) => node.id !== id);
    return rest.length === 0 ? rest : rebalanceUnlocked(rest);
  });
}

/** Why a node cannot be moved somewhere. */
export type MoveProblem =
  'noneAbove' | 'intoItself' | 'tooDeep' | 'isRated' | 'dimensionStays' | 'needsDimension';

/** Checks a move; `rated` are indicators that have answers: those cannot be made of parts. */
export function moveProblem(
  model: IndicatorModel,
  id: string,
  parentId: string | null,
  rated: ReadonlySet<string>,
): MoveProblem | null {
  const place = placeOf(model, id);
  const node = nodeOf(model, id);
  if (!place || !node) return 'intoItself';
  if (place.parentId === null) return parentId === null ? null : 'dimensionStays';
  if (parentId === null) return 'needsDimension';
  if (parentId === id) return 'intoItself';
  const above = nodeOf(model, parentId);
  if (!above || 'indicators' in above) return null;
  if (placeOf(model, parentId)?.parentId === id) return 'intoItself';
  // The parent is an indicator: what moves becomes a part.
  const isPart = !model.dimensions.some(({ indicators }) =>
    indicators.some((indicator) => indicator.id === parentId),
  );
  if (isPart || ('parts' in node && node.parts.length > 0)) return 'tooDeep';
  return rated.has(parentId) ? 'isRated' : null;
}

/** A node of the model by its id. */
export function nodeOf({ dimensions }: IndicatorModel, id: string): Dimension | Indicator | null {
  for (const dimension of dimensions) {
    if (dimension.id === id) return dimension;
    for (const indicator of dimension.indicators) {
      const found = [indicator, ...indicator.parts].find((one) => one.id === id);
      if (found) return found;
    }
  }
  return null;
}

/**
 * A model with a node moved. Among its siblings only the order changes; under another node it takes the
 * mean weight of those there, and both sets of siblings are brought back to 100 %.
 */
export function withMovedNode(model: IndicatorModel, id: string, to: NodePlace): IndicatorModel {
  const from = placeOf(model, id);
  const node = nodeOf(model, id);
  if (!from || !node) return model;
  if (from.parentId === to.parentId) {
    return withChildren(model, from.parentId, (siblings) => {
      const moved = siblings[from.index];
      if (!moved) return siblings;
      const rest = siblings.filter((one) => one.id !== id);
      return rest.toSpliced(to.index, 0, moved);
    });
  }
  return inserted(withoutNode(model, id), node, to);
}

function inserted(
  model: IndicatorModel,
  node: Dimension | Indicator,
  { parentId, index }: NodePlace,
): IndicatorModel {
  return withChildren(model, parentId, <T extends ModelNode>(siblings: readonly T[]) => {
    // A newcomer among weights gets as much as the others have on average; alone it is all.
    const weight = siblings.length === 0 ? 100 : 100 / siblings.length;
    const grown = siblings.toSpliced(index, 0, { ...node, weight } as ModelNode as T);
    return siblings.length === 0 ? rebalance(grown) : rebalanceUnlocked(grown);
  });
}
