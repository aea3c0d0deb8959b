import { hasHan, plainText, ruleText } from './plainText';
import { sentimentScore } from './sentiment';
import { stemOf } from './stem';
import { stopWords } from './stopWords';

/** Splits a text into words, in order, punctuation included. */
export type Segmenter = (text: string) => readonly string[];

/** A gap between tokens: no phrase reaches across it. */
export const gap = 0;

/** The words of all comments by number; one word in all its English forms is one entry. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();
  readonly #forms: (Map<string, number> | null)[] = [null];
  readonly #keys: string[] = [''];
  readonly #isStop: boolean[] = [true];

  get size(): number {
    return this.#keys.length;
  }

  /** Number of a word in the given form. */
  idOf(key: string, form: string): number {
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#keys.length;
      this.#ids.set(key, id);
      this.#keys.push(key);
      this.#isStop.push(stopWords.has(key) || stopWords.has(form));
      this.#forms.push(hasHan(key) ? null : new Map());
    }
    const forms = this.#forms[id];
    if (forms) forms.set(form, (forms.get(form) ?? 0) + 1);
    return id;
  }

  /** The form of a word people use most. */
  shown(id: number): string {
    const forms = this.#forms[id];
    if (!forms) return this.#keys[id] as string;
    let best = this.#keys[id] as string;
    let most = 0;
    for (const [form, count] of forms) {
      if (count > most) [best, most] = [form, count];
    }
    return best;
  }

  /** Worth showing by itself: no stop word, and more than one sign. */
  isContent(id: number): boolean {
    return !this.isStop(id) && (this.#keys[id] as string).length > 1;
  }

  /** A word that carries no finding, alone or in a phrase. */
  isStop(id: number): boolean {
    return this.#isStop[id] as boolean;
  }
}

/** Comments as numbers: what words, phrases, themes and sentiment are counted from. */
export interface Corpus {
  readonly count: number;
  /** Row of each comment in its source. */
  readonly rows: readonly number[];
  readonly ruleTexts: readonly string[];
  /** All words one after the other; those of comment i end before `ends[i]`. */
  readonly tokens: Int32Array;
  readonly ends: Int32Array;
  /** See `sentimentScore`. */
  readonly sentiment: Float32Array;
}

/** Reads comments one by one into a {@link Corpus}. */
export class CorpusBuilder {
  readonly #segment: Segmenter;
  readonly #vocabulary: Vocabulary;
  readonly #rows: number[] = [];
  readonly #ruleTexts: string[] = [];
  readonly #ends: number[] = [];
  readonly #sentiment: number[] = [];
  /** What each word read so far is. */
  readonly #words = new Map<string, ReadWord>();
  #tokens = new Int32Array(1 << 14);
  #used = 0;

  constructor(segment: Segmenter, vocabulary: Vocabulary) {
    this.#segment = segment;
    this.#vocabulary = vocabulary;
  }

  add(row: number, text: string): void {
    const rule = ruleText(text);
    this.#rows.push(row);
    this.#ruleTexts.push(rule);
    this.#sentiment.push(sentimentScore(rule));
    this.#addTokens(plainText(text));
    this.#ends.push(this.#used);
  }

  finish(): Corpus {
    return {
      count: this.#rows.length,
      rows: this.#rows,
      ruleTexts: this.#ruleTexts,
      tokens: this.#tokens.slice(0, this.#used),
      ends: Int32Array.from(this.#ends),
      sentiment: Float32Array.from(this.#sentiment),
    };
  }

  #addTokens(text: string): void {
    const words = hasHan(text) ? this.#segment(text) : (text.match(spaced) ?? []);
    let negator: string | null = null;
    for (const word of words) {
      let read = this.#words.get(word);
      if (!read) this.#words.set(word, (read = readWord(word)));
      switch (read.kind) {
        case 'space':
          break;
        case 'gap':
          this.#push(gap);
          negator = null;
          break;
        case 'negator':
          negator = read.form;
          break;
        case 'word': {
          const { key, form, isStop } = read;
          if (negator !== null && !isStop) {
            // "不" + "好吃" is a word of its own: it must not count as praise.
            const turned = `${negator}${hasHan(negator) && hasHan(key) ? '' : ' '}`;
            this.#push(this.#vocabulary.idOf(turned + key, turned + form));
            negator = null;
          } else {
            this.#push(this.#vocabulary.idOf(key, form));
          }
        }
      }
    }
    this.#push(gap);
  }

  #push(id: number): void {
    if (this.#used === this.#tokens.length) {
      const grown = new Int32Array(this.#tokens.length * 2);
      grown.set(this.#tokens);
      this.#tokens = grown;
    }
    this.#tokens[this.#used++] = id;
  }
}

interface ReadWord {
  readonly kind: 'space' | 'gap' | 'negator' | 'word';
  readonly key: string;
  readonly form: string;
  readonly isStop: boolean;
}

function readWord(word: string): ReadWord {
  const form = word.trim();
  const key = hasHan(form) ? form : stemOf(form);
  const isStop = stopWords.has(form) || stopWords.has(key);
  const kind =
    form === '' && word !== ''
      ? 'space'
      : !isWord.test(form) || isFigure.test(form)
        ? 'gap'
        : negators.has(key)
          ? 'negator'
          : 'word';
  return { kind, key, form, isStop };
}

const spaced = /[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*|[^\p{L}\p{N}\s]+/gu;
const isWord = /[\p{L}\p{N}]/u;
const isFigure = /^[\d.,:%]+$/u;

/** Words that turn the one behind them round. */
const negators: ReadonlySet<string> = new Set(
  '不 没 没有 不太 不够 不怎么 未 无 毫无 not no never'.split(' '),
);
