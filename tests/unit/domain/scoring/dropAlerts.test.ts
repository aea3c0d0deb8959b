import { describe, expect, it } from 'vitest';
import { dropAlerts } from '../../../../src/domain/scoring/dropAlerts';
import type { PrecisionReport } from '../../../../src/domain/scoring/linearisedError';
import type { Comparison } from '../../../../src/domain/scoring/scoreReport';
import { holm, welchDrop } from '../../../../src/domain/statistics/differences';

const estimate = (mean: number, sd: number, n: number) => ({
  mean,
  standardError: sd / Math.sqrt(n),
  n,
});

describe('one-sided Welch p of a drop (R)', () => {
  it.each([
    [4.3, 0.9, 320, 4, 1, 310, 4.29093716815049e-5],
    [4.3, 0.9, 30, 4, 1, 25, 0.126042300390658],
    [4.3, 0.9, 320, 4.05, 1, 310, 0.000520537609013131],
  ])('%f ± %f (%i) → %f ± %f (%i)', (m1, s1, n1, m2, s2, n2, p) => {
    expect(welchDrop(estimate(m1, s1, n1), estimate(m2, s2, n2))! / p).toBeCloseTo(1, 8);
  });
  it('is none for a rise, and unknown without spread or with one answer', () => {
    expect(welchDrop(estimate(4, 1, 50), estimate(4.5, 1, 50))).toBe(1);
    expect(welchDrop(estimate(4, 0, 50), estimate(3, 0, 50))).toBeNull();
    expect(welchDrop(estimate(4, 1, 1), estimate(3, 1, 50))).toBeNull();
  });
});

it.each([
  [
    [0.01, 0.02, 0.03, 0.04, 0.05],
    [0.05, 0.08, 0.09, 0.09, 0.09],
  ],
  [
    [0.04, 0.01],
    [0.04, 0.02],
  ],
])('Holm adjusts %j to %j', (values, adjusted) => {
  holm(values).forEach((value, index) => expect(value).toBeCloseTo(adjusted[index]!, 12));
});

describe('drop alerts', () => {
  const comparison = (n: number): Comparison => ({
    previous: 'Q1',
    current: 'Q2',
    previousResponses: n,
    currentResponses: n,
    overall: null,
    npsChange: null,
    nodes: new Map([
      ['D', { id: 'D', previous: 4.3, current: 4, change: -0.3, isDrop: true }],
      ['E', { id: 'E', previous: 4.3, current: 4.1, change: -0.2, isDrop: false }],
    ]),
  });
  const precision = (n: number): PrecisionReport => {
    const group = {
      overall: { n, standardError: 0.9 / Math.sqrt(n) },
      nodes: new Map(['D', 'E'].map((id) => [id, { n, standardError: 0.9 / Math.sqrt(n) }])),
    };
    return {
      scope: group,
      periods: new Map([
        ['Q1', group],
        ['Q2', group],
      ]),
    };
  };
  it.each([
    [300, true],
    [40, false],
    [29, false],
  ])('with n = %i a drop of 0.3 is confirmed: %s', (n, isConfirmed) => {
    expect(dropAlerts(comparison(n), ['D', 'E'], precision(n))).toEqual([
      { id: 'D', previous: 4.3, current: 4, change: -0.3, isConfirmed },
    ]);
  });
  it('is only to be watched until the standard errors have come', () => {
    expect(dropAlerts(comparison(300), ['D', 'E'], null)[0]?.isConfirmed).toBe(false);
    expect(dropAlerts(null, ['D'], null)).toEqual([]);
  });
});
