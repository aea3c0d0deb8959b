import { answerProfile, sameAnswerTest } from './answerProfile';
import { defineRule } from './cleaningRule';

/**
 * Responses that gave one and the same answer to every rated item: an end of the scale from so many
 * items on, an answer in its middle from so many on.
 */
export const sameThroughout = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: {
    items: { usual: 8, min: 3, max: 200, step: 1 },
    middleItems: { usual: 10, min: 3, max: 200, step: 1 },
  },
  unfit: ({ table }) => (answerProfile(table).items.length < 3 ? 'tooFewItems' : null),
  mark({ table }, { items, middleItems }, mark) {
    const { answered, lowest, highest } = answerProfile(table);
    const isSame = sameAnswerTest(table);
    const fewest = Math.min(items, middleItems);
    for (let row = 0; row < table.rowCount; row++) {
      const n = answered[row] as number;
      if (n < fewest) continue;
      const isExtreme = lowest[row] === n || highest[row] === n;
      if (isExtreme ? n >= items : n >= middleItems && isSame(row)) mark(row);
    }
  },
  evidence: ({ table }, { items, middleItems }, row) => {
    const { answered, lowest, highest } = answerProfile(table);
    const n = answered[row] as number;
    const isExtreme = lowest[row] === n || highest[row] === n;
    return { value: n, limit: isExtreme ? items : middleItems };
  },
});
