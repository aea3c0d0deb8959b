import { ratingCode } from '../table/ratingScale';
import type { ResponseTable } from '../table/responseTable';
import { defineRule } from './cleaningRule';

/**
 * Responses with at least so many answers that their scale does not have. Such an answer itself
 * never counts in any score, whether the rule is on or off.
 */
export const outOfRange = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: { answers: { usual: 1, min: 1, max: 100, step: 1 } },
  unfit: ({ table }) => (rated(table).length === 0 ? 'noRatings' : null),
  mark({ table }, { answers }, mark) {
    const counts = new Map<number, number>();
    for (const { codes } of rated(table)) {
      // Such answers are rare; the native search skips the rest.
      for (
        let row = codes.indexOf(ratingCode.outOfRange);
        row !== -1;
        row = codes.indexOf(ratingCode.outOfRange, row + 1)
      ) {
        counts.set(row, (counts.get(row) ?? 0) + 1);
      }
    }
    for (const [row, count] of counts) if (count >= answers) mark(row);
  },
  evidence: ({ table }, { answers }, row) => ({
    n: rated(table).filter(({ codes }) => codes[row] === ratingCode.outOfRange).length,
    limit: answers,
  }),
});

function rated(table: ResponseTable) {
  return [...table.ratings, table.overall, table.recommendation].filter(
    (column) => column !== null,
  );
}
