import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import {
  keyDrivers,
  mostForLmg,
  type DriverSums,
  type KeyDrivers,
} from '../../src/domain/statistics/drivers';
import { histogramOf, momentsOf } from '../../src/domain/statistics/histogram';
import { importancePerformance } from '../../src/domain/statistics/importancePerformance';
import { fitOf, leastSquares, TriangleBuilder } from '../../src/domain/statistics/leastSquares';
import { pearson, spearman } from '../../src/domain/statistics/correlation';
import { oneWayAnova } from '../../src/domain/statistics/groupTests';
import { closeTo } from '../support/closeTo';
import { caseOf, namedCases, referenceFolder } from '../support/referenceCases';
import { root } from '../support/repository';

const published = join(root, '../shared/reference/data');
const nistPath = join(published, 'nist.json');
const nist = existsSync(nistPath)
  ? (JSON.parse(readFileSync(nistPath, 'utf8')) as Record<
      string,
      { y?: number[]; rows?: number[][] }
    >)
  : null;

/** Columns of a file, NaN where blank. */
function columnsOf(path: string, names: readonly string[]): number[][] {
  const rows = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').trim(), {
    header: true,
  }).data;
  return names.map((name) => rows.map((row) => (row[name] === '' ? NaN : Number(row[name]))));
}

/** The sums of complete rows, the outcome last. */
function sumsOf(columns: readonly (readonly number[])[]): DriverSums {
  const rows = (columns[0] ?? [])
    .map((_, row) => columns.map((column) => column[row] as number))
    .filter((row) => !row.some(Number.isNaN));
  const means = columns.map((_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
  const builder = new TriangleBuilder(columns.length);
  for (const row of rows) builder.add(row.map((value, at) => value - means[at]!));
  return { n: rows.length, means, triangle: builder.finish() };
}

function driversOf(columns: readonly (readonly number[])[]): KeyDrivers {
  const found = keyDrivers(sumsOf(columns));
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('univariate (NIST certified; autocorrelation is no part of the product)', () => {
  it.skipIf(nist === null).each(namedCases('nist-univ'))(
    '%s',
    (_, { inputs, expected, tol_rel }) => {
      const tolerance = tol_rel as unknown as { mean: number; sd: number };
      const moments = momentsOf(histogramOf(nist![inputs['key'] as string]!.y!))!;
      expect(moments.n).toBe(expected['n']);
      closeTo(moments.mean, expected['mean'], tolerance.mean, 'mean');
      closeTo(Math.sqrt(moments.variance), expected['sd'], tolerance.sd, 'SD');
    },
  );
});

describe('least squares (NIST certified)', () => {
  const degrees: Record<string, number> = { Pontius: 2, Filip: 10 };
  it.skipIf(nist === null).each(namedCases('nist-lin'))(
    '%s',
    (_, { inputs, expected, tol_rel }) => {
      const key = inputs['key'] as string;
      const rows = nist![key]!.rows!;
      const degree = degrees[key] ?? (key.startsWith('Wampler') ? 5 : 1);
      const hasIntercept = !key.startsWith('NoInt');
      const design = rows.map(([, ...x]) => [
        ...(hasIntercept ? [1] : []),
        ...(degree > 1 ? Array.from({ length: degree }, (_, power) => x[0]! ** (power + 1)) : x),
      ]);
      const y = rows.map(([first]) => first!);
      const found = leastSquares(design, y)!;
      expect(found.n).toBe(expected['n']);
      // Where the fit is exact, errors are zero up to the last digits of the outcome.
      const scale = Math.max(...y.map(Math.abs));
      (expected['coef'] as { name: string; estimate: number; se: number }[]).forEach(
        ({ name, estimate, se }, at) => {
          closeTo(found.coefficients[at]!.estimate, estimate, tol_rel, name);
          if (se > 0)
            closeTo(found.coefficients[at]!.standardError, se, tol_rel, `error of ${name}`);
          else expect(found.coefficients[at]!.standardError).toBeLessThan(1e-9 * scale);
        },
      );
      const residual = expected['residual_sd'] as number;
      if (residual > 0) closeTo(found.residualSd, residual, tol_rel, 'residual SD');
      else expect(found.residualSd).toBeLessThan(1e-9 * scale);
      const mean = hasIntercept ? y.reduce((sum, value) => sum + value, 0) / y.length : 0;
      const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const rSquared = 1 - found.residualSquares / total;
      closeTo(rSquared, expected['r2'], tol_rel, 'R²');
      if (hasIntercept && residual > 0) {
        const fit = fitOf(rSquared, found.n, found.coefficients.length - 1);
        closeTo(fit.f, expected['F'], tol_rel, 'F');
      }
    },
  );
  it('says nothing of collinear columns or of no more rows than columns', () => {
    expect(
      leastSquares(
        [
          [1, 2, 3],
          [1, 4, 5],
          [1, 6, 7],
          [1, 8, 9],
        ],
        [1, 2, 3, 4],
      ),
    ).toBeNull();
    expect(
      leastSquares(
        [
          [1, 2],
          [1, 4],
        ],
        [1, 2],
      ),
    ).toBeNull();
    expect(leastSquares([], [])).toBeNull();
  });
});

describe('one-way analysis of variance (NIST certified)', () => {
  /** Silver by two instruments, silicon by five; published by NIST. */
  const silver = [
    '568 465 572 785 446 903 526 494 616 587 519 486 419 569 508 672 385 518 662 424 360 333 610 477',
    '079 344 513 197 604 385 642 365 151 082 517 448 198 482 334 609 101 512 469 360 254 261 450 368',
  ].map((line) => line.split(' ').map((digits) => Number(`107.8681${digits}`)));
  const silicon = [
    [196.3052, 196.124, 196.189, 196.2569, 196.3403],
    [196.3042, 196.3825, 196.1669, 196.3257, 196.0422],
    [196.1303, 196.2005, 196.2889, 196.0343, 196.1811],
    [196.2795, 196.1748, 196.1494, 196.1485, 195.9885],
    [196.2119, 196.1051, 196.185, 196.0052, 196.209],
  ];
  /**
   * Simon & Lesage: one group at 0.4, the others at 0.3 and 0.5, each ±0.1. The leading digits of the
   * third set (10¹²) leave a double too few for the rest: the groups are given without them.
   */
  const simonLesage = (leading: number) =>
    Array.from({ length: 9 }, (_, group) =>
      Array.from({ length: 21 }, (_, at) => {
        const centre = group === 0 ? 4 : group % 2 === 1 ? 3 : 5;
        return leading + (centre + (at === 0 ? 0 : at % 2 === 1 ? -1 : 1)) / 10;
      }),
    );
  const data: Record<string, number[][]> = {
    'nist-anova-AtmWtAgt': silver,
    'nist-anova-SiRstvt': silicon,
    'nist-anova-SmLs01t': simonLesage(1),
    'nist-anova-SmLs04t': simonLesage(1_000_000),
    'nist-anova-SmLs07t': simonLesage(0),
  };
  it.each(namedCases('nist-anova'))('%s', (id, { expected, tol_rel }) => {
    const found = oneWayAnova(data[id]!.map(histogramOf))!;
    expect([found.df1, found.df2]).toEqual([expected['df_between'], expected['df_within']]);
    closeTo(found.between, expected['ss_between'], tol_rel, 'between');
    closeTo(found.within, expected['ss_within'], tol_rel, 'within');
    closeTo(found.statistic, expected['F'], tol_rel, 'F');
  });
});

describe('key drivers (R: lm, relaimpo)', () => {
  const check = (id: string, path: string) => {
    const { inputs, expected, tol_rel } = caseOf(id);
    const names = inputs['x'] as readonly string[];
    const columns = columnsOf(path, [...names, inputs['y'] as string]);
    const found = driversOf(columns);
    const figure = (key: string, name: string) => (expected[key] as Record<string, number>)[name]!;
    expect(found.n).toBe(expected['n']);
    closeTo(found.rSquared, expected['r2'], tol_rel, 'R²');
    closeTo(found.adjustedRSquared, expected['adj_r2'], tol_rel, 'adjusted R²');
    closeTo(found.f, expected['F'], tol_rel, 'F');
    closeTo(found.p, expected['p_F'], tol_rel, 'p of F');
    closeTo(found.residualSd, expected['residual_se'], tol_rel, 'residual');
    closeTo(found.intercept, figure('coef', '(Intercept)'), tol_rel, 'intercept');
    const complete = columns[0]!
      .map((_, row) => row)
      .filter((row) => !columns.some((column) => Number.isNaN(column[row])));
    const only = (column: readonly number[]) => complete.map((row) => column[row]!);
    names.forEach((name, at) => {
      const driver = found.drivers[at]!;
      closeTo(driver.slope, figure('coef', name), tol_rel, `slope of ${name}`);
      closeTo(driver.standardError, figure('se', name), tol_rel, `error of ${name}`);
      closeTo(driver.p, figure('p', name), tol_rel, `p of ${name}`);
      closeTo(driver.beta, figure('beta', name), tol_rel, `beta of ${name}`);
      closeTo(driver.inflation, figure('vif', name), tol_rel, `VIF of ${name}`);
      closeTo(driver.importance, figure('lmg', name), tol_rel, `LMG of ${name}`);
      closeTo(driver.correlation, figure('pearson', name), tol_rel, `r of ${name}`);
      const ranks = spearman(only(columns[at]!), only(columns.at(-1)!))!;
      closeTo(ranks.r, figure('spearman', name), tol_rel, `rho of ${name}`);
    });
    const relative = keyDrivers(sumsOf(columns), 'johnson') as KeyDrivers;
    names.forEach((name, at) => {
      closeTo(
        relative.drivers[at]!.importance,
        figure('johnson', name),
        tol_rel,
        `Johnson ${name}`,
      );
    });
  };
  it('keydriver-synth', () => check('keydriver-synth', join(referenceFolder, 'synth-csat.csv')));
  const swiss = join(published, 'swiss.csv');
  it.skipIf(!existsSync(swiss))('keydriver-swiss', () => check('keydriver-swiss', swiss));

  const noise = (seed: number) => {
    let state = seed >>> 0 || 1;
    return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32 - 0.5;
  };
  const randomColumns = (count: number, rows: number, seed: number) => {
    const next = noise(seed);
    const shared = Array.from({ length: rows }, next);
    const predictors = Array.from({ length: count }, () => shared.map((base) => base + next()));
    const outcome = shared.map((_, row) =>
      predictors.reduce((sum, column, at) => sum + column[row]! / (at + 1), 4 * next()),
    );
    return [...predictors, outcome];
  };
  it('shares sum to R², whatever the data, by either method', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), (count, seed) => {
        for (const method of ['lmg', 'johnson'] as const) {
          const found = keyDrivers(sumsOf(randomColumns(count, 40, seed)), method) as KeyDrivers;
          const sum = found.drivers.reduce((total, { importance }) => total + importance, 0);
          expect(Math.abs(sum - found.rSquared)).toBeLessThan(1e-9);
          expect(Math.min(...found.drivers.map(({ importance }) => importance))).toBeGreaterThan(
            -1e-12,
          );
        }
      }),
      { numRuns: 40 },
    );
  });
  it('does not mind other units, another origin or another order of rows', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), (seed, shift) => {
        const columns = randomColumns(4, 30, seed);
        const plain = driversOf(columns);
        const moved = driversOf(
          columns.map((column, at) =>
            column.map((value) => (at + 1) * 3 * value + shift).reverse(),
          ),
        );
        plain.drivers.forEach(({ importance, beta }, at) => {
          expect(moved.drivers[at]!.importance).toBeCloseTo(importance, 9);
          expect(moved.drivers[at]!.beta).toBeCloseTo(beta, 9);
        });
      }),
      { numRuns: 40 },
    );
  });
  it(`uses relative weights from ${mostForLmg + 1} predictors on`, () => {
    expect(driversOf(randomColumns(mostForLmg, 60, 5)).method).toBe('lmg');
    const many = driversOf(randomColumns(mostForLmg + 1, 60, 5));
    expect(many.method).toBe('johnson');
    expect(many.drivers.reduce((sum, one) => sum + one.importance, 0)).toBeCloseTo(
      many.rSquared,
      9,
    );
  });
  it('gives a reason for collinear predictors, no variance and too few rows', () => {
    const [a, b, y] = randomColumns(2, 30, 7) as [number[], number[], number[]];
    expect(keyDrivers(sumsOf([a, b, a.map((value, row) => value + b[row]!), y]))).toBe('collinear');
    expect(keyDrivers(sumsOf([a, b.map(() => 4), y]))).toBe('noVariance');
    expect(keyDrivers(sumsOf([a, b, y.map(() => 5)]))).toBe('noVariance');
    expect(
      keyDrivers(
        sumsOf([
          [1, 2, 3],
          [2, 1, 3],
          [3, 1, 2],
        ]),
      ),
    ).toBe('tooFewRows');
  });
  it('rows that came in blocks, or several times at once, give the same triangle', () => {
    const columns = randomColumns(3, 1_400, 11);
    const rows = columns[0]!.map((_, row) => columns.map((column) => column[row]!));
    const whole = new TriangleBuilder(4);
    const half = new TriangleBuilder(4);
    rows.forEach((row) => {
      whole.add(row);
      whole.add(row);
      half.add(row);
    });
    const twice = new TriangleBuilder(4);
    twice.addTriangle(half.finish(), 2);
    const [one, other] = [whole.finish(), twice.finish()];
    const product = (matrix: typeof one) => matrix.transpose().mmul(matrix).to1DArray();
    product(one).forEach((value, at) => closeTo(product(other)[at], value, 1e-12));
  });
});

describe('importance and performance', () => {
  it('ipa-synth', () => {
    const { inputs, expected, tol_rel } = caseOf('ipa-synth');
    const items = inputs['items'] as readonly string[];
    const columns = columnsOf(join(referenceFolder, 'synth-csat.csv'), [...items, inputs['y']]);
    const names = {
      keep: 'keep',
      concentrate: 'concentrate',
      overkill: 'overkill',
      lowPriority: 'low-priority',
    };
    const rated = items.map((name, at) => {
      const answered = columns[at]!.filter((value) => !Number.isNaN(value));
      const performance = momentsOf(histogramOf(answered))!.mean;
      const importance = pearson(columns[at]!, columns.at(-1)!)!.r;
      closeTo(importance, expected['importance'][name], tol_rel, `importance of ${name}`);
      closeTo(performance, expected['performance'][name], tol_rel, `performance of ${name}`);
      return { importance, performance };
    });
    const map = importancePerformance(rated)!;
    closeTo(map.importanceCut, expected['x_mean_importance'], tol_rel, 'cut of importance');
    closeTo(map.performanceCut, expected['y_mean_performance'], tol_rel, 'cut of performance');
    items.forEach((name, at) => {
      expect(names[map.quadrants[at]!], name).toBe(expected['quadrant'][name]);
    });
  });
  it('counts a point on the cross-hairs as high, and has no map without items', () => {
    expect(importancePerformance([{ importance: 1, performance: 2 }])?.quadrants).toEqual(['keep']);
    expect(importancePerformance([])).toBeNull();
  });
});
