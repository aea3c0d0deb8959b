import type { ResponseTable } from '../table/responseTable';

/**
 * The status of a row, as the platform wrote it, where it is a word of the given kind; null for any
 * other row, and altogether where the source has no status.
 */
export function statusFinder(
  table: ResponseTable,
  isMeant: (word: string) => boolean,
): ((row: number) => string | null) | null {
  const columns = table.segments.filter(({ meaning }) => meaning === 'status');
  if (columns.length === 0) return null;
  const found = columns.map(({ codes, values }) => {
    const words = ['', ...values].map((value) => (isMeant(value.trim()) ? value : null));
    return (row: number) => words[codes[row] as number] ?? null;
  });
  return (row) => {
    for (const find of found) {
      const word = find(row);
      if (word !== null) return word;
    }
    return null;
  };
}
