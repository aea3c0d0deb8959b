import type { ResponseTable } from '../table/responseTable';

/**
 * Remembers what was computed last for a table, as long as the table lives: the evidence of
 * thousands of marks rests on one pass over it. `keyOf` tells arguments with another outcome apart.
 */
export function perTable<A, T>(
  keyOf: (args: A) => string,
  compute: (table: ResponseTable, args: A) => T,
): (table: ResponseTable, args: A) => T {
  const known = new WeakMap<ResponseTable, { readonly key: string; readonly value: T }>();
  return (table, args) => {
    const key = keyOf(args);
    const last = known.get(table);
    if (last?.key === key) return last.value;
    const value = compute(table, args);
    known.set(table, { key, value });
    return value;
  };
}
