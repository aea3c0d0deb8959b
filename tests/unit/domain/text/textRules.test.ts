import { describe, expect, it } from 'vitest';
import { duplicateGroups } from '../../../../src/domain/text/duplicates';
import { plainText, ruleText, ruleTextWithPlaces } from '../../../../src/domain/text/plainText';
import { PhraseMatcher } from '../../../../src/domain/text/phraseMatcher';
import { sentimentOf, sentimentScore } from '../../../../src/domain/text/sentiment';
import { stemOf } from '../../../../src/domain/text/stem';
import { ThemeRules } from '../../../../src/domain/text/themeRules';

const score = (text: string) => sentimentScore(ruleText(text));

describe('plain text', () => {
  it('is half-width and lower-case, with contractions written out', () => {
    expect(plainText('ＡＢＣ１２ didn’t CAN’T')).toBe('abc12 did not can not');
  });
  it('leaves links and names of accounts out', () => {
    expect(plainText('@United see https://t.co/x &amp; wait').replace(/ +/gu, ' ').trim()).toBe(
      'see wait',
    );
  });
  it.each([
    ['deliveries', 'delivery'],
    ['stopped', 'stop'],
    ['waiting', 'wait'],
    ['boxes', 'box'],
    ['arrived', 'arrive'],
    ['complaints', 'complaint'],
  ])('%s and %s have one stem', (a, b) => {
    expect(stemOf(a)).toBe(stemOf(b));
  });
  it.each(['staff', 'process', 'less', 'always', 'this', 'bring'])('%s stays as it is', (word) => {
    expect(stemOf(word)).toBe(word);
  });
  it('knows where each sign of a rule text stands in the original', () => {
    const original = 'ＡＢ didn’t 等待太久';
    const { text, places } = ruleTextWithPlaces(original);
    expect(text).toBe(ruleText(original));
    const at = text.indexOf('等待');
    expect(original.slice(places[at], places[at + 4])).toBe('等待太久');
    expect(places.at(-1)).toBe(original.length);
  });
});

describe('matching', () => {
  it('finds English phrases as whole words only, Chinese ones anywhere', () => {
    const matcher = new PhraseMatcher<string>();
    for (const word of ['rate', '慢', '很慢']) matcher.add(word, word);
    const found: string[] = [];
    matcher.each('corporate rate 很慢', (value) => found.push(value));
    expect(found).toEqual(['rate', '很慢', '慢']);
    expect(matcher.longest('很慢').map(({ value }) => value)).toEqual(['很慢']);
  });
});

describe('theme rules', () => {
  const rules = new ThemeRules([
    { rules: ['等待', 'too slow', '电话+没人接', '-等待室'] },
    { rules: ['包装', 'refund'] },
  ]);
  const themes = (text: string) => [...(rules.themesOf(ruleText(text)) ?? [])];
  it('match words, phrases and every form of English words', () => {
    expect(themes('等待太久')).toEqual([1, 0]);
    expect(themes('It is too slow, and no refunds')).toEqual([1, 1]);
    expect(themes('没有意见')).toEqual([]);
  });
  it('ask for both parts of a+b in one sentence', () => {
    expect(themes('电话一直没人接')).toEqual([1, 0]);
    expect(themes('电话打了。没人接')).toEqual([]);
  });
  it('do not look at exceptions', () => {
    expect(themes('等待室很干净')).toEqual([]);
    expect(themes('等待室里等待太久')).toEqual([1, 0]);
  });
});

describe('sentiment', () => {
  it.each([
    ['不快', '快'],
    ['not helpful', 'helpful'],
    ['味道不好吃', '味道好吃'],
    ['没有耐心', '有耐心'],
  ])('%s is turned round', (negated, plain) => {
    expect(score(negated)).toBeLessThan(0);
    expect(score(plain)).toBeGreaterThanOrEqual(0);
  });
  it('degrees count', () => {
    expect(score('非常满意')).toBeGreaterThan(score('满意'));
    expect(score('very slow')).toBeLessThan(score('slow'));
    expect(score('有点慢')).toBeGreaterThan(score('太慢'));
  });
  it('says nothing where nothing is said, and then the rating decides', () => {
    expect(score('今天星期三')).toBe(0);
    expect(sentimentOf(0, null)).toBe('neutral');
    expect(sentimentOf(0, 1.5)).toBe('negative');
    expect(sentimentOf(0, 4.5)).toBe('positive');
    // Clear words are not overruled by a middling rating.
    expect(sentimentOf(score('太慢了，非常失望'), 3.5)).toBe('negative');
  });
});

describe('copies', () => {
  it('are alike but for punctuation, figures and a few words', () => {
    const text = '送餐员态度很好，但是等了一个多小时才送到，菜都凉了，希望以后能改进配送速度';
    expect([
      ...duplicateGroups([
        text,
        '味道不错',
        `${text}！！`,
        text.replace('希望以后', '希望今后'),
        '等了很久，菜倒是热的',
        '味道不错。',
      ]),
    ]).toEqual([0, 1, 0, 0, 4, 1]);
  });
  it('are none where short texts differ in a sign', () => {
    expect([...duplicateGroups(['服务很好', '服务很差', ''])]).toEqual([0, 1, 2]);
  });
});
