import type { AggregateRow } from '../../domain/snapshot/aggregates';
import type { ComparedFigures } from '../../domain/snapshot/transfer';

/** A node on both sides, or on one. */
export interface ComparedRow {
  readonly id: string;
  readonly name: string;
  readonly level: AggregateRow['level'];
  readonly before: AggregateRow | null;
  readonly now: AggregateRow | null;
  /** Its weights where they differ; null where they do not. */
  readonly weights: readonly (number | null)[] | null;
}

/** The nodes of both sides: those of now in their order, then those that are gone. */
export function comparedRows(before: ComparedFigures, now: ComparedFigures): ComparedRow[] {
  const earlier = new Map(before.rows.map((row) => [row.id, row]));
  const later = new Set(now.rows.map(({ id }) => id));
  const rowOf = (was: AggregateRow | null, is: AggregateRow | null): ComparedRow => {
    const either = (is ?? was) as AggregateRow;
    const weights = [was?.weight ?? null, is?.weight ?? null];
    const differ = weights[0] !== weights[1];
    return {
      id: either.id,
      name: either.name,
      level: either.level,
      before: was,
      now: is,
      weights: differ ? weights : null,
    };
  };
  return [
    ...now.rows.map((row) => rowOf(earlier.get(row.id) ?? null, row)),
    ...before.rows.filter(({ id }) => !later.has(id)).map((row) => rowOf(row, null)),
  ];
}
