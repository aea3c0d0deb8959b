import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { holm, welchDrop } from '../../src/domain/statistics/differences';
import {
  kruskalWallis,
  mannWhitney,
  pairwiseHolm,
  welchAnova,
  welchTest,
} from '../../src/domain/statistics/groupTests';
import { histogramOf, momentsOf, type Histogram } from '../../src/domain/statistics/histogram';
import { wilsonInterval } from '../../src/domain/statistics/intervals';
import { fisherExact, newcombeInterval, twoShares } from '../../src/domain/statistics/shares';
import { betaQuantile } from '../../src/domain/statistics/specialFunctions';
import { caseOf, namedCases, referenceFolder } from '../support/referenceCases';
import { root } from '../support/repository';

function read(path: string) {
  return Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').trim(), { header: true })
    .data;
}

/** Histograms of a column by the values of another, in order of these. */
function groupsOf(rows: readonly Record<string, string>[], column: string, by: string) {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const value = row[column] ?? '';
    if (value === '') continue;
    const known = groups.get(row[by] ?? '');
    if (known) known.push(Number(value));
    else groups.set(row[by] ?? '', [Number(value)]);
  }
  const names = [...groups.keys()].sort();
  return { names, histograms: names.map((name) => histogramOf(groups.get(name) ?? [])) };
}

function close(actual: number | null | undefined, expected: number, tolerance: number, what = '') {
  const allowed = expected === 0 ? Math.max(tolerance, 1e-12) : Math.abs(expected) * tolerance;
  expect(Math.abs((actual ?? NaN) - expected), `${what} ${actual}`).toBeLessThanOrEqual(allowed);
}

const synth = read(join(referenceFolder, 'synth-csat.csv'));
const welchP = (a: Histogram, b: Histogram) => {
  const [x, y] = [momentsOf(a), momentsOf(b)];
  return x && y ? (welchTest(x, y)?.p ?? null) : null;
};

it('welch-quarter', () => {
  const { inputs, expected, tol_rel } = caseOf('welch-quarter');
  const { histograms } = groupsOf(synth, inputs['column'], inputs['by']);
  const [first, second] = histograms as [Histogram, Histogram];
  const test = welchTest(momentsOf(first)!, momentsOf(second)!)!;
  close(test.difference, expected['diff'], tol_rel, 'diff');
  close(test.t, expected['t'], tol_rel, 't');
  close(test.df, expected['df'], tol_rel, 'df');
  close(test.p, expected['p'], tol_rel, 'p');
  close(test.interval[0], expected['ci_lower'], tol_rel, 'lower');
  close(test.interval[1], expected['ci_upper'], tol_rel, 'upper');
  close(test.cohensD, expected['cohen_d'], tol_rel, 'd');
  const ranks = mannWhitney(first, second)!;
  expect(ranks.u).toBe(expected['U']);
  close(ranks.p, expected['mw_p_cc'], tol_rel, 'p of U');
  close(ranks.cliffsDelta, expected['cliff_delta'], tol_rel, 'delta');
});

it('mw-exact', () => {
  const { inputs, expected, tol_rel } = caseOf('mw-exact');
  const test = mannWhitney(histogramOf(inputs['x']), histogramOf(inputs['y']))!;
  expect(test.u).toBe(expected['U']);
  close(test.p, expected['p'], tol_rel);
});

it('kruskal-region', () => {
  const { inputs, expected, tol_rel } = caseOf('kruskal-region');
  const { names, histograms } = groupsOf(synth, inputs['column'], inputs['by']);
  const ranks = kruskalWallis(histograms)!;
  close(ranks.statistic, expected['H'], tol_rel, 'H');
  expect(ranks.df1).toBe(expected['df']);
  close(ranks.p, expected['p'], tol_rel, 'p');
  close(ranks.epsilonSquared, expected['epsilon2'], tol_rel, 'epsilon');
  const means = welchAnova(histograms)!;
  close(means.statistic, expected['welch_F'], tol_rel, 'F');
  close(means.df2, expected['welch_df2'], tol_rel, 'df2');
  close(means.p, expected['welch_p'], tol_rel, 'p of F');
  for (const [key, pOf] of [
    ['wilcox_holm', (a: Histogram, b: Histogram) => mannWhitney(a, b)?.p ?? null],
    ['welch_holm', welchP],
  ] as const) {
    for (const { a, b, p } of pairwiseHolm(histograms, pOf)) {
      close(p, expected[key][`${names[a]}-${names[b]}`], tol_rel, key);
    }
  }
});

const air = join(root, '../shared/reference/data/airquality.csv');
it.skipIf(!existsSync(air))('kruskal-airquality', () => {
  const { inputs, expected, tol_rel } = caseOf('kruskal-airquality');
  const rows = read(air).map((row) => ({
    ...row,
    Ozone: row['Ozone'] === 'NA' ? '' : row['Ozone']!,
  }));
  const { names, histograms } = groupsOf(rows, inputs['column'], inputs['by']);
  const ranks = kruskalWallis(histograms)!;
  close(ranks.statistic, expected['H'], tol_rel, 'H');
  close(ranks.p, expected['p'], tol_rel, 'p');
  const ranksP = (a: Histogram, b: Histogram) => mannWhitney(a, b)?.p ?? null;
  for (const { a, b, p } of pairwiseHolm(histograms, ranksP)) {
    close(p, expected['pairwise_wilcox_holm'][`${names[a]}-${names[b]}`], tol_rel, 'ranks');
  }
  for (const { a, b, p } of pairwiseHolm(histograms, welchP)) {
    close(p, expected['pairwise_welch_holm'][`${names[a]}-${names[b]}`], tol_rel, 'means');
  }
});

describe('Holm', () => {
  it.each(namedCases('holm'))('%s', (_, { inputs, expected, tol_rel }) => {
    holm(inputs['p']).forEach((p, at) => close(p, expected['holm'][at], tol_rel));
  });
});

describe('two shares', () => {
  it.each(namedCases('twoprop'))('%s', (_, { inputs, expected, tol_rel }) => {
    const [k1, n1, k2, n2] = [inputs['k1'], inputs['n1'], inputs['k2'], inputs['n2']] as [
      number,
      number,
      number,
      number,
    ];
    const test = twoShares(k1, n1, k2, n2)!;
    close(test.difference, expected['diff'], tol_rel, 'diff');
    close(test.z, expected['z'], tol_rel, 'z');
    close(test.p, expected['p'], tol_rel, 'p');
    close(fisherExact(k1, n1, k2, n2), expected['fisher_p'], tol_rel, 'Fisher');
    const interval = newcombeInterval(k1, n1, k2, n2)!;
    close(interval[0], expected['newcombe_lower'], tol_rel, 'lower');
    close(interval[1], expected['newcombe_upper'], tol_rel, 'upper');
  });
});

describe('a drop between two periods', () => {
  it.each(namedCases('alert-4'))('%s', (_, { inputs, expected, tol_rel }) => {
    const of = (at: 1 | 2) => ({
      mean: inputs[`m${at}`] as number,
      variance: (inputs[`s${at}`] as number) ** 2,
      n: inputs[`n${at}`] as number,
    });
    const test = welchTest(of(2), of(1))!;
    close(-test.difference, expected['drop'], tol_rel, 'drop');
    close(test.t, expected['t'], tol_rel, 't');
    close(test.df, expected['df'], tol_rel, 'df');
    close(test.p, expected['p_two'], tol_rel, 'p');
    close(test.interval[0], expected['ci_lower'], tol_rel, 'lower');
    close(test.interval[1], expected['ci_upper'], tol_rel, 'upper');
    const estimate = (at: 1 | 2) => {
      const { mean, variance, n } = of(at);
      return { mean, n, standardError: Math.sqrt(variance / n) };
    };
    close(welchDrop(estimate(1), estimate(2)), expected['p_one_drop'], tol_rel, 'one-sided');
  });
});

describe('Wilson', () => {
  it.each(namedCases('wilson'))('%s', (_, { inputs, expected, tol_rel }) => {
    const { k, n } = inputs as { k: number; n: number };
    const interval = wilsonInterval(k, n)!;
    close(interval[0], expected['lower'], tol_rel, 'lower');
    close(interval[1], expected['upper'], tol_rel, 'upper');
    // The exact interval tests the quantile of the beta distribution.
    const exact = k === 0 ? 0 : betaQuantile(0.025, k, n - k + 1);
    close(exact, expected['clopper_pearson_lower'], tol_rel, 'exact');
  });
});

describe('what cannot be compared', () => {
  const same = histogramOf([4, 4, 4]);
  it('gives nothing instead of NaN', () => {
    const lone = momentsOf(histogramOf([3]))!;
    expect(welchTest(lone, momentsOf(same)!)).toBeNull();
    expect(welchTest(momentsOf(same)!, momentsOf(same)!)).toBeNull();
    expect(mannWhitney(same, same)).toBeNull();
    expect(mannWhitney(same, histogramOf([]))).toBeNull();
    expect(kruskalWallis([same])).toBeNull();
    expect(welchAnova([same, histogramOf([1, 2])])).toBeNull();
    expect(twoShares(0, 0, 1, 2)).toBeNull();
    expect(twoShares(0, 5, 0, 5)).toEqual({ difference: 0, z: 0, p: 1 });
    expect(momentsOf(histogramOf([]))).toBeNull();
  });
});
