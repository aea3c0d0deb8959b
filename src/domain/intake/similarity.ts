/** A name in comparable form: NFKC, lower case, letters and digits only. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Likeness of two names from 0 to 1: Sørensen–Dice coefficient of their pairs of neighbouring
 * characters, white space and punctuation left out; 1 for equal names.
 */
export function similarity(a: string, b: string): number {
  const [left, right] = [nameKey(a), nameKey(b)];
  if (left === right) return left === '' ? 0 : 1;
  const pairs = pairsOf(left);
  const others = pairsOf(right);
  const total = left.length + right.length - 2;
  if (total <= 0) return 0;
  let shared = 0;
  for (const [pair, count] of pairs) shared += Math.min(count, others.get(pair) ?? 0);
  return (2 * shared) / total;
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
