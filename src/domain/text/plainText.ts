import { stemOf } from './stem';

const han = /\p{Script=Han}/u;
const latin = /[a-z\u00df-\u024f]/u;

/** True where a text holds Chinese characters. */
export function hasHan(text: string): boolean {
  return han.test(text);
}

/** Links, names of accounts, and signs written as HTML: nothing a customer says. */
const addresses = /https?:\/\/\S+|@[\w]+|&(?:amp|lt|gt|quot|nbsp|#\d+);/gu;

/** Half-width, lower-case signs; contractions written out, so that "didn't" holds its "not". */
export function plainText(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  if (!latin.test(plain)) return plain;
  return plain
    .replace(addresses, ' ')
    .replace(/[’‘`´]/gu, "'")
    .replace(/\bcan'?t\b|\bcannot\b/gu, 'can not')
    .replace(/\bwon'?t\b/gu, 'will not')
    .replace(/\b(do|does|did|is|was|were|are|has|have|had|would|could|should)n'?t\b/gu, '$1 not')
    .replace(/'(?:s|re|ll|ve|d|m)\b/gu, '');
}

const latinWord = /[a-z0-9\u00df-\u024f]+/gu;

/** The text with every Latin word as its stem: what rules are looked for in. */
export function ruleText(text: string): string {
  const plain = plainText(text);
  return latin.test(plain) ? plain.replace(latinWord, stemOf) : plain;
}

/** Pieces of a text that are rewritten together: a Latin word with its apostrophes, or one sign. */
const pieces = /[\p{Script=Latin}\p{N}'’‘`´]+|[^]/gu;

/**
 * The rule text, and for each of its signs where it stands in the original, so that what a rule found
 * can be marked there. One place more than signs: the end.
 */
export function ruleTextWithPlaces(text: string): { text: string; places: number[] } {
  const places: number[] = [];
  let written = '';
  for (const match of text.matchAll(pieces)) {
    const piece = ruleText(match[0]);
    for (let at = 0; at < piece.length; at++) {
      places.push(match.index + Math.min(at, match[0].length - 1));
    }
    written += piece;
  }
  places.push(text.length);
  return { text: written, places };
}
