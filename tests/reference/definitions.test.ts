import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { cesOf } from '../../src/domain/scoring/namedMetrics';
import { isMustFix } from '../../src/domain/scoring/pareto';
import { hiddenCells, mayStandBeside } from '../../src/domain/scoring/suppression';
import { cohensKappa } from '../../src/domain/statistics/agreement';
import { controlFactors, shareLimits } from '../../src/domain/statistics/controlLimits';
import { histogramOf } from '../../src/domain/statistics/histogram';
import { stratifiedMean } from '../../src/domain/statistics/weighted';
import {
  ratingCode,
  ratingCoder,
  stepScores,
  ticketHourBands,
} from '../../src/domain/table/ratingScale';
import { closeTo } from '../support/closeTo';
import { caseOf, namedCases, referenceFolder } from '../support/referenceCases';
import { root } from '../support/repository';

const rowsOf = (path: string) =>
  Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').trim(), { header: true }).data;

it('ces-synth', () => {
  const { expected, tol_rel } = caseOf('ces-synth');
  const answers = rowsOf(join(referenceFolder, 'synth-csat.csv'))
    .map((row) => row['ces'] ?? '')
    .filter((answer) => answer !== '')
    .map(Number);
  const ces = cesOf(histogramOf(answers))!;
  expect(ces.n).toBe(expected['n']);
  closeTo(ces.mean, expected['mean'], tol_rel, 'mean');
  closeTo(ces.agree, expected['pct_5to7'], tol_rel, 'share');
  closeTo(ces.interval[0], expected['wilson'][0], tol_rel, 'lower');
  closeTo(ces.interval[1], expected['wilson'][1], tol_rel, 'upper');
});

describe('control charts', () => {
  it('spc-constants', () => {
    const { inputs, expected, tol_rel } = caseOf('spc-constants');
    (inputs['n'] as readonly number[]).forEach((n, at) => {
      const factors = controlFactors(n);
      const names = { c4: 'c4', d2: 'd2', A2: 'a2', A3: 'a3', B3: 'b3', B4: 'b4' } as const;
      for (const [name, key] of Object.entries(names)) {
        closeTo(factors[key], expected[name][at], tol_rel, `${name} of ${n}`);
      }
    });
  });
  it('spc-p', () => {
    const { inputs, expected, tol_rel } = caseOf('spc-p');
    const points = (inputs['k'] as number[]).map((hits, at) => ({ hits, n: inputs['n'][at] }));
    const found = shareLimits(points)!;
    closeTo(found.mean, expected['pbar'], tol_rel, 'mean');
    found.limits.forEach(([lower, upper], at) => {
      closeTo(lower, expected['lcl'][at], tol_rel, `lower ${at}`);
      closeTo(upper, expected['ucl'][at], tol_rel, `upper ${at}`);
      const share = points[at]!.hits / points[at]!.n;
      expect(share < lower || share > upper).toBe(expected['signal'][at]);
    });
    expect(shareLimits([{ hits: 0, n: 0 }])).toBeNull();
  });
});

describe('case weights of a stratified sample (R: survey)', () => {
  const path = join(root, '../shared/reference/data/apistrat.csv');
  it.skipIf(!existsSync(path))(
    'survey-apistrat: mean and its error, total and its design aside',
    () => {
      const { expected, tol_rel } = caseOf('survey-apistrat');
      const rows = rowsOf(path);
      const strata = (hasPopulation: boolean) =>
        [...new Set(rows.map((row) => row['stype']))].map((type) => {
          const own = rows.filter((row) => row['stype'] === type);
          return {
            values: own.map((row) => Number(row['api00'])),
            weights: own.map((row) => Number(row['pw'])),
            population: hasPopulation ? Number(own[0]?.['fpc']) : null,
          };
        });
      const corrected = stratifiedMean(strata(true))!;
      closeTo(corrected.mean, expected['mean'], tol_rel, 'mean');
      closeTo(corrected.standardError, expected['se_fpc'], tol_rel, 'error');
      const plain = stratifiedMean(strata(false))!;
      closeTo(plain.standardError, expected['se_nofpc'], tol_rel, 'error without correction');
    },
  );
});

describe('definitions', () => {
  it('must-fix-30', () => {
    const { inputs, expected } = caseOf('must-fix-30');
    const cases = inputs['cases'] as readonly [number, number][];
    expect(cases.map(([count, total]) => isMustFix(count, total))).toEqual(expected['must_fix']);
  });
  it('ticket-hours', () => {
    const { inputs, expected } = caseOf('ticket-hours');
    const code = ratingCoder(ticketHourBands);
    const scores = (inputs['hours'] as readonly (number | null)[]).map((hours) => {
      const found = code(hours === null ? '' : String(hours));
      if (found === ratingCode.outOfRange) return 'invalid';
      return found === ratingCode.missing ? 'missing' : stepScores(ticketHourBands)[found - 1];
    });
    expect(scores).toEqual(expected['score_first_two_bands']);
  });
});

describe('small groups', () => {
  it.each(namedCases('suppress').filter(([id]) => id !== 'suppress-nested'))(
    '%s',
    (_, { inputs, expected }) => {
      const names = Object.keys(inputs['counts']);
      const hidden = hiddenCells(
        Object.values(inputs['counts']),
        inputs['total_shown'],
        inputs['k'],
      );
      expect(names.filter((_name, at) => hidden[at])).toEqual(expected['hidden']);
      expect(names.filter((_name, at) => !hidden[at])).toEqual(expected['shown']);
    },
  );
  it('suppress-nested', () => {
    const { inputs, expected } = caseOf('suppress-nested');
    const pairs = inputs['published_n'] as readonly [number, number][];
    expect(pairs.map(([outer, inner]) => mayStandBeside(outer, inner, inputs['k']))).toEqual(
      expected['allowed'],
    );
  });
});

describe("Cohen's kappa", () => {
  it('worked by hand: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no', () => {
    const code = (yesYes: number, yesNo: number, noYes: number, noNo: number) => {
      const of = (first: string, second: string, times: number) =>
        Array.from({ length: times }, () => [first, second] as const);
      return [
        ...of('y', 'y', yesYes),
        ...of('y', 'n', yesNo),
        ...of('n', 'y', noYes),
        ...of('n', 'n', noNo),
      ];
    };
    const pairs = code(20, 5, 10, 15);
    const found = cohensKappa(
      pairs.map(([first]) => first),
      pairs.map(([, second]) => second),
    )!;
    // Observed 35/50 = .7; expected .5 × .6 + .5 × .4 = .5; kappa (.7 − .5)/.5 = .4.
    expect(found.observed).toBeCloseTo(0.7, 12);
    expect(found.expected).toBeCloseTo(0.5, 12);
    expect(found.kappa).toBeCloseTo(0.4, 12);
    // Diagonal: .4 (1 − 1.1 × .6)² + .3 (1 − .9 × .6)² = .04624 + .06348 = .10972;
    // elsewhere: .36 (.1 × .9² + .2 × 1.1²): yes-no has .6 + .5 … by its margins (column yes .6 + row no
    // .5 = 1.1), no-yes has column no .4 + row yes .5 = .9: .36 (.1 × 1.21 + .2 × .81) = .10188.
    // (.10972 + .10188 − (.4 − .5 × .6)²) / (50 × .25) = .2016 / 12.5 = .016128.
    const reach = 1.959963984540054 * Math.sqrt(0.016128);
    expect(found.interval[0]).toBeCloseTo(0.4 - reach, 9);
    expect(found.interval[1]).toBeCloseTo(0.4 + reach, 9);
  });
  it('is 1 for full agreement and undefined where only one code was used, or none', () => {
    expect(cohensKappa(['a', 'b'], ['a', 'b'])?.kappa).toBe(1);
    expect(cohensKappa(['a', 'a'], ['a', 'a'])).toBeNull();
    expect(cohensKappa([], [])).toBeNull();
  });
});
