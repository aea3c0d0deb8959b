import type { Question, Questionnaire } from '../../../domain/interviews/questionnaire';
import { nodesOf, type IndicatorModel } from '../../../domain/model/indicatorModel';

/** Names of the dimension and the indicator a question measures; empty for none. */
export function crumbOf({ indicatorId }: Question, model: IndicatorModel | null): string[] {
  if (indicatorId === null || !model) return [];
  const dimension = dimensionOf(indicatorId, model);
  const node = nodesOf(model).find(({ node: { id } }) => id === indicatorId)?.node;
  return dimension && node ? [dimension.name, node.name] : [];
}

/** Positions of questions that stand together: those of one dimension, and the rest. */
export function groupsOf({ questions }: Questionnaire, model: IndicatorModel | null): number[][] {
  const groups: number[][] = [];
  let last: string | null = null;
  questions.forEach(({ indicatorId }, index) => {
    const of = (indicatorId !== null && model && dimensionOf(indicatorId, model)?.id) || 'others';
    if (of === last) groups.at(-1)?.push(index);
    else groups.push([index]);
    last = of;
  });
  return groups;
}

function dimensionOf(indicatorId: string, model: IndicatorModel) {
  return model.dimensions.find(({ indicators }) =>
    indicators.some(
      ({ id, parts }) => id === indicatorId || parts.some((p) => p.id === indicatorId),
    ),
  );
}
