import { describe, expect, it } from 'vitest';
import {
  numericScale,
  ratingCode,
  ratingCoder,
  statedNumber,
  stepScores,
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
