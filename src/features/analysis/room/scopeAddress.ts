import type { DriverOutcome, DriverRequest } from '../../../domain/scoring/driverReport';
import type { Scope } from '../../../domain/scoring/scope';
import type { PeriodUnit } from '../../../domain/model/period';
import type { AddressQuery } from '../../../shared/address';

/** The views of the analysis room. */
export const analysisRooms = [
  'overview',
  'trends',
  'segments',
  'text',
  'drivers',
  'compare',
] as const;
export type AnalysisRoom = (typeof analysisRooms)[number];

/** What the analysis room keeps in the address. */
export interface AnalysisView {
  readonly room: AnalysisRoom;
  /** The cut: its segment, a second one, and what it compares (`overall`, `nps`, `csat`, a node). */
  readonly cut: { readonly by: string | null; readonly and: string | null; readonly of: string };
  readonly drivers: {
    /** Null: the one that suits the data. */
    readonly outcome: DriverOutcome | null;
    readonly by: DriverRequest['by'];
  };
  /** The measures a trend shows, and whether it goes from source to source instead of through time. */
  readonly trend: { readonly of: readonly string[]; readonly byWave: boolean };
  /** What the text view has chosen. */
  readonly text: { readonly themeId: string | null; readonly causes: string | null };
  readonly scope: Scope;
  /** What the scope is compared with. */
  readonly other: Scope;
  readonly unit: PeriodUnit;
  readonly paretoSegment: string | null;
}

const segmentPrefix = 's.';
/** Before the keys of the scope that is compared with. */
const otherPrefix = 'b.';

function scopeFromQuery(query: AddressQuery, prefix: string): Scope {
  return {
    segments: Object.entries(query)
      .filter(([key]) => key.startsWith(prefix + segmentPrefix))
      .map(([key, values]) => ({
        segmentId: key.slice(prefix.length + segmentPrefix.length),
        values,
      })),
    periods: query[`${prefix}period`] ?? [],
    sourceIds: query[`${prefix}source`] ?? [],
  };
}

function scopeToQuery(scope: Scope, prefix: string): AddressQuery {
  return {
    ...Object.fromEntries(
      scope.segments.map(({ segmentId, values }) => [
        `${prefix}${segmentPrefix}${segmentId}`,
        values,
      ]),
    ),
    [`${prefix}period`]: scope.periods,
    [`${prefix}source`]: scope.sourceIds,
  };
}

function outcomeFromQuery(query: AddressQuery): DriverOutcome | null {
  const [kind, segmentId, value] = query['outcome'] ?? [];
  if (kind === 'recommendation' || kind === 'overall') return kind;
  if (kind !== 'value' || segmentId === undefined || value === undefined) return null;
  return { segmentId, value };
}

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
      outcome: outcomeFromQuery(query),
      by: query['level']?.[0] === 'dimensions' ? 'dimensions' : 'indicators',
    },
    trend: { of: query['trend'] ?? [], byWave: query['waves']?.[0] === '1' },
    text: { themeId: query['theme']?.[0] ?? null, causes: query['causes']?.[0] ?? null },
    scope: scopeFromQuery(query, ''),
    other: scopeFromQuery(query, otherPrefix),
    unit: query['unit']?.[0] === 'month' ? 'month' : 'quarter',
    paretoSegment: query['pareto']?.[0] ?? null,
  };
}

/** Writes a view into an address; defaults are left out. */
export function queryFromView(view: AnalysisView): AddressQuery {
  const { scope, other, unit, paretoSegment, room, cut, drivers, trend, text } = view;
  const query: Record<string, readonly string[]> = {
    ...scopeToQuery(scope, ''),
    ...scopeToQuery(other, otherPrefix),
  };
  if (room !== 'overview') query['view'] = [room];
  if (cut.by !== null) query['by'] = [cut.by];
  if (cut.and !== null) query['and'] = [cut.and];
  if (cut.of !== 'overall') query['of'] = [cut.of];
  if (typeof drivers.outcome === 'string') query['outcome'] = [drivers.outcome];
  if (drivers.outcome !== null && typeof drivers.outcome === 'object') {
    query['outcome'] = ['value', drivers.outcome.segmentId, drivers.outcome.value];
  }
  if (drivers.by !== 'indicators') query['level'] = [drivers.by];
  if (trend.of.length > 0) query['trend'] = trend.of;
  if (trend.byWave) query['waves'] = ['1'];
  if (text.themeId !== null) query['theme'] = [text.themeId];
  if (text.causes !== null) query['causes'] = [text.causes];
  if (unit === 'month') query['unit'] = [unit];
  if (paretoSegment !== null) query['pareto'] = [paretoSegment];
  return query;
}
