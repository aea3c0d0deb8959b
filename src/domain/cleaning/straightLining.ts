import { ratingCode } from '../table/ratingScale';
import { ratedItems } from './answerProfile';
import { defineRule } from './cleaningRule';

/**
 * Lengths of the runs of one answer over the rating items in questionnaire order, as answered. A
 * missing answer breaks the run and is none itself (`scoring.md` §6). Codes are compared.
 */
export function runLengths(codes: readonly number[]): number[] {
  const lengths: number[] = [];
  let previous: number = ratingCode.missing;
  for (const code of codes) {
    const isAnswer = code !== ratingCode.missing && code < ratingCode.notShown;
    if (isAnswer && code === previous) lengths[lengths.length - 1]!++;
    else if (isAnswer) lengths.push(1);
    previous = isAnswer ? code : ratingCode.missing;
  }
  return lengths;
}

/** The longest of the {@link runLengths}; 0 without an answer. */
export function longestRun(codes: readonly number[]): number {
  return Math.max(0, ...runLengths(codes));
}

/** Responses with a run of at least so many equal answers in a row. */
export const straightLining = defineRule({
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: { run: { usual: 10, min: 3, max: 200, step: 1 } },
  unfit: ({ table }) => (ratedItems(table).length < 3 ? 'tooFewItems' : null),
  mark({ table }, { run }, mark) {
    const items = ratedItems(table).map(({ codes }) => codes);
    if (items.length < run) return;
    // One pass per item over all responses; only the last answer and its run are kept.
    const previous = new Uint8Array(table.rowCount);
    const current = new Uint8Array(table.rowCount);
    const isHit = new Uint8Array(table.rowCount);
    for (const codes of items) {
      for (let row = 0; row < codes.length; row++) {
        const code = codes[row] as number;
        if (code === ratingCode.missing || code >= ratingCode.notShown) {
          current[row] = 0;
          previous[row] = ratingCode.missing;
          continue;
        }
        const length = code === previous[row] ? (current[row] as number) + 1 : 1;
        previous[row] = code;
        current[row] = length;
        if (length >= run) isHit[row] = 1;
      }
    }
    for (let row = isHit.indexOf(1); row !== -1; row = isHit.indexOf(1, row + 1)) mark(row);
  },
  evidence({ table }, { run }, row) {
    const items = ratedItems(table);
    return {
      value: longestRun(items.map(({ codes }) => codes[row] as number)),
      of: items.length,
      limit: run,
    };
  },
});
