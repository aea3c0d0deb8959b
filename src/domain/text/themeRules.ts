import { PhraseMatcher } from './phraseMatcher';
import { ruleText } from './plainText';
import type { Theme } from './taxonomy';

/**
 * Assigns texts to themes by keyword rules. A rule is a word or phrase ("等待", "too slow"; English ones
 * match every form of their words). `a+b` asks for both in the same sentence. `-a` means that whatever
 * stands there is not looked at: "-保修期" keeps 保修期 from counting as 修.
 */
export class ThemeRules {
  readonly #matcher = new PhraseMatcher<RulePart>();
  readonly #count: number;
  #needed: number[] = [];
  #ruleThemes: number[] = [];

  /** Indexes given back are those of `themes`. */
  constructor(themes: readonly Pick<Theme, 'rules'>[]) {
    this.#count = themes.length;
    themes.forEach(({ rules }, theme) => {
      for (const rule of rules) this.#addRule(rule, theme);
    });
  }

  #addRule(rule: string, theme: number): void {
    const text = rule.trim();
    if (text.startsWith('-')) {
      const word = ruleText(text.slice(1).trim());
      this.#matcher.add(word, { theme, rule: -1, part: 0 });
      return;
    }
    const parts = text
      .split(/[+＋]/u)
      .map((part) => ruleText(part.trim()))
      .filter((part) => part !== '');
    // More than thirty parts would not fit their bits; nobody writes such a rule.
    if (parts.length === 0 || parts.length > 30) return;
    const id = this.#needed.length;
    this.#needed.push(2 ** parts.length - 1);
    this.#ruleThemes.push(theme);
    parts.forEach((part, at) => this.#matcher.add(part, { theme, rule: id, part: 1 << at }));
  }

  /** For each theme, whether the text is about it; null where it is about none. `text`: a rule text. */
  themesOf(text: string): Uint8Array | null {
    let result: Uint8Array | null = null;
    for (const { theme } of this.hits(text)) {
      result ??= new Uint8Array(this.#count);
      result[theme] = 1;
    }
    return result;
  }

  /** Where the text says so: stretches of the rule text with the index of their theme. */
  hits(text: string): ThemeHit[] {
    const found: ThemeHit[] = [];
    let from = 0;
    for (const sentence of text.split(sentenceEnd)) {
      this.#sentence(sentence, from, found);
      from += sentence.length + 1;
    }
    return found;
  }

  #sentence(sentence: string, offset: number, found: ThemeHit[]): void {
    let parts: { part: RulePart; start: number; end: number }[] | null = null;
    this.#matcher.each(sentence, (part, start, end) => {
      (parts ??= []).push({ part, start, end });
    });
    if (parts === null) return;
    const all = parts as { part: RulePart; start: number; end: number }[];
    const exceptions = all.filter(({ part }) => part.rule === -1);
    const counted = all.filter(
      ({ part, start, end }) =>
        part.rule >= 0 &&
        !exceptions.some(
          (other) => other.part.theme === part.theme && other.start <= start && other.end >= end,
        ),
    );
    const seen = new Map<number, number>();
    for (const { part } of counted) seen.set(part.rule, (seen.get(part.rule) ?? 0) | part.part);
    for (const { part, start, end } of counted) {
      if (seen.get(part.rule) !== this.#needed[part.rule]) continue;
      const theme = this.#ruleThemes[part.rule] as number;
      found.push({ theme, start: offset + start, end: offset + end });
    }
  }
}

interface RulePart {
  readonly theme: number;
  /** −1 for an exception. */
  readonly rule: number;
  readonly part: number;
}

/** A stretch of a rule text that belongs to a theme. */
export interface ThemeHit {
  readonly theme: number;
  readonly start: number;
  readonly end: number;
}

/** One sign each, so that places in the text stay right. */
const sentenceEnd = /[.!?。！？\n;；]/u;
