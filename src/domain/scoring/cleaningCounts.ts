import type { Unfit } from '../cleaning/cleaningRule';
import { isKept, verdict, type Ledger } from '../cleaning/ledger';
import { cleaningRules } from '../cleaning/rules';
import type { ResponseTable } from '../table/responseTable';
import { buildCube, measureColumns, type CubeMeasure, type ResponseCube } from './responseCube';

/** What each rule marks and takes away. Rules are counted by their place in `cleaningRules`. */
export interface CleaningCounts {
  readonly rowCount: number;
  /** Responses per verdict bucket: index 0 kept, 1…n the rules, then by hand. */
  readonly responses: Uint32Array;
  /** Counts as in the cube, one row of `width` per bucket. */
  readonly counts: Uint32Array;
  /** As `counts`, one row per rule: the responses that no other rule leaves out. */
  readonly soleCounts: Uint32Array;
  readonly soleResponses: Uint32Array;
  /** Responses marked by each rule, whichever came first. */
  readonly marked: Uint32Array;
  /** Of those, kept ones that nobody has settled. */
  readonly open: Uint32Array;
  readonly unfit: readonly (Unfit | null)[];
  readonly keptByHand: number;
  /** Kept responses that nobody has settled: to be verified, and only to be looked at. */
  readonly toVerify: number;
  readonly toLookAt: number;
  /** The months of its responses, `noMonth` among them. */
  readonly months: Int32Array;
  /** Per month: received, valid, then marked by each rule. */
  readonly monthCounts: Uint32Array;
}

/** Bucket of responses a person excluded, after those of the rules. */
export const byHandBucket = cleaningRules.length + 1;

/** Place of the figures of a month in `monthCounts`. */
export const monthWidth = 2 + cleaningRules.length;

/**
 * Counts a table into its cube and into what each cleaning rule takes away. `months` is the table's
 * `monthColumn`.
 */
export function countTable(
  table: ResponseTable,
  ledger: Ledger,
  months: Int32Array,
): { readonly cube: ResponseCube; readonly cleaning: CleaningCounts } {
  const cube = buildCube(table, ledger, months);
  return { cube, cleaning: countCleaning(table, ledger, months, cube) };
}

/** Counts what each rule marks and takes away; `cube` holds what is kept. */
function countCleaning(
  table: ResponseTable,
  ledger: Ledger,
  months: Int32Array,
  cube: ResponseCube,
): CleaningCounts {
  const columns = measureColumns(table);
  const { measures, width, cellCount } = cube;
  const ruleCount = cleaningRules.length;
  const responses = new Uint32Array(byHandBucket + 1);
  const marked = new Uint32Array(ruleCount);
  const open = new Uint32Array(ruleCount);
  const soleResponses = new Uint32Array(ruleCount);
  const excluded: number[] = [];
  let keptByHand = 0;
  let toVerify = 0;
  let toLookAt = 0;
  const byMonth = monthCounter();
  for (let row = 0; row < table.rowCount; row++) {
    const flags = ledger.flags[row] as number;
    const code = ledger.verdicts[row] as number;
    const at = byMonth.place(months[row] as number);
    const figures = byMonth.figures;
    figures[at]!++;
    if (isKept(code)) figures[at + 1]!++;
    if (flags === 0 && code === verdict.kept) continue;
    for (let rest = flags; rest !== 0; rest &= rest - 1) {
      const rule = 31 - Math.clz32(rest & -rest);
      marked[rule]!++;
      if (code === verdict.kept) open[rule]!++;
      figures[at + 2 + rule]!++;
    }
    if (!isKept(code)) excluded.push(row);
    else if (code === verdict.keptByHand) keptByHand++;
    else if (flags & ledger.masks.verify) toVerify++;
    else if (flags & ledger.masks.lookAt) toLookAt++;
  }
  const bucketOf = (row: number) => Math.min(ledger.verdicts[row] as number, byHandBucket);
  for (const row of excluded) responses[bucketOf(row)]!++;
  responses[0] = table.rowCount - excluded.length;

  // What is kept is the cube itself; only the excluded rows are counted again.
  const counts = new Uint32Array(responses.length * width);
  for (let cell = 0; cell < cellCount; cell++) {
    for (let step = 0; step < width; step++) {
      counts[step]! += cube.counts[cell * width + step] as number;
    }
  }
  const soleRule = (row: number) => {
    const bits = (ledger.flags[row] as number) & ledger.masks.exclude;
    const isSole = bits !== 0 && (bits & (bits - 1)) === 0;
    return isSole && bucketOf(row) < byHandBucket ? 31 - Math.clz32(bits) : -1;
  };
  const soleRules = Int8Array.from(excluded, soleRule);
  for (const rule of soleRules) if (rule >= 0) soleResponses[rule]!++;
  const soleCounts = new Uint32Array(ruleCount * width);
  columns.forEach(({ codes, values }, index) => {
    const { offset } = measures[index] as CubeMeasure;
    excluded.forEach((row, place) => {
      const code = codes[row] as number;
      if (code === 0 || code > values.length) return;
      counts[bucketOf(row) * width + offset + code - 1]!++;
      const rule = soleRules[place] as number;
      if (rule >= 0) soleCounts[rule * width + offset + code - 1]!++;
    });
  });
  return {
    rowCount: table.rowCount,
    responses,
    counts,
    soleCounts,
    soleResponses,
    marked,
    open,
    unfit: ledger.unfit,
    keptByHand,
    toVerify,
    toLookAt,
    months: Int32Array.from(byMonth.months),
    monthCounts: byMonth.figures.slice(0, byMonth.months.length * monthWidth),
  };
}

/** Rows of figures per month, given out in order of appearance. */
function monthCounter() {
  const places = new Map<number, number>();
  const months: number[] = [];
  let last = NaN;
  let place = 0;
  const counter = {
    months,
    figures: new Uint32Array(16 * monthWidth),
    /** Index of the month's first figure. */
    place(month: number): number {
      if (month === last) return place;
      last = month;
      const known = places.get(month);
      if (known !== undefined) return (place = known);
      place = months.length * monthWidth;
      months.push(month);
      places.set(month, place);
      if (place + monthWidth > counter.figures.length) {
        const grown = new Uint32Array(counter.figures.length * 2);
        grown.set(counter.figures);
        counter.figures = grown;
      }
      return place;
    },
  };
  return counter;
}
