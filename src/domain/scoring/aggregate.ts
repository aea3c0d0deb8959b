import { noMonth, periodKey } from '../model/period';
import { smallestBase } from './levels';
import type { ResponseCube } from './responseCube';
import {
  allowedCodes,
  pairKey,
  periodFilter,
  wholeScope,
  type Grouping,
  type Scope,
} from './scope';
import { hasEnough, hiddenCells, mayStandBeside } from './suppression';
import type { Tally } from './tally';

/** The counts of one group of responses. */
export interface Aggregate {
  /** Period key, segment value (empty: no answer), or empty when there is one group only. */
  readonly group: string;
  readonly responses: number;
  /** Tally of each measure by its id. */
  readonly tallies: ReadonlyMap<string, Tally>;
}

/**
 * Sums the cells of all cubes that are in scope, group by group. Groups come sorted by period, or
 * by number of responses for segments; responses without a date are in no period. A source that
 * lacks a segment the scope cuts by has no response in it.
 */
export function aggregate(
  cubes: readonly ResponseCube[],
  scope: Scope,
  grouping: Grouping,
): Aggregate[] {
  const groups = new Map<string, MutableAggregate>();
  if (grouping.by === 'none') groups.set('', newAggregate());
  for (const cube of cubes) {
    if (scope.sourceIds.length > 0 && !scope.sourceIds.includes(cube.sourceId)) continue;
    addCube(cube, scope, grouping, groups);
  }
  const result = [...groups].map(([group, { responses, tallies }]) => ({
    group,
    responses,
    tallies,
  }));
  if (grouping.by === 'period') return result.sort((a, b) => (a.group < b.group ? -1 : 1));
  // Of equal groups always the same one stays hidden, here and where a filter is checked.
  return result.sort((a, b) => b.responses - a.responses || (a.group < b.group ? -1 : 1));
}

function segmentsOf(grouping: Grouping): readonly string[] {
  if (grouping.by === 'segment') return [grouping.segmentId];
  return grouping.by === 'pair' ? grouping.segmentIds : [];
}

interface MutableAggregate {
  responses: number;
  tallies: Map<string, { values: number[]; counts: number[] }>;
}

function newAggregate(): MutableAggregate {
  return { responses: 0, tallies: new Map() };
}

function addCube(
  cube: ResponseCube,
  scope: Scope,
  grouping: Grouping,
  groups: Map<string, MutableAggregate>,
): void {
  const { axes, cellCount, cellCodes, cellMonths, responses, counts, width } = cube;
  const cuts: { axis: number; allowed: Uint8Array }[] = [];
  for (const choice of scope.segments) {
    if (choice.values.length === 0) continue;
    const axis = axes.findIndex((candidate) => candidate.segmentId === choice.segmentId);
    const cut = axes[axis];
    if (!cut) return;
    const allowed = allowedCodes(scope, choice.segmentId, cut.values);
    if (allowed) cuts.push({ axis, allowed });
  }
  const inPeriod = periodFilter(scope);
  const groupAxes = segmentsOf(grouping).map((segmentId) =>
    axes.findIndex((axis) => axis.segmentId === segmentId),
  );
  if (groupAxes.includes(-1)) return;
  const valueAt = (cell: number, axis: number) => {
    const code = cellCodes[cell * axes.length + axis] as number;
    return code === 0 ? '' : (axes[axis]?.values[code - 1] ?? '');
  };

  const months = new Map<number, { isIn: boolean; key: string }>();
  const monthInfo = (month: number) => {
    let info = months.get(month);
    if (!info) {
      const key =
        grouping.by === 'period' && month !== noMonth ? periodKey(month, grouping.unit) : '';
      info = { isIn: inPeriod(month), key };
      months.set(month, info);
    }
    return info;
  };

  const sums = new Map<string, { responses: number; steps: Float64Array }>();
  cells: for (let cell = 0; cell < cellCount; cell++) {
    for (const { axis, allowed } of cuts) {
      if (allowed[cellCodes[cell * axes.length + axis] as number] === 0) continue cells;
    }
    const month = cellMonths[cell] as number;
    const info = monthInfo(month);
    if (!info.isIn) continue;
    let key = info.key;
    if (grouping.by === 'period' && month === noMonth && grouping.keepsUndated !== true) continue;
    if (groupAxes.length === 1) key = valueAt(cell, groupAxes[0] as number);
    if (groupAxes.length === 2) {
      key = pairKey(valueAt(cell, groupAxes[0] as number), valueAt(cell, groupAxes[1] as number));
    }
    let sum = sums.get(key);
    if (!sum) {
      sum = { responses: 0, steps: new Float64Array(width) };
      sums.set(key, sum);
    }
    sum.responses += responses[cell] as number;
    const { steps } = sum;
    const from = cell * width;
    for (let step = 0; step < width; step++) steps[step]! += counts[from + step] as number;
  }

  for (const [key, sum] of sums) {
    let group = groups.get(key);
    if (!group) groups.set(key, (group = newAggregate()));
    group.responses += sum.responses;
    for (const measure of cube.measures) {
      let tally = group.tallies.get(measure.id);
      if (!tally) group.tallies.set(measure.id, (tally = { values: [], counts: [] }));
      measure.values.forEach((value, step) => {
        tally.values.push(value);
        tally.counts.push(sum.steps[measure.offset + step] as number);
      });
    }
  }
}

/** Groups of everything, by cube: asked for with every filter, and always the same. */
const wholes = new WeakMap<ResponseCube, Aggregate>();

/** All responses of all cubes as one group. */
export function wholeGroup(cubes: readonly ResponseCube[]): Aggregate {
  return merged(
    cubes.map((cube) => {
      let whole = wholes.get(cube);
      if (!whole) {
        whole = aggregate([cube], wholeScope, { by: 'none' })[0] as Aggregate;
        wholes.set(cube, whole);
      }
      return whole;
    }),
  );
}

/** Several groups as one. */
export function merged(groups: readonly Aggregate[]): Aggregate {
  const tallies = new Map<string, { values: number[]; counts: number[] }>();
  for (const group of groups) {
    for (const [id, { values, counts }] of group.tallies) {
      let tally = tallies.get(id);
      if (!tally) tallies.set(id, (tally = { values: [], counts: [] }));
      tally.values.push(...values);
      tally.counts.push(...counts);
    }
  }
  return { group: '', responses: groups.reduce((sum, one) => sum + one.responses, 0), tallies };
}

/** Number of answers in a tally. */
export function answersIn({ counts }: Tally): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Groups shown side by side without the measures that very few of one answered, nor those that would
 * give these, or the answers of `hidden` groups, away beside the whole: they count as not measured
 * (`scoring.md` §4).
 */
export function withoutSmallAcross(
  groups: readonly Aggregate[],
  hidden: readonly boolean[],
): Aggregate[] {
  const ids = new Set(groups.flatMap(({ tallies }) => [...tallies.keys()]));
  const gone = groups.map(() => new Set<string>());
  for (const id of ids) {
    const counts = groups.map(({ tallies }) => answersIn(tallies.get(id) ?? noAnswers));
    hiddenCells(counts, true, smallestBase, hidden).forEach((isHidden, at) => {
      if (isHidden) gone[at]?.add(id);
    });
  }
  return groups.map((group, at) => ({
    ...group,
    tallies: new Map([...group.tallies].filter(([id]) => !gone[at]?.has(id))),
  }));
}

const noAnswers: Tally = { values: [], counts: [] };

/**
 * A scope without the measures that few answered, or that would give few answers away beside the scopes
 * around it.
 */
export function withoutSmallBeside(group: Aggregate, around: readonly Aggregate[]): Aggregate {
  const tallies = new Map(
    [...withoutSmall(group).tallies].filter(([id, tally]) =>
      around.every(({ tallies: outer }) =>
        mayStandBeside(answersIn(outer.get(id) ?? noAnswers), answersIn(tally)),
      ),
    ),
  );
  return { ...group, tallies };
}

/**
 * A group without the measures that very few of it answered: they count as not measured, so that no
 * score can be worked back to them from the scores above and beside it.
 */
export function withoutSmall(group: Aggregate): Aggregate {
  const tallies = new Map(
    [...group.tallies].filter(([, tally]) => {
      const n = answersIn(tally);
      return n === 0 || hasEnough(n);
    }),
  );
  return { ...group, tallies };
}
