import type { TrapAnswer } from '../../../domain/cleaning/trapFailed';
import { askedAnswer } from '../../../domain/table/attentionCheck';
import { answerWord } from '../../../domain/table/ratingScale';
import { isScored, type Source } from '../../../domain/table/source';

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

/** The attention checks whose wording says which answer passes. */
export function trapsByWording(sources: readonly Source[]): TrapAnswer[] {
  const found = new Map<string, TrapAnswer>();
  for (const { role, values } of sources.flatMap(({ columns }) => columns)) {
    if (role.kind !== 'segment' || role.meaning !== 'trap') continue;
    const asked = askedAnswer(role.segmentId);
    const accepted = values.filter((value) => answerWord(value) === answerWord(asked ?? ''));
    if (accepted.length > 0) found.set(role.segmentId, { segmentId: role.segmentId, accepted });
  }
  return [...found.values()];
}
