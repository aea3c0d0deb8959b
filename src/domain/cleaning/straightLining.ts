import { answerKeys, ratedItems } from './answerProfile';
import { defineRule } from './cleaningRule';

/**
 * Lengths of the runs of one answer over the rating items in questionnaire order, as answered: equal
 * numbers are equal answers, 0 is none. A missing answer breaks the run (`scoring.md` §6).
 */
export function runLengths(answers: readonly number[]): number[] {
  const lengths: number[] = [];
  let previous = 0;
  for (const answer of answers) {
    if (answer !== 0 && answer === previous) lengths[lengths.length - 1]!++;
    else if (answer !== 0) lengths.push(1);
    previous = answer;
  }
  return lengths;
}

/** The longest of the {@link runLengths}; 0 without an answer. */
export function longestRun(answers: readonly number[]): number {
  return Math.max(0, ...runLengths(answers));
}

/** Responses with a run of at least so many equal answers in a row. */
export const straightLining = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: { run: { usual: 10, min: 3, max: 200, step: 1 } },
  unfit: ({ table }) => (ratedItems(table).length < 3 ? 'tooFewItems' : null),
  mark({ table }, { run }, mark) {
    const columns = ratedItems(table);
    if (columns.length < run) return;
    const items = columns.map(({ codes }) => codes);
    const keys = answerKeys(columns);
    // A snapshot may hold a fraction.
    const needed = Math.ceil(run);
    for (let row = 0; row < table.rowCount; row++) if (hasRun(items, keys, row, needed)) mark(row);
  },
  evidence({ table }, { run }, row) {
    const items = ratedItems(table);
    const keys = answerKeys(items);
    const answers = items.map(({ codes }, item) => keys[item]?.[codes[row] as number] ?? 0);
    return { value: longestRun(answers), of: items.length, limit: run };
  },
});

/**
 * True where a response has a run of at least `run` answers. Such a run holds one of every `run`th
 * items, so it is enough to look around these; most responses differ right beside them.
 */
function hasRun(
  items: readonly Uint8Array[],
  keys: readonly Uint16Array[],
  row: number,
  run: number,
): boolean {
  const answer = (item: number) =>
    (keys[item] as Uint16Array)[(items[item] as Uint8Array)[row] as number] as number;
  for (let anchor = run - 1; anchor < items.length; anchor += run) {
    const key = answer(anchor);
    if (key === 0) continue;
    let first = anchor;
    while (first > 0 && answer(first - 1) === key) first--;
    let end = anchor + 1;
    while (end < items.length && answer(end) === key) end++;
    if (end - first >= run) return true;
  }
  return false;
}
