import { hasEnough, mayStandBeside } from '../scoring/suppression';
import { gap, type Corpus, type Vocabulary } from './corpus';
import { hasHan, ruleText } from './plainText';
import { sentimentScore } from './sentiment';
import { generalVerdicts } from './stopWords';

/** A word or phrase with the comments that contain it. */
export interface Phrase {
  readonly text: string;
  /** Its words in the vocabulary; see {@link hasPhrase}. */
  readonly ids: readonly number[];
  readonly count: number;
  /** Comments with the index of a response among them, and the mean of these; null under five. */
  readonly meanScore: number | null;
  readonly scored: number;
  /** Of the comments with it, those that sound negative. */
  readonly negative: number;
}

/** Comments of one corpus to be counted, with what is known about each. */
export interface CountedComments {
  readonly corpus: Corpus;
  /** Places in the corpus. */
  readonly at: readonly number[];
  /** Index (1–5) of the response by place in the corpus; NaN where it has none. */
  readonly indexes: Float64Array;
  readonly isNegative: Uint8Array;
}

/** Neighbours are a phrase from this share of the rarer word's mentions on … */
const phraseShare = 0.06;

/** … where they meet this many times as often as chance would have it. */
const phraseLift = 1.3;

/** Neighbours that make up nearly all mentions of the rarer word are one word in two. */
const sureShare = 0.3;

/** A longer phrase replaces a shorter one when it makes up this share of it. */
const growthShare = 0.6;

/** Phrases made of the words of fewer comments are not looked for. */
const leastComments = 3;

class Tally {
  comments = 0;
  last = -1;
  scored = 0;
  sum = 0;
  negative = 0;

  /** Counts a comment once. */
  add(comment: number, index: number, isNegative: boolean): void {
    if (this.last === comment) return;
    this.last = comment;
    this.comments++;
    if (isNegative) this.negative++;
    if (!Number.isNaN(index)) {
      this.scored++;
      this.sum += index;
    }
  }
}

interface Candidate {
  readonly ids: readonly number[];
  readonly tally: Tally;
}

/**
 * What comments talk about: words, and neighbours that recur together ("响应 + 慢" becomes "响应慢",
 * three in a row where two of them hardly occur otherwise). A comment counts once per phrase however
 * often it says it. Returns the `limit` most frequent; ties by text.
 */
export function topPhrases(
  sets: readonly CountedComments[],
  vocabulary: Vocabulary,
  limit: number,
  blocked: ReadonlySet<string> = new Set(),
): Phrase[] {
  const total = sets.reduce((sum, { at }) => sum + at.length, 0);
  const words = countWords(sets, vocabulary);
  const pairs = countPairs(sets, vocabulary, words);
  const left = new Map<number, number>();
  const leftOf = (id: number) => left.get(id) ?? words[id]?.comments ?? 0;
  const sorted = [...pairs.values()]
    .filter(({ tally }) => tally.comments >= leastComments)
    .sort((a, b) => b.tally.comments - a.tally.comments || compareIds(a.ids, b.ids));
  const mentions = (id: number) => words[id]?.comments ?? 0;
  const eligible = sorted.filter((pair) => isPhrase(pair, mentions)).slice(0, 12 * limit);
  const chosen: Candidate[] = [];
  for (const pair of eligible) {
    // Words that other phrases use up already make no further one.
    if (!isPhrase(pair, leftOf)) continue;
    chosen.push(pair);
    for (const id of contentOf(pair)) left.set(id, leftOf(id) - pair.tally.comments);
  }
  const grown = grownPhrases(sets, vocabulary, eligible, chosen);
  for (const { ids, tally } of grown) {
    if (ids.length < 3) continue;
    for (const id of ids) left.set(id, Math.min(leftOf(id), mentions(id) - tally.comments));
  }
  const singles: Candidate[] = [];
  words.forEach((tally, id) => {
    // A word that mostly occurs inside chosen phrases would only repeat them.
    if (!tally || !vocabulary.isContent(id)) return;
    if (leftOf(id) >= Math.max(2, 0.5 * tally.comments)) singles.push({ ids: [id], tally });
  });
  function contentOf({ ids }: Candidate): number[] {
    return ids.filter((id) => vocabulary.isContent(id));
  }
  function isPhrase(pair: Candidate, countOf: (id: number) => number): boolean {
    const parts = contentOf(pair);
    const { comments } = pair.tally;
    const rarest = Math.min(...parts.map(countOf));
    if (rarest <= 0 || comments < phraseShare * rarest) return false;
    if (parts.length < 2 || comments >= sureShare * rarest) return comments >= sureShare * rarest;
    const expected = parts.reduce((share, id) => share * (mentions(id) / total), total);
    return comments >= phraseLift * expected;
  }
  const textOf = ({ ids }: Candidate) =>
    ids
      .map((id) => vocabulary.shown(id))
      .reduce((text, word) => text + (hasHan(text) && hasHan(word) ? '' : ' ') + word);
  const allScored = sets.reduce(
    (sum, { at, indexes }) => sum + at.filter((place) => !Number.isNaN(indexes[place])).length,
    0,
  );
  /** Few of those who say it, or of the others, would be given away by a mean. */
  const isShown = ({ scored }: Tally) => hasEnough(scored) && mayStandBeside(allScored, scored);
  const named = [...grown, ...singles]
    .sort((a, b) => b.tally.comments - a.tally.comments)
    .slice(0, 12 * limit + blocked.size)
    .map((candidate) => ({ candidate, text: textOf(candidate) }))
    // The same text in other words (发货慢, and 发货 + 慢) is one phrase: the more frequent reading.
    .filter(({ text }, at, all) => all.findIndex((other) => other.text === text) === at)
    .filter(({ text }) => !blocked.has(text.toLowerCase()));
  // Phrases and words of praise or blame say something; a bare "taste" only fills up what is left.
  const telling = named.filter(
    ({ candidate, text }) =>
      candidate.ids.length > 1 ||
      (sentimentScore(ruleText(text)) !== 0 && !generalVerdicts.has(text.toLowerCase())),
  );
  const bare = named.filter((one) => !telling.includes(one));
  return [...telling.slice(0, limit), ...bare.slice(0, Math.max(0, limit - telling.length))]
    .map(({ text, candidate: { ids, tally } }) => ({
      text,
      ids,
      count: tally.comments,
      meanScore: isShown(tally) ? tally.sum / tally.scored : null,
      scored: tally.scored,
      negative: tally.negative,
    }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}

/** Goes through the words of all comments; `comment` numbers them over all sets. */
function eachComment(
  sets: readonly CountedComments[],
  read: (tokens: Int32Array, comment: number, index: number, isNegative: boolean) => void,
): void {
  let comment = 0;
  for (const { corpus, at, indexes, isNegative } of sets) {
    for (const place of at) {
      const from = place === 0 ? 0 : (corpus.ends[place - 1] as number);
      read(
        corpus.tokens.subarray(from, corpus.ends[place]),
        comment++,
        indexes[place] as number,
        isNegative[place] === 1,
      );
    }
  }
}

function countWords(sets: readonly CountedComments[], vocabulary: Vocabulary) {
  const words: (Tally | undefined)[] = Array.from({ length: vocabulary.size });
  eachComment(sets, (tokens, comment, index, isNegative) => {
    for (const id of tokens) {
      if (id === gap) continue;
      (words[id] ??= new Tally()).add(comment, index, isNegative);
    }
  });
  return words;
}

function countPairs(
  sets: readonly CountedComments[],
  vocabulary: Vocabulary,
  words: readonly (Tally | undefined)[],
): Map<number, Candidate> {
  const { size } = vocabulary;
  const pairs = new Map<number, Candidate>();
  const isFrequent = (id: number) => (words[id]?.comments ?? 0) >= leastComments;
  eachComment(sets, (tokens, comment, index, isNegative) => {
    eachPair(tokens, vocabulary, (first, second) => {
      if (first === second || !isFrequent(first) || !isFrequent(second)) return;
      if (!vocabulary.isContent(first) && !vocabulary.isContent(second)) return;
      const key = first * size + second;
      let pair = pairs.get(key);
      if (!pair) pairs.set(key, (pair = { ids: [first, second], tally: new Tally() }));
      pair.tally.add(comment, index, isNegative);
    });
  });
  return pairs;
}

/** Words that carry nothing may stand between the two of a phrase: 送餐(真的很)慢. */
const mostBetween = 2;

/** Words next to one another, but for a few that carry nothing. */
function eachPair(
  tokens: Int32Array,
  vocabulary: Vocabulary,
  found: (first: number, second: number, before: number) => void,
): void {
  let before = gap;
  let last = gap;
  let between = 0;
  for (const id of tokens) {
    if (id === gap || between > mostBetween) {
      before = last = gap;
      between = 0;
    }
    if (id === gap) continue;
    if (vocabulary.isStop(id)) {
      between++;
      continue;
    }
    if (last !== gap) found(last, id, before);
    before = last;
    last = id;
    between = 0;
  }
}

/** True where a comment says a phrase, as {@link topPhrases} counts it. */
export function hasPhrase(
  corpus: Corpus,
  place: number,
  vocabulary: Vocabulary,
  ids: readonly number[],
): boolean {
  const from = place === 0 ? 0 : (corpus.ends[place - 1] as number);
  const tokens = corpus.tokens.subarray(from, corpus.ends[place]);
  if (ids.length === 1) return tokens.includes(ids[0] as number);
  let isFound = false;
  eachPair(tokens, vocabulary, (first, second, before) => {
    const [a, b, c] = ids;
    if (c === undefined ? first === a && second === b : before === a && first === b && second === c)
      isFound = true;
  });
  return isFound;
}

/**
 * Each chosen phrase, or the longer one that nearly all of its mentions belong to: two phrases that share
 * their middle word, whether or not both were chosen.
 */
function grownPhrases(
  sets: readonly CountedComments[],
  vocabulary: Vocabulary,
  eligible: readonly Candidate[],
  chosen: readonly Candidate[],
): readonly Candidate[] {
  const byFirst = new Map<number, Map<number, Candidate>>();
  for (const candidate of eligible) {
    const [first, second] = candidate.ids as [number, number];
    let seconds = byFirst.get(first);
    if (!seconds) byFirst.set(first, (seconds = new Map()));
    seconds.set(second, candidate);
  }
  const longer = new Map<string, Candidate & { readonly of: readonly Candidate[] }>();
  eachComment(sets, (tokens, comment, index, isNegative) => {
    eachPair(tokens, vocabulary, (second, third, first) => {
      const left = byFirst.get(first)?.get(second);
      const right = byFirst.get(second)?.get(third);
      if (!left || !right) return;
      const ids = [first, second, third];
      const key = ids.join();
      let entry = longer.get(key);
      if (!entry) longer.set(key, (entry = { ids, tally: new Tally(), of: [left, right] }));
      entry.tally.add(comment, index, isNegative);
    });
  });
  const swallowed = new Set<Candidate>();
  const kept: Candidate[] = [];
  const sorted = [...longer.values()].sort((a, b) => b.tally.comments - a.tally.comments);
  for (const entry of sorted) {
    const least = Math.max(...entry.of.map(({ tally }) => tally.comments));
    if (entry.tally.comments < growthShare * least) continue;
    if (entry.of.some((part) => swallowed.has(part))) continue;
    for (const part of entry.of) swallowed.add(part);
    kept.push(entry);
  }
  return [...chosen.filter((one) => !swallowed.has(one)), ...kept];
}

function compareIds(a: readonly number[], b: readonly number[]): number {
  return (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number);
}
