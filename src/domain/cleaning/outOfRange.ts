import { ratingCode } from '../table/ratingScale';
import type { ResponseTable } from '../table/responseTable';

/**
 * Marks responses with at least `minAnswers` answers that their scale does not have. Such an
 * answer itself never counts in any score, whether the rule is on or off.
 */
export function markOutOfRange(
  table: ResponseTable,
  minAnswers: number,
  mark: (row: number) => void,
): void {
  const columns = [...table.ratings, table.overall, table.recommendation].filter(
    (column) => column !== null,
  );
  const counts = new Uint16Array(table.rowCount);
  for (const { codes } of columns) {
    for (let row = 0; row < codes.length; row++) {
      if (codes[row] === ratingCode.outOfRange) counts[row]!++;
    }
  }
  for (let row = 0; row < counts.length; row++) {
    if ((counts[row] as number) >= minAnswers) mark(row);
  }
}
