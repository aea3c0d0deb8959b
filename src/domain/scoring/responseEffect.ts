import type { IndicatorModel } from '../model/indicatorModel';
import type { ResponseTable } from '../table/responseTable';
import { aggregate } from './aggregate';
import { modelScores, type ModelScores } from './modelScores';
import type { ResponseCube } from './responseCube';
import { wholeScope } from './scope';

/** All scores as they are, and as they would be if one response counted the other way. */
export interface ResponseEffect {
  readonly now: ModelScores;
  readonly flipped: ModelScores;
}

/**
 * The scores with and without one response: an excluded one is added to what counts, a kept one is
 * taken out.
 */
export function responseEffect(
  cubes: readonly ResponseCube[],
  model: IndicatorModel,
  table: ResponseTable,
  row: number,
  isKept: boolean,
): ResponseEffect {
  const [group] = aggregate(cubes, wholeScope, { by: 'none' });
  if (!group) throw new Error('an ungrouped aggregate has one group');
  const change = isKept ? -1 : 1;
  const tallies = new Map(group.tallies);
  const answers = [
    ...table.ratings.map(({ indicatorId, scores, codes }) => ({ id: indicatorId, scores, codes })),
    ...(table.overall ? [{ ...table.overall, id: 'overall' }] : []),
  ];
  for (const { id, scores, codes } of answers) {
    const score = scores[(codes[row] as number) - 1];
    if (score === undefined) continue;
    const { values, counts } = tallies.get(id) ?? { values: [], counts: [] };
    tallies.set(id, { values: [...values, score], counts: [...counts, change] });
  }
  return {
    now: modelScores(model, group),
    flipped: modelScores(model, { ...group, responses: group.responses + change, tallies }),
  };
}
