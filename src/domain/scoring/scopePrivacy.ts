import { noMonth, periodKey } from '../model/period';
import { smallestBase } from './levels';
import type { ResponseCube } from './responseCube';
import { acrossPeriods, allowedCodes, periodFilter, type Scope } from './scope';
import { hiddenCells, mayStandBeside } from './suppression';

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
  const sizeOf = (kept: number) =>
    cells.reduce((sum, { count, chosen }) => ((chosen & kept) === kept ? sum + count : sum), 0);
  const all = 2 ** filters.length - 1;
  const n = sizeOf(all);
  if (n < smallestBase) return { kind: 'tooFew' };
  for (let kept = 0; kept < all; kept++) {
    const filter = filters.find((_, at) => !(kept & (1 << at)));
    if (filter && !mayStandBeside(sizeOf(kept), n)) return { kind: 'difference', filter };
  }
  for (let together = 1; together <= all; together++) {
    const left = partOfHidden(cells, together);
    const filter = filters.find((_, at) => together & (1 << at));
    if (left && filter) return { kind: 'partOfHidden', filter, values: left };
  }
  return null;
}

/** Responses with one combination of values of the filters; bit f of `chosen`: filter f lets them in. */
interface JointCell {
  readonly values: readonly string[];
  readonly chosen: number;
  count: number;
}

/**
 * The combinations of values of some filters (bits of `together`) that are hidden beside others in scope,
 * but are not in it themselves; null where all or none of the hidden ones are in. Whatever two scopes
 * pass, their difference holds all that is hidden, or nothing of it.
 */
function partOfHidden(cells: readonly JointCell[], together: number): string[] | null {
  const known = new Map<string, { count: number; isIn: boolean }>();
  for (const { values, chosen, count } of cells) {
    const key = values.filter((_, at) => together & (1 << at)).join(' · ');
    const entry = known.get(key);
    if (entry) entry.count += count;
    else known.set(key, { count, isIn: (chosen & together) === together });
  }
  const entries = [...known];
  const hidden = hiddenCells(
    entries.map(([, { count }]) => count),
    true,
  );
  const gone = entries.filter((_, at) => hidden[at]);
  const outside = gone.filter(([, { isIn }]) => !isIn).map(([value]) => value);
  return outside.length === 0 || outside.length === gone.length ? null : outside;
}

function filtersOf(scope: Scope): ScopeFilter[] {
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

/** One pass over the cubes: how many responses have each combination of values of the filters. */
function jointCells(
  cubes: readonly ResponseCube[],
  scope: Scope,
  filters: readonly ScopeFilter[],
): JointCell[] {
  const joint = new Map<string, JointCell>();
  const unit = scope.periods.some((key) => !key.includes('Q')) ? 'month' : 'quarter';
  const inPeriod = periodFilter(scope);
  for (const cube of cubes) {
    const { axes, cellCodes, cellMonths, responses, cellCount, sourceId } = cube;
    const read = filters.map((filter) => {
      switch (filter.kind) {
        case 'source': {
          const isIn = scope.sourceIds.includes(sourceId);
          return () => ({ value: sourceId, isIn });
        }
        case 'period': {
          const known = new Map<number, { value: string; isIn: boolean }>();
          return (cell: number) => {
            const month = cellMonths[cell] as number;
            let found = known.get(month);
            if (!found) {
              const value = month === noMonth ? '' : periodKey(month, unit);
              known.set(month, (found = { value, isIn: inPeriod(month) }));
            }
            return found;
          };
        }
        case 'segment': {
          const axis = axes.findIndex(({ segmentId }) => segmentId === filter.segmentId);
          const allowed = allowedCodes(scope, filter.segmentId, axes[axis]?.values ?? []);
          const byCode = ['', ...(axes[axis]?.values ?? [])].map((value, code) => ({
            value,
            isIn: axis >= 0 && allowed?.[code] === 1,
          }));
          return (cell: number) =>
            byCode[axis < 0 ? 0 : (cellCodes[cell * axes.length + axis] ?? 0)];
        }
      }
    });
    for (let cell = 0; cell < cellCount; cell++) {
      const found = read.map((valueAt) => valueAt(cell) as { value: string; isIn: boolean });
      const key = found.map(({ value, isIn }) => `${isIn ? 1 : 0}${value}`).join('\u0000');
      const count = responses[cell] as number;
      const known = joint.get(key);
      if (known) known.count += count;
      else {
        joint.set(key, {
          values: found.map(({ value }) => value),
          chosen: found.reduce((bits, { isIn }, at) => (isIn ? bits | (1 << at) : bits), 0),
          count,
        });
      }
    }
  }
  return [...joint.values()];
}
