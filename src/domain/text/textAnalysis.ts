import { periodKey, noMonth } from '../model/period';
import { maskText, type KnownNames } from '../table/masking';
import { codingAgreement, type Coding } from './commentCode';
import { marksIn } from './commentMarks';
import { codeKey, firstCodes, marksOf } from './handCodes';
import { hasPhrase, topPhrases, type Phrase } from './phrases';
import { ruleText } from './plainText';
import {
  commentAt,
  CommentReader,
  type ScopedComments,
  type Surroundings,
  type TextSource,
} from './scopedComments';
import { sentimentOf, type Sentiment } from './sentiment';
import type {
  CommentPage,
  CommentQuery,
  OnTextProgress,
  TextReport,
  TextRequest,
  ThemedPhrase,
} from './textRequest';
import { ThemeRules } from './themeRules';
import { negativeMonitor, themeStats, type ReadComment } from './textReport';

/** Phrases that are counted; the word cloud shows the first of them. */
const mostPhrases = 40;

/**
 * What the comments of an engagement say. Words are read once per source and kept, so that filters and
 * edited themes only count again.
 */
export class TextAnalysis {
  readonly #reader: CommentReader;
  #listed: { readonly key: string; readonly places: readonly Place[] } | null = null;

  constructor(surroundings: Surroundings) {
    this.#reader = new CommentReader(surroundings);
  }

  /** What counts has changed: lists are made anew; the words that were read still hold. */
  forgetLists(): void {
    this.#listed = null;
  }

  /** What the comments in scope say; `sampleOf`: read about this many only; null for all. */
  async report(
    sources: readonly TextSource[],
    request: TextRequest,
    sampleOf: number | null,
    onProgress: OnTextProgress,
  ): Promise<TextReport> {
    const scoped = await this.#reader.scoped(sources, request, sampleOf, onProgress);
    const { taxonomy, codes } = request;
    const byHand = firstCodes(codes);
    const placeOf = new Map(taxonomy.themes.map(({ id }, at) => [id, at]));
    const read: ReadComment[] = [];
    for (const one of scoped) {
      const { table, months } = one.from.rows;
      for (const place of one.at) {
        const row = one.read.corpus.rows[place] as number;
        const coded = byHand.get(codeKey(table.sourceId, row));
        const month = months[row] as number;
        read.push({
          themes: coded ? marksOf(coded, placeOf) : (one.themes[place] ?? null),
          sentiment: coded?.sentiment ?? this.#sentiment(one, place),
          index: one.indexes[place] as number,
          period: month === noMonth ? '' : periodKey(month, request.unit),
        });
      }
    }
    const phrases = topPhrases(
      scoped.map((one) => ({
        corpus: one.read.corpus,
        at: one.at,
        indexes: one.indexes,
        isNegative: Uint8Array.from(one.read.corpus.rows, (_, place) =>
          this.#sentiment(one, place) === 'negative' ? 1 : 0,
        ),
      })),
      this.#reader.vocabulary,
      mostPhrases,
      new Set(taxonomy.blockedWords.map((word) => word.toLowerCase())),
    );
    const countOf = (sentiment: Sentiment) =>
      read.filter((comment) => comment.sentiment === sentiment).length;
    const inScope = scoped.reduce((sum, { at }) => sum + at.length, 0);
    return {
      isSample: sampleOf !== null,
      commentCount: inScope,
      isCut: scoped.some(({ read: { isCut } }) => isCut),
      copies: scoped.reduce(
        (sum, { read: { likeness }, at }) =>
          sum + at.length - new Set(at.map((place) => likeness[place])).size,
        0,
      ),
      unassigned: read.filter(({ themes }) => themes === null || !themes.includes(1)).length,
      sentiment: {
        positive: countOf('positive'),
        neutral: countOf('neutral'),
        negative: countOf('negative'),
      },
      phrases: this.#themed(phrases, request, scoped),
      themes: themeStats(read, taxonomy.themes),
      monitor: negativeMonitor(read, taxonomy.themes),
      agreement: this.#agreement(scoped, request),
    };
  }

  /** How many comments in scope a theme with these rules would apply to. */
  async countRules(
    sources: readonly TextSource[],
    request: TextRequest,
    rules: readonly string[],
  ): Promise<{ readonly comments: number; readonly total: number }> {
    const scoped = await this.#reader.scoped(sources, request, null, () => undefined);
    const matcher = new ThemeRules([{ rules }]);
    let found = 0;
    let total = 0;
    for (const { read, at } of scoped) {
      total += at.length;
      for (const place of at) {
        if (matcher.themesOf(read.corpus.ruleTexts[place] as string) !== null) found++;
      }
    }
    return { comments: found, total };
  }

  /** A stretch of the comments in scope that a query finds, masked. */
  async page(
    sources: readonly TextSource[],
    request: TextRequest,
    query: CommentQuery,
    offset: number,
    limit: number,
    known: KnownNames,
  ): Promise<CommentPage> {
    const scoped = await this.#reader.scoped(sources, request, null, () => undefined);
    const key = JSON.stringify([request, query, sources.map(({ source }) => source.id)]);
    // A list is read page by page: the last query's order is kept.
    if (this.#listed?.key !== key)
      this.#listed = { key, places: this.#find(scoped, request, query) };
    const { places } = this.#listed;
    const rules = new ThemeRules(request.taxonomy.themes);
    return {
      total: places.length,
      comments: places.reduce((sum, { copies }) => sum + copies, 0),
      inScope: scoped.reduce((sum, { at }) => sum + at.length, 0),
      rows: places.slice(offset, offset + limit).map(({ one, place, copies }) => {
        const { table } = one.from.rows;
        const row = one.read.corpus.rows[place] as number;
        const index = one.indexes[place] as number;
        const time = table.times?.[row] ?? NaN;
        const text = maskText(commentAt(one.from.rows, row), known);
        return {
          sourceId: table.sourceId,
          row,
          fileName: one.from.source.fileName,
          text,
          marks: marksIn(text, rules, request, query.search),
          themeIds: themeIdsOf(one.themes[place] ?? null, request),
          sentiment: this.#sentiment(one, place),
          index: Number.isNaN(index) ? null : index,
          time: Number.isNaN(time) ? null : time,
          copies,
        };
      }),
    };
  }

  #sentiment({ read: { corpus }, indexes }: ScopedComments, place: number): Sentiment {
    const index = indexes[place] as number;
    return sentimentOf(corpus.sentiment[place] as number, Number.isNaN(index) ? null : index);
  }

  /** The theme whose rules a phrase meets; otherwise the one most of its comments are about. */
  #themed(
    phrases: readonly Phrase[],
    { taxonomy }: TextRequest,
    scoped: readonly ScopedComments[],
  ): ThemedPhrase[] {
    const rules = new ThemeRules(taxonomy.themes);
    const byRule = phrases.map((phrase) => {
      const hits = rules.hits(ruleText(phrase.text));
      return hits.sort((a, b) => b.end - b.start - (a.end - a.start))[0]?.theme ?? null;
    });
    const open = phrases.filter((_, at) => byRule[at] === null);
    const usual = this.#usualThemes(open, taxonomy.themes.length, scoped);
    return phrases.map((phrase, at) => {
      const theme = byRule[at] ?? usual.get(phrase) ?? null;
      return { ...phrase, themeId: theme === null ? null : (taxonomy.themes[theme]?.id ?? null) };
    });
  }

  /** For phrases that no rule knows, the theme of more than half of their comments; one pass over all. */
  #usualThemes(
    phrases: readonly Phrase[],
    themeCount: number,
    scoped: readonly ScopedComments[],
  ): Map<Phrase, number> {
    const byWord = new Map<number, Phrase[]>();
    for (const phrase of phrases) {
      const word = phrase.ids[0] as number;
      byWord.set(word, [...(byWord.get(word) ?? []), phrase]);
    }
    const counts = new Map(phrases.map((phrase) => [phrase, new Int32Array(themeCount)]));
    for (const { read, at, themes } of scoped) {
      const { corpus } = read;
      for (const place of at) {
        const marks = themes[place];
        if (!marks) continue;
        const from = place === 0 ? 0 : (corpus.ends[place - 1] as number);
        const candidates = new Set<Phrase>();
        for (let token = from; token < (corpus.ends[place] as number); token++) {
          for (const phrase of byWord.get(corpus.tokens[token] as number) ?? []) {
            candidates.add(phrase);
          }
        }
        for (const phrase of candidates) {
          if (!hasPhrase(corpus, place, this.#reader.vocabulary, phrase.ids)) continue;
          const sums = counts.get(phrase) as Int32Array;
          for (let theme = 0; theme < themeCount; theme++) sums[theme]! += marks[theme] as number;
        }
      }
    }
    const usual = new Map<Phrase, number>();
    for (const [phrase, sums] of counts) {
      const most = sums.indexOf(Math.max(...sums));
      if ((sums[most] ?? 0) * 2 > phrase.count) usual.set(phrase, most);
    }
    return usual;
  }

  #find(
    scoped: readonly ScopedComments[],
    { taxonomy, codes }: TextRequest,
    query: CommentQuery,
  ): Place[] {
    const { themeId, sentiment, phraseIds, search, uncodedBy, isGrouped } = query;
    const themes =
      themeId === null || themeId === ''
        ? []
        : taxonomy.themes.flatMap(({ id, parentId }, at) =>
            id === themeId || parentId === themeId ? [at] : [],
          );
    const byHand = firstCodes(codes);
    const placeOf = new Map(taxonomy.themes.map(({ id }, at) => [id, at]));
    const coded = new Set(
      codes.flatMap(({ coder, sourceId, row }) =>
        coder === uncodedBy ? [codeKey(sourceId, row)] : [],
      ),
    );
    const wanted = ruleText(search.trim());
    const found: Place[] = [];
    for (const one of scoped) {
      const { corpus, likeness } = one.read;
      const { sourceId } = one.from.rows.table;
      const groups = new Map<number, { one: ScopedComments; place: number; copies: number }>();
      for (const place of one.at) {
        const key = codeKey(sourceId, corpus.rows[place] as number);
        const code = byHand.get(key);
        const marks = code ? marksOf(code, placeOf) : (one.themes[place] ?? null);
        if (themeId === '' && marks?.includes(1) === true) continue;
        if (themeId !== null && themeId !== '' && !themes.some((at) => marks?.[at] === 1)) continue;
        if (sentiment !== null && (code?.sentiment ?? this.#sentiment(one, place)) !== sentiment)
          continue;
        if (wanted !== '' && !(corpus.ruleTexts[place] as string).includes(wanted)) continue;
        if (phraseIds !== null && !hasPhrase(corpus, place, this.#reader.vocabulary, phraseIds))
          continue;
        if (uncodedBy !== null && coded.has(key)) continue;
        const first = likeness[place] as number;
        const group = isGrouped ? groups.get(first) : undefined;
        if (group) group.copies++;
        else {
          const entry = { one, place, copies: 1 };
          groups.set(isGrouped ? first : place, entry);
          found.push(entry);
        }
      }
    }
    return isGrouped ? found.sort((a, b) => b.copies - a.copies) : found;
  }

  #agreement(scoped: readonly ScopedComments[], { codes, taxonomy }: TextRequest) {
    const first = firstCodes(codes);
    const second = firstCodes(codes, 'second');
    const pairs: (readonly [Coding, Coding])[] = [];
    const withRules: (readonly [Coding, Coding])[] = [];
    if (first.size > 0) {
      for (const one of scoped) {
        for (const place of one.at) {
          const row = one.read.corpus.rows[place] as number;
          const key = codeKey(one.from.rows.table.sourceId, row);
          const a = first.get(key);
          if (!a) continue;
          const b = second.get(key);
          if (b) pairs.push([a, b]);
          const marks = one.themes[place] ?? null;
          const themeIds = taxonomy.themes.flatMap(({ id }, at) => (marks?.[at] === 1 ? [id] : []));
          withRules.push([a, { themeIds, sentiment: this.#sentiment(one, place) }]);
        }
      }
    }
    return { coders: codingAgreement(pairs), rules: codingAgreement(withRules) };
  }
}

interface Place {
  readonly one: ScopedComments;
  readonly place: number;
  readonly copies: number;
}

function themeIdsOf(marks: Uint8Array | null, { taxonomy }: TextRequest): string[] {
  return taxonomy.themes.flatMap(({ id }, at) => (marks?.[at] === 1 ? [id] : []));
}
