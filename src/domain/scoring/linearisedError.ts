import { isKept, type Ledger } from '../cleaning/ledger';
import type { Indicator, IndicatorModel, ModelNode } from '../model/indicatorModel';
import { noMonth, periodKey, type PeriodUnit } from '../model/period';
import { momentsOf } from '../statistics/histogram';
import { meanInterval, type Interval } from '../statistics/intervals';
import type { ResponseTable } from '../table/responseTable';
import type { Aggregate } from './aggregate';
import type { ResponseCube } from './responseCube';
import { acrossPeriods, allowedCodes, periodFilter, type Scope } from './scope';
import { periodGroups, scopeGroup } from './shownGroups';
import type { Tally } from './tally';

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

/** Precision of the overall score, and by id of each dimension and each indicator that has parts. */
export interface GroupPrecision {
  readonly overall: NodePrecision;
  readonly nodes: ReadonlyMap<string, NodePrecision>;
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
  const byPeriod = periodGroups(cubes, scope, unit);
  const periodIndex = new Map(byPeriod.map(({ group }, index) => [group, index]));
  const inPeriod = periodFilter(scope);

  const inScope = errorsOf(sources, model, [scopeGroup(cubes, scope)], scope, (month) =>
    inPeriod(month) ? 0 : -1,
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

/** Precision of each group, in the order of `groups`; `groupOfMonth` gives a row's group or −1. */
function errorsOf(
  sources: readonly SourceRows[],
  model: IndicatorModel,
  groups: readonly Aggregate[],
  scope: Scope,
  groupOfMonth: (month: number) => number,
): GroupPrecision[] {
  return groupPrecision(model, groups, sources, ({ table, ledger, months }) =>
    isInSources(scope, table) ? rowGroups(table, ledger, months, scope, groupOfMonth) : null,
  );
}

/** True when the scope lets the source of a table through. */
export function isInSources(scope: Scope, table: ResponseTable): boolean {
  return scope.sourceIds.length === 0 || scope.sourceIds.includes(table.sourceId);
}

/**
 * Precision of each group. `groupsOf` gives the group of each row of a source, −1 for none; null for a
 * source without any row in them.
 */
export function groupPrecision(
  model: IndicatorModel,
  groups: readonly Aggregate[],
  sources: readonly SourceRows[],
  groupsOf: (source: SourceRows) => Int32Array | null,
): GroupPrecision[] {
  const composites = compositesOf(model);
  const effects = groups.map((group) => effectsOf(model, composites, group));
  // Per group: Σz² and n of each composite, the overall score last.
  const squares = groups.map(() => new Float64Array(composites.length + 1));
  const counts = groups.map(() => new Float64Array(composites.length + 1));
  for (const source of sources) {
    const groupOf = groupsOf(source);
    if (groupOf) addSource(source.table, groupOf, composites, effects, squares, counts);
  }
  return groups.map((_, group) => {
    const precision = (node: number): NodePrecision => {
      const n = counts[group]?.[node] ?? 0;
      const sum = squares[group]?.[node] ?? 0;
      return { n, standardError: n < 2 ? null : Math.sqrt((n / (n - 1)) * sum) };
    };
    return {
      overall: precision(composites.length),
      nodes: new Map(composites.map(({ node }, index) => [node.id, precision(index)])),
    };
  });
}

/** A node scored from others: a dimension, or an indicator of parts. */
interface Composite {
  readonly node: ModelNode;
  readonly indicators: readonly Indicator[];
  readonly isDimension: boolean;
}

function compositesOf({ dimensions }: IndicatorModel): Composite[] {
  return dimensions.flatMap((dimension) => [
    { node: dimension, indicators: dimension.indicators, isDimension: true },
    ...dimension.indicators
      .filter(({ parts }) => parts.length > 0)
      .map((node) => ({ node, indicators: node.parts, isDimension: false })),
  ]);
}

/** What one answer does to the score of a node above it. */
interface Effect {
  readonly mean: number;
  /** Share of the rated indicator in the node, over its answers: aⱼ / nⱼ. */
  readonly factor: number;
}

interface GroupEffects {
  /** By composite, of each rated indicator under it. */
  readonly byComposite: readonly ReadonlyMap<string, Effect>[];
  /** Share of each composite in the overall score; 0 for what was not measured or is no dimension. */
  readonly shares: readonly number[];
}

function effectsOf(
  { dimensions }: IndicatorModel,
  composites: readonly Composite[],
  group: Aggregate,
): GroupEffects {
  const byComposite = composites.map(({ indicators }) => {
    const effects = new Map<string, Effect>();
    addEffects(indicators, 1, group, effects);
    return effects;
  });
  const weights = composites.map(({ node, isDimension }, at) =>
    isDimension && node.weight > 0 && (byComposite[at]?.size ?? 0) > 0 ? node.weight : 0,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    byComposite,
    shares: dimensions.length === 0 || total <= 0 ? weights : weights.map((one) => one / total),
  };
}

/** Adds the effects of what was measured among siblings that share `share`. */
function addEffects(
  siblings: readonly Indicator[],
  share: number,
  group: Aggregate,
  into: Map<string, Effect>,
): void {
  const measured = siblings.filter(
    (indicator) => indicator.weight > 0 && isMeasured(indicator, group),
  );
  const sum = measured.reduce((total, { weight }) => total + weight, 0);
  for (const indicator of measured) {
    const own = (share * indicator.weight) / sum;
    if (indicator.parts.length > 0) {
      addEffects(indicator.parts, own, group, into);
      continue;
    }
    const moments = momentsOf(group.tallies.get(indicator.id) as Tally);
    if (moments) into.set(indicator.id, { mean: moments.mean, factor: own / moments.n });
  }
}

function isMeasured({ id, parts }: Indicator, group: Aggregate): boolean {
  if (parts.length > 0) return parts.some((part) => part.weight > 0 && isMeasured(part, group));
  return group.tallies.get(id)?.counts.some((count) => count > 0) ?? false;
}

function addSource(
  table: ResponseTable,
  groupOf: Int32Array,
  composites: readonly Composite[],
  effects: readonly GroupEffects[],
  squares: readonly Float64Array[],
  counts: readonly Float64Array[],
): void {
  const overall = new Float64Array(table.rowCount);
  const hasOverall = new Uint8Array(table.rowCount);
  composites.forEach(({ indicators }, at) => {
    const deviation = new Float64Array(table.rowCount);
    const answered = new Uint8Array(table.rowCount);
    for (const { id } of indicators.flatMap((one) => (one.parts.length > 0 ? one.parts : [one]))) {
      const column = table.ratings.find((rating) => rating.indicatorId === id);
      if (!column) continue;
      const steps = column.scores.length;
      const { codes } = column;
      // Deviation by group and code, so that the loop over rows only looks up.
      const stride = steps + 1;
      const lookup = new Float64Array(effects.length * stride);
      const isUsed = new Uint8Array(effects.length);
      effects.forEach(({ byComposite }, group) => {
        const effect = byComposite[at]?.get(id);
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
      squares[group]![at]! += z * z;
      counts[group]![at]!++;
      const share = effects[group]?.shares[at] ?? 0;
      if (share > 0) {
        overall[row]! += share * z;
        hasOverall[row] = 1;
      }
    }
  });
  const last = composites.length;
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

/** The rows of group 0, in their order. */
export function scopedRows(groups: Int32Array): Uint32Array {
  const found = new Uint32Array(groups.length);
  let count = 0;
  for (let row = 0; row < groups.length; row++) if (groups[row] === 0) found[count++] = row;
  return found.slice(0, count);
}
