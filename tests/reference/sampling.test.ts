import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { controlLimits } from '../../src/domain/statistics/controlLimits';
import {
  detectableDrop,
  falseAlarmChance,
  meanMargin,
  neededForDrop,
  neededForShare,
  populationCorrection,
  shareMargin,
} from '../../src/domain/statistics/precision';
import { weightedEstimate } from '../../src/domain/statistics/weighted';
import { caseOf, namedCases, referenceFolder } from '../support/referenceCases';

const survey = Papa.parse<Record<string, string>>(
  readFileSync(join(referenceFolder, 'synth-csat.csv'), 'utf8').trim(),
  { header: true },
).data;
const column = (name: string) =>
  survey.map((row) => (row[name] === '' || row[name] === undefined ? NaN : Number(row[name])));

function close(actual: number | undefined, expected: number, tolerance: number, what = '') {
  expect(Math.abs((actual ?? NaN) - expected), `${what} ${actual} ${expected}`).toBeLessThanOrEqual(
    Math.max(1e-14, Math.abs(expected) * Math.max(tolerance, 1e-14)),
  );
}

describe('case weights (survey)', () => {
  it.each(['weighted-overall', 'weighted-q1'])('%s', (id) => {
    const { inputs, expected, tol_rel } = caseOf(id);
    const found = weightedEstimate(column(inputs['column']), column(inputs['weight']))!;
    expect(found.n).toBe(expected['n']);
    close(found.mean, expected['mean'], tol_rel, 'mean');
    close(found.effectiveN, expected['n_eff'], tol_rel, 'effective n');
    close(found.designEffect, expected['deff_kish'], tol_rel, 'design effect');
    close(found.standardError, expected['se_linearised'], tol_rel, 'error');
  });
  it('weighted-top2-overall', () => {
    const { expected, tol_rel } = caseOf('weighted-top2-overall');
    const isTop = column('overall').map((score) =>
      Number.isNaN(score) ? NaN : Number(score >= 4),
    );
    const found = weightedEstimate(isTop, column('weight'))!;
    close(found.mean, expected['p'], tol_rel, 'share');
    close(found.standardError, expected['se'], tol_rel, 'error');
    close(found.effectiveN, expected['n_eff'], tol_rel, 'effective n');
  });
  it('kish-toy', () => {
    const { inputs, expected, tol_rel } = caseOf('kish-toy');
    const weights = inputs['w'] as number[];
    const found = weightedEstimate(
      weights.map((_, at) => at),
      weights,
    )!;
    close(found.effectiveN, expected['n_eff'], tol_rel);
    close(found.designEffect, expected['deff'], tol_rel);
  });
  it('leaves missing values out, and has no error for a lone one', () => {
    expect(weightedEstimate([NaN, 3], [5, 1])).toMatchObject({ n: 1, mean: 3 });
    expect(weightedEstimate([NaN, 3], [5, 1])?.standardError).toBeNaN();
    expect(weightedEstimate([1], [0])).toBeNull();
  });
});

describe('precision of a sample', () => {
  it.each(namedCases('fpc'))('%s', (_, { inputs, expected, tol_rel }) => {
    const { n, N, p } = inputs as { n: number; N: number; p: number };
    close(shareMargin(n, null, p), expected['moe_no_fpc'], tol_rel);
    close(populationCorrection(n, N), expected['fpc'], tol_rel);
    close(shareMargin(n, N, p), expected['moe'], tol_rel);
  });
  it.each(namedCases('samplesize'))('%s', (_, { inputs, expected }) => {
    const population = inputs['N'] === 'Infinity' ? null : (inputs['N'] as number);
    expect(neededForShare(inputs['e'], population)).toBe(expected['n']);
  });
  it.each(Object.entries(caseOf('alert-power').expected))('alert-power %s', (key, expected) => {
    const [, sd, n] = /^sd([\d.]+)_n(\d+)$/u.exec(key)!.map(Number) as [number, number, number];
    const { false_alarm, mde80 } = expected as { false_alarm: number; mde80: number };
    close(falseAlarmChance(0.3, n, sd), false_alarm, 1e-6);
    close(detectableDrop(n, sd), mde80, 1e-6);
    // So many answers are just enough for that drop.
    expect(neededForDrop(mde80 * (1 + 1e-9), sd)).toBe(n);
  });
  it('is about ±0.11 for a mean of 300 answers (scoring.md §4)', () => {
    expect(meanMargin(300, 0.95)).toBeCloseTo(0.1075, 4);
    expect(shareMargin(0)).toBeNaN();
  });
});

it('spc-xmr', () => {
  const { inputs, expected, tol_rel } = caseOf('spc-xmr');
  const values = inputs['values'] as number[];
  const all = controlLimits(values)!;
  close(all.mean, expected['mean'], tol_rel, 'mean');
  close(all.lower, expected['lcl'], tol_rel, 'lower');
  close(all.upper, expected['ucl'], tol_rel, 'upper');
  const baseline = controlLimits(values.slice(0, -1))!;
  close(baseline.mean, expected['baseline_mean'], tol_rel, 'mean');
  close(baseline.lower, expected['baseline_lcl'], tol_rel, 'lower');
  close(baseline.upper, expected['baseline_ucl'], tol_rel, 'upper');
  expect(values.at(-1)! < baseline.lower).toBe(expected['baseline_signal_last']);
  expect(controlLimits([4])).toBeNull();
});
