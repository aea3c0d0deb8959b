import { isInSources, rowGroups, type SourceRows } from './linearisedError';
import type { CauseCount } from './pareto';
import { periodFilter, type Scope } from './scope';

/** How often each value of a segment occurs in scope, from the rows; "no answer" is left out. */
export function countValues(
  sources: readonly { readonly rows: SourceRows }[],
  scope: Scope,
  segmentId: string,
): CauseCount[] {
  const inPeriod = periodFilter(scope);
  const counts = new Map<string, number>();
  for (const { rows } of sources) {
    const { table, ledger, months } = rows;
    const segment = table.segments.find((one) => one.segmentId === segmentId);
    if (!segment || !isInSources(scope, table)) continue;
    const groups = rowGroups(table, ledger, months, scope, (month) => (inPeriod(month) ? 0 : -1));
    groups?.forEach((group, row) => {
      const value = segment.values[(segment.codes[row] as number) - 1];
      if (group === 0 && value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    });
  }
  return [...counts].map(([name, count]) => ({ id: name, name, count }));
}
