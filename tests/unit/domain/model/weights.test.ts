import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelOf } from '../../../support/models';
import {
  nodeWeights,
  rebalance,
  sumOfWeights,
  weightProblem,
} from '../../../../src/domain/model/weights';

const of = (...weights: number[]) => weights.map((weight) => ({ weight }));

describe('weights', () => {
  it.each([
    [of(50, 50), null],
    [of(33.33, 33.33, 33.34), null],
    [of(50, 40), { kind: 'sum', sum: 90 }],
    [of(0, 0), { kind: 'allZero' }],
    [of(120, -20), { kind: 'negative' }],
    [of(NaN, 100), { kind: 'negative' }],
    [[], null],
  ])('%j', (items, problem) => {
    expect(weightProblem(items)).toEqual(problem);
  });
  it('rebalances by hand: 30 and 10 become 75 and 25', () => {
    expect(rebalance(of(30, 10)).map(({ weight }) => weight)).toEqual([75, 25]);
    expect(rebalance(of(0, 0, 0)).map(({ weight }) => weight)).toEqual([33.34, 33.33, 33.33]);
  });
  it('spreads the remainder over many equal weights', () => {
    const weights = rebalance(of(...Array.from({ length: 190 }, () => 1))).map(
      ({ weight }) => weight,
    );
    expect(new Set(weights)).toEqual(new Set([0.53, 0.52]));
  });
  it('always rebalances to 100 %, with no negative weight', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (weights) => {
          const balanced = rebalance(of(...weights));
          expect(weightProblem(balanced)).toBeNull();
          expect(Math.abs(sumOfWeights(balanced) - 100)).toBeLessThan(1e-6);
        },
      ),
    );
  });
  it('gives an indicator its share of its dimension', () => {
    const weights = nodeWeights(
      modelOf({ A: [20, { a: 40, b: [60, { x: 25, y: 75 }] }], B: [80, { c: 0 }] }),
    );
    expect(weights.get('a')).toBeCloseTo(8, 12);
    expect(weights.get('b')).toBeCloseTo(12, 12);
    expect(weights.get('x')).toBeCloseTo(3, 12);
    expect(weights.get('y')).toBeCloseTo(9, 12);
    expect(weights.get('c')).toBe(0);
  });
});
