import { isInSources, rowGroups, type SourceRows } from '../scoring/linearisedError';
import { responseIndexes } from '../scoring/responseIndex';
import { periodFilter } from '../scoring/scope';
import type { Source } from '../table/source';
import { CorpusBuilder, Vocabulary, type Corpus, type Segmenter } from './corpus';
import { duplicateGroups } from './duplicates';
import { hasHan } from './plainText';
import type { OnTextProgress, TextRequest } from './textRequest';
import { ThemeRules } from './themeRules';

/** Comments read at the most; of more, every second, third … is read, over the whole of the file. */
const mostComments = 100_000;

/** Comments read before others may ask something, and before progress is told. */
const comments = { perTurn: 2_000 };

/** A source whose comments can be read. */
export interface TextSource {
  readonly source: Source;
  readonly rows: SourceRows;
}

/** The words of one source's comments, and what they were read with. */
export interface ReadSource {
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
export interface ScopedComments {
  readonly from: TextSource;
  readonly read: ReadSource;
  readonly themes: readonly (Uint8Array | null)[];
  /** Places in the corpus. */
  readonly at: readonly number[];
  /** By place in the corpus. */
  readonly indexes: Float64Array;
}

/** What reading texts needs of where it runs. */
export interface Surroundings {
  /** Splits Chinese into words, those of the engagement among them. */
  chineseSegmenter(ownWords: readonly string[]): Promise<Segmenter>;
  /** Lets others ask something while comments are read. */
  turn(): Promise<void>;
}

/** Reads the words and themes of comments once per source and keeps them. */
export class CommentReader {
  readonly vocabulary = new Vocabulary();
  readonly #read = new Map<string, { readonly key: string; readonly read: Promise<ReadSource> }>();
  readonly #marked = new Map<string, MarkedSource>();
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** The comments in scope of each source, their words read and their themes marked. */
  async scoped(
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
    const segment = needsChinese
      ? await this.#surroundings.chineseSegmenter(ownWords)
      : spacedWords;
    const builder = new CorpusBuilder(segment, this.vocabulary);
    for (const [at, { row, text }] of texts.entries()) {
      builder.add(row, text);
      if (step === 1 && (at + 1) % comments.perTurn === 0) {
        onProgress(row);
        await this.#surroundings.turn();
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
      if ((at + 1) % (10 * comments.perTurn) === 0) await this.#surroundings.turn();
    }
    if (!isSample) this.#marked.set(sourceId, { key, corpus, themes });
    return themes;
  }
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

/** All comments of a response, each on a line of its own. */
export function commentAt({ table }: Pick<SourceRows, 'table'>, row: number): string {
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
