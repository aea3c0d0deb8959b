import { describe, expect, it } from 'vitest';
import { CorpusBuilder, Vocabulary } from '../../../../src/domain/text/corpus';
import { hasPhrase, topPhrases } from '../../../../src/domain/text/phrases';

/** Words are given split by spaces, as a segmenter would return them. */
const split = (text: string) => text.split(/(?<= )|(?= )/u);

function counted(comments: readonly (readonly [text: string, score?: number])[]) {
  const vocabulary = new Vocabulary();
  const builder = new CorpusBuilder(split, vocabulary);
  comments.forEach(([text], row) => builder.add(row, text));
  const corpus = builder.finish();
  return {
    vocabulary,
    set: {
      corpus,
      at: corpus.rows,
      indexes: Float64Array.from(comments, ([, score]) => score ?? NaN),
      isNegative: new Uint8Array(corpus.count),
    },
  };
}

function top(comments: readonly (readonly [text: string, score?: number])[]) {
  const { set, vocabulary } = counted(comments);
  return topPhrases([set], vocabulary, 24);
}
const texts = (comments: readonly (readonly [string, number?])[]) =>
  top(comments).map(({ text, count }) => [text, count]);
const times = (text: string, count: number) =>
  Array.from({ length: count }, (): readonly [string] => [text]);

describe('phrases', () => {
  it('joins words that recur together and drops the parts', () => {
    expect(texts([['响应 慢'], ['响应 慢 ， 等'], ['响应 慢'], ['服务 好']])).toEqual([
      ['响应慢', 3],
    ]);
  });
  it.each([['等待 太久'], ['响应 慢'], ['操作 复杂']])('%s appears whole', (words) => {
    const [first] = top([...times(words, 4), ['完全 无关'], ['别的 内容']]);
    expect(first?.text).toBe(words.replace(' ', ''));
  });
  it('looks past words that carry nothing: 送餐真的很慢 is 送餐慢', () => {
    expect(texts([['送餐 真的 很 慢'], ['送餐 太 慢'], ['送餐 慢']])).toEqual([['送餐慢', 3]]);
    expect(texts([['送餐 真的 很 慢'], ['送餐 非常 慢'], ['送餐 慢']])).toEqual([['送餐慢', 3]]);
  });
  it('does not reach across a comma', () => {
    expect(texts(times('送餐 ， 味道', 5)).map(([text]) => text)).not.toContain('送餐味道');
  });
  it('makes three words one phrase where two of them hardly occur otherwise', () => {
    expect(texts(times('电话 没人 接听', 5))[0]).toEqual(['电话没人接听', 5]);
  });
  it('keeps a word that also stands alone', () => {
    const found = texts([
      ...times('流程 繁琐', 3),
      ['流程 还行'],
      ...times('流程', 4),
      ...times('物流', 2),
    ]);
    expect(found.map(([text]) => text)).toContain('流程');
  });
  it('counts a comment once, however often it says the word', () => {
    expect(texts([['物流 。 物流 。 物流'], ['物流']])).toEqual([['物流', 2]]);
  });
  it('never counts a negated word as the word', () => {
    expect(
      texts([
        ...times('不 好吃', 2),
        ...times('好吃', 3),
        ...times('not helpful', 2),
        ['helpful'],
        ['helpful'],
      ]),
    ).toEqual([
      ['好吃', 3],
      ['helpful', 2],
      ['not helpful', 2],
      ['不好吃', 2],
    ]);
  });
  it('counts all forms of an English word as one and shows the usual one', () => {
    expect(texts([['deliveries'], ['deliveries'], ['delivery']])).toEqual([['deliveries', 3]]);
  });
  it('shows no stop words, numbers, single signs, nor bare praise', () => {
    expect(top(times('我们 的 慢 2024 很 ， 不错', 3)).map(({ text }) => text)).toEqual(['不错']);
    const [first] = top([...times('不错', 5), ...times('送错', 3)]);
    expect(first?.text).toBe('不错');
  });
  it('leaves blocked words out, whatever their case', () => {
    const { set, vocabulary } = counted(times('Satiscope broken', 4));
    expect(topPhrases([set], vocabulary, 5, new Set(['satiscope broken']))).toEqual([]);
  });
  it('takes the mean index of those who say it; null under five of them, or of the others', () => {
    const said = (text: string, scores: readonly number[]) =>
      scores.map((score): readonly [string, number] => [text, score]);
    const found = top([
      ...said('物流', [2, 4, 3, 3, 3]),
      ...said('包装', [1, 1, 1, 1]),
      ...said('别的', [5, 5]),
    ]);
    expect(found.map(({ text, meanScore, scored }) => [text, meanScore, scored])).toEqual([
      ['物流', 3, 5],
      ['包装', null, 4],
      ['别的', null, 2],
    ]);
    const all = top(said('物流', [2, 4, 3, 3, 3]));
    expect(all[0]?.meanScore).toBe(3);
    const butOne = top([...said('物流', [2, 4, 3, 3, 3]), ['包装', 5]]);
    expect(butOne[0]?.meanScore).toBeNull();
  });
  it('finds the comments of a phrase again, as they were counted', () => {
    const { set, vocabulary } = counted([
      ['送餐 真的 很 慢'],
      ['送餐 慢'],
      ['送餐 慢'],
      ['送餐 快'],
      ['慢 送餐'],
    ]);
    const [first] = topPhrases([set], vocabulary, 5);
    expect(first).toMatchObject({ text: '送餐慢', count: 3 });
    expect(set.at.filter((place) => hasPhrase(set.corpus, place, vocabulary, first!.ids))).toEqual([
      0, 1, 2,
    ]);
  });
});
