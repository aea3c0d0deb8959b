import * as v from 'valibot';
import { allHold, conditionsSchema, type Condition } from './conditions';
import { answerProfile } from './answerProfile';
import { defineRule, type RuleInput } from './cleaningRule';

interface Details {
  readonly contradictions: readonly (readonly Condition[])[];
}

interface Limits {
  readonly overallHigh: number;
  readonly partsLow: number;
  readonly overallLow: number;
  readonly partsHigh: number;
  readonly parts: number;
}

/**
 * Answers that cannot all be meant: very satisfied overall with every part rated low, the other way
 * round, or all conditions of a list somebody wrote. Scores on 1–5.
 */
export const contradiction = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  details: {
    // All conditions of one list.
    contradictions: {
      kind: 'conditionSets',
      initial: [] as Details['contradictions'],
      schema: v.array(conditionsSchema),
    },
  },
  limits: {
    overallHigh: { usual: 5, min: 1, max: 5, step: 0.5 },
    partsLow: { usual: 2, min: 1, max: 5, step: 0.5 },
    overallLow: { usual: 1, min: 1, max: 5, step: 0.5 },
    partsHigh: { usual: 4, min: 1, max: 5, step: 0.5 },
    parts: { usual: 3, min: 1, max: 50, step: 1 },
  },
  unfit({ table, details }) {
    if (details.contradictions.length > 0) return null;
    if (table.overall === null) return 'noOverall';
    return table.ratings.length === 0 ? 'noRatings' : null;
  },
  mark(input, limits, mark) {
    const isHit = overallAgainstParts(input, limits);
    const tests = setsOf(input);
    for (let row = 0; row < input.table.rowCount; row++) {
      if (isHit(row) || tests.some((test) => test(row))) mark(row);
    }
  },
  evidence(input, limits, row) {
    const { table } = input;
    const overall = table.overall?.scores[(table.overall.codes[row] as number) - 1] ?? NaN;
    if (overallAgainstParts(input, limits)(row)) {
      const { lowest, highest } = partsOf(input, row);
      return { value: overall, lowest, highest };
    }
    const at = setsOf(input).findIndex((test) => test(row));
    return { condition: at + 1 };
  },
});

/** One condition alone contradicts nothing. */
function setsOf({ table, details }: RuleInput<Details>): ((row: number) => boolean)[] {
  return details.contradictions.map((list) =>
    list.length < 2 ? () => false : allHold(table, list),
  );
}

function overallAgainstParts(input: RuleInput, limits: Limits): (row: number) => boolean {
  const { table } = input;
  const { overall } = table;
  if (overall === null || table.ratings.length === 0) return () => false;
  const { answered } = answerProfile(table);
  const isHigh = new Uint8Array(256);
  const isLow = new Uint8Array(256);
  overall.scores.forEach((score, step) => {
    if (score >= limits.overallHigh) isHigh[step + 1] = 1;
    if (score <= limits.overallLow) isLow[step + 1] = 1;
  });
  return (row) => {
    const code = overall.codes[row] as number;
    if (isHigh[code] === 0 && isLow[code] === 0) return false;
    if ((answered[row] as number) < limits.parts) return false;
    return (
      (isHigh[code] === 1 && allParts(input, row, (score) => score <= limits.partsLow)) ||
      (isLow[code] === 1 && allParts(input, row, (score) => score >= limits.partsHigh))
    );
  };
}

/** True where every answered part fulfils a condition; the first that does not settles it. */
function allParts({ table }: RuleInput, row: number, holds: (score: number) => boolean): boolean {
  return answerProfile(table).items.every(({ codes, scores }) => {
    const score = scores[(codes[row] as number) - 1];
    return score === undefined || holds(score);
  });
}

/** Lowest and highest score of a response's rated items. */
function partsOf({ table }: RuleInput, row: number): { lowest: number; highest: number } {
  const scores = answerProfile(table).items.flatMap(
    (item) => item.scores[(item.codes[row] as number) - 1] ?? [],
  );
  return { lowest: Math.min(...scores), highest: Math.max(...scores) };
}
