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
  const counts = new Map<number, number>();
  for (const { codes } of columns) {
    // Such answers are rare; the native search skips the rest.
    for (
      let row = codes.indexOf(ratingCode.outOfRange);
      row !== -1;
      row = codes.indexOf(ratingCode.outOfRange, row + 1)
    ) {
      counts.set(row, (counts.get(row) ?? 0) + 1);
    }
  }
  for (const [row, count] of counts) if (count >= minAnswers) mark(row);
}
