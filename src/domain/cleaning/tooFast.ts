import { quickselect } from 'd3-array';
import type { ResponseTable } from '../table/responseTable';
import { screenedOutTest } from './screenedOut';
import { defineRule } from './cleaningRule';
import { perTable } from './perTable';

/** Under this many durations a median says nothing about the pace of a questionnaire. */
const fewestDurations = 30;

/**
 * Responses that took less than so many seconds, or than a share of their source's median: channels
 * differ in pace, so each source has its own. A missing duration is not too fast, nor is a response
 * that the survey itself ended.
 */
export const tooFast = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: {
    seconds: { usual: 30, min: 0, max: 3600, step: 1 },
    medianPercent: { usual: 30, min: 0, max: 90, step: 1 },
  },
  unfit: ({ table }) => (table.durations === null ? 'noDurations' : null),
  mark({ table }, limits, mark) {
    const { durations, rowCount } = table;
    if (durations === null) return;
    const shortest = shortestDuration(table, limits);
    const isScreened = screenedOutTest(table);
    for (let row = 0; row < rowCount; row++) {
      if ((durations[row] as number) < shortest && !isScreened?.(row)) mark(row);
    }
  },
  evidence({ table }, limits, row) {
    const median = medianDuration(table);
    return {
      value: table.durations?.[row] ?? NaN,
      limit: shortestDuration(table, limits),
      median: median ?? NaN,
    };
  },
});

/** The shortest duration in seconds that the rule lets pass. */
export function shortestDuration(
  table: ResponseTable,
  { seconds, medianPercent }: { readonly seconds: number; readonly medianPercent: number },
): number {
  const median = medianDuration(table);
  return Math.max(seconds, median === null ? 0 : (median * medianPercent) / 100);
}

/**
 * Median duration in seconds of the responses that were not screened out; null where fewer than
 * thirty have one.
 */
export function medianDuration(table: ResponseTable): number | null {
  return medianOf(table, null);
}

const medianOf = perTable(() => '', findMedian);

function findMedian(table: ResponseTable): number | null {
  const isScreened = screenedOutTest(table);
  const known = table.durations?.filter((value, row) => !Number.isNaN(value) && !isScreened?.(row));
  if (!known || known.length < fewestDurations) return null;
  const middle = known.length >> 1;
  // Partly sorted: what stands before the middle is no greater.
  quickselect(known, middle);
  const upper = known[middle] as number;
  if (known.length % 2 === 1) return upper;
  return (upper + known.subarray(0, middle).reduce((most, one) => Math.max(most, one))) / 2;
}
