import type { ResponseTable } from '../table/responseTable';

/** Marks responses that took less than `minSeconds`. A missing duration is not too fast. */
export function markTooFast(
  table: ResponseTable,
  minSeconds: number,
  mark: (row: number) => void,
): void {
  const { durations } = table;
  if (durations === null) return;
  for (let row = 0; row < table.rowCount; row++) {
    if ((durations[row] as number) < minSeconds) mark(row);
  }
}
