import { firstMonth, noMonth, periodKey, type PeriodUnit } from '../model/period';
import type { ResponseCube } from './responseCube';
import { acrossPeriods, allowedCodes, periodFilter, type Scope } from './scope';
import { hasEnough, hiddenCells, hiddenPeriods, mayStandBeside } from './suppression';

/** One thing a scope is narrowed by. */
export type ScopeFilter =
  { readonly kind: 'segment'; readonly segmentId: string } | { readonly kind: 'period' | 'source' };

/** Why a scope is not shown, and the filter to change. */
export type ScopeProblem =
  | { readonly kind: 'tooFew' }
  /** Beside the same scope without the filter it would give away 1 to 4 responses. */
  | { readonly kind: 'difference'; readonly filter: ScopeFilter }
  /** It holds some, but not all, of the values that are hidden together. */
  | {
      readonly kind: 'partOfHidden';
      readonly filter: ScopeFilter;
      readonly values: readonly string[];
    };

/**
 * Checks that no few responses can be worked out by subtracting a scope from those around it
 * (`scoring.md` §4). Two nested cuts differ by none or by at least five; and of the combinations of values
 * that are hidden together, for any of the filters, all or none are in. Null when the scope may be shown.
 */
export function scopeProblem(cubes: readonly ResponseCube[], scope: Scope): ScopeProblem | null {
  const filters = filtersOf(scope);
  const cells = jointCells(cubes, scope, filters);
  return problemOf(
    cells,
    Int32Array.from(cells, ({ chosen }) => chosen),
    filters,
    isByMonth(scope),
  );
}

/**
 * Whether each combination of values of further axes could be a scope of its own inside `scope`. Returns
 * a test; values as in the cubes, periods as keys of `unit`.
 */
export function mayShowInside(
  cubes: readonly ResponseCube[],
  scope: Scope,
  axes: readonly InnerAxis[],
): (values: readonly string[]) => boolean {
  const unit = axes.find((axis) => axis.kind === 'period')?.unit;
  const filters = filtersOf(scope);
  const all = [...filters, ...axes];
  const cells = jointCells(cubes, scope, all, unit);
  const inner = axes.map((_, at) => 1 << (filters.length + at));
  const outer = (1 << filters.length) - 1;
  const chosen = new Int32Array(cells.length);
  return (values) => {
    cells.forEach((cell, at) => {
      let bits = cell.chosen & outer;
      for (let axis = 0; axis < inner.length; axis++) {
        if (cell.values[filters.length + axis] === values[axis]) bits |= inner[axis] as number;
      }
      chosen[at] = bits;
    });
    return problemOf(cells, chosen, all, unit === 'month' || isByMonth(scope)) === null;
  };
}

/** A further axis that a scope is split by. */
export type InnerAxis =
  | { readonly kind: 'segment'; readonly segmentId: string }
  | { readonly kind: 'period'; readonly unit: PeriodUnit };

function isByMonth({ periods }: Scope): boolean {
  return periods.some((key) => !key.includes('Q'));
}

/** `chosen`: by cell, which filters let it in. */
function problemOf(
  cells: readonly JointCell[],
  chosen: Int32Array,
  filters: readonly ScopeFilter[],
  isMonthly: boolean,
): ScopeProblem | null {
  const sizeOf = (kept: number) =>
    cells.reduce(
      (sum, { count }, at) => (((chosen[at] as number) & kept) === kept ? sum + count : sum),
      0,
    );
  const all = 2 ** filters.length - 1;
  const n = sizeOf(all);
  if (!hasEnough(n)) return { kind: 'tooFew' };
  for (let kept = 0; kept < all; kept++) {
    const filter = filters.find((_, at) => !(kept & (1 << at)));
    if (filter && !mayStandBeside(sizeOf(kept), n)) return { kind: 'difference', filter };
  }
  for (let together = 1; together <= all; together++) {
    const filter = filters.find((_, at) => together & (1 << at));
    const isPeriod = filter?.kind === 'period' && together === 1 << filters.indexOf(filter);
    const left =
      isPeriod && isMonthly
        ? partOfHiddenMonths(cells, chosen, filters.indexOf(filter))
        : partOfHidden(cells, chosen, together);
    if (left && filter) return { kind: 'partOfHidden', filter, values: left };
  }
  return null;
}

/** Responses with one combination of values of the filters; bit f of `chosen`: filter f lets them in. */
interface JointCell {
  readonly values: readonly string[];
  readonly chosen: number;
  readonly count: number;
}

/**
 * The combinations of values of some filters (bits of `together`) that are hidden beside others in scope,
 * but are not in it themselves; null where all or none of the hidden ones are in. Whatever two scopes
 * pass, their difference holds all that is hidden, or nothing of it.
 */
function partOfHidden(
  cells: readonly JointCell[],
  chosen: Int32Array,
  together: number,
): string[] | null {
  const entries = grouped(cells, chosen, together);
  const hidden = hiddenCells(
    entries.map(({ count }) => count),
    true,
  );
  return partly(entries.filter((_, at) => hidden[at]));
}

/** The same for months, quarter by quarter: quarters can be chosen as well. */
function partOfHiddenMonths(
  cells: readonly JointCell[],
  chosen: Int32Array,
  at: number,
): string[] | null {
  const months = grouped(cells, chosen, 1 << at);
  const hidden = hiddenPeriods(months.map(({ value, count }) => ({ key: value, count })));
  const byQuarter = new Map<string, Group[]>();
  months.forEach((month, index) => {
    if (!hidden[index]) return;
    const quarter = month.value === '' ? '' : periodKey(firstMonth(month.value) ?? 0, 'quarter');
    byQuarter.set(quarter, [...(byQuarter.get(quarter) ?? []), month]);
  });
  for (const together of byQuarter.values()) {
    const left = partly(together);
    if (left) return left;
  }
  return null;
}

interface Group {
  readonly value: string;
  count: number;
  readonly isIn: boolean;
}

function grouped(cells: readonly JointCell[], chosen: Int32Array, together: number): Group[] {
  const known = new Map<string, Group>();
  for (const [index, { values, count }] of cells.entries()) {
    const value = values.filter((_, at) => together & (1 << at)).join(' · ');
    const entry = known.get(value);
    if (entry) entry.count += count;
    else {
      const isIn = ((chosen[index] as number) & together) === together;
      known.set(value, { value, count, isIn });
    }
  }
  // Of equal counts always the same ones are hidden, whatever order other filters bring them in.
  return [...known.values()].sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)));
}

/** Those outside of a set of which others are inside; null where all or none are. */
function partly(groups: readonly Group[]): string[] | null {
  const outside = groups.filter(({ isIn }) => !isIn).map(({ value }) => value);
  return outside.length === 0 || outside.length === groups.length ? null : outside;
}

/** What a scope is narrowed by. */
export function filtersOf(scope: Scope): ScopeFilter[] {
  return [
    ...scope.segments
      .filter(({ values }) => values.length > 0)
      .map(({ segmentId }) => ({ kind: 'segment' as const, segmentId })),
    ...(scope.periods.length > 0 ? [{ kind: 'period' as const }] : []),
    ...(scope.sourceIds.length > 0 ? [{ kind: 'source' as const }] : []),
  ];
}

/** A scope with one filter taken away. */
export function withoutFilter(scope: Scope, filter: ScopeFilter): Scope {
  switch (filter.kind) {
    case 'segment':
      return {
        ...scope,
        segments: scope.segments.filter(({ segmentId }) => segmentId !== filter.segmentId),
      };
    case 'period':
      return acrossPeriods(scope);
    case 'source':
      return { ...scope, sourceIds: [] };
  }
}

/**
 * One pass over the cubes: how many responses have each combination of values of the filters. A filter
 * that the scope does not choose by lets everything in.
 */
function jointCells(
  cubes: readonly ResponseCube[],
  scope: Scope,
  filters: readonly (ScopeFilter | InnerAxis)[],
  unit: PeriodUnit = isByMonth(scope) ? 'month' : 'quarter',
): JointCell[] {
  const joint = new Map<string, { values: string[]; chosen: number; count: number }>();
  for (const cube of cubes) {
    const readers = filters.map((filter) => axisReader(cube, scope, filter, unit));
    // Counted by number first: there are many cells, and few combinations of the filters.
    const { cellCount, responses } = cube;
    const combinations = readers.reduce((product, { size }) => product * size, 1);
    const counts = combinations <= 1_000_000 ? new Float64Array(combinations) : null;
    const sparse = new Map<number, number>();
    for (let cell = 0; cell < cellCount; cell++) {
      let key = 0;
      for (const { size, indexAt } of readers) key = key * size + indexAt(cell);
      if (counts) counts[key]! += responses[cell] as number;
      else sparse.set(key, (sparse.get(key) ?? 0) + (responses[cell] as number));
    }
    counts?.forEach((count, key) => {
      if (count > 0) sparse.set(key, count);
    });
    for (const [key, count] of sparse) {
      let rest = key;
      const found = readers
        .toReversed()
        .map(({ size, values }) => {
          const value = values[rest % size] as AxisValue;
          rest = Math.floor(rest / size);
          return value;
        })
        .reverse();
      const name = found.map(({ value, isIn }) => `${isIn ? '1' : '0'}${value}`).join('\u0000');
      const known = joint.get(name);
      if (known) known.count += count;
      else {
        joint.set(name, {
          values: found.map(({ value }) => value),
          chosen: found.reduce((bits, { isIn }, at) => (isIn ? bits | (1 << at) : bits), 0),
          count,
        });
      }
    }
  }
  return [...joint.values()];
}

/** How a filter reads the cells of a cube: the number of a cell's value among `values`. */
interface AxisReader {
  /** More than any number; all readers of a cube multiply up to a safe whole number. */
  readonly size: number;
  readonly values: readonly AxisValue[];
  indexAt(cell: number): number;
}

function axisReader(
  { axes, cellCodes, cellMonths, sourceId }: ResponseCube,
  scope: Scope,
  filter: ScopeFilter | InnerAxis,
  unit: PeriodUnit,
): AxisReader {
  switch (filter.kind) {
    case 'source': {
      const isIn = scope.sourceIds.includes(sourceId);
      return { size: 1, values: [{ value: sourceId, isIn }], indexAt: () => 0 };
    }
    case 'period': {
      const inPeriod = periodFilter(scope);
      let first = Infinity;
      let last = noMonth;
      for (const month of cellMonths) {
        if (month === noMonth) continue;
        if (month < first) first = month;
        if (month > last) last = month;
      }
      const months = last === noMonth ? 0 : last - first + 1;
      const values = Array.from({ length: months + 1 }, (_, at): AxisValue => {
        const month = at === 0 ? noMonth : first + at - 1;
        return { value: at === 0 ? '' : periodKey(month, unit), isIn: inPeriod(month) };
      });
      return {
        size: values.length,
        values,
        indexAt(cell) {
          const month = cellMonths[cell] as number;
          return month === noMonth ? 0 : month - first + 1;
        },
      };
    }
    case 'segment': {
      const axis = axes.findIndex(({ segmentId }) => segmentId === filter.segmentId);
      const names = axes[axis]?.values ?? [];
      const allowed = allowedCodes(scope, filter.segmentId, names);
      const values = ['', ...names].map((value, code): AxisValue => ({
        value,
        isIn: axis >= 0 && (allowed === null || allowed[code] === 1),
      }));
      const stride = axes.length;
      return {
        size: values.length,
        values,
        indexAt: (cell) => (axis < 0 ? 0 : (cellCodes[cell * stride + axis] as number)),
      };
    }
  }
}

interface AxisValue {
  readonly value: string;
  readonly isIn: boolean;
}
