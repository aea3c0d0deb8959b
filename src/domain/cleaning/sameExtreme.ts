import { answerProfile } from './answerProfile';
import { defineRule, type RuleInput } from './cleaningRule';

/**
 * All answers at one end of the scale on a short questionnaire. Satisfied customers do answer so:
 * a reason to look, not to leave anybody out.
 */
export const sameExtreme = defineRule({
  since: 3,
  usual: { isOn: true, action: 'lookAt' },
  actions: ['lookAt', 'exclude'],
  limits: {
    items: { usual: 3, min: 2, max: 50, step: 1 },
    below: { usual: 8, min: 3, max: 51, step: 1 },
  },
  unfit: ({ table }) => (answerProfile(table).items.length < 2 ? 'tooFewItems' : null),
  mark(input, { items, below }, mark) {
    for (let row = 0; row < input.table.rowCount; row++) {
      const n = extremeAnswers(input, row);
      if (n >= items && n < below) mark(row);
    }
  },
  evidence: (input, { items }, row) => ({ value: extremeAnswers(input, row), limit: items }),
});

/** Answered items where all of them lie at one end; 0 where they do not. */
function extremeAnswers({ table }: RuleInput, row: number): number {
  const { answered, lowest, highest } = answerProfile(table);
  const n = answered[row] as number;
  return lowest[row] === n || highest[row] === n ? n : 0;
}
