import type { SegmentFigure } from '../../domain/scoring/segmentFigure';
import { isInSources, rowGroups, type SourceRows } from '../../domain/scoring/linearisedError';
import type { ResponseCube } from '../../domain/scoring/responseCube';
import { periodFilter, type Scope } from '../../domain/scoring/scope';
import { filtersOf, withoutFilter } from '../../domain/scoring/scopePrivacy';
import { cutGroups } from '../../domain/scoring/shownGroups';
import { hasEnough, mayStandBeside } from '../../domain/scoring/suppression';
import type { Source } from '../../domain/table/source';
import { loadChunks } from '../../storage/sourceStore';

interface FigureSource {
  readonly source: Source;
  readonly rows: SourceRows;
}

/**
 * Means of the kept figures (revenue, retention, tenure …) by group of a segment. Groups that are hidden
 * are left out, and means that fewer than five rest on, here or beside the same cut without one of the
 * scope's filters: their difference would give somebody's figure away.
 */
export async function segmentFigures(
  sources: readonly FigureSource[],
  cubes: readonly ResponseCube[],
  scope: Scope,
  segmentId: string,
): Promise<SegmentFigure[]> {
  const shown = new Set(
    cutGroups(cubes, scope, segmentId).flatMap(({ group, isHidden }) => (isHidden ? [] : [group])),
  );
  const inner = await sumsByGroup(sources, scope, segmentId);
  const around = await Promise.all(
    filtersOf(scope).map((filter) => sumsByGroup(sources, withoutFilter(scope, filter), segmentId)),
  );
  return [...inner].map(([name, byGroup]) => ({
    name,
    means: [...byGroup].flatMap(([value, { n, sum }]) =>
      shown.has(value) &&
      hasEnough(n) &&
      around.every((outer) => mayStandBeside(outer.get(name)?.get(value)?.n ?? n, n))
        ? [{ value, mean: sum / n, n }]
        : [],
    ),
  }));
}

type Sums = Map<string, Map<string, { n: number; sum: number }>>;

/** Sums of each figure by group, over the rows in scope. */
async function sumsByGroup(
  sources: readonly FigureSource[],
  scope: Scope,
  segmentId: string,
): Promise<Sums> {
  const inPeriod = periodFilter(scope);
  const found: Sums = new Map();
  for (const { source, rows } of sources) {
    const { table, ledger, months } = rows;
    const figures = source.columns.flatMap(({ role, header }, at) =>
      role.kind === 'number' ? [{ header, at }] : [],
    );
    const segment = table.segments.find((one) => one.segmentId === segmentId);
    if (figures.length === 0 || !segment || !isInSources(scope, table)) continue;
    const groups = rowGroups(table, ledger, months, scope, (month) => (inPeriod(month) ? 0 : -1));
    if (groups === null) continue;
    let first = 0;
    for (const chunk of await loadChunks(source.id)) {
      for (const { header, at } of figures) {
        const column = chunk.columns[at];
        if (column?.kind !== 'numbers') continue;
        let byGroup = found.get(header);
        if (!byGroup) found.set(header, (byGroup = new Map()));
        for (let row = 0; row < chunk.rowCount; row++) {
          const value = column.data[row] as number;
          if (groups[first + row] !== 0 || Number.isNaN(value)) continue;
          const code = segment.codes[first + row] as number;
          const group = code === 0 ? '' : (segment.values[code - 1] ?? '');
          let sums = byGroup.get(group);
          if (!sums) byGroup.set(group, (sums = { n: 0, sum: 0 }));
          sums.n++;
          sums.sum += value;
        }
      }
      first += chunk.rowCount;
    }
  }
  return found;
}
