import type { Scope } from '../../../domain/scoring/scope';
import type { EngagementOverview, ScopeValue } from '../../../domain/scoring/overview';

/** What a scope can be narrowed by, feedback records included or not. */
export type ScopeChoices = Pick<EngagementOverview, 'segments' | 'quarters' | 'months' | 'sources'>;

/** The choices of responses, and of feedback records where they are read as well. */
export function mergedChoices(overview: EngagementOverview, withFeedback: boolean): ScopeChoices {
  const { feedback } = overview;
  if (!withFeedback || feedback.received === 0) return overview;
  const ids = new Set(
    [...overview.segments, ...feedback.segments].map(({ segmentId }) => segmentId),
  );
  const valuesOf = (choices: EngagementOverview['segments'], id: string) =>
    choices.find(({ segmentId }) => segmentId === id)?.values ?? [];
  return {
    segments: [...ids].map((segmentId) => ({
      segmentId,
      values: merged(
        valuesOf(overview.segments, segmentId),
        valuesOf(feedback.segments, segmentId),
      ).sort((a, b) => b.count - a.count),
    })),
    quarters: byPeriod(merged(overview.quarters, feedback.quarters)),
    months: byPeriod(merged(overview.months, feedback.months)),
    sources: [...overview.sources, ...feedback.sources],
  };
}

function byPeriod(values: ScopeValue[]): ScopeValue[] {
  return values.sort((a, b) => (a.value < b.value ? -1 : 1));
}

function merged(a: readonly ScopeValue[], b: readonly ScopeValue[]): ScopeValue[] {
  const counts = new Map<string, number>();
  for (const { value, count } of [...a, ...b]) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count }));
}

/** A scope without what this engagement does not have: an address may come from another one. */
export function knownScope(overview: EngagementOverview, scope: Scope): Scope {
  const { segments, sources } = mergedChoices(overview, true);
  return {
    segments: scope.segments.filter(({ segmentId }) =>
      segments.some((known) => known.segmentId === segmentId),
    ),
    periods: scope.periods,
    sourceIds: scope.sourceIds.filter((id) => sources.some((known) => known.id === id)),
  };
}
