import {
  interviewRows,
  isInterviewSource,
  placedOnRows,
  type OnRow,
} from '../domain/interviews/interviewRows';
import { AppError } from '../shared/AppError';
import { database } from './database';

/** The rows of a table of interviews by their ids; none for a file. */
async function rowsOf(sourceId: string): Promise<Map<string, number>> {
  const source = await database.sources.get(sourceId);
  const chunk = await database.chunks.get([sourceId, 0]);
  return source && chunk ? interviewRows(source, chunk) : new Map();
}

/** What something about a response is kept under; see {@link OnRow}. Refused where the row is gone. */
export async function keptUnder({
  sourceId,
  row,
}: OnRow): Promise<[sourceId: string, row: number]> {
  if (!isInterviewSource(sourceId)) return [sourceId, row];
  for (const [id, at] of await rowsOf(sourceId)) if (at === row) return [id, 0];
  throw new AppError('error.sourceGone');
}

/** What is kept about the responses of a source, on their rows. */
export async function listOnRows<T extends OnRow>(
  sourceId: string,
  list: (keys: readonly string[]) => Promise<T[]>,
): Promise<T[]> {
  if (!isInterviewSource(sourceId)) return list([sourceId]);
  const rows = await rowsOf(sourceId);
  return placedOnRows(await list([...rows.keys()]), sourceId, rows);
}
