import type { TableChunk } from '../table/columns';
import type { Source } from '../table/source';
import { interviewIds, interviewSourceId } from './interviewTable';

/**
 * What is decided or coded about a response of the interviews' source is kept under the id of its
 * interview, as row 0: its row in the table changes when other interviews are added, removed or put back.
 */
export interface OnRow {
  readonly sourceId: string;
  readonly row: number;
}

/** True for the source that an engagement's interviews make up. */
export function isInterviewSource(sourceId: string): boolean {
  return sourceId.startsWith(interviewSourceId(''));
}

/** The row of each interview in the table of interviews, by the interview's id. */
export function interviewRows(source: Source, chunk: TableChunk): Map<string, number> {
  return new Map(interviewIds(source, chunk).map((id, row) => [id, row]));
}

/** What is kept about interviews, on the rows of their table; about interviews not in it, left out. */
export function placedOnRows<T extends OnRow>(
  kept: readonly T[],
  tableId: string,
  rows: ReadonlyMap<string, number>,
): T[] {
  return kept.flatMap((one) => {
    const row = rows.get(one.sourceId);
    return row === undefined ? [] : [{ ...one, sourceId: tableId, row }];
  });
}
