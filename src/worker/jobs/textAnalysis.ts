import { periodKey, noMonth } from '../../domain/model/period';
import { isInSources, rowGroups, type SourceRows } from '../../domain/scoring/linearisedError';
import { responseIndexes } from '../../domain/scoring/responseIndex';
import { periodFilter } from '../../domain/scoring/scope';
import { maskText, type KnownNames } from '../../domain/table/masking';
import { codingAgreement, type Coding, type CommentCode } from '../../domain/text/commentCode';
import { CorpusBuilder, Vocabulary, type Corpus, type Segmenter } from '../../domain/text/corpus';
import { duplicateGroups } from '../../domain/text/duplicates';
import { hasPhrase, topPhrases, type Phrase } from '../../domain/text/phrases';
import { hasHan, ruleText, ruleTextWithPlaces } from '../../domain/text/plainText';
import { sentimentOf, type Sentiment } from '../../domain/text/sentiment';
import { ThemeRules } from '../../domain/text/themeRules';
import { negativeMonitor, themeStats, type ReadComment } from '../../domain/text/textReport';
import type { Source } from '../../domain/table/source';
import type {
  CommentMark,
  CommentPage,
  CommentQuery,
  OnTextProgress,
  TextReport,
  TextRequest,
  ThemedPhrase,
} from '../textApi';
import { chineseSegmenter } from './chineseWords';

/** Comments read at the most; of more, every second, third … is read, over the whole of the file. */
const mostComments = 100_000;

/** Phrases that are counted; the word cloud shows the first of them. */
const mostPhrases = 40;

/** Comments read before others may ask something, and before progress is told. */
const comments = { perTurn: 2_000 };

/** A source whose comments can be read. */
export interface TextSource {
  readonly source: Source;
  readonly rows: SourceRows;
}

/** The words of one source's comments, and what they were read with. */
interface ReadSource {
  readonly corpus: Corpus;
  /** Place of the first comment like each one. */
  readonly likeness: Int32Array;
  /** True where there are more comments than are read. */
  readonly isCut: boolean;
}

interface MarkedSource {
  readonly key: string;
  readonly corpus: Corpus;
  readonly themes: readonly (Uint8Array | null)[];
}

/** The comments of one source that are in scope. */
interface ScopedComments {
  readonly from: TextSource;
  readonly read: ReadSource;
  readonly themes: readonly (Uint8Array | null)[];
  /** Places in the corpus. */
  readonly at: readonly number[];
  /** By place in the corpus. */
  readonly indexes: Float64Array;
}

/**
 * What the comments of an engagement say. Words are read once per source and kept, so that filters and
 * edited themes only count again.
 */
export class TextAnalysis {
  readonly #vocabulary = new Vocabulary();
  readonly #read = new Map<string, { readonly key: string; readonly read: Promise<ReadSource> }>();
  readonly #marked = new Map<string, MarkedSource>();
  #listed: { readonly key: string; readonly places: readonly Place[] } | null = null;

  /** What counts has changed: lists are made anew; the words that were read still hold. */
  forgetLists(): void {
    this.#listed = null;
  }

  /** See `TextApi.text`. */
  async report(
    sources: readonly TextSource[],
    request: TextRequest,
    sampleOf: number | null,
    onProgress: OnTextProgress,
  ): Promise<TextReport> {
    const scoped = await this.#scoped(sources, request, sampleOf, onProgress);
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
      this.#vocabulary,
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

  /** See `TextApi.countRules`. */
  async countRules(
    sources: readonly TextSource[],
    request: TextRequest,
    rules: readonly string[],
  ): Promise<{ readonly comments: number; readonly total: number }> {
    const scoped = await this.#scoped(sources, request, null, () => undefined);
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

  /** See `TextApi.comments`. */
  async page(
    sources: readonly TextSource[],
    request: TextRequest,
    query: CommentQuery,
    offset: number,
    limit: number,
    known: KnownNames,
  ): Promise<CommentPage> {
    const scoped = await this.#scoped(sources, request, null, () => undefined);
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

  /** The comments in scope of each source, their words read and their themes marked. */
  async #scoped(
    sources: readonly TextSource[],
    request: TextRequest,
    sampleOf: number | null,
    onProgress: OnTextProgress,
  ): Promise<ScopedComments[]> {
    const { scope, taxonomy, model } = request;
    const readable = sources.filter(
      ({ rows }) => rows.table.comments.length > 0 && isInSources(scope, rows.table),
    );
    const total = readable.reduce((sum, { rows }) => sum + rows.table.rowCount, 0);
    const step = sampleOf === null ? 1 : Math.max(1, Math.ceil(total / sampleOf));
    const inPeriod = periodFilter(scope);
    const isTalkedOf = talkFilter(taxonomy.onlyWith, taxonomy.neverWith);
    const result: ScopedComments[] = [];
    let done = 0;
    for (const from of readable) {
      const { table, ledger, months } = from.rows;
      const groups = rowGroups(table, ledger, months, scope, (month) => (inPeriod(month) ? 0 : -1));
      if (groups === null) continue;
      const read = await this.#words(from, taxonomy.ownWords, step, (rows) =>
        onProgress(done + rows, total),
      );
      done += table.rowCount;
      const { corpus } = read;
      const all = responseIndexes(table, model);
      const at: number[] = [];
      corpus.rows.forEach((row, place) => {
        if (groups[row] === 0 && isTalkedOf(corpus.ruleTexts[place] as string)) at.push(place);
      });
      result.push({
        from,
        read,
        themes: await this.#themes(table.sourceId, corpus, request, step > 1),
        at,
        indexes: Float64Array.from(corpus.rows, (row) => all[row] as number),
      });
    }
    return result;
  }

  /** The words of a source, read once; whoever asks meanwhile waits for the same reading. */
  #words(
    source: TextSource,
    ownWords: readonly string[],
    step: number,
    onProgress: (rows: number) => void,
  ): Promise<ReadSource> {
    if (step > 1) return this.#readWords(source, ownWords, step, onProgress);
    const { sourceId } = source.rows.table;
    const key = ownWords.join('\n');
    const known = this.#read.get(sourceId);
    if (known?.key === key) return known.read;
    const read = this.#readWords(source, ownWords, step, onProgress);
    this.#read.set(sourceId, { key, read });
    read.catch(() => this.#read.delete(sourceId));
    return read;
  }

  async #readWords(
    { rows: { table } }: TextSource,
    ownWords: readonly string[],
    step: number,
    onProgress: (rows: number) => void,
  ): Promise<ReadSource> {
    const texts: { readonly row: number; readonly text: string }[] = [];
    const stride = step * Math.max(1, Math.ceil(countOf(table) / mostComments));
    for (let row = 0; row < table.rowCount; row += stride) {
      const text = commentAt({ table }, row);
      if (text !== '') texts.push({ row, text });
    }
    const needsChinese = texts.some(({ text }) => hasHan(text));
    const segment = needsChinese ? await chineseSegmenter(ownWords) : spacedWords;
    const builder = new CorpusBuilder(segment, this.#vocabulary);
    for (const [at, { row, text }] of texts.entries()) {
      builder.add(row, text);
      if (step === 1 && (at + 1) % comments.perTurn === 0) {
        onProgress(row);
        await turn();
      }
    }
    const corpus = builder.finish();
    const likeness =
      step > 1 ? Int32Array.from(corpus.rows, (_, at) => at) : duplicateGroups(corpus.ruleTexts);
    return { corpus, likeness, isCut: stride > step };
  }

  async #themes(
    sourceId: string,
    corpus: Corpus,
    { taxonomy }: TextRequest,
    isSample: boolean,
  ): Promise<readonly (Uint8Array | null)[]> {
    const key = JSON.stringify(taxonomy.themes);
    const known = this.#marked.get(sourceId);
    if (known?.key === key && known.corpus === corpus) return known.themes;
    const rules = new ThemeRules(taxonomy.themes);
    const themes: (Uint8Array | null)[] = [];
    for (const [at, text] of corpus.ruleTexts.entries()) {
      themes.push(rules.themesOf(text));
      if ((at + 1) % (10 * comments.perTurn) === 0) await turn();
    }
    if (!isSample) this.#marked.set(sourceId, { key, corpus, themes });
    return themes;
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
          if (!hasPhrase(corpus, place, this.#vocabulary, phrase.ids)) continue;
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
        if (phraseIds !== null && !hasPhrase(corpus, place, this.#vocabulary, phraseIds)) continue;
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

const spacedWords: Segmenter = (text) => text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s]+/gu) ?? [];

/** Comments of a table, looked at by their length only. */
function countOf({ comments: columns, rowCount }: SourceRows['table']): number {
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if (columns.some((column) => column.lengthAt(row) > 0)) count++;
  }
  return count;
}

/** Lets others ask something while comments are read. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function commentAt({ table }: Pick<SourceRows, 'table'>, row: number): string {
  return table.comments
    .map((column) => column.at(row).trim())
    .filter((text) => text !== '')
    .join('\n');
}

/** Whether a comment is about what is asked for: the filter for social media. */
function talkFilter(onlyWith: readonly string[], neverWith: readonly string[]) {
  const only = onlyWith.length > 0 ? new ThemeRules([{ rules: onlyWith }]) : null;
  const never = neverWith.length > 0 ? new ThemeRules([{ rules: neverWith }]) : null;
  return (text: string) =>
    (only === null || only.themesOf(text) !== null) &&
    (never === null || never.themesOf(text) === null);
}

const codeKey = (sourceId: string, row: number) => `${sourceId} ${row}`;

function firstCodes(
  codes: readonly CommentCode[],
  of: CommentCode['coder'] = 'first',
): Map<string, CommentCode> {
  return new Map(
    codes.flatMap((code) =>
      code.coder === of ? [[codeKey(code.sourceId, code.row), code] as const] : [],
    ),
  );
}

function marksOf({ themeIds }: Coding, placeOf: ReadonlyMap<string, number>): Uint8Array {
  const marks = new Uint8Array(placeOf.size);
  for (const id of themeIds) {
    const at = placeOf.get(id);
    if (at !== undefined) marks[at] = 1;
  }
  return marks;
}

function themeIdsOf(marks: Uint8Array | null, { taxonomy }: TextRequest): string[] {
  return taxonomy.themes.flatMap(({ id }, at) => (marks?.[at] === 1 ? [id] : []));
}

/** Stretches of a comment that rules or the search found, in order and apart. */
function marksIn(
  text: string,
  rules: ThemeRules,
  { taxonomy }: TextRequest,
  search: string,
): CommentMark[] {
  const { text: written, places } = ruleTextWithPlaces(text);
  const found = rules.hits(written).map(({ theme, start, end }) => ({
    start,
    end,
    themeId: taxonomy.themes[theme]?.id ?? null,
  }));
  const wanted = ruleText(search.trim());
  const searched: typeof found = [];
  if (wanted !== '') {
    for (let at = written.indexOf(wanted); at >= 0; at = written.indexOf(wanted, at + 1)) {
      searched.push({ start: at, end: at + wanted.length, themeId: null });
    }
  }
  const marks: CommentMark[] = [];
  const sorted = [...searched, ...found].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end, themeId } of sorted) {
    const from = places[start] as number;
    // The last sign of a stem may stand for the rest of its word.
    const last = places[end - 1] as number;
    const rest = /^[\p{Script=Latin}\p{N}'’]*/u.exec(text.slice(last + 1))?.[0].length ?? 0;
    const isLatin = /[\p{Script=Latin}\p{N}]/u.test(text[last] ?? '');
    const to = last + 1 + (isLatin ? rest : 0);
    if (from < (marks.at(-1)?.end ?? 0)) continue;
    marks.push({ start: from, end: to, themeId });
  }
  return marks;
}
