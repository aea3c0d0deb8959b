import type { PeriodUnit } from '../model/period';
import {
  aggregate,
  answersIn,
  merged,
  wholeGroup,
  withoutSmallAcross,
  withoutSmallBeside,
  type Aggregate,
} from './aggregate';
import { smallestBase } from './levels';
import type { ResponseCube } from './responseCube';
import { acrossPeriods, pairKey, type Scope } from './scope';
import { filtersOf, mayShowInside, withoutFilter } from './scopePrivacy';
import { hiddenCells, hiddenCross, hiddenPeriods } from './suppression';

/** Groups side by side with what may be shown of them; a hidden one keeps its size, but no answers. */
export interface ShownGroup extends Aggregate {
  readonly isHidden: boolean;
}

/** The responses of a scope as one group, without what would give few answers away. */
export function scopeGroup(cubes: readonly ResponseCube[], scope: Scope): Aggregate {
  return besideWider(cubes, scope, () => aggregate(cubes, scope, { by: 'none' })[0] as Aggregate);
}

/** A scope's group without what few answered, or what the scopes around it would give away. */
function besideWider(
  cubes: readonly ResponseCube[],
  scope: Scope,
  read: () => Aggregate,
): Aggregate {
  const filters = filtersOf(scope);
  const whole = wholeGroup(cubes);
  if (filters.length === 0) return withoutSmallBeside(whole, []);
  const around =
    filters.length === 1
      ? []
      : filters.map(
          (filter) =>
            aggregate(cubes, withoutFilter(scope, filter), { by: 'none' })[0] as Aggregate,
        );
  return withoutSmallBeside(read(), [whole, ...around]);
}

/** The periods of a scope, its own periods aside, in time order. */
export function periodGroups(
  cubes: readonly ResponseCube[],
  scope: Scope,
  unit: PeriodUnit,
): ShownGroup[] {
  return periodsAndWhole(cubes, scope, unit).periods;
}

/** A scope as one group, and its periods; one reading of the cubes serves both where it can. */
export function periodsAndWhole(
  cubes: readonly ResponseCube[],
  scope: Scope,
  unit: PeriodUnit,
): { readonly whole: Aggregate; readonly periods: ShownGroup[] } {
  const wide = acrossPeriods(scope);
  const all = aggregate(cubes, wide, { by: 'period', unit, keepsUndated: true });
  const groups = all.filter(({ group }) => group !== '');
  const undated = all.find(({ group }) => group === '')?.responses ?? 0;
  const mayShow =
    filtersOf(wide).length === 0 ? null : mayShowInside(cubes, wide, [{ kind: 'period', unit }]);
  const cells = groups.map(({ group: key, responses: count }) => ({
    key,
    count,
    isForced: mayShow !== null && !mayShow([key]),
  }));
  // Responses without a date are in the whole, but in no period.
  const [, ...hidden] = hiddenPeriods([{ key: '', count: undated, isForced: false }, ...cells]);
  return {
    whole:
      scope.periods.length > 0
        ? scopeGroup(cubes, scope)
        : besideWider(cubes, scope, () => merged(all)),
    periods: shown(groups, hidden),
  };
}

/** The values of a segment in a scope, the largest first; the blank one is "no answer". */
export function cutGroups(
  cubes: readonly ResponseCube[],
  scope: Scope,
  segmentId: string,
): ShownGroup[] {
  const groups = aggregate(cubes, scope, { by: 'segment', segmentId });
  const mayShow =
    filtersOf(scope).length === 0
      ? null
      : mayShowInside(cubes, scope, [{ kind: 'segment', segmentId }]);
  const hidden = hiddenCells(
    groups.map(({ responses }) => responses),
    true,
    smallestBase,
    groups.map(({ group }) => mayShow !== null && !mayShow([group])),
  );
  return shown(groups, hidden);
}

/** Values of a segment that one side of a table can hold. */
const mostCrossed = 30;

/** A table of two segments: values of each, and the group at every place; null where there is nobody. */
export interface CrossGroups {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly groups: readonly (readonly (ShownGroup | null)[])[];
}

/**
 * The combinations of two segments in a scope. Rows and columns that are hidden by themselves are hidden
 * altogether; the rest holds against the totals of rows and columns, "no answer" included, and against
 * the same table without the scope's filters.
 */
export function crossGroups(
  cubes: readonly ResponseCube[],
  scope: Scope,
  segmentIds: readonly [string, string],
): CrossGroups {
  const [rowGroups, columnGroups] = segmentIds.map((id) =>
    cutGroups(cubes, scope, id).slice(0, mostCrossed),
  ) as [ShownGroup[], ShownGroup[]];
  const byKey = new Map(
    aggregate(cubes, scope, { by: 'pair', segmentIds }).map((group) => [group.group, group]),
  );
  const mayShow =
    filtersOf(scope).length === 0
      ? null
      : mayShowInside(
          cubes,
          scope,
          segmentIds.map((segmentId) => ({ kind: 'segment', segmentId })),
        );
  const cells = rowGroups.map((row) =>
    columnGroups.map((column) => ({
      group: byKey.get(pairKey(row.group, column.group)) ?? null,
      isForced:
        row.isHidden ||
        column.isHidden ||
        (mayShow !== null && !mayShow([row.group, column.group])),
    })),
  );
  const counts = cells.map((line) => line.map(({ group }) => group?.responses ?? 0));
  const hidden = hiddenCross(
    counts,
    cells.map((line) => line.map(({ isForced }) => isForced)),
  );
  // What few answered is left out of every cell whose row or column would tell.
  const ids = new Set([...byKey.values()].flatMap(({ tallies }) => [...tallies.keys()]));
  const gone = cells.map((line) => line.map(() => new Set<string>()));
  for (const id of ids) {
    const answers = cells.map((line) =>
      line.map(({ group }) => {
        const tally = group?.tallies.get(id);
        return tally ? answersIn(tally) : 0;
      }),
    );
    hiddenCross(answers, hidden).forEach((line, r) =>
      line.forEach((isHidden, c) => {
        if (isHidden) gone[r]?.[c]?.add(id);
      }),
    );
  }
  const named = (groups: readonly ShownGroup[]) =>
    groups.flatMap(({ group }, at) => (group === '' ? [] : [{ value: group, at }]));
  return {
    rows: named(rowGroups).map(({ value }) => value),
    columns: named(columnGroups).map(({ value }) => value),
    groups: named(rowGroups).map(({ at: r }) =>
      named(columnGroups).map(({ at: c }): ShownGroup | null => {
        const group = cells[r]?.[c]?.group;
        if (!group) return null;
        const tallies = new Map([...group.tallies].filter(([id]) => !gone[r]?.[c]?.has(id)));
        return hidden[r]?.[c] === true ? emptied(group) : { ...group, tallies, isHidden: false };
      }),
    ),
  };
}

function shown(groups: readonly Aggregate[], hidden: readonly boolean[]): ShownGroup[] {
  return withoutSmallAcross(groups, hidden).map((group, at) =>
    hidden[at] === true ? emptied(group) : { ...group, isHidden: false },
  );
}

function emptied(group: Aggregate): ShownGroup {
  return { ...group, tallies: new Map(), isHidden: true };
}
