import { isKept, type Ledger } from '../cleaning/ledger';
import type { IndicatorModel } from '../model/indicatorModel';
import { noMonth, periodKey, type PeriodUnit } from '../model/period';
import { meanInterval, type Interval } from '../statistics/intervals';
import type { ResponseTable } from '../table/responseTable';
import { aggregate, type Aggregate } from './aggregate';
import type { ResponseCube } from './responseCube';
import { acrossPeriods, allowedCodes, periodFilter, type Scope } from './scope';
import { summarise } from './tally';

/** A source as the row-wise work needs it. */
export interface SourceRows {
  readonly table: ResponseTable;
  readonly ledger: Ledger;
  readonly months: Int32Array;
}

/** How sure one node's score is: responses with at least one of its answers, standard error. */
export interface NodePrecision {
  readonly n: number;
  /** Null under two responses. */
  readonly standardError: number | null;
}

/** The 95 % interval of a score with this precision; null where none can be stated. */
export function scoreInterval(
  score: number | null,
  precision: NodePrecision | undefined,
): Interval | null {
  if (score === null || !precision || precision.standardError === null) return null;
  return meanInterval(score, precision.standardError, precision.n);
}

/** Precision of the overall score and of each dimension by its id. */
export interface GroupPrecision {
  readonly overall: NodePrecision;
  readonly dimensions: ReadonlyMap<string, NodePrecision>;
}

/** Precision in the whole scope and in each period. */
export interface PrecisionReport {
  readonly scope: GroupPrecision;
  readonly periods: ReadonlyMap<string, GroupPrecision>;
}

/**
 * Standard errors of dimension and overall scores by linearisation over responses
 * (`scoring.md` §1.3): each response's weighted deviations from the indicator means,
 * zᵢ = Σⱼ aⱼ (xᵢⱼ − mⱼ)/nⱼ, SE² = n/(n − 1) Σ zᵢ². Correlated indicators are so accounted for;
 * with one indicator it is the ordinary s/√n.
 */
export function precisionReport(
  sources: readonly SourceRows[],
  cubes: readonly ResponseCube[],
  model: IndicatorModel,
  scope: Scope,
  unit: PeriodUnit,
): PrecisionReport {
  const wide = acrossPeriods(scope);
  const byPeriod = aggregate(cubes, wide, { by: 'period', unit });
  const periodIndex = new Map(byPeriod.map(({ group }, index) => [group, index]));
  const inPeriod = periodFilter(scope);

  const inScope = errorsOf(
    sources,
    model,
    aggregate(cubes, scope, { by: 'none' }),
    scope,
    (month) => (inPeriod(month) ? 0 : -1),
  );
  const perPeriod = errorsOf(sources, model, byPeriod, wide, (month) =>
    month === noMonth ? -1 : (periodIndex.get(periodKey(month, unit)) ?? -1),
  );
  return {
    scope: inScope[0] as GroupPrecision,
    periods: new Map(
      byPeriod.map(({ group }, index) => [group, perPeriod[index] as GroupPrecision]),
    ),
  };
}

function errorsOf(
  sources: readonly SourceRows[],
  model: IndicatorModel,
  groups: readonly Aggregate[],
  scope: Scope,
  groupOfMonth: (month: number) => number,
): GroupPrecision[] {
  const dimensionCount = model.dimensions.length;
  const effects = groups.map((group) => effectsOf(model, group));
  // Per group: Σz² and n of each dimension, the overall score last.
  const squares = groups.map(() => new Float64Array(dimensionCount + 1));
  const counts = groups.map(() => new Float64Array(dimensionCount + 1));
  for (const source of sources) {
    addSource(source, scope, groupOfMonth, model, effects, squares, counts);
  }
  return groups.map((_, group) => {
    const precision = (node: number): NodePrecision => {
      const n = counts[group]?.[node] ?? 0;
      const sum = squares[group]?.[node] ?? 0;
      return { n, standardError: n < 2 ? null : Math.sqrt((n / (n - 1)) * sum) };
    };
    return {
      overall: precision(dimensionCount),
      dimensions: new Map(model.dimensions.map(({ id }, index) => [id, precision(index)])),
    };
  });
}

/** What one answer of an indicator does to its dimension's score. */
interface Effect {
  readonly mean: number;
  /** aⱼ / nⱼ inside the dimension. */
  readonly factor: number;
}

interface GroupEffects {
  readonly indicators: ReadonlyMap<string, Effect>;
  /** Share of each dimension in the overall score; 0 when it was not measured. */
  readonly shares: readonly number[];
}

function effectsOf(model: IndicatorModel, group: Aggregate): GroupEffects {
  const indicators = new Map<string, Effect>();
  const weights = model.dimensions.map((dimension) => {
    const measured = dimension.indicators.flatMap(({ id, weight }) => {
      const { n, mean } = summarise(group.tallies.get(id) ?? { values: [], counts: [] });
      return mean === null || weight <= 0 ? [] : [{ id, weight, n, mean }];
    });
    const sum = measured.reduce((total, { weight }) => total + weight, 0);
    for (const { id, weight, n, mean } of measured) {
      indicators.set(id, { mean, factor: weight / sum / n });
    }
    return measured.length > 0 && dimension.weight > 0 ? dimension.weight : 0;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { indicators, shares: weights.map((weight) => (total > 0 ? weight / total : 0)) };
}

function addSource(
  { table, ledger, months }: SourceRows,
  scope: Scope,
  groupOfMonth: (month: number) => number,
  model: IndicatorModel,
  effects: readonly GroupEffects[],
  squares: readonly Float64Array[],
  counts: readonly Float64Array[],
): void {
  if (scope.sourceIds.length > 0 && !scope.sourceIds.includes(table.sourceId)) return;
  const groupOf = rowGroups(table, ledger, months, scope, groupOfMonth);
  if (groupOf === null) return;
  const overall = new Float64Array(table.rowCount);
  const hasOverall = new Uint8Array(table.rowCount);
  model.dimensions.forEach((dimension, d) => {
    const deviation = new Float64Array(table.rowCount);
    const answered = new Uint8Array(table.rowCount);
    for (const { id } of dimension.indicators) {
      const column = table.ratings.find((rating) => rating.indicatorId === id);
      if (!column) continue;
      const steps = column.scores.length;
      const { codes } = column;
      // Deviation by group and code, so that the loop over rows only looks up.
      const stride = steps + 1;
      const lookup = new Float64Array(effects.length * stride);
      const isUsed = new Uint8Array(effects.length);
      effects.forEach(({ indicators }, group) => {
        const effect = indicators.get(id);
        if (!effect) return;
        isUsed[group] = 1;
        column.scores.forEach((score, step) => {
          lookup[group * stride + step + 1] = effect.factor * (score - effect.mean);
        });
      });
      for (let row = 0; row < codes.length; row++) {
        const code = codes[row] as number;
        const group = groupOf[row] as number;
        if (group < 0 || code === 0 || code > steps || isUsed[group] === 0) continue;
        deviation[row]! += lookup[group * stride + code] as number;
        answered[row] = 1;
      }
    }
    for (let row = 0; row < answered.length; row++) {
      if (answered[row] === 0) continue;
      const group = groupOf[row] as number;
      const z = deviation[row] as number;
      squares[group]![d]! += z * z;
      counts[group]![d]!++;
      const share = effects[group]?.shares[d] ?? 0;
      if (share > 0) {
        overall[row]! += share * z;
        hasOverall[row] = 1;
      }
    }
  });
  const last = model.dimensions.length;
  for (let row = 0; row < hasOverall.length; row++) {
    if (hasOverall[row] === 0) continue;
    const group = groupOf[row] as number;
    squares[group]![last]! += (overall[row] as number) ** 2;
    counts[group]![last]!++;
  }
}

/**
 * Group of each row, −1 for rows that are excluded or out of scope; null when the source lacks a
 * segment the scope cuts by.
 */
export function rowGroups(
  table: ResponseTable,
  ledger: Ledger,
  months: Int32Array,
  scope: Scope,
  groupOfMonth: (month: number) => number,
): Int32Array | null {
  const cuts: { codes: Uint16Array; allowed: Uint8Array }[] = [];
  for (const { segmentId, values } of scope.segments) {
    if (values.length === 0) continue;
    const segment = table.segments.find((candidate) => candidate.segmentId === segmentId);
    if (!segment) return null;
    const allowed = allowedCodes(scope, segmentId, segment.values);
    if (allowed) cuts.push({ codes: segment.codes, allowed });
  }
  const known = new Map<number, number>();
  const groupOf = new Int32Array(table.rowCount);
  let lastMonth = NaN;
  let lastGroup = -1;
  rows: for (let row = 0; row < groupOf.length; row++) {
    groupOf[row] = -1;
    if (!isKept(ledger.verdicts[row] as number)) continue;
    for (const { codes, allowed } of cuts) {
      if (allowed[codes[row] as number] === 0) continue rows;
    }
    const month = months[row] as number;
    if (month !== lastMonth) {
      let group = known.get(month);
      if (group === undefined) known.set(month, (group = groupOfMonth(month)));
      lastMonth = month;
      lastGroup = group;
    }
    groupOf[row] = lastGroup;
  }
  return groupOf;
}
