import { domainWords } from '../../domain/text/words/domainWords';
import type { Segmenter } from '../../domain/text/corpus';

type AddWord = (word: string) => void;

interface ChineseWords {
  readonly segment: Segmenter;
  readonly addWord: AddWord;
}

let loading: Promise<ChineseWords> | null = null;
const added = new Set<string>();

/**
 * Chinese words through jieba with the words of customer experience and the engagement's own, loaded
 * when first needed; the browser's own segmenter where that fails (it splits 客服 into 客|服). A word once
 * added stays until the worker ends.
 */
export async function chineseSegmenter(ownWords: readonly string[]): Promise<Segmenter> {
  loading ??= loadJieba().catch(() => {
    loading = null;
    const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
    return {
      segment: (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment),
      addWord: () => undefined,
    };
  });
  const { segment, addWord } = await loading;
  for (const word of [...domainWords, ...ownWords]) {
    if (added.has(word)) continue;
    added.add(word);
    addWord(word);
  }
  return segment;
}

async function loadJieba(): Promise<ChineseWords> {
  const jieba = await import('jieba-wasm');
  // Node's build of the package is ready when it is loaded.
  if (typeof jieba.default === 'function') await jieba.default();
  return {
    segment: (text) => jieba.cut(text, true),
    addWord: (word) => void jieba.add_word(word, null, null),
  };
}
