/** Compares plain data; the order of keys does not matter. Sets, maps and buffers equal only themselves. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if ([a, b].some(isNoPlainData)) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => equal(item, b[index]))
    );
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && equal(left[key], right[key]))
  );
}

/** True for what has contents that its keys do not tell. */
function isNoPlainData(value: object): boolean {
  return (
    value instanceof Set ||
    value instanceof Map ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value)
  );
}
