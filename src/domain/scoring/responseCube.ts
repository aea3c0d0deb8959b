import { isKept, type Ledger } from '../cleaning/ledger';
import { firstMonth, monthFinder, noMonth, type MonthIndex } from '../model/period';
import type { ResponseTable, SegmentColumn } from '../table/responseTable';

/** What a cube counts: the ratings of an indicator, of the overall question, or recommendations. */
export interface CubeMeasure {
  readonly kind: 'indicator' | 'overall' | 'recommendation';
  /** The indicator's id; the kind for the other two. */
  readonly id: string;
  /** Value of each step: the score 1–5, for recommendations the answer 0–10. */
  readonly values: readonly number[];
  /** Where the measure's steps begin in a cell's counts. */
  readonly offset: number;
}

/** A segment the cube can be filtered and grouped by. Value code 0 is blank. */
export interface CubeAxis {
  readonly segmentId: string;
  readonly values: readonly string[];
}

/**
 * Counts of the kept responses of one source: for every occupied combination of segment values
 * and month, how often each step of each measure was chosen. All scores and filters are sums
 * over its cells (`architecture.md`, response cube).
 */
export interface ResponseCube {
  readonly sourceId: string;
  readonly axes: readonly CubeAxis[];
  readonly measures: readonly CubeMeasure[];
  readonly width: number;
  readonly cellCount: number;
  /** Value code of axis a in cell c at `c × axes.length + a`. */
  readonly cellCodes: Uint16Array;
  readonly cellMonths: Int32Array;
  readonly responses: Uint32Array;
  /** Count of step s in cell c at `c × width + s`. */
  readonly counts: Uint32Array;
}

/** Segments with more values than this stay out of the cube. */
const mostAxisValues = 60;

/**
 * Axes are added while all combinations they allow stay under this. A table with fewer responses
 * than {@link smallTable} cannot occupy more cells than it has rows, so it takes every axis.
 */
const mostCombinations = 400_000;
const smallTable = 50_000;

/** Counts the kept responses of a table. `months` is the table's {@link monthColumn}. */
export function buildCube(table: ResponseTable, ledger: Ledger, months: Int32Array): ResponseCube {
  const columns = measureColumns(table);
  const measures: CubeMeasure[] = [];
  let width = 0;
  for (const { kind, id, values } of columns) {
    measures.push({ kind, id, values, offset: width });
    width += values.length;
  }
  const axes = chooseAxes(table.segments, table.rowCount);
  const cells = findCells(table, axes, months, ledger);
  const responses = new Uint32Array(cells.count);
  const { cellOf } = cells;
  for (let row = 0; row < table.rowCount; row++) {
    const cell = cellOf[row] as number;
    if (cell >= 0) responses[cell]!++;
  }
  const counts = new Uint32Array(cells.count * width);
  columns.forEach(({ codes, values }, index) => {
    const { offset } = measures[index] as CubeMeasure;
    const steps = values.length;
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] as number;
      const cell = cellOf[row] as number;
      if (code > 0 && code <= steps && cell >= 0) counts[cell * width + offset + code - 1]!++;
    }
  });
  return {
    sourceId: table.sourceId,
    axes: axes.map(({ segmentId, values: names }) => ({ segmentId, values: names })),
    measures,
    width,
    cellCount: cells.count,
    cellCodes: cells.codes,
    cellMonths: cells.months,
    responses,
    counts,
  };
}

/**
 * The month of every response. Where it has no date: the first month of `period`, the quarter of
 * the whole file; `noMonth` when that is not known either.
 */
export function monthColumn(table: ResponseTable, period: string | null): Int32Array {
  const fallback = period === null ? noMonth : (firstMonth(period) ?? noMonth);
  const months = new Int32Array(table.rowCount).fill(fallback);
  if (table.times !== null) {
    const findMonth = monthFinder();
    for (let row = 0; row < months.length; row++) {
      const month = findMonth(table.times[row] as number);
      if (month !== noMonth) months[row] = month;
    }
  }
  return months;
}

/** The columns a cube counts, in the order of its measures. */
export function measureColumns(table: ResponseTable) {
  const columns: {
    kind: CubeMeasure['kind'];
    id: string;
    values: readonly number[];
    codes: Uint8Array;
  }[] = table.ratings.map(({ indicatorId, scores, codes }) => ({
    kind: 'indicator',
    id: indicatorId,
    values: scores,
    codes,
  }));
  if (table.overall) {
    const { scores, codes } = table.overall;
    columns.push({ kind: 'overall', id: 'overall', values: scores, codes });
  }
  if (table.recommendation) {
    const values = Array.from({ length: 11 }, (_, answer) => answer);
    const { codes } = table.recommendation;
    columns.push({ kind: 'recommendation', id: 'recommendation', values, codes });
  }
  return columns;
}

/** Segments in their order while the combinations they allow stay countable. */
function chooseAxes(segments: readonly SegmentColumn[], rowCount: number): SegmentColumn[] {
  const limit = rowCount <= smallTable ? Number.MAX_SAFE_INTEGER / 1e5 : mostCombinations;
  const axes: SegmentColumn[] = [];
  let combinations = 1;
  for (const segment of segments) {
    const size = segment.values.length + 1;
    if (segment.values.length > mostAxisValues || combinations * size > limit) continue;
    combinations *= size;
    axes.push(segment);
  }
  return axes;
}

function findCells(
  table: ResponseTable,
  axes: readonly SegmentColumn[],
  months: Int32Array,
  ledger: Ledger,
) {
  let first: MonthIndex = Infinity;
  let last: MonthIndex = noMonth;
  for (const month of months) {
    if (month === noMonth) continue;
    if (month < first) first = month;
    if (month > last) last = month;
  }
  const monthCount = last === noMonth ? 1 : last - first + 2;
  const combinations = axes.reduce(
    (product, axis) => product * (axis.values.length + 1),
    monthCount,
  );
  const isWide = combinations > 2 ** 31;
  const keys = isWide ? new Float64Array(table.rowCount) : new Int32Array(table.rowCount);
  for (let row = 0; row < keys.length; row++) {
    const month = months[row] as number;
    keys[row] = month === noMonth ? 0 : month - first + 1;
  }
  for (const axis of axes) {
    const size = axis.values.length + 1;
    for (let row = 0; row < keys.length; row++) {
      keys[row] = (keys[row] as number) * size + (axis.codes[row] as number);
    }
  }
  const cellOf = isWide ? new Int32Array(table.rowCount) : (keys as Int32Array);
  // Combination → cell, given out in order of appearance; a table while that stays small.
  const known = combinations <= 4_000_000 ? new Int32Array(combinations).fill(-1) : null;
  const map = new Map<number, number>();
  const rowsOfCells: number[] = [];
  for (let row = 0; row < cellOf.length; row++) {
    if (!isKept(ledger.verdicts[row] as number)) {
      cellOf[row] = -1;
      continue;
    }
    const key = keys[row] as number;
    let cell = known ? (known[key] as number) : (map.get(key) ?? -1);
    if (cell === -1) {
      cell = rowsOfCells.length;
      rowsOfCells.push(row);
      if (known) known[key] = cell;
      else map.set(key, cell);
    }
    cellOf[row] = cell;
  }
  const codes = new Uint16Array(rowsOfCells.length * axes.length);
  const cellMonths = new Int32Array(rowsOfCells.length);
  rowsOfCells.forEach((row, cell) => {
    cellMonths[cell] = months[row] as number;
    axes.forEach((axis, index) => {
      codes[cell * axes.length + index] = axis.codes[row] as number;
    });
  });
  return { cellOf, count: rowsOfCells.length, codes, months: cellMonths };
}
