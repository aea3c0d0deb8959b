import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midRanks, pearson, spearman } from '../../src/domain/statistics/correlation';
import { reliability } from '../../src/domain/statistics/reliability';
import {
  caseOf,
  referenceCases,
  referenceFolder,
  type ReferenceCase,
} from '../support/referenceCases';
import { root } from '../support/repository';

const published = join(root, '../shared/reference/data');

function columnsOf(path: string, names: readonly string[], turned: readonly string[] = []) {
  const rows = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').trim(), {
    header: true,
  }).data;
  return names.map((name) =>
    rows.map((row) => {
      const answer = row[name] ?? '';
      const value = answer === '' || answer === 'NA' ? NaN : Number(answer);
      return turned.includes(name) ? 7 - value : value;
    }),
  );
}

function close(actual: number | null | undefined, expected: number, tolerance: number, what = '') {
  expect(Math.abs((actual ?? NaN) - expected), `${what} ${actual} ${expected}`).toBeLessThanOrEqual(
    Math.max(1e-14, Math.abs(expected) * tolerance),
  );
}

function checkCorrelation({ inputs, expected, tol_rel }: ReferenceCase, path: string) {
  const [x, y] = columnsOf(path, [inputs['x'], inputs['y']]);
  const plain = pearson(x!, y!)!;
  expect(plain.n).toBe(expected['n']);
  close(plain.r, expected['pearson'], tol_rel, 'r');
  close(plain.p, expected['pearson_p'], tol_rel, 'p');
  close(plain.interval![0], expected['pearson_lower'], tol_rel, 'lower');
  close(plain.interval![1], expected['pearson_upper'], tol_rel, 'upper');
  const ranks = spearman(x!, y!)!;
  close(ranks.r, expected['spearman'], tol_rel, 'rho');
  close(ranks.p, expected['spearman_p'], tol_rel, 'p of rho');
}

describe('correlation (R)', () => {
  const synth = referenceCases.filter(({ id }) => id.startsWith('corr-synth'));
  it.each(synth.map((one) => [one.id, one] as const))('%s', (_, one) =>
    checkCorrelation(one, join(referenceFolder, 'synth-csat.csv')),
  );
  const attitude = join(published, 'attitude.csv');
  it.skipIf(!existsSync(attitude))('corr-attitude', () =>
    checkCorrelation(caseOf('corr-attitude'), attitude),
  );
  it('is undefined without variance or with two pairs, and exact for a straight line', () => {
    expect(pearson([1, 2], [1, 2])).toBeNull();
    expect(pearson([3, 3, 3], [1, 2, 3])).toBeNull();
    expect(pearson([1, 2, 3, NaN], [2, 4, 6, 9])).toMatchObject({ n: 3, r: 1, p: 0 });
    expect(midRanks([10, 20, 10, 30])).toEqual([1.5, 3, 1.5, 4]);
  });
  it('does not change when a side is shifted, stretched or put in another order', () => {
    const pairs = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
      {
        minLength: 3,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 9 }), (rows, factor) => {
        const [x, y] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
        const plain = pearson(x, y);
        const moved = pearson(x.map((a) => a * factor + 3).reverse(), [...y].reverse());
        if (plain === null) expect(moved).toBeNull();
        else expect(moved!.r).toBeCloseTo(plain.r, 12);
      }),
    );
  });
});

function checkAlpha(
  { expected, tol_rel }: ReferenceCase,
  columns: readonly number[][],
  names: string[],
) {
  const found = reliability(columns)!;
  const complete = expected['complete'] as Record<string, any>;
  expect(found.n).toBe(complete['n']);
  close(found.alpha, complete['raw_alpha'], tol_rel, 'alpha');
  close(found.standardised, complete['std_alpha'], tol_rel, 'standardised');
  close(found.meanCorrelation, complete['average_r'], tol_rel, 'mean r');
  names.forEach((name, at) => {
    const item = found.items[at]!;
    close(item.alphaWithout, complete['if_dropped'][name]['raw_alpha'], tol_rel, name);
    close(item.itemRest, complete['items'][name]['r_drop'], tol_rel, name);
    close(item.mean, complete['items'][name]['mean'], tol_rel, name);
    close(item.sd, complete['items'][name]['sd'], tol_rel, name);
  });
}

describe("Cronbach's alpha (psych)", () => {
  it('alpha-synth', () => {
    const one = caseOf('alpha-synth');
    const names = one.inputs['columns'] as string[];
    checkAlpha(one, columnsOf(join(referenceFolder, 'synth-csat.csv'), names), names);
  });
  const bfi = join(published, 'bfi.csv');
  it.skipIf(!existsSync(bfi)).each([
    ['alpha-bfi-agree', ['A1']],
    ['alpha-bfi-consc', ['C4', 'C5']],
    ['alpha-bfi-neuro', []],
  ] as const)('%s', (id, turned) => {
    const names = caseOf(id).inputs['columns'] as string[];
    checkAlpha(caseOf(id), columnsOf(bfi, names, turned), names);
  });
  it('alpha-toy', () => {
    const { inputs, expected, tol_rel } = caseOf('alpha-toy');
    const rows = inputs['items'] as Record<string, number>[];
    const found = reliability(['a', 'b', 'c'].map((name) => rows.map((row) => row[name]!)))!;
    close(found.alpha, expected['raw_alpha'], tol_rel);
    close(found.standardised, expected['std_alpha'], tol_rel);
  });
  it('alpha-undefined', () => {
    expect(reliability([[1, 2, 3]])).toBeNull();
    expect(reliability([[1], [2]])).toBeNull();
    expect(
      reliability([
        [4, 4, 4],
        [4, 4, 4],
      ]),
    ).toBeNull();
    expect(
      reliability([
        [1, NaN],
        [NaN, 2],
      ]),
    ).toBeNull();
  });
});
