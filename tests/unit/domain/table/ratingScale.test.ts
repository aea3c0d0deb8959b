import { describe, expect, it } from 'vitest';
import {
  numericScale,
  ratingCode,
  ratingCoder,
  statedNumber,
  stepScores,
  ticketHourBands,
  valueScale,
  wordScale,
} from '../../../../src/domain/table/ratingScale';

describe('the number an answer states (fault 37)', () => {
  it.each([
    ['5', 5],
    ['１', 1],
    ['5分', 5],
    [' 4 ', 4],
    ['1,000', 1000],
    ['-0', -0],
    ['4.5', 4.5],
    ['4,5', null],
    ['1e5', null],
    ['Infinity', null],
    ['2024-01-02', null],
    ['', null],
    ['N/A', null],
  ])('%s → %s', (raw, value) => {
    expect(statedNumber(raw)).toBe(value);
  });
});

describe('codes of a 1–5 question', () => {
  const codeOf = ratingCoder(numericScale(1, 5, { notApplicable: ['0'] }));
  it.each([
    ['1', 1],
    ['5', 5],
    ['５', 5],
    ['4分', 4],
    ['', ratingCode.missing],
    ['   ', ratingCode.missing],
    ['(空)', ratingCode.missing],
    ['0', ratingCode.notApplicable],
    ['N/A', ratingCode.notApplicable],
    ['不清楚', ratingCode.notApplicable],
    ['6', ratingCode.outOfRange],
    ['11', ratingCode.outOfRange],
    ['4.5', ratingCode.outOfRange],
    ['99', ratingCode.outOfRange],
    ['good', ratingCode.outOfRange],
  ])('%s (faults 37, 39)', (raw, code) => {
    expect(codeOf(raw)).toBe(code);
  });
  it('lists a zero as out of range when nobody said what it means', () => {
    expect(ratingCoder(numericScale(1, 5))('0')).toBe(ratingCode.outOfRange);
  });
});

describe('scores of the steps, worked by hand: 1 + 4 (x − a)/(b − a)', () => {
  it.each([
    ['1–5', numericScale(1, 5), [1, 2, 3, 4, 5]],
    ['1–3', numericScale(1, 3), [1, 3, 5]],
    [
      '0–10, first and last',
      numericScale(0, 10),
      [1, 1.4, 1.8, 2.2, 2.6, 3, 3.4, 3.8, 4.2, 4.6, 5],
    ],
    ['1–5 reversed', numericScale(1, 5, { reversed: true }), [5, 4, 3, 2, 1]],
  ])('%s', (_, scale, scores) => {
    stepScores(scale).forEach((score, index) =>
      expect(score).toBeCloseTo(scores[index] as number, 12),
    );
  });
  it('reads words in their order, whatever letter stands before them', () => {
    const codeOf = ratingCoder(wordScale([['不满意'], ['一般'], ['满意']]));
    expect(['A.满意', '3、一般', '不满意', '不适用', '？'].map(codeOf)).toEqual([
      3,
      2,
      1,
      ratingCode.notApplicable,
      ratingCode.outOfRange,
    ]);
  });
});

describe('bands of hours (scoring.md §3, worked by hand)', () => {
  const code = ratingCoder(ticketHourBands);
  const scores = stepScores(ticketHourBands);
  it.each([
    ['0', 5],
    ['1', 5],
    ['1.01', 4],
    ['3', 4],
    ['3.5', 3],
    ['8', 3],
    ['24', 2],
    ['24.1', 1],
    ['1,000', 1],
  ])('%s h is scored %s', (hours, score) => {
    expect(scores[code(hours) - 1]).toBe(score);
  });
  it('a negative figure is no answer of the scale, a blank one is missing', () => {
    expect(code('-1')).toBe(ratingCode.outOfRange);
    expect(code('')).toBe(ratingCode.missing);
  });
});

it('percents keep their exact place between 0 and 100', () => {
  const scale = valueScale(0, 100, [0, 44.44, 100]);
  const scores = stepScores(scale);
  const score = (raw: string) => scores[ratingCoder(scale)(raw) - 1];
  expect([score('0'), score('44.44'), score('100%')]).toEqual([1, 1 + (4 * 44.44) / 100, 5]);
  expect(ratingCoder(scale)('50')).toBe(ratingCode.outOfRange);
});

describe('what is no answer', () => {
  const code = ratingCoder(numericScale(1, 5), {
    '-3': 'skipped',
    '-2': 'notShown',
    NULL: 'empty',
  });
  it.each([
    ['(跳过)', ratingCode.skipped],
    ['-3', ratingCode.skipped],
    ['-2', ratingCode.notShown],
    ['(空)', ratingCode.missing],
    ['NULL', ratingCode.missing],
    ['', ratingCode.missing],
    ['-99', ratingCode.missing],
    ['不清楚', ratingCode.notApplicable],
    ['Unfamiliar (N/A)', ratingCode.notApplicable],
    ['-1', ratingCode.outOfRange],
    ['6', ratingCode.outOfRange],
  ])('%s', (raw, expected) => {
    expect(code(raw)).toBe(expected);
  });
});

it.each([
  ['10 - Extremely likely', 10],
  ['5（非常满意）', 5],
  ['85%', 85],
  ['18-29', null],
  ['02-Feb-2021', null],
  ['$50', null],
])('%s states %s', (raw, value) => {
  expect(statedNumber(raw)).toBe(value);
});
