import * as v from 'valibot';

/** What single fields of a snapshot must look like. */
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
export const finite = v.pipe(v.number(), v.finite());
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const text = v.pipe(v.string(), v.maxLength(100_000));
export const name = v.pipe(v.string(), v.maxLength(1_000));
export const day = v.nullable(v.pipe(v.string(), v.isoDate()));
/** For lists whose items are told apart by their identifiers. */
/* @__NO_SIDE_EFFECTS__ */
export function uniqueIds<T extends { readonly id: string }>() {
  return v.check<T[], undefined>(
    (list) => new Set(list.map((one) => one.id)).size === list.length,
    undefined,
  );
}
