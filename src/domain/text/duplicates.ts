/** Signs that make two texts look different without saying anything else. */
const noise = /[\p{P}\p{S}\p{Z}\s\p{N}]+/gu;

/** Texts this alike (shared three-sign pieces of all their pieces) say the same. */
const alike = 0.8;

/** Shorter texts are compared as a whole: "很好" and "很差" are nearly alike in signs. */
const shortest = 12;

/** Of this many smallest pieces two texts must share at least two to be compared. */
const sketchSize = 4;

/** A piece this common is a set phrase, not the mark of a copy. */
const mostShared = 20;

/** Candidates compared piece by piece at the most: copies share all of their smallest pieces. */
const mostCompared = 4;

/**
 * Groups comments that are copies of one another but for punctuation, figures and a few words. Returns
 * for each text the place of the first one like it (its own where there is none). Near-copies are found
 * by the smallest hashes of their pieces (bottom-k sketch, Broder 1997) and confirmed piece by piece.
 */
export function duplicateGroups(texts: readonly string[]): Int32Array {
  const first = new Int32Array(texts.length);
  const whole = new Map<string, number>();
  const buckets = new Map<number, number[]>();
  texts.forEach((text, at) => {
    first[at] = at;
    const plain = text.replace(noise, '');
    if (plain === '') return;
    const known = whole.get(plain);
    if (known !== undefined) {
      first[at] = known;
      return;
    }
    whole.set(plain, at);
    if (plain.length < shortest) return;
    const keys = sketchOf(plain);
    const candidates = mostAlike(keys.map((key) => buckets.get(key) ?? []));
    if (candidates.length > 0) {
      const pieces = piecesIn(plain);
      for (const other of candidates) {
        const otherText = (texts[other] as string).replace(noise, '');
        const [short, long] = [plain.length, otherText.length].sort((a, b) => a - b);
        if ((short as number) < alike * (long as number)) continue;
        if (similarity(pieces, piecesIn(otherText)) >= alike) {
          first[at] = other;
          return;
        }
      }
    }
    for (const key of keys) {
      const bucket = buckets.get(key);
      if (!bucket) buckets.set(key, [at]);
      else if (bucket.length < mostShared) bucket.push(at);
    }
  });
  return first;
}

/** Three signs in a row as a well-mixed number. */
function pieceAt(text: string, at: number): number {
  let hash =
    Math.imul(text.charCodeAt(at - 2), 0x9e3779b1) ^
    Math.imul(text.charCodeAt(at - 1), 0x85ebca6b) ^
    Math.imul(text.charCodeAt(at), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x165667b1);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function sketchOf(text: string): number[] {
  const smallest: number[] = [];
  for (let at = 2; at < text.length; at++) {
    const piece = pieceAt(text, at);
    if (smallest.length === sketchSize && piece >= (smallest[sketchSize - 1] as number)) continue;
    if (smallest.includes(piece)) continue;
    smallest.push(piece);
    smallest.sort((a, b) => a - b);
    if (smallest.length > sketchSize) smallest.pop();
  }
  return smallest;
}

/** Texts that are in at least two of the lists, those in most of them first: one in common is mere chance. */
function mostAlike(lists: readonly (readonly number[])[]): number[] {
  const counts = new Map<number, number>();
  for (const list of lists) {
    for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count > 1);
  return shared
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostCompared)
    .map(([one]) => one);
}

function piecesIn(text: string): Set<number> {
  const pieces = new Set<number>();
  for (let at = 2; at < text.length; at++) pieces.add(pieceAt(text, at));
  return pieces;
}

function similarity(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const piece of a) if (b.has(piece)) shared++;
  return shared / (a.size + b.size - shared);
}
