import { PhraseMatcher } from './phraseMatcher';
import { ruleText } from './plainText';
import { blame, degrees, negators, praise, turns, wishes } from './words/sentimentWords';

/** What a comment sounds like. */
export const sentiments = ['positive', 'neutral', 'negative'] as const;
export type Sentiment = (typeof sentiments)[number];

type Sign =
  | { readonly kind: 'word'; readonly weight: number }
  | { readonly kind: 'negator' | 'wish'; readonly weight: 0 }
  | { readonly kind: 'degree' | 'turn'; readonly weight: number };

/** How far a negation or a wish reaches, in signs of the text. */
const reach = { negator: 6, negatorLatin: 22, degree: 3, degreeLatin: 12, wish: 14, wishLatin: 40 };

/** What is not bad is not yet as good as good. */
const turnedRound = { praise: -0.9, blame: -0.6 };

/** A negation of something neutral ("没有筷子", "not answered"), and a question, are weak blame. */
const weakBlame = { negation: 0.3, question: 0.3, wish: 0.25 };

const clauseEnd = /[,.;:!…，。；：！、~～\n]+/u;

/** Scores beyond this are praise or blame; between, a comment is neutral. */
const limit = 0.2;

/** A whole point of the response index beside the middle weighs like this in words. */
const ratingWeight = 0.35;

let matcher: PhraseMatcher<Sign> | null = null;

function words(): PhraseMatcher<Sign> {
  if (matcher) return matcher;
  const built = new PhraseMatcher<Sign>();
  for (const [phrase] of entries(negators)) built.add(phrase, { kind: 'negator', weight: 0 });
  for (const [phrase] of entries(wishes)) built.add(phrase, { kind: 'wish', weight: 0 });
  for (const [phrase, weight] of entries(turns)) built.add(phrase, { kind: 'turn', weight });
  for (const [phrase, weight] of entries(degrees)) built.add(phrase, { kind: 'degree', weight });
  for (const [phrase, weight] of entries(praise)) built.add(phrase, { kind: 'word', weight });
  for (const [phrase, weight] of entries(blame)) {
    built.add(phrase, { kind: 'word', weight: -weight });
  }
  return (matcher = built);
}

function entries(list: string): [phrase: string, weight: number][] {
  return list
    .split(/[|\n]/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const weight = / (\d(?:\.\d+)?)$/u.exec(entry);
      return [
        ruleText(weight ? entry.slice(0, weight.index) : entry),
        weight ? Number(weight[1]) : 1,
      ];
    });
}

/**
 * How positive a text is: the sum of its words of praise and blame, turned round by negations ("不快",
 * "not helpful"), made stronger or weaker by degrees, clause by clause. 0 where nothing says so.
 * `text` is a rule text.
 */
export function sentimentScore(text: string): number {
  let total = 0;
  let weight = 1;
  for (const clause of text.split(clauseEnd)) {
    const { score, turn } = clauseScore(clause);
    weight = turn ?? weight;
    total += score * weight;
  }
  return total;
}

function clauseScore(clause: string): { score: number; turn: number | null } {
  let score = clause.includes('?') || clause.includes('？') ? -weakBlame.question : 0;
  let turn: number | null = null;
  let negation: Found | null = null;
  let degree: Found | null = null;
  let wish: Found | null = null;
  for (const { start, end, value } of words().longest(clause)) {
    const isLatin = clause.charCodeAt(start) < 0x2e80;
    const found = { end, weight: value.weight, isLatin };
    switch (value.kind) {
      case 'negator':
        negation = negation && isNear(negation, start, 2, 2) ? null : found;
        break;
      case 'wish':
        wish = found;
        break;
      case 'turn':
        turn = value.weight;
        break;
      case 'degree':
        degree = found;
        break;
      case 'word': {
        let { weight } = value;
        if (negation && isNear(negation, start, reach.negator, reach.negatorLatin)) {
          weight *= weight > 0 ? turnedRound.praise : turnedRound.blame;
          negation = null;
        } else if (weight > 0 && wish && isNear(wish, start, reach.wish, reach.wishLatin)) {
          weight *= -0.3;
        }
        if (degree && isNear(degree, start, reach.degree, reach.degreeLatin)) {
          weight *= degree.weight;
        }
        degree = null;
        score += weight;
      }
    }
  }
  if (negation !== null) score -= weakBlame.negation;
  // Who wishes for something does not have it yet.
  if (wish !== null && score >= 0) score = Math.min(score, 0.1) - weakBlame.wish;
  return { score, turn };
}

interface Found {
  readonly end: number;
  readonly weight: number;
  readonly isLatin: boolean;
}

function isNear(found: Found, start: number, signs: number, signsLatin: number): boolean {
  return start - found.end <= (found.isLatin ? signsLatin : signs);
}

/**
 * The sentiment of a comment. The index of its response (1–5, null where it has none) is evidence beside
 * the words: it decides where they say little.
 */
export function sentimentOf(score: number, index: number | null): Sentiment {
  const total = score + (index === null ? 0 : ratingWeight * (index - 3));
  if (total > limit) return 'positive';
  return total < -limit ? 'negative' : 'neutral';
}
