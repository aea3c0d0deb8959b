import { describe, expect, it } from 'vitest';
import { meanInterval, wilsonInterval } from '../../../../src/domain/statistics/intervals';
import {
  incompleteBeta,
  logGamma,
  studentQuantile,
  studentTail,
} from '../../../../src/domain/statistics/specialFunctions';

describe('special functions against published tables', () => {
  it.each([
    [1, 12.706204736174698],
    [2, 4.302652729911275],
    [10, 2.2281388519649385],
    [30, 2.0422724563012373],
    [1000, 1.9623390808264078],
  ])('t(.975, %i)', (df, value) => {
    expect(Math.abs(studentQuantile(0.05, df) / value - 1)).toBeLessThan(1e-9);
  });
  it('computes far tails as tails', () => {
    expect(studentTail(40, 200) / 2.0e-98).toBeGreaterThan(0);
    expect(studentTail(0, 5)).toBeCloseTo(0.5, 14);
    expect(studentTail(-2, 7) + studentTail(2, 7)).toBeCloseTo(1, 14);
  });
  it('log-gamma and the incomplete beta at known points', () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    expect(incompleteBeta(0.5, 2, 2)).toBeCloseTo(0.5, 12);
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 12);
    expect(incompleteBeta(0, 2, 2)).toBe(0);
    expect(incompleteBeta(1, 2, 2)).toBe(1);
  });
});

describe('Wilson intervals (R prop.test)', () => {
  it.each([
    [81, 263, 0.255288519878274, 0.3662095769828],
    [0, 20, 0, 0.161125158052819],
    [1, 1, 0.206549314377238, 1],
    [250, 300, 0.787003350387317, 0.871234668796319],
  ])('%i of %i', (hits, n, lower, upper) => {
    const interval = wilsonInterval(hits, n)!;
    expect(interval[0]).toBeCloseTo(lower, 9);
    expect(interval[1]).toBeCloseTo(upper, 9);
  });
  it('has none for an empty base, nor has a mean of one answer', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(meanInterval(3, 0.1, 1)).toBeNull();
  });
});
