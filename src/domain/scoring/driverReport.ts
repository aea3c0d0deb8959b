import type { ResponseTable } from '../table/responseTable';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { indicatorsOf, type IndicatorModel } from '../model/indicatorModel';
import { spearman } from '../statistics/correlation';
import {
  driverImportance,
  keyDrivers,
  type Driver,
  type DriverSums,
  type KeyDrivers,
  type NoDrivers,
} from '../statistics/drivers';
import {
  importancePerformance,
  type ImportancePerformance,
} from '../statistics/importancePerformance';
import type { Interval } from '../statistics/intervals';
import { TriangleBuilder } from '../statistics/leastSquares';
import { hasEnough } from './suppression';
import { isInSources, rowGroups, scopedRows, type SourceRows } from './linearisedError';
import { joined, responseIndexes } from './responseIndex';
import { periodFilter, type Scope } from './scope';

/** What is explained: a question, or whether a response has a value of a segment (1) or another (0). */
export type DriverOutcome =
  'overall' | 'recommendation' | { readonly segmentId: string; readonly value: string };

/** What a driver analysis explains, and by what. */
export interface DriverRequest {
  readonly scope: Scope;
  readonly model: IndicatorModel;
  readonly outcome: DriverOutcome;
  readonly by: 'indicators' | 'dimensions';
}

/** A driver with its name, how sure its share is, and how the score does. */
export interface NamedDriver extends Driver {
  readonly id: string;
  readonly name: string;
  /** Share of R²; the shares sum to 1. */
  readonly share: number;
  /** 95 % bootstrap interval of the share; null where too few resamples could be worked out. */
  readonly shareInterval: Interval | null;
  /** Spearman's correlation with the outcome; null without variance in ranks. */
  readonly rankCorrelation: number | null;
  /** Score in scope, as it stands everywhere else. */
  readonly mean: number;
}

/** Why there is nothing to say, beside what the statistics say. */
export type NoDriverReport = NoDrivers | 'noOutcome' | 'noPredictors';

/** Key drivers of a question, or why there are none. */
export interface DriverReport {
  /** Responses in scope, and those that answered everything. */
  readonly responses: number;
  readonly complete: number;
  /** Predictors nobody answered, or all alike: left out. */
  readonly leftOut: readonly string[];
  readonly result:
    | NoDriverReport
    | (Omit<KeyDrivers, 'drivers'> & {
        readonly drivers: readonly NamedDriver[];
        readonly map: ImportancePerformance | null;
        readonly warnings: readonly DriverWarning[];
      });
}

/** What makes a driver analysis unsafe. */
export type DriverWarning = 'fewRows' | 'inflated' | 'weakFit';

/** Fewer complete answers than this per predictor are few (Green 1991 asks 50 + 8 p for R²). */
const leastRows = (predictors: number) => 50 + 8 * predictors;
/** From this inflation on predictors say much the same (O'Brien 2007). */
const inflatedFrom = 5;
/** Below this R² the drivers explain little. */
const weakBelow = 0.1;

const resamples = 300;
/** Rows are resampled in this many blocks at the most; with fewer rows each is its own. */
const mostBlocks = 500;

/**
 * Key drivers of overall satisfaction or recommendation over the responses in scope that answered all
 * predictors (`scoring.md` §5), with seeded bootstrap intervals of the shares. `scores` by node: what is
 * not shown there is left out. `random` gives numbers from 0 to 1 and must be seeded.
 */
export function driverReport(
  sources: readonly SourceRows[],
  request: DriverRequest,
  scores: ReadonlyMap<string, number | null>,
  random: () => number,
): DriverReport {
  const read = readColumns(sources, request);
  const { names, responses } = read;
  const base = { responses, complete: 0, leftOut: [] };
  if (read.outcome.every(Number.isNaN)) return { ...base, result: 'noOutcome' };
  const usable = read.columns.map(
    (column, at) => hasVariance(column) && (scores.get(names[at]?.id ?? '') ?? null) !== null,
  );
  const used = names.filter((_, at) => usable[at]);
  const leftOut = names.filter((_, at) => !usable[at]).map(({ name }) => name);
  if (used.length === 0) return { ...base, leftOut, result: 'noPredictors' };
  const columns = [...read.columns.filter((_, at) => usable[at]), read.outcome];
  const rows = completeRows(columns);
  if (!hasEnough(rows.length)) {
    return { responses, complete: 0, leftOut, result: 'tooFewRows' };
  }
  const rarest = rarestClass(request.outcome, rows, read.outcome);
  if (!hasEnough(rarest)) {
    return { responses, complete: rows.length, leftOut, result: 'tooFewRows' };
  }
  const { sums, blocks } = sumUp(columns, rows, random);
  const found = keyDrivers(sums);
  if (typeof found === 'string')
    return { responses, complete: rows.length, leftOut, result: found };
  const intervals = shareIntervals(blocks, sums.means.length, random);
  const outcome = Array.from(rows, (row) => read.outcome[row] as number);
  const drivers = found.drivers.map((driver, at): NamedDriver => {
    const column = columns[at] as Float64Array;
    const values = Array.from(rows, (row) => column[row] as number);
    return {
      ...driver,
      ...(used[at] as { id: string; name: string }),
      share: found.rSquared > 0 ? driver.importance / found.rSquared : 0,
      shareInterval: intervals?.[at] ?? null,
      rankCorrelation: spearman(values, outcome)?.r ?? null,
      mean: scores.get(used[at]?.id ?? '') as number,
    };
  });
  const warnings: DriverWarning[] = [];
  // Of an outcome that is there or not, the rarer side decides how much can be told.
  if (Math.min(rows.length, 2 * rarest) < leastRows(drivers.length)) warnings.push('fewRows');
  if (drivers.some(({ inflation }) => inflation >= inflatedFrom)) warnings.push('inflated');
  if (found.rSquared < weakBelow) warnings.push('weakFit');
  return {
    responses,
    complete: rows.length,
    leftOut,
    result: {
      ...found,
      drivers,
      map: importancePerformance(
        drivers.map(({ share, mean }) => ({ importance: share, performance: mean })),
      ),
      warnings,
    },
  };
}

/** Predictors and outcome of the responses in scope, all sources one after the other. */
function readColumns(
  sources: readonly SourceRows[],
  { scope, model, outcome, by }: DriverRequest,
): {
  readonly names: readonly { readonly id: string; readonly name: string }[];
  readonly columns: readonly Float64Array[];
  readonly outcome: Float64Array;
  readonly responses: number;
} {
  const names =
    by === 'dimensions'
      ? model.dimensions.map(({ id, name }) => ({ id, name }))
      : indicatorsOf(model).map(({ indicator: { id, name } }) => ({ id, name }));
  const parts = sources.flatMap(({ table, ledger, months }) => {
    if (!isInSources(scope, table)) return [];
    const inPeriod = periodFilter(scope);
    const groups = rowGroups(table, ledger, months, scope, (month) => (inPeriod(month) ? 0 : -1));
    if (!groups) return [];
    const rows = scopedRows(groups);
    const pick = (values: Float64Array) => {
      const picked = new Float64Array(rows.length);
      for (let at = 0; at < rows.length; at++) picked[at] = values[rows[at] as number] as number;
      return picked;
    };
    const outcomeAt = outcomeOf(table, outcome);
    return [
      {
        count: rows.length,
        columns: names.map(({ id }) => pick(responseIndexes(table, model, id))),
        outcome: Float64Array.from(rows, outcomeAt),
      },
    ];
  });
  return {
    names,
    columns: names.map((_, at) => joined(parts.map(({ columns }) => columns[at] as Float64Array))),
    outcome: joined(parts.map((part) => part.outcome)),
    responses: parts.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The outcome of each row of a table; NaN where it was not answered. */
function outcomeOf(table: ResponseTable, outcome: DriverOutcome): (row: number) => number {
  if (typeof outcome === 'object') {
    const segment = table.segments.find(({ segmentId }) => segmentId === outcome.segmentId);
    const wanted = (segment?.values.indexOf(outcome.value) ?? -1) + 1;
    return (row) => {
      const code = segment?.codes[row] ?? 0;
      return code === 0 ? NaN : code === wanted ? 1 : 0;
    };
  }
  const question = outcome === 'overall' ? table.overall : table.recommendation;
  return (row) => question?.scores[(question.codes[row] as number) - 1] ?? NaN;
}

/** Complete answers on the rarer side of an outcome of two values; all for a question. */
function rarestClass(outcome: DriverOutcome, rows: Uint32Array, values: Float64Array): number {
  if (typeof outcome !== 'object') return rows.length;
  let ones = 0;
  for (const row of rows) if (values[row] === 1) ones++;
  return Math.min(ones, rows.length - ones);
}

function hasVariance(column: Float64Array): boolean {
  let first = NaN;
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) return true;
  }
  return false;
}

function completeRows(columns: readonly Float64Array[]): Uint32Array {
  const found = new Uint32Array(columns[0]?.length ?? 0);
  let count = 0;
  rows: for (let row = 0; row < found.length; row++) {
    for (const column of columns) if (Number.isNaN(column[row])) continue rows;
    found[count++] = row;
  }
  return found.slice(0, count);
}

/** Rows drawn together: their number, sums and triangle, all of deviations from the means. */
interface Block {
  readonly n: number;
  readonly sums: readonly number[];
  /** Sums of products, worked out once from the block's own triangle. */
  readonly products: Float64Array;
}

function sumUp(
  columns: readonly Float64Array[],
  rows: Uint32Array,
  random: () => number,
): { readonly sums: DriverSums; readonly blocks: readonly Block[] } {
  const n = rows.length;
  const width = columns.length;
  const means = columns.map((column) => {
    let sum = 0;
    for (const row of rows) sum += column[row] as number;
    return sum / n;
  });
  const count = Math.min(mostBlocks, n);
  const builders = Array.from({ length: count }, () => new TriangleBuilder(width));
  const sizes = new Float64Array(count);
  const totals = Array.from({ length: count }, () => new Array<number>(width).fill(0));
  rows.forEach((row, at) => {
    const block = n <= mostBlocks ? at : Math.floor(random() * count);
    const deviations = columns.map((column, c) => (column[row] as number) - (means[c] as number));
    builders[block]!.add(deviations);
    sizes[block]!++;
    deviations.forEach((value, c) => (totals[block]![c]! += value));
  });
  const whole = new TriangleBuilder(width);
  const blocks = builders.map((builder, at): Block => {
    const triangle = builder.finish();
    whole.addTriangle(triangle);
    return {
      n: sizes[at] as number,
      sums: totals[at] as number[],
      products: Float64Array.from(triangle.transpose().mmul(triangle).to1DArray()),
    };
  });
  return { sums: { n, means, triangle: whole.finish() }, blocks };
}

/**
 * Percentile intervals of the shares over resamples of the blocks. The resamples use sums of products of
 * centred ratings: they state a spread, not the estimate, which is by QR.
 */
function shareIntervals(
  blocks: readonly Block[],
  width: number,
  random: () => number,
): Interval[] | null {
  const shares: number[][] = Array.from({ length: width - 1 }, () => []);
  for (let draw = 0; draw < resamples; draw++) {
    let n = 0;
    const sums = new Array<number>(width).fill(0);
    const products = new Float64Array(width * width);
    for (let at = 0; at < blocks.length; at++) {
      const block = blocks[Math.floor(random() * blocks.length)] as Block;
      n += block.n;
      for (let c = 0; c < width; c++) sums[c]! += block.sums[c] as number;
      for (let cell = 0; cell < products.length; cell++) products[cell]! += block.products[cell]!;
    }
    const centred = Array.from({ length: width }, (_, row) =>
      sums.map((sum, c) => products[row * width + c]! - ((sums[row] as number) * sum) / n),
    );
    const root = new CholeskyDecomposition(new Matrix(centred));
    if (!root.isPositiveDefinite()) continue;
    const triangle = root.lowerTriangularMatrix.transpose();
    const importance = driverImportance({ n, means: sums, triangle });
    const total = importance?.reduce((sum, one) => sum + one, 0) ?? 0;
    if (!importance || !(total > 0)) continue;
    importance.forEach((one, at) => shares[at]?.push(one / total));
  }
  // With many resamples lost the rest no longer stands for the sample.
  if ((shares[0]?.length ?? 0) < 0.9 * resamples) return null;
  return shares.map((values): Interval => {
    const sorted = values.sort((a, b) => a - b);
    return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
  });
}

function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] as number;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] as number) - below);
}
