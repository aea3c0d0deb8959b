import type { DriverRequest } from '../../domain/scoring/driverReport';
import type { Scope } from '../../domain/scoring/scope';
import type { PeriodUnit } from '../../domain/model/period';
import type { AddressQuery } from '../../shared/address';

/** The views of the analysis room. */
export const analysisRooms = ['overview', 'segments', 'drivers'] as const;
export type AnalysisRoom = (typeof analysisRooms)[number];

/** What the analysis room keeps in the address. */
export interface AnalysisView {
  readonly room: AnalysisRoom;
  /** The cut: its segment, a second one, and what it compares (`overall`, `nps`, `csat`, a node). */
  readonly cut: { readonly by: string | null; readonly and: string | null; readonly of: string };
  readonly drivers: Pick<DriverRequest, 'outcome' | 'by'>;
  readonly scope: Scope;
  readonly unit: PeriodUnit;
  readonly paretoSegment: string | null;
}

const segmentPrefix = 's.';

/** Reads a view from an address; what is missing is the default. */
export function viewFromQuery(query: AddressQuery): AnalysisView {
  const asked = query['view']?.[0];
  return {
    room: analysisRooms.find((room) => room === asked) ?? 'overview',
    cut: {
      by: query['by']?.[0] ?? null,
      and: query['and']?.[0] ?? null,
      of: query['of']?.[0] ?? 'overall',
    },
    drivers: {
      outcome: query['outcome']?.[0] === 'recommendation' ? 'recommendation' : 'overall',
      by: query['level']?.[0] === 'dimensions' ? 'dimensions' : 'indicators',
    },
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
export function queryFromView(view: AnalysisView): AddressQuery {
  const { scope, unit, paretoSegment, room, cut, drivers } = view;
  const query: Record<string, readonly string[]> = {};
  for (const { segmentId, values } of scope.segments)
    query[`${segmentPrefix}${segmentId}`] = values;
  query['period'] = scope.periods;
  query['source'] = scope.sourceIds;
  if (room !== 'overview') query['view'] = [room];
  if (cut.by !== null) query['by'] = [cut.by];
  if (cut.and !== null) query['and'] = [cut.and];
  if (cut.of !== 'overall') query['of'] = [cut.of];
  if (drivers.outcome !== 'overall') query['outcome'] = [drivers.outcome];
  if (drivers.by !== 'indicators') query['level'] = [drivers.by];
  if (unit === 'month') query['unit'] = [unit];
  if (paretoSegment !== null) query['pareto'] = [paretoSegment];
  return query;
}
