import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import {
  answerProfile,
  sameAnswerTest,
  withinPersonSd,
} from '../../src/domain/cleaning/answerProfile';
import { mahalanobisDistances } from '../../src/domain/cleaning/mahalanobis';
import { longestRun, runLengths } from '../../src/domain/cleaning/straightLining';
import { chiSquareQuantile } from '../../src/domain/statistics/specialFunctions';
import { numericScale } from '../../src/domain/table/ratingScale';
import { root } from '../support/repository';
import { tableOf } from '../support/tables';

interface Case {
  readonly id: string;
  readonly inputs: { readonly items: readonly string[] };
  readonly expected: Record<string, any>;
  readonly tol_rel: number;
}

const folder = join(root, 'tests/reference');
const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as {
  readonly cases: readonly Case[];
};
const caseOf = (id: string) => cases.find((one) => one.id === id) as Case;

function read(path: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').trim(), { header: true })
    .data;
}

/** Answers per respondent; NaN where missing. */
function answersOf(rows: readonly Record<string, string>[], items: readonly string[]): number[][] {
  return rows.map((row) =>
    items.map((item) => (/^-?\d+$/u.test(row[item] ?? '') ? Number(row[item]) : NaN)),
  );
}

/** As codes: 0 is missing. */
const coded = (answers: readonly number[]) => answers.map((one) => (Number.isNaN(one) ? 0 : one));

function distances(answers: readonly (readonly number[])[]): Float64Array {
  const values = Float64Array.from({ length: 256 }, (_, code) => (code === 0 ? NaN : code));
  const columns = (answers[0] ?? []).map((_, item) => ({
    codes: Uint8Array.from(answers, (row) => coded(row)[item]!),
    values,
  }));
  return mahalanobisDistances(columns, answers.length)!;
}

function allClose(
  actual: readonly number[],
  expected: readonly (number | null)[],
  tolerance: number,
) {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, row) => {
    const wanted = expected[row] ?? null;
    if (wanted === null) expect(value, `row ${row}`).toBeNaN();
    else
      expect(Math.abs(value - wanted), `row ${row}`).toBeLessThanOrEqual(
        Math.max(1e-12, Math.abs(wanted) * tolerance),
      );
  });
}

it('careless-longstring-test', () => {
  const rows = Array.from({ length: 9 }, (_, index) => {
    const run = (index + 1) * 10;
    return Array.from({ length: 100 }, (_, at) => (at < run ? 1 : (at - run) % 2));
  });
  const expected = caseOf('careless-longstring-test').expected['longstring'] as number[];
  // Codes count from 1, for 0 is a missing answer.
  expect(rows.map((row) => longestRun(row.map((answer) => answer + 1)))).toEqual(
    expected.slice(0, 9),
  );
  expect(longestRun(Array.from({ length: 100 }, (_, at) => 1 + (Math.floor(at / 10) % 2)))).toBe(
    expected[9],
  );
});

describe('straight-synth', () => {
  const { inputs, expected, tol_rel } = caseOf('straight-synth');
  const rows = read(join(folder, 'synth-csat.csv'));
  const answers = answersOf(rows, inputs.items);
  const table = tableOf({
    ratings: Object.fromEntries(
      inputs.items.map((item) => [item, rows.map((row) => row[item] ?? '')]),
    ),
  });

  it('longest run, broken by a missing answer', () => {
    expect(answers.map((row) => longestRun(coded(row)))).toEqual(expected['longstring_na_breaks']);
  });
  it('standard deviation within the person', () => {
    const profile = answerProfile(table);
    const sds = rows.map((_, row) => withinPersonSd(profile, row));
    allClose(sds, expected['irv'] as number[], tol_rel);
    expect(sds.filter((sd) => sd === 0)).toHaveLength(expected['irv_zero'] as number);
  });
  it('all answers alike, those left out apart', () => {
    const isSame = sameAnswerTest(table);
    const found = rows.filter((_, row) => isSame(row));
    expect(found).toHaveLength(expected['straightliners_all_equal'] as number);
  });
  it('squared Mahalanobis distance of the complete rows', () => {
    const d = [...distances(answers)];
    allClose(d, expected['d_sq'] as (number | null)[], tol_rel);
    const cut = chiSquareQuantile(0.001, 7);
    expect(Math.abs(cut / (expected['cut_999'] as number) - 1)).toBeLessThan(tol_rel);
    expect(d.flatMap((value, row) => (value > cut ? [row + 1] : []))).toEqual(expected['flagged']);
  });
});

const published = join(root, '../shared/reference/data/careless_dataset.csv');

describe.skipIf(!existsSync(published))('careless (R package) on its own data', () => {
  const rows = existsSync(published) ? read(published) : [];
  const items = Object.keys(rows[0] ?? {}).filter((name) => /\d/u.test(name));
  const answers = answersOf(rows, items);

  it('careless-longstring', () => {
    const { expected, tol_rel } = caseOf('careless-longstring');
    expect(answers.map((row) => longestRun(coded(row)))).toEqual(expected['longstr']);
    allClose(
      answers.map((row) => row.length / runLengths(coded(row)).length),
      expected['avgstr'] as number[],
      Math.max(tol_rel, 1e-12),
    );
  });
  it('careless-irv', () => {
    const { expected, tol_rel } = caseOf('careless-irv');
    const top = Math.max(...answers.flat());
    const table = tableOf({
      scale: numericScale(1, top),
      ratings: Object.fromEntries(items.map((item) => [item, rows.map((row) => row[item] ?? '')])),
    });
    const profile = answerProfile(table);
    // Ours are on 1–5, whatever the questionnaire's scale.
    allClose(
      rows.map((_, row) => (withinPersonSd(profile, row) * (top - 1)) / 4),
      expected['irv'] as number[],
      tol_rel,
    );
  });
  it('careless-mahad', () => {
    const { expected, tol_rel } = caseOf('careless-mahad');
    const d = [...distances(answers)];
    allClose(d, expected['d_sq'] as number[], tol_rel);
    const cut = chiSquareQuantile(0.01, items.length);
    expect(cut).toBeCloseTo(expected['cut'] as number, 8);
    expect(d.flatMap((value, row) => (value > cut ? [row + 1] : []))).toEqual(
      expected['flagged_rows'],
    );
  });
});
