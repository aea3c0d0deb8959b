import { stopWords } from './stopWords';

/** Splits a text into words, in order, punctuation included. */
export type Segmenter = (text: string) => readonly string[];

/** A phrase with the number of comments that contain it. */
export interface Phrase {
  readonly text: string;
  readonly count: number;
  /** Mean index of the responses that contain it; null where none has one. */
  readonly meanScore: number | null;
}

/** A comment with the index (1–5) of its response, or null. */
export interface Comment {
  readonly text: string;
  readonly score: number | null;
}

const wordPattern = /[\p{L}\p{N}]/u;
const han = /\p{Script=Han}/u;

/** A two-word phrase replaces its words when it makes up this share of the rarer one's mentions. */
const phraseShare = 0.4;

interface Count {
  comments: number;
  scored: number;
  sum: number;
}

/**
 * Counts what comments talk about: words, and two words in a row where they recur together
 * ("响应 + 慢" becomes "响应慢"). A comment counts once per phrase however often it says it.
 * Returns the `limit` most frequent with at least `atLeast` comments; ties by text.
 */
export class PhraseCounter {
  readonly #segment: Segmenter;
  readonly #words = new Map<string, Count>();
  readonly #pairs = new Map<string, Count & { first: string; second: string }>();
  #commentCount = 0;

  constructor(segment: Segmenter) {
    this.#segment = segment;
  }

  /** Comments counted so far, blank ones left out. */
  get commentCount(): number {
    return this.#commentCount;
  }

  add({ text, score }: Comment): void {
    if (text.trim() === '') return;
    this.#commentCount++;
    const words = new Set<string>();
    const pairs = new Map<string, readonly [string, string]>();
    let previous: string | null = null;
    let negator: string | null = null;
    for (const token of this.#segment(text.normalize('NFKC').toLowerCase())) {
      let word = token.trim();
      if (!wordPattern.test(word) || /^[\d.]+$/u.test(word)) {
        previous = null;
        negator = null;
        continue;
      }
      if (negators.has(word)) {
        negator = word;
        previous = null;
        continue;
      }
      if (negator !== null && isContent(word)) {
        // "不" + "好吃" is a word of its own: it must not count as praise.
        word = joined(negator, word);
      }
      negator = null;
      if (isContent(word)) words.add(word);
      if (previous !== null && canPair(previous, word)) {
        pairs.set(joined(previous, word), [previous, word]);
      }
      previous = word;
    }
    for (const word of words) count(this.#words, word, score, () => ({}));
    for (const [pair, [first, second]] of pairs) {
      count(this.#pairs, pair, score, () => ({ first, second }));
    }
  }

  top(limit: number, atLeast = 2): Phrase[] {
    const left = new Map([...this.#words].map(([word, { comments }]) => [word, comments]));
    const chosen: { text: string; count: Count }[] = [];
    const pairs = [...this.#pairs].sort(
      ([a, x], [b, y]) => y.comments - x.comments || (a < b ? -1 : 1),
    );
    for (const [text, pair] of pairs) {
      if (pair.comments < Math.max(3, atLeast)) break;
      const parts = [pair.first, pair.second].filter((word) => isContent(word));
      const rarest = Math.min(...parts.map((word) => left.get(word) ?? 0));
      if (parts.length === 0 || pair.comments < phraseShare * rarest || rarest <= 0) continue;
      chosen.push({ text, count: pair });
      for (const word of parts) left.set(word, (left.get(word) ?? 0) - pair.comments);
    }
    for (const [word, total] of this.#words) {
      // A word that mostly occurs inside a chosen phrase would only repeat it.
      const rest = left.get(word) ?? 0;
      if (chosen.some(({ text }) => text === word)) continue;
      if (rest >= Math.max(atLeast, 0.5 * total.comments))
        chosen.push({ text: word, count: total });
    }
    return chosen
      .filter(({ count: { comments } }) => comments >= atLeast)
      .sort((a, b) => b.count.comments - a.count.comments || (a.text < b.text ? -1 : 1))
      .slice(0, limit)
      .map(({ text, count: { comments, scored, sum } }) => ({
        text,
        count: comments,
        meanScore: scored === 0 ? null : sum / scored,
      }));
  }
}

/** Words that turn the one behind them round. */
const negators: ReadonlySet<string> = new Set(
  '不 没 没有 不太 不够 不怎么 未 无 毫无 not no never dont doesnt isnt wasnt cant'.split(' '),
);

/** Two words as one phrase: Chinese without, other languages with a space. */
function joined(first: string, second: string): string {
  return han.test(first) && han.test(second) ? first + second : `${first} ${second}`;
}

function count<T extends object>(
  map: Map<string, Count & T>,
  key: string,
  score: number | null,
  extra: () => T,
): void {
  let entry = map.get(key);
  if (!entry) map.set(key, (entry = { comments: 0, scored: 0, sum: 0, ...extra() }));
  entry.comments++;
  if (score !== null) {
    entry.scored++;
    entry.sum += score;
  }
}

/** Words worth showing alone: no stop word, and more than one character. */
function isContent(word: string): boolean {
  if (stopWords.has(word)) return false;
  return word.length > 1;
}

/** Two words make a phrase when at least one carries meaning and neither is a mere stop word. */
function canPair(first: string, second: string): boolean {
  if (stopWords.has(first) || stopWords.has(second)) return false;
  return (isContent(first) || isContent(second)) && first !== second;
}
