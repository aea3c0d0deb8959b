import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { isDrop, levelOf } from '../../src/domain/scoring/levels';
import { csatOf, npsOf, netPromoterScore } from '../../src/domain/scoring/namedMetrics';
import { isMustFix, paretoOf } from '../../src/domain/scoring/pareto';
import { summarise, type Tally } from '../../src/domain/scoring/tally';
import { commonBasis, overallScore, weightedMean } from '../../src/domain/scoring/weightedMean';
import { responseIndexes } from '../../src/domain/scoring/responseIndex';
import { modelOf } from '../support/models';
import { root } from '../support/repository';
import { tableOf } from '../support/tables';

/** A published or worked case; figures are compared to `tol_rel`, absolutely around zero. */
interface Case {
  readonly id: string;
  readonly inputs: Record<string, any>;
  readonly expected: Record<string, any>;
  readonly tol_rel: number;
}

const folder = join(root, 'tests/reference');
const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as {
  cases: readonly Case[];
};
const survey = Papa.parse<Record<string, string>>(
  readFileSync(join(folder, 'synth-csat.csv'), 'utf8').trim(),
  { header: true },
).data;

const answersTo = (column: string) => survey.map((row) => row[column] ?? '');

function tallyOf(answers: readonly string[]): Tally {
  const counts = new Map<number, number>();
  for (const answer of answers) {
    if (answer !== '') counts.set(Number(answer), (counts.get(Number(answer)) ?? 0) + 1);
  }
  return { values: [...counts.keys()], counts: [...counts.values()] };
}

function close(actual: number | null | undefined, expected: number, tolerance: number, what = '') {
  const allowed =
    expected === 0 ? Math.max(tolerance, 1e-12) : Math.abs(expected) * Math.max(tolerance, 1e-15);
  expect(actual, what).not.toBeNull();
  expect(
    Math.abs((actual as number) - expected),
    `${what}: ${actual} against ${expected}`,
  ).toBeLessThanOrEqual(allowed);
}

const named = (prefix: string) =>
  cases.filter(({ id }) => id.startsWith(prefix)).map((one) => [one.id, one] as const);
const levelNames = {
  very: 'very satisfied',
  basically: 'basically satisfied',
  needsImprovement: 'needs improvement',
};

describe('descriptives (R)', () => {
  it.each(named('desc'))('%s', (_, { inputs, expected, tol_rel }) => {
    const answers = answersTo(inputs['column'] as string);
    const summary = summarise(tallyOf(answers));
    expect(summary.n).toBe(expected['n']);
    expect(answers.filter((answer) => answer === '').length).toBe(expected['missing']);
    close(summary.mean, expected['mean'], tol_rel, 'mean');
    close(summary.sd, expected['sd'], tol_rel, 'sd');
    close((summary.sd as number) ** 2, expected['var'], tol_rel, 'variance');
    close(summary.quartiles?.[0], expected['q1_type7'], tol_rel, 'first quartile');
    close(summary.quartiles?.[1], expected['median'], tol_rel, 'median');
    close(summary.quartiles?.[2], expected['q3_type7'], tol_rel, 'third quartile');
    if (expected['top2'] !== undefined) {
      close(summary.topTwo, expected['top2'], tol_rel, 'top two');
      close(summary.bottomTwo, expected['bottom2'], tol_rel, 'bottom two');
      close(summary.distribution[4]! / summary.n, expected['topbox'], tol_rel, 'top box');
      expect(summary.distribution).toEqual(Object.values(expected['counts'] as object));
    }
  });
});

describe('net promoter score (R)', () => {
  const adjusted = (found: ReturnType<typeof netPromoterScore>, { expected, tol_rel }: Case) => {
    close(found?.n, expected['n'], 0, 'n');
    close(found?.score, expected['nps'], tol_rel, 'nps');
    close(found?.interval[0], expected['adjWald3_lower'], tol_rel, 'lower');
    close(found?.interval[1], expected['adjWald3_upper'], tol_rel, 'upper');
  };
  it.each(named('nps').filter(([id]) => id !== 'nps-synth' && id !== 'nps-diff-synth'))(
    '%s',
    (_, one) => {
      const { promoters, passives, detractors } = one.inputs;
      adjusted(netPromoterScore(promoters, passives, detractors), one);
    },
  );
  it('nps-synth', () => {
    const one = cases.find(({ id }) => id === 'nps-synth') as Case;
    const found = npsOf(tallyOf(answersTo('nps')));
    expect(found).toMatchObject({
      promoters: one.expected['promoters'],
      passives: one.expected['passives'],
      detractors: one.expected['detractors'],
    });
    adjusted(found, one);
  });
  it('nps-diff-synth: the scores of both quarters', () => {
    const one = cases.find(({ id }) => id === 'nps-diff-synth') as Case;
    const quarters = [...new Set(answersTo('quarter'))].sort();
    const [a, b] = quarters.map((quarter) =>
      npsOf(
        tallyOf(survey.filter((row) => row['quarter'] === quarter).map((row) => row['nps'] ?? '')),
      ),
    );
    close(a?.score, one.expected['a'], one.tol_rel);
    close(b?.score, one.expected['b'], one.tol_rel);
    close(b!.score - a!.score, one.expected['diff'], one.tol_rel);
  });
});

it('csat-synth', () => {
  const { expected, tol_rel } = cases.find(({ id }) => id === 'csat-synth') as Case;
  const csat = csatOf(tallyOf(answersTo('overall')));
  expect(csat?.n).toBe(expected['n']);
  close(csat?.share, expected['csat'], tol_rel);
  close(csat?.interval[0], expected['wilson'][0], tol_rel);
  close(csat?.interval[1], expected['wilson'][1], tol_rel);
});

describe('Pareto order', () => {
  it.each(named('pareto'))('%s', (_, { inputs, expected, tol_rel }) => {
    const counts = inputs['counts'] as Record<string, number>;
    const causes = paretoOf(
      Object.entries(counts).map(([name, count]) => ({ id: name, name, count })),
    );
    const total = causes.reduce((sum, { count }) => sum + count, 0);
    expect(causes.filter(({ isVital }) => isVital).map(({ name }) => name)).toEqual(
      expected['vital_few'],
    );
    if (expected['order']) expect(causes.map(({ name }) => name)).toEqual(expected['order']);
    (expected['cum'] as readonly number[]).forEach((value, index) => {
      close(causes[index]?.cumulative, value, tol_rel, `cumulative ${index}`);
    });
    if (expected['over30pct']) {
      const over = causes.filter(({ count }) => isMustFix(count, total)).map(({ name }) => name);
      expect(over).toEqual(expected['over30pct']);
    }
  });
});

describe('weighted index', () => {
  const items = (means: readonly (number | null)[], weights: readonly number[]) =>
    means.map((score, index) => ({ score, weight: weights[index] as number }));
  it.each(named('index').filter(([id]) => !id.includes('synth') && !id.includes('trend')))(
    '%s',
    (_, { inputs, expected, tol_rel }) => {
      const { score, covered } = overallScore(items(inputs['means'], inputs['weights']));
      if (expected['overall'] === null) expect(score).toBeNull();
      else close(score, expected['overall'], tol_rel);
      if (expected['weight_covered'] !== undefined)
        close(covered, expected['weight_covered'], 1e-12);
    },
  );
  it('index-trend-common-basis', () => {
    const { inputs, expected, tol_rel } = cases.find(
      ({ id }) => id === 'index-trend-common-basis',
    ) as Case;
    const common = commonBasis(
      items(inputs['previous'], inputs['weights']),
      items(inputs['current'], inputs['weights']),
    );
    close(common.previous, expected['previous_common'], tol_rel);
    close(common.current, expected['current_common'], tol_rel);
  });
  it('index-synth-four-ways: means first, and the index of a response', () => {
    const { inputs, expected, tol_rel } = cases.find(
      ({ id }) => id === 'index-synth-four-ways',
    ) as Case;
    const names = inputs['items'] as readonly string[];
    const weights = inputs['weights'] as readonly number[];
    const means = names.map((name) => summarise(tallyOf(answersTo(name))).mean);
    close(weightedMean(items(means, weights)).score, expected['aggregate_first'], tol_rel);
    const table = tableOf({
      ratings: Object.fromEntries(names.map((name) => [name, answersTo(name)])),
    });
    const shares = Object.fromEntries(names.map((name, at) => [name, 100 * weights[at]!]));
    const indexes = [...responseIndexes(table, modelOf({ D: [100, shares] }))].filter(
      (index) => !Number.isNaN(index),
    );
    const half = expected['respondent_first_half_rule'] as { n: number; mean: number; sd: number };
    const mean = indexes.reduce((sum, index) => sum + index, 0) / indexes.length;
    const variance =
      indexes.reduce((sum, index) => sum + (index - mean) ** 2, 0) / (indexes.length - 1);
    expect(indexes.length).toBe(half.n);
    close(mean, half.mean, tol_rel);
    close(Math.sqrt(variance), half.sd, tol_rel);
  });
});

describe('levels and drops', () => {
  it('level-bands', () => {
    const { inputs, expected } = cases.find(({ id }) => id === 'level-bands') as Case;
    const levels = (inputs['scores'] as readonly number[]).map(
      (score) => levelNames[levelOf(score)],
    );
    expect(levels).toEqual(expected['levels']);
  });
  it('level-bands-float', () => {
    const { inputs, expected } = cases.find(({ id }) => id === 'level-bands-float') as Case;
    const levels = (inputs['cases'] as readonly { weights: number[]; means: number[] }[]).map(
      ({ weights, means }) =>
        levelNames[levelOf(means.reduce((sum, mean, i) => sum + mean * weights[i]!, 0))],
    );
    expect(levels).toEqual(expected['levels']);
  });
  it('drop-threshold-float', () => {
    const { inputs, expected } = cases.find(({ id }) => id === 'drop-threshold-float') as Case;
    const alerts = (inputs['pairs'] as readonly [number, number][]).map(([before, now]) =>
      isDrop(before, now),
    );
    expect(alerts).toEqual(expected['alert']);
  });
});

it('covers every case of the families this step names', () => {
  // Careless answering, distributions and comparisons have files of their own.
  const families = ['index', 'level-bands', 'drop-threshold', 'nps', 'csat', 'desc', 'pareto'];
  const others = [
    'careless',
    'straight',
    'dist',
    'welch',
    'mw',
    'kruskal',
    'holm',
    'twoprop',
    'alert',
    'wilson',
    'alpha',
    'corr',
    'weighted',
    'kish',
    'fpc',
    'samplesize',
    'spc',
    'nist',
    'keydriver',
    'ipa',
    'ces',
    'survey',
    'must-fix',
    'ticket-hours',
    'suppress',
  ];
  const uncovered = cases.filter(
    ({ id }) => ![...families, ...others].some((family) => id.startsWith(family)),
  );
  expect(uncovered).toEqual([]);
  expect(cases.length).toBe(135);
});
