import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  globalWeight,
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
    const dimension = { weight: 20, indicators: of(40, 60) };
    expect(globalWeight([dimension, { weight: 80 }], dimension, { weight: 40 })).toBeCloseTo(8, 12);
    expect(globalWeight([{ weight: 0 }], { weight: 0, indicators: of(0) }, { weight: 0 })).toBe(0);
  });
});
