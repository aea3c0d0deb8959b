import { indicatorsOf, type IndicatorModel } from '../model/indicatorModel';
import type { ColumnProposal } from './columnPlan';
import { nameKey, similarity } from './similarity';

/** Below this likeness a header is not the indicator. */
const leastSimilar = 0.6;

/**
 * Sends proposed ratings to the indicators of an existing model: equal names first, then the most
 * alike, each indicator once. A likeness is a proposal to confirm; a second column that is just as
 * alike stays by itself and is marked as a conflict.
 */
export function matchIndicators(
  proposals: readonly ColumnProposal[],
  model: IndicatorModel,
): ColumnProposal[] {
  const indicators = indicatorsOf(model);
  const free = new Set(indicators.map(({ indicator }) => indicator.id));
  const matched = new Map<number, ColumnProposal>();
  const assign = (index: number, id: string, confidence: number) => {
    const { dimension, indicator } = indicators.find((one) => one.indicator.id === id)!;
    const proposal = proposals[index] as ColumnProposal;
    free.delete(id);
    matched.set(index, {
      plan: { ...proposal.plan, name: indicator.name, dimension: dimension.name },
      confidence: Math.min(proposal.confidence, confidence),
      note: confidence < 1 ? 'indicator' : proposal.note,
    });
  };
  const ratings = proposals.flatMap(({ plan }, index) => (plan.kind === 'rating' ? [index] : []));
  for (const index of ratings) {
    const { name, dimension } = (proposals[index] as ColumnProposal).plan;
    const equal = indicators.filter(
      (one) =>
        free.has(one.indicator.id) &&
        nameKey(one.indicator.name) === nameKey(name) &&
        (dimension === '' || nameKey(one.dimension.name) === nameKey(dimension)),
    );
    // A name that two dimensions have says nothing by itself.
    const [best] = equal;
    if (best && equal.length === 1) assign(index, best.indicator.id, 1);
  }
  const likely = ratings
    .filter((index) => !matched.has(index))
    .flatMap((index) =>
      indicators
        .filter(({ indicator }) => free.has(indicator.id))
        .map(({ indicator }) => ({
          index,
          id: indicator.id,
          likeness: similarity((proposals[index] as ColumnProposal).plan.name, indicator.name),
        })),
    )
    .filter(({ likeness }) => likeness >= leastSimilar)
    .sort((a, b) => b.likeness - a.likeness);
  const conflicts = new Set<number>();
  for (const { index, id, likeness } of likely) {
    if (matched.has(index)) continue;
    if (free.has(id)) assign(index, id, likeness * 0.79);
    else conflicts.add(index);
  }
  return proposals.map((proposal, index) => {
    const own = matched.get(index);
    if (own) return own;
    if (!conflicts.has(index)) return proposal;
    return { ...proposal, confidence: Math.min(0.6, proposal.confidence), note: 'conflict' };
  });
}
