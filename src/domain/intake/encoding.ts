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
 * UTF-16 without a mark: its delimiters, digits and line ends leave a zero in every other byte.
 * Null when the zeros show no such pattern.
 */
export function encodingFromZeros(start: Uint8Array): Encoding | null {
  const length = Math.min(start.length, 65_536);
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (start[at] === 0) zeros[at & 1]!++;
  const [even = 0, odd = 0] = zeros;
  const least = Math.max(2, 0.05 * length);
  if (odd >= least && odd > 10 * even) return 'utf-16le';
  if (even >= least && even > 10 * odd) return 'utf-16be';
  return null;
}

/** How a whole file reads in one encoding. */
export interface EncodingTrial {
  readonly encoding: Encoding;
  /** False when some bytes are no text in this encoding. */
  readonly isValid: boolean;
  /** 0–1: how usual the characters beyond ASCII are in texts of this encoding; 1 without any. */
  readonly plausibility: number;
  /** Different characters beyond ASCII that were seen, up to {@link countedCharacters}. */
  readonly characterCount: number;
  /** True with a character that UTF-8 writes in three bytes or more. */
  readonly hasLongCharacters: boolean;
}

/**
 * True where valid UTF-8 can be nothing else: plain ASCII, sequences of three bytes, or more than a
 * few of two. A column of only 女 in GBK is valid as well, in two bytes.
 */
export function isSurelyUtf8(trial: EncodingTrial): boolean {
  const { isValid, characterCount, hasLongCharacters } = trial;
  return isValid && (characterCount === 0 || hasLongCharacters || characterCount >= fewCharacters);
}

/** Fewer different characters than this may be valid in two encodings by accident. */
const fewCharacters = 6;

/** Different characters that are counted; more would change nothing. */
const countedCharacters = 64;

/** Characters beyond ASCII that are judged per file; later ones change nothing. */
const judgedCharacters = 200_000;

/**
 * Reads a whole file, block after block, in one encoding and judges the text: one wrong byte
 * anywhere rules the encoding out; characters that its texts hardly use make it implausible.
 */
export class TextTrial {
  readonly #encoding: Encoding;
  readonly #decoder: TextDecoder;
  readonly #seen = new Set<string>();
  #isValid = true;
  #hasLong = false;
  #judged = 0;
  #usual = 0;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  /** Feeds the next block; `isLast` closes the trial. */
  push(block: Uint8Array, isLast: boolean): void {
    if (!this.#isValid) return;
    try {
      const text = this.#decoder.decode(block, { stream: !isLast });
      if (this.#judged < judgedCharacters) this.#judge(text);
    } catch {
      this.#isValid = false;
    }
  }

  get result(): EncodingTrial {
    return {
      encoding: this.#encoding,
      isValid: this.#isValid,
      plausibility: this.#judged === 0 ? 1 : this.#usual / this.#judged,
      characterCount: this.#seen.size,
      hasLongCharacters: this.#hasLong,
    };
  }

  #judge(text: string): void {
    for (const match of text.matchAll(/[^\p{ASCII}]/gu)) {
      const character = match[0];
      if (this.#seen.size < countedCharacters) this.#seen.add(character);
      const before = text[match.index - 1] ?? ' ';
      const after = text[match.index + character.length] ?? ' ';
      this.#usual += usualness(character, before, after, this.#encoding);
      if (character >= '\u0800') this.#hasLong = true;
      if (++this.#judged >= judgedCharacters) return;
    }
  }
}

/** What the trials say: the encoding to read a file in, and others to offer when it is unsure. */
export interface EncodingChoice {
  readonly encoding: Encoding;
  /** Encodings that fit nearly as well, best first; empty when there is no doubt. */
  readonly alternatives: readonly Encoding[];
}

/** Less than this between two encodings' plausibility: a person should look at both. */
const clearLead = 0.2;

/** Chooses among trials over the whole file; null when none can be the right one. */
export function chooseEncoding(trials: readonly EncodingTrial[]): EncodingChoice | null {
  const ranked = trials
    .filter(({ isValid }) => isValid)
    .sort((a, b) => b.plausibility - a.plausibility);
  const [best, ...others] = ranked;
  // Every file is valid in Windows-1252: more than a few characters have to read well.
  const isWestern = best?.encoding === 'windows-1252' && best.characterCount >= fewCharacters;
  if (!best || best.plausibility < (isWestern ? 0.5 : 0.25)) return null;
  // A handful of characters proves little, unless they are the three-byte ones of UTF-8.
  const isThin = best.characterCount < 4 && best.encoding !== 'utf-8';
  const lead = isThin ? 0.8 : clearLead;
  return {
    encoding: best.encoding,
    alternatives: others
      .filter(({ plausibility }) => best.plausibility - plausibility < lead)
      .map(({ encoding }) => encoding),
  };
}

/** 0–1: how usual a character beyond ASCII is between its neighbours in texts of an encoding. */
function usualness(character: string, before: string, after: string, encoding: Encoding): number {
  const code = character.codePointAt(0) as number;
  const isWestern = encoding === 'windows-1252' || encoding === 'utf-8';
  if (code < 0xa0) return 0;
  if (code === 0xa0) return 0.8;
  if (code >= 0xc0 && code <= 0xff && code !== 0xd7 && code !== 0xf7) {
    if (!isWestern) return 0;
    const isLower = code >= 0xdf;
    return /[A-Za-z]/u.test(before) ? (isLower ? 1 : 0.3) : isLower ? 0.6 : 0.5;
  }
  if ('‘’“”–—…•€£©®°·×¿¡«»´™'.includes(character)) {
    return isWestern ? (/[\p{ASCII}]/u.test(before) ? 0.9 : 0.3) : 0.8;
  }
  if (code < 0x2000) return 0.3;
  if (/[\u3000-\u303f\uff00-\uff60\u2500-\u25ff\u2190-\u21ff]/u.test(character)) return 0.9;
  // A Chinese character inside a Latin word is half of two Latin letters.
  if (/[A-Za-z]/u.test(before) && /[A-Za-z]/u.test(after)) return 0.1;
  if (encoding === 'utf-8') return code >= 0x4e00 && code <= 0x9fff ? 1 : 0.7;
  return commonIn(encoding).has(character) ? 1 : code >= 0x1f000 ? 0.7 : 0;
}

const commonSets = new Map<Encoding, ReadonlySet<string>>();

/**
 * The everyday Chinese characters of an encoding's first level: GB 2312 rows 16–55 (3,755), Big5
 * A440–C67E (5,401). The decoder itself lists them.
 */
function commonIn(encoding: Encoding): ReadonlySet<string> {
  let set = commonSets.get(encoding);
  if (set === undefined) {
    set = new Set(
      encoding === 'big5'
        ? everyPair('big5', 0xa4, 0xc6, [
            [0x40, 0x7e],
            [0xa1, 0xfe],
          ])
        : everyPair('gb18030', 0xb0, 0xd7, [[0xa1, 0xfe]]),
    );
    commonSets.set(encoding, set);
  }
  return set;
}

function everyPair(
  encoding: Encoding,
  firstLead: number,
  lastLead: number,
  trails: readonly (readonly [number, number])[],
): string {
  const bytes: number[] = [];
  for (let lead = firstLead; lead <= lastLead; lead++) {
    for (const [from, to] of trails) {
      for (let trail = from; trail <= to; trail++) bytes.push(lead, trail);
    }
  }
  return new TextDecoder(encoding).decode(Uint8Array.from(bytes));
}
