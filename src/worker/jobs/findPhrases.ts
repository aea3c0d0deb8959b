import type { IndicatorModel } from '../../domain/model/indicatorModel';
import { rowGroups, type SourceRows } from '../../domain/scoring/linearisedError';
import { periodFilter, type Scope } from '../../domain/scoring/scope';
import { responseIndexes } from '../../domain/scoring/responseIndex';
import { PhraseCounter, type Segmenter } from '../../domain/text/phrases';
import type { PhraseReport } from '../api';

/** Comments read at the most; beyond it the most frequent phrases no longer change. */
const mostComments = 60_000;

/** Phrases the word cloud has room for (`visual-language.md`). */
const mostPhrases = 24;

const han = /\p{Script=Han}/u;

/** What the kept comments in scope talk about, with the mean index of those who say it. */
export async function findPhrases(
  sources: readonly SourceRows[],
  model: IndicatorModel,
  scope: Scope,
): Promise<PhraseReport> {
  const comments = [...scopedComments(sources, model, scope)];
  const needsChinese = comments.some(({ text }) => han.test(text));
  const counter = new PhraseCounter(needsChinese ? await chineseSegmenter() : spacedWords);
  for (const comment of comments) counter.add(comment);
  return { phrases: counter.top(mostPhrases), commentCount: counter.commentCount };
}

function* scopedComments(sources: readonly SourceRows[], model: IndicatorModel, scope: Scope) {
  const inPeriod = periodFilter(scope);
  let count = 0;
  for (const { table, ledger, months } of sources) {
    if (table.comments.length === 0) continue;
    if (scope.sourceIds.length > 0 && !scope.sourceIds.includes(table.sourceId)) continue;
    const groupOf = rowGroups(table, ledger, months, scope, (month) => (inPeriod(month) ? 0 : -1));
    if (groupOf === null) continue;
    const indexes = responseIndexes(table, model);
    for (let row = 0; row < table.rowCount && count < mostComments; row++) {
      if (groupOf[row] !== 0) continue;
      const text = table.comments.map((column) => column.at(row)).join('\n');
      if (text.trim() === '') continue;
      count++;
      const index = indexes[row] as number;
      yield { text, score: Number.isNaN(index) ? null : index };
    }
  }
}

const spacedWords: Segmenter = (text) => text.match(/[\p{L}\p{N}'’-]+|[^\p{L}\p{N}\s]+/gu) ?? [];

let loading: Promise<Segmenter> | null = null;

/**
 * Chinese words through jieba, loaded when first needed; the browser's own segmenter where that
 * fails (it splits 客服 into 客|服).
 */
function chineseSegmenter(): Promise<Segmenter> {
  loading ??= loadJieba().catch(() => {
    loading = null;
    const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
    return (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);
  });
  return loading;
}

async function loadJieba(): Promise<Segmenter> {
  const jieba = await import('jieba-wasm');
  await jieba.default();
  return (text) => jieba.cut(text, true);
}
