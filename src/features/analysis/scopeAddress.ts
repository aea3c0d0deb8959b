import type { Scope } from '../../domain/scoring/scope';
import type { PeriodUnit } from '../../domain/model/period';
import type { AddressQuery } from '../../shared/address';

/** What the analysis room keeps in the address. */
export interface AnalysisView {
  readonly scope: Scope;
  readonly unit: PeriodUnit;
  readonly paretoSegment: string | null;
}

const segmentPrefix = 's.';

/** Reads a view from an address; what is missing is the default. */
export function viewFromQuery(query: AddressQuery): AnalysisView {
  return {
    scope: {
      segments: Object.entries(query)
        .filter(([key]) => key.startsWith(segmentPrefix))
        .map(([key, values]) => ({ segmentId: key.slice(segmentPrefix.length), values })),
      periods: query['period'] ?? [],
      sourceIds: query['source'] ?? [],
    },
    unit: query['unit']?.[0] === 'month' ? 'month' : 'quarter',
    paretoSegment: query['pareto']?.[0] ?? null,
  };
}

/** Writes a view into an address; defaults are left out. */
export function queryFromView({ scope, unit, paretoSegment }: AnalysisView): AddressQuery {
  const query: Record<string, readonly string[]> = {};
  for (const { segmentId, values } of scope.segments)
    query[`${segmentPrefix}${segmentId}`] = values;
  query['period'] = scope.periods;
  query['source'] = scope.sourceIds;
  if (unit === 'month') query['unit'] = [unit];
  if (paretoSegment !== null) query['pareto'] = [paretoSegment];
  return query;
}
