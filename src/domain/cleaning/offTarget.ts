import { conditionsSchema, conditionTest, type Condition } from './conditions';
import { defineRule } from './cleaningRule';

/** Responses that fulfil any of the conditions that say who is no target customer. */
export const offTarget = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: {},
  details: {
    // Any of these.
    offTarget: {
      kind: 'conditions',
      initial: [] as readonly Condition[],
      schema: conditionsSchema,
    },
  },
  unfit: ({ details }) => (details.offTarget.length === 0 ? 'notSet' : null),
  mark({ table, details }, _limits, mark) {
    const tests = details.offTarget.flatMap((condition) => conditionTest(table, condition) ?? []);
    if (tests.length === 0) return;
    for (let row = 0; row < table.rowCount; row++) {
      if (tests.some((test) => test(row))) mark(row);
    }
  },
  evidence({ table, details }, _limits, row) {
    const condition = details.offTarget.find((one) => conditionTest(table, one)?.(row));
    if (condition?.kind !== 'segment') return { name: '', value: '' };
    const segment = table.segments.find(({ segmentId }) => segmentId === condition.segmentId);
    const value = segment?.values[(segment.codes[row] as number) - 1] ?? '';
    return { name: condition.segmentId, value };
  },
});
