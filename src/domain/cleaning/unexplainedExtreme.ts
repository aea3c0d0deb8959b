import { answerProfile } from './answerProfile';
import { defineRule, type RuleInput } from './cleaningRule';
import * as v from 'valibot';
import { hasReason } from './vagueComment';

/** Which extreme ratings need a reason. */
export const extremes = ['both', 'low', 'high'] as const;
export type Extremes = (typeof extremes)[number];

interface Details {
  readonly extremes: Extremes;
}

/**
 * Extreme overall ratings without a reason in any comment: kept in the scores, to be called back
 * (`product.md` C3). Where a source has no overall question, all its ratings at one end count as
 * one. A source without comments gave nobody room for a reason.
 */
export const unexplainedExtreme = defineRule<never, Details>({
  since: 3,
  usual: { isOn: true, action: 'verify' },
  actions: ['verify'],
  limits: {},
  details: {
    extremes: { kind: 'extremes', initial: 'both', schema: v.picklist(extremes) },
  },
  unfit({ table }) {
    if (table.comments.length === 0) return 'noComments';
    return table.overall === null && table.ratings.length === 0 ? 'noRatings' : null;
  },
  mark(input, _limits, mark) {
    for (let row = 0; row < input.table.rowCount; row++) {
      if (extremeScore(input, row) !== null && !hasReason(input.table, row)) mark(row);
    }
  },
  evidence: (input, _limits, row) => ({ value: extremeScore(input, row) ?? NaN }),
});

/** 1 or 5 where the response rates at that end and the engagement asks for reasons there. */
function extremeScore({ table, details }: RuleInput<Details>, row: number): number | null {
  const score = endScore(table, row);
  if (score === null) return null;
  if (details.extremes === 'low' && score !== 1) return null;
  if (details.extremes === 'high' && score !== 5) return null;
  return score;
}

function endScore(table: RuleInput['table'], row: number): number | null {
  if (table.overall !== null) {
    const score = table.overall.scores[(table.overall.codes[row] as number) - 1];
    return score === 1 || score === 5 ? score : null;
  }
  const { answered, lowest, highest, items } = answerProfile(table);
  const n = answered[row] as number;
  if (n === 0 || (lowest[row] !== n && highest[row] !== n)) return null;
  const item = items.find(({ codes, scores }) => scores[(codes[row] as number) - 1] !== undefined);
  return item?.scores[(item.codes[row] as number) - 1] ?? null;
}
