import type { Scope } from '../../../domain/scoring/scope';

/** A scope with one value of a segment alone; "no answer" is the blank value. */
export function narrowed(scope: Scope, segmentId: string, value: string): Scope {
  const others = scope.segments.filter((choice) => choice.segmentId !== segmentId);
  return { ...scope, segments: [...others, { segmentId, values: [value] }] };
}
