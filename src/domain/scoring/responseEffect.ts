import type { IndicatorModel } from '../model/indicatorModel';
import type { ResponseTable } from '../table/responseTable';
import { aggregate } from './aggregate';
import { modelScores, type ModelScores } from './modelScores';
import type { ResponseCube } from './responseCube';
import { wholeScope } from './scope';

/** All scores as they are, and as they would be after a change to one response. */
export interface ResponseEffect {
  readonly now: ModelScores;
  readonly then: ModelScores;
}

/**
 * The scores now and after a response has left the kept ones (`leaves`: the table its answers count
 * from now) and entered them (`enters`: the table they would count from); null where it does not. A
 * corrected answer leaves as it was and enters as it is to be.
 */
export function responseEffect(
  cubes: readonly ResponseCube[],
  model: IndicatorModel,
  row: number,
  leaves: ResponseTable | null,
  enters: ResponseTable | null,
): ResponseEffect {
  const [group] = aggregate(cubes, wholeScope, { by: 'none' });
  if (!group) throw new Error('an ungrouped aggregate has one group');
  const tallies = new Map(group.tallies);
  const add = (table: ResponseTable, count: number) => {
    for (const { id, scores, codes } of scoredColumns(table)) {
      const score = scores[(codes[row] as number) - 1];
      if (score === undefined) continue;
      const { values, counts } = tallies.get(id) ?? { values: [], counts: [] };
      tallies.set(id, { values: [...values, score], counts: [...counts, count] });
    }
  };
  if (leaves) add(leaves, -1);
  if (enters) add(enters, 1);
  const responses = group.responses + (enters ? 1 : 0) - (leaves ? 1 : 0);
  return {
    now: modelScores(model, group),
    then: modelScores(model, { ...group, responses, tallies }),
  };
}

function scoredColumns({ ratings, overall }: ResponseTable) {
  return [
    ...ratings.map(({ indicatorId, scores, codes }) => ({ id: indicatorId, scores, codes })),
    ...(overall ? [{ ...overall, id: 'overall' }] : []),
  ];
}
