import { describe, expect, it } from 'vitest';
import { PhraseCounter } from '../../../../src/domain/text/phrases';

/** Words are given split by spaces, as a segmenter would return them. */
const split = (text: string) => text.split(' ');

function top(comments: readonly (readonly [text: string, score?: number])[], atLeast = 2) {
  const counter = new PhraseCounter(split);
  for (const [text, score] of comments) counter.add({ text, score: score ?? null });
  return counter.top(24, atLeast);
}

describe('phrases', () => {
  it('joins words that recur together and drops the parts', () => {
    const found = top([['响应 慢'], ['响应 慢 ， 不 满意'], ['响应 慢'], ['服务 好']]);
    expect(found.map(({ text, count }) => [text, count])).toEqual([['响应慢', 3]]);
  });
  it('keeps a word that also stands alone', () => {
    const found = top([
      ['响应 慢'],
      ['响应 慢'],
      ['响应 慢'],
      ['响应 及时'],
      ['响应 积极'],
      ['响应 快速'],
      ['响应 到位'],
    ]);
    expect(found.map(({ text }) => text)).toContain('响应');
  });
  it('counts a comment once, however often it says the word', () => {
    expect(top([['流程 。 流程 。 流程'], ['流程']])[0]).toMatchObject({ text: '流程', count: 2 });
  });
  it('never counts a negated word as the word', () => {
    const found = top([
      ['不 好吃'],
      ['不 好吃'],
      ['好吃'],
      ['好吃'],
      ['好吃'],
      ['not good'],
      ['not good'],
    ]);
    expect(found.map(({ text, count }) => [text, count])).toEqual([
      ['好吃', 3],
      ['不好吃', 2],
    ]);
  });
  it('shows no stop words, numbers or single characters', () => {
    expect(top([['我们 的 慢 2024 很'], ['我们 的 慢 2024 很']])).toEqual([]);
  });
  it('joins English words with a space', () => {
    expect(top([['slow response'], ['slow response'], ['slow response']])[0]?.text).toBe(
      'slow response',
    );
  });
  it('takes the mean index of those who say it, and null where none has one', () => {
    const found = top([['物流', 2], ['物流', 4], ['物流'], ['包装'], ['包装']]);
    expect(found.map(({ text, meanScore }) => [text, meanScore])).toEqual([
      ['物流', 3],
      ['包装', null],
    ]);
  });
});
