import type { ResponseTable } from '../table/responseTable';

/**
 * Tells the rows whose status, as the platform wrote it, is a word of the given kind; null where the
 * source has no status.
 */
export function statusTest(
  table: ResponseTable,
  isMeant: (word: string) => boolean,
): ((row: number) => boolean) | null {
  const columns = table.segments.filter(({ meaning }) => meaning === 'status');
  if (columns.length === 0) return null;
  const tests = columns.map(({ codes, values }) => {
    const fits = Uint8Array.from(['', ...values], (value) => (isMeant(value.trim()) ? 1 : 0));
    return (row: number) => fits[codes[row] as number] === 1;
  });
  return (row) => tests.some((test) => test(row));
}
