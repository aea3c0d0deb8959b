/** A stretch of a text that is one of the phrases looked for; `end` is behind its last sign. */
export interface PhraseHit<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

interface TrieNode<T> {
  readonly next: Map<number, TrieNode<T>>;
  values: T[] | null;
}

/**
 * Finds many phrases in a text in one pass. Phrases that begin or end with a Latin letter or a digit
 * are found as whole words only; Chinese ones anywhere.
 */
export class PhraseMatcher<T> {
  readonly #root: TrieNode<T> = newNode();

  /** Looks for a phrase from now on; the same phrase may stand for several values. */
  add(phrase: string, value: T): void {
    if (phrase === '') return;
    let node = this.#root;
    for (let at = 0; at < phrase.length; at++) {
      const code = phrase.charCodeAt(at);
      let child = node.next.get(code);
      if (!child) node.next.set(code, (child = newNode()));
      node = child;
    }
    (node.values ??= []).push(value);
  }

  /** Every phrase at every place, overlapping ones included, in the order of their beginning. */
  each(text: string, found: (value: T, start: number, end: number) => void): void {
    for (let start = 0; start < text.length; start++) {
      this.#from(text, start, (values, end) => {
        for (const value of values) found(value, start, end);
      });
    }
  }

  /** The longest phrase at each place; what it covers is not looked at again. */
  longest(text: string): PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    for (let start = 0; start < text.length; start++) {
      let best: PhraseHit<T> | null = null;
      this.#from(text, start, (values, end) => {
        best = { start, end, value: values[0] as T };
      });
      if (best === null) continue;
      hits.push(best);
      start = (best as PhraseHit<T>).end - 1;
    }
    return hits;
  }

  #from(text: string, start: number, found: (values: readonly T[], end: number) => void): void {
    const first = text.charCodeAt(start);
    let node = this.#root.next.get(first);
    if (!node) return;
    if (isLatin(first) && start > 0 && isLatin(text.charCodeAt(start - 1))) return;
    for (let at = start + 1; ; at++) {
      if (node.values !== null) {
        const isWhole = !isLatin(text.charCodeAt(at - 1)) || !isLatin(text.charCodeAt(at));
        if (isWhole) found(node.values, at);
      }
      node = node.next.get(text.charCodeAt(at));
      if (!node) return;
    }
  }
}

function newNode<T>(): TrieNode<T> {
  return { next: new Map(), values: null };
}

/** Signs of words that spaces part: Latin letters with their accents, and digits. */
function isLatin(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 0xc0 && code <= 0x24f)
  );
}
