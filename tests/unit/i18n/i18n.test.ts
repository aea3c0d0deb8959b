import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/i18n/en/en';
import {
  formatNps,
  formatScore,
  formatShare,
  formatSigned,
  formatPeriod,
} from '../../../src/i18n/format';
import { dateLocaleFor, localeFor } from '../../../src/i18n/locale.svelte';
import { fill } from '../../../src/i18n/translate';
import { zhCN } from '../../../src/i18n/zhCN/zhCN';
import { root } from '../../support/repository';

const placeholders = (message: unknown): string[] =>
  [...new Set(JSON.stringify(message).match(/\{\w+\}/gu) ?? [])].sort();

describe('catalogues', () => {
  it('have the same keys and placeholders', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhCN).sort());
    for (const [key, message] of Object.entries(zhCN)) {
      expect(placeholders(en[key as keyof typeof zhCN]), key).toEqual(placeholders(message));
    }
  });
  it('have no message that nothing shows', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|svelte)$/u.test(file) && !/i18n\/(?:en|zhCN)\//u.test(file))
      .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
      .join('\n');
    const composed =
      /^(?:data\.note|data\.refused|level|error\.foreignFile|kind|platform|scale|rule|limit|action|unfit|suggest|condition|ready|readyNode|goal\.verdict|goal\.flaw|model\.cannotMove|drivers\.none|drivers\.warning|map|theme|text\.list|question|flaw|frame|masking\.kind|merge\.table|merge\.field|merge\.value|snapshot\.stage|snapshot\.scope|snapshot\.scopeHint|recording\.error|plan)\.|^model\.(?:target|baseline|benchmark)Of$|^preset\.(?:iteration|service)/u;
    const unused = Object.keys(zhCN).filter(
      (key) => !composed.test(key) && !sources.includes(`'${key}'`),
    );
    expect(unused).toEqual([]);
  });
  it('leave no Chinese in the English texts and no blank ones in either', () => {
    for (const message of Object.values(en))
      expect(JSON.stringify(message)).not.toMatch(/\p{Script=Han}/u);
    for (const message of Object.values(zhCN)) expect(message.trim()).not.toBe('');
  });
});

describe('texts', () => {
  it('are filled, with thousands separated and the right plural', () => {
    expect(fill({ one: '{n} row', other: '{n} rows' }, { n: 1 }, 'en')).toBe('1 row');
    expect(fill({ one: '{n} row', other: '{n} rows' }, { n: 1203 }, 'en')).toBe('1,203 rows');
    expect(fill('共 {n} 份', { n: 1203 }, 'zh-CN')).toBe('共 1,203 份');
  });
});

it.each([
  [['zh-TW', 'en'], 'zh-CN'],
  [['de', 'en-GB'], 'en'],
  [['fr'], 'zh-CN'],
  [[], 'zh-CN'],
])('a browser that prefers %j starts in %s', (languages, expected) => {
  expect(localeFor(languages)).toBe(expected);
});

it.each([
  ['en', ['en-GB', 'de'], 'en-GB'],
  ['en', ['de', 'en-AU'], 'en-AU'],
  ['en', ['de'], 'en'],
  ['zh-CN', ['en-GB'], 'zh-CN'],
] as const)(
  'days in %s for a browser of %j are written as in %s',
  (language, languages, expected) => {
    expect(dateLocaleFor(language, languages)).toBe(expected);
  },
);

describe('figures (visual-language.md, Numbers)', () => {
  it('are shown with true signs and never as −0.00, NaN or zero for missing', () => {
    expect(formatSigned(-0.12)).toBe('−0.12');
    expect(formatSigned(0.03)).toBe('+0.03');
    expect(formatSigned(-0.0001)).toBe('0.00');
    expect(formatScore(null)).toBe('—');
    expect(formatScore(4.449)).toBe('4.45');
    expect(formatNps(-0.4)).toBe('0');
    expect(formatNps(-17.6)).toBe('−18');
    expect(formatShare(0.6329)).toBe('63%');
    expect(formatPeriod('2025-Q3')).toBe('2025 Q3');
  });
});
