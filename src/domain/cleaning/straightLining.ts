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
    for (let row = 0; row < table.rowCount; row++) if (hasRun(items, row, run)) mark(row);
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

/**
 * True where a response has a run of at least `run` answers. Such a run holds one of every `run`th
 * items, so it is enough to look around these; most responses differ right beside them.
 */
function hasRun(items: readonly Uint8Array[], row: number, run: number): boolean {
  for (let anchor = run - 1; anchor < items.length; anchor += run) {
    const code = (items[anchor] as Uint8Array)[row] as number;
    if (code === ratingCode.missing || code >= ratingCode.notShown) continue;
    let first = anchor;
    while (first > 0 && (items[first - 1] as Uint8Array)[row] === code) first--;
    let end = anchor + 1;
    while (end < items.length && (items[end] as Uint8Array)[row] === code) end++;
    if (end - first >= run) return true;
  }
  return false;
}
