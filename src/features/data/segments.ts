import { isScored, type Source } from '../../domain/table/source';

/** A segment of any scored source with all its values. */
export interface SegmentValues {
  readonly segmentId: string;
  readonly values: readonly string[];
}

/** The segments of the scored sources, each once with the values of all of them. */
export function segmentsOf(sources: readonly Source[]): SegmentValues[] {
  const values = new Map<string, Set<string>>();
  for (const source of sources) {
    if (!isScored(source.kind)) continue;
    for (const { role, values: own } of source.columns) {
      if (role.kind !== 'segment') continue;
      const known = values.get(role.segmentId) ?? new Set();
      for (const value of own) known.add(value);
      values.set(role.segmentId, known);
    }
  }
  return [...values].map(([segmentId, known]) => ({ segmentId, values: [...known] }));
}
