import { describe, expect, it } from 'vitest';
import { codingAgreement } from '../../../../src/domain/text/commentCode';
import { ruleText } from '../../../../src/domain/text/plainText';
import { sentimentOf, sentimentScore } from '../../../../src/domain/text/sentiment';
import { taxonomyProblem, type Theme } from '../../../../src/domain/text/taxonomy';
import {
  isRising,
  negativeMonitor,
  themeStats,
  type ReadComment,
} from '../../../../src/domain/text/textReport';
import { ThemeRules } from '../../../../src/domain/text/themeRules';
import { builtInTaxonomy } from '../../../support/models';
import { labelledComments } from '../../../fixtures/labelledComments';

const taxonomy = builtInTaxonomy('e');
const rules = new ThemeRules(taxonomy.themes);

/** Sub-themes the labels know: the environment is not among them. */
const labelled = taxonomy.themes.filter(
  ({ id, parentId }) => parentId !== null && parentId !== 'other' && id !== '',
);

function macroF1(language: 'zh' | 'en', keyOf: (id: string) => string): number {
  const counts = new Map<string, { hit: number; wrong: number; missed: number }>();
  for (const { text, themes, language: own } of labelledComments) {
    if (own !== language) continue;
    const marks = rules.themesOf(ruleText(text));
    const found = new Set(
      labelled
        .filter(({ id }) => marks?.[taxonomy.themes.findIndex((one) => one.id === id)] === 1)
        .map(({ id }) => keyOf(id)),
    );
    const wanted = new Set(themes.map(keyOf));
    for (const id of new Set([...found, ...wanted])) {
      const count = counts.get(id) ?? { hit: 0, wrong: 0, missed: 0 };
      if (found.has(id) && wanted.has(id)) count.hit++;
      else if (found.has(id)) count.wrong++;
      else count.missed++;
      counts.set(id, count);
    }
  }
  const f1 = [...counts.values()].map(
    ({ hit, wrong, missed }) => (2 * hit) / (2 * hit + wrong + missed),
  );
  return f1.reduce((sum, one) => sum + one, 0) / f1.length;
}

describe('themes on comments coded by hand', () => {
  it('holds a hundred comments in each language, every theme at least eight times', () => {
    for (const language of ['zh', 'en'] as const) {
      const own = labelledComments.filter((comment) => comment.language === language);
      expect(own.length).toBe(100);
      for (const { id } of labelled) {
        expect(own.filter(({ themes }) => themes.includes(id)).length, id).toBeGreaterThan(7);
      }
    }
  });
  it.each([
    ['zh', 0.8],
    ['en', 0.8],
  ] as const)('%s: macro-F1 of the sub-themes reaches %d', (language, least) => {
    expect(macroF1(language, (id) => id)).toBeGreaterThanOrEqual(least);
    expect(macroF1(language, (id) => id.split('.')[0] as string)).toBeGreaterThanOrEqual(0.85);
  });
  it('tells praise from blame in most of them', () => {
    const right = labelledComments.filter(
      ({ text, sentiment }) => sentimentOf(sentimentScore(ruleText(text)), null) === sentiment,
    ).length;
    expect(right).toBeGreaterThanOrEqual(140);
  });
});

const theme = (id: string, parentId: string | null = null): Theme => ({
  id,
  name: id,
  parentId,
  rules: [],
});
const themes = [theme('a'), theme('a1', 'a'), theme('b')];
const said = (
  marks: readonly number[],
  sentiment: ReadComment['sentiment'],
  index = NaN,
  period = '',
): ReadComment => ({ themes: Uint8Array.from(marks), sentiment, index, period });
const many = (count: number, one: ReadComment) => Array.from({ length: count }, () => one);

describe('theme counts', () => {
  it('count sub-themes into their main one, once per comment', () => {
    const stats = themeStats(
      [said([1, 1, 0], 'negative'), said([0, 1, 0], 'negative'), said([0, 0, 1], 'positive')],
      themes,
    );
    expect(stats.map(({ mentions, negative }) => [mentions, negative])).toEqual([
      [2, 2],
      [2, 2],
      [1, 0],
    ]);
  });
  it('take the impact from those who mention it against the others, by hand', () => {
    // 6 of 20 mention a1 and score 2, the other 14 score 4.
    const stats = themeStats(
      [...many(6, said([0, 1, 0], 'negative', 2)), ...many(14, said([0, 0, 0], 'neutral', 4))],
      themes,
    );
    expect(stats[1]).toMatchObject({ share: 0.3, meanScore: 2, meanOthers: 4, impact: 2 });
  });
  it('hide means of fewer than five, and those that would give them away', () => {
    const few = [...many(4, said([0, 1, 0], 'negative', 2)), ...many(40, said([], 'neutral', 4))];
    expect(themeStats(few, themes)[1]).toMatchObject({ meanScore: null, impact: null });
    const nearlyAll = [
      ...many(40, said([0, 1, 0], 'neutral', 2)),
      ...many(4, said([], 'neutral', 4)),
    ];
    expect(themeStats(nearlyAll, themes)[1]).toMatchObject({ meanScore: null, impact: null });
  });
  it('put a theme first where the mean is low and 30 % mention it; must fix is more than 30 %', () => {
    const at = (mentions: number, score: number) =>
      themeStats(
        [
          ...many(mentions, said([0, 1, 0], 'negative', score)),
          ...many(100 - mentions, said([], 'neutral', 4)),
        ],
        themes,
      )[1];
    expect(at(30, 3.4)).toMatchObject({ isFirst: true, isMustFix: false });
    expect(at(31, 3.4)).toMatchObject({ isFirst: true, isMustFix: true });
    expect(at(29, 3.4)).toMatchObject({ isFirst: false });
    expect(at(30, 3.5)).toMatchObject({ isFirst: false });
  });
  it('call nothing first or must-fix on fewer than thirty comments', () => {
    const stats = themeStats(many(29, said([0, 1, 0], 'negative', 1)), themes);
    expect(stats[1]).toMatchObject({ isFirst: false, isMustFix: false });
  });
});

describe('the monitor of negative words', () => {
  const period = (key: string, n: number, negative: number) => [
    ...many(negative, said([0, 1, 0], 'negative', NaN, key)),
    ...many(n - negative, said([0, 1, 0], 'positive', NaN, key)),
  ];
  it('alerts at +30 % with p < .05, against all periods before', () => {
    const monitor = negativeMonitor(
      [...period('2025-Q1', 200, 40), ...period('2025-Q2', 200, 40), ...period('2025-Q3', 200, 60)],
      themes,
    );
    expect(monitor).toMatchObject({ current: '2025-Q3', baseline: ['2025-Q1', '2025-Q2'] });
    // 30 % against 20 %: half as many again. Pooled z = 0.1 / √(0.2333·0.7667·(1/200 + 1/400)) = 2.73.
    const trend = monitor?.trends.find(({ id }) => id === 'a1');
    expect(trend).toMatchObject({ before: 0.2, now: 0.3, isAlert: true });
    expect(trend?.rise).toBeCloseTo(0.5, 12);
    expect(trend?.p).toBeCloseTo(0.0063, 4);
  });
  it('watches what chance could bring, and what is exactly +30 %', () => {
    const small = negativeMonitor(
      [...period('2025-Q1', 40, 10), ...period('2025-Q2', 40, 13)],
      themes,
    )?.trends.find(({ id }) => id === 'a1');
    expect(small?.isAlert).toBe(false);
    expect(isRising(small!)).toBe(true);
  });
  it('takes Fisher where few are expected, and a complaint nobody made before counts as rising', () => {
    // 3 of 300 → 2 of 40: z would call it p = .049, Fisher says .107.
    const few = negativeMonitor(
      [...period('2025-Q1', 300, 3), ...period('2025-Q2', 40, 2)],
      themes,
    )?.trends.find(({ id }) => id === 'a1');
    expect(few?.isAlert).toBe(false);
    expect(few?.p).toBeCloseTo(0.107, 3);
    const fresh = negativeMonitor(
      [...period('2025-Q1', 500, 0), ...period('2025-Q2', 100, 40)],
      themes,
    )?.trends.find(({ id }) => id === 'a1');
    expect(fresh).toMatchObject({ rise: null, isAlert: true });
  });
  it('says nothing with one period, nor counts comments without a date', () => {
    expect(negativeMonitor(period('2025-Q1', 50, 10), themes)).toBeNull();
    const undated = [...period('2025-Q1', 50, 10), ...period('', 50, 50)];
    expect(negativeMonitor(undated, themes)).toBeNull();
  });
});

describe('coding by hand', () => {
  it('gives kappa of themes and sentiment: a worked case', () => {
    const code = (themeIds: readonly string[], sentiment: 'positive' | 'negative') => ({
      themeIds,
      sentiment,
    });
    const pairs = [
      [code(['a', 'b'], 'negative'), code(['b', 'a'], 'negative')],
      [code(['a'], 'negative'), code(['a'], 'positive')],
      [code([], 'positive'), code([], 'positive')],
      [code(['b'], 'positive'), code(['a'], 'positive')],
    ] as const;
    const { n, themes: agreed, sentiment } = codingAgreement(pairs);
    expect(n).toBe(4);
    expect(agreed?.observed).toBe(0.75);
    // Sentiment: 3 of 4 alike; by chance ½·¼ + ½·¾ = ½, so κ = (¾ − ½) / ½ = ½.
    expect(sentiment?.kappa).toBeCloseTo(0.5, 12);
  });
});

it('a taxonomy has no blank and no repeated names on one level, and no line too long', () => {
  const problem = (changed: readonly Theme[]) => taxonomyProblem({ ...taxonomy, themes: changed });
  expect(taxonomyProblem(taxonomy)).toBeNull();
  expect(problem([theme('a'), { ...theme('b'), name: ' ' }])).toEqual({ kind: 'blank', id: 'b' });
  expect(problem([theme('a'), { ...theme('b'), name: 'A' }])).toMatchObject({ kind: 'repeated' });
  expect(problem([theme('a'), { ...theme('b', 'a'), name: 'a' }])).toBeNull();
  const long = 'x'.repeat(201);
  expect(taxonomyProblem({ ...taxonomy, blockedWords: [long] })).toEqual({
    kind: 'tooLong',
    text: long,
  });
});
