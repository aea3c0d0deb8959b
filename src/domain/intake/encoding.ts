/** Encodings a file may be read in; labels as `TextDecoder` knows them. */
export const encodings = [
  'utf-8',
  'gb18030',
  'big5',
  'utf-16le',
  'utf-16be',
  'windows-1252',
] as const;
export type Encoding = (typeof encodings)[number];

/** The encoding a byte order mark names, or null when the bytes begin without one. */
export function encodingFromMark(start: Uint8Array): Encoding | null {
  const [a, b, c] = start;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

/**
 * Watches a whole file go by, block after block, and says whether all of it is valid in one
 * encoding. One wrong byte anywhere rules the encoding out.
 */
export class StrictTrial {
  readonly #decoder: TextDecoder;
  #holds = true;

  constructor(encoding: Encoding) {
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  /** Feeds the next block; `isLast` closes the trial. */
  push(block: Uint8Array, isLast: boolean): void {
    if (!this.#holds) return;
    try {
      this.#decoder.decode(block, { stream: !isLast });
    } catch {
      this.#holds = false;
    }
  }

  /** True while everything so far was valid. */
  get holds(): boolean {
    return this.#holds;
  }
}
