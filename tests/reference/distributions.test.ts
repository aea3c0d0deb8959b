import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  betaQuantile,
  chiSquareQuantile,
  chiSquareTail,
  fisherTail,
  normalQuantile,
  normalTail,
  studentQuantile,
  studentTail,
} from '../../src/domain/statistics/specialFunctions';
import { root } from '../support/repository';

interface Point {
  readonly f: string;
  readonly args: readonly number[];
  readonly value: number;
}

const { cases } = JSON.parse(readFileSync(join(root, 'tests/reference/cases.json'), 'utf8')) as {
  readonly cases: readonly { readonly id: string; readonly expected: { grid: readonly Point[] } }[];
};
const grid = cases.find(({ id }) => id === 'dist-grid')?.expected.grid ?? [];

/** Ours by the name of R's. */
const ours: Readonly<Record<string, (...args: number[]) => number>> = {
  pnorm: (z) => normalTail(-z),
  pnorm_upper: normalTail,
  qnorm: (p) => -normalQuantile(p),
  pt_two_sided: (t, df) => 2 * studentTail(Math.abs(t), df),
  qt: (p, df) => studentQuantile(2 * (1 - p), df),
  pchisq_upper: chiSquareTail,
  qchisq: (p, df) => chiSquareQuantile(1 - p, df),
  pf_upper: fisherTail,
  qbeta: betaQuantile,
};

// The studentised range (Tukey) is no part of the product.
const points = grid.filter(({ f }) => f !== 'ptukey_upper');

describe('dist-grid (R nmath)', () => {
  it('covers every distribution of the product', () => {
    expect(points).toHaveLength(237);
    expect([...new Set(points.map(({ f }) => f))].sort()).toEqual(Object.keys(ours).sort());
  });
  it.each(points)('$f($args)', ({ f, args, value }) => {
    const found = ours[f]!(...args);
    // Aimed at 1e-10, accepted at 1e-8; what R gives as 0 lies under the smallest number.
    if (value === 0) expect(Math.abs(found)).toBeLessThan(1e-290);
    else expect(Math.abs(found / value - 1)).toBeLessThan(1e-8);
  });
});
