import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLedger } from '../../../../src/domain/cleaning/ledger';
import { aggregate } from '../../../../src/domain/scoring/aggregate';
import { crossReport, cutReport } from '../../../../src/domain/scoring/cutReport';
import { buildCube, monthColumn } from '../../../../src/domain/scoring/responseCube';
import { scopeProblem } from '../../../../src/domain/scoring/scopePrivacy';
import { wholeScope, type Scope } from '../../../../src/domain/scoring/scope';
import { scoreReport } from '../../../../src/domain/scoring/scoreReport';
import {
  hiddenCells,
  hiddenCross,
  hiddenPeriods,
} from '../../../../src/domain/scoring/suppression';
import { onlyRules } from '../../../support/cleaning';
import { modelOf } from '../../../support/models';
import { tableOf, type PlainSurvey } from '../../../support/tables';

const model = modelOf({ D: [100, { a: 100 }] });
const measure = { kind: 'node', id: 'a' } as const;

function cubeOf(survey: PlainSurvey) {
  const table = tableOf(survey);
  const ledger = buildLedger(table, onlyRules(), new Map(), []);
  return buildCube(table, ledger, monthColumn(table, null));
}

/** A survey of responses given as [region, tier, rating]. */
const surveyOf = (rows: readonly (readonly [string, string, number])[]): PlainSurvey => ({
  segments: { region: rows.map(([region]) => region), tier: rows.map(([, tier]) => tier) },
  ratings: { a: rows.map(([, , rating]) => String(rating)) },
});

const rowsArbitrary = fc.array(
  fc.tuple(
    fc.constantFrom('N', 'N', 'N', 'N', 'E', 'E', 'S', 'W'),
    fc.constantFrom('x', 'x', 'x', 'y', 'y', 'z'),
    fc.integer({ min: 1, max: 5 }),
  ),
  { minLength: 12, maxLength: 60 },
);

/** All ways of choosing some of the values. */
function subsets<T>(values: readonly T[]): T[][] {
  return Array.from({ length: 2 ** values.length }, (_, mask) =>
    values.filter((_value, at) => mask & (1 << at)),
  );
}

describe('hidden cells', () => {
  it('never leave one alone, or together under five, beside a total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(14), { minLength: 1, maxLength: 8 }), (counts) => {
        const hidden = hiddenCells(counts, true);
        const small = counts.filter((count) => count > 0 && count < 5);
        if (small.length === 0) {
          expect(hidden.includes(true)).toBe(false);
          return;
        }
        const sum = counts.reduce((total, count, at) => (hidden[at] ? total + count : total), 0);
        const filled = counts.filter((count) => count > 0).length;
        const hiddenCount = hidden.filter(Boolean).length;
        expect(hiddenCount >= 2 || filled === 1).toBe(true);
        expect(sum >= 5 || hiddenCount === filled).toBe(true);
        counts.forEach((count, at) => {
          if (count === 0) expect(hidden[at]).toBe(false);
        });
      }),
    );
  });
  it('of a table hold in every row and every column', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(12), { minLength: 3, maxLength: 3 }), {
          minLength: 2,
          maxLength: 4,
        }),
        (counts) => {
          const hidden = hiddenCross(counts);
          const lines = [
            ...counts.map((row, r) => row.map((count, c) => ({ count, isHidden: hidden[r]![c]! }))),
            ...counts[0]!.map((_, c) =>
              counts.map((row, r) => ({ count: row[c]!, isHidden: hidden[r]![c]! })),
            ),
          ];
          for (const line of lines) {
            const gone = line.filter(({ isHidden }) => isHidden);
            const filled = line.filter(({ count }) => count > 0);
            if (gone.length === 0) continue;
            const sum = gone.reduce((total, { count }) => total + count, 0);
            expect(gone.length === filled.length || (gone.length > 1 && sum >= 5)).toBe(true);
          }
        },
      ),
    );
  });
  it('of months cannot be worked out from their quarter', () => {
    const periods = [
      { key: '2025-01', count: 40 },
      { key: '2025-02', count: 3 },
      { key: '2025-03', count: 12 },
      { key: '2025-04', count: 9 },
    ];
    // Beside the whole, April would do; beside the first quarter it has to be March.
    expect(hiddenPeriods(periods)).toEqual([false, true, true, true]);
    expect(
      hiddenPeriods([
        { key: '2025-Q1', count: 40 },
        { key: '2025-Q2', count: 30 },
      ]),
    ).toEqual([false, false]);
  });
});

describe('somebody who subtracts', () => {
  it('finds no nested pair of shown scopes that differ by one to four responses', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const cube = cubeOf(surveyOf(rows));
        const choices = (segmentId: string, values: readonly string[]) =>
          subsets(values).map((chosen) => ({ segmentId, values: chosen }));
        const scopes = choices('region', ['N', 'E', 'S', 'W']).flatMap((region) =>
          choices('tier', ['x', 'y', 'z']).map((tier): Scope => ({
            ...wholeScope,
            segments: [region, tier],
          })),
        );
        const shown = scopes
          .filter((scope) => scopeProblem([cube], scope) === null)
          .map((scope) => ({
            scope,
            // An empty choice is no filter at all.
            regions: scope.segments[0]!.values.length
              ? scope.segments[0]!.values
              : ['N', 'E', 'S', 'W'],
            tiers: scope.segments[1]!.values.length ? scope.segments[1]!.values : ['x', 'y', 'z'],
            n: aggregate([cube], scope, { by: 'none' })[0]!.responses,
          }));
        for (const outer of shown) {
          for (const inner of shown) {
            const isInside =
              inner.regions.every((value) => outer.regions.includes(value)) &&
              inner.tiers.every((value) => outer.tiers.includes(value));
            if (!isInside) continue;
            const between = outer.n - inner.n;
            expect(between === 0 || between >= 5, JSON.stringify([outer, inner])).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);
  it('nor a pair that differs in two filters, where equal counts could be hidden either way', () => {
    const rows = 'Sz Ny Nx Sx Ny Nx Nx Nx Nz Ny Ny Ny Nz Ny Nx Nz'
      .split(' ')
      .map(([region = '', tier = '']): [string, string, number] => [region, tier, 1]);
    const cube = cubeOf(surveyOf(rows));
    const scopeOf = (regions: readonly string[], tiers: readonly string[]): Scope => ({
      ...wholeScope,
      segments: [
        { segmentId: 'region', values: regions },
        { segmentId: 'tier', values: tiers },
      ],
    });
    // Ten responses beside six of them: the four between can be worked out.
    const shown = [scopeOf([], ['y', 'z']), scopeOf(['N', 'S'], ['y'])].filter(
      (scope) => scopeProblem([cube], scope) === null,
    );
    expect(shown).toHaveLength(1);
  });
  it('gets no more from a chart and the filters together than from either', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const cube = cubeOf(surveyOf(rows));
        for (const segmentId of ['region', 'tier']) {
          const { groups } = cutReport([cube], { scope: wholeScope, model, segmentId, measure });
          const unknown = groups.filter(
            ({ value, figure, responses }) =>
              responses > 0 && figure === null && scopeProblem([cube], only(segmentId, value)),
          );
          const sum = unknown.reduce((total, { responses }) => total + responses, 0);
          expect(unknown.length === 0 || sum >= 5, JSON.stringify([segmentId, rows])).toBe(true);
        }
      }),
    );
  });
  it('cannot work a hidden group of a cut out of the others and the whole', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const cube = cubeOf(surveyOf(rows));
        const { groups } = cutReport([cube], {
          scope: wholeScope,
          model,
          segmentId: 'region',
          measure,
        });
        const unknown = groups.filter(({ figure, n }) => figure === null && n > 0);
        const sum = unknown.reduce((total, { responses }) => total + responses, 0);
        expect(unknown.length === 0 || sum >= 5).toBe(true);
        expect(groups.every(({ responses, figure }) => responses >= 5 || figure === null)).toBe(
          true,
        );
      }),
    );
  });
  it('finds no figure of a small cell in a cut by two segments', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const request = { scope: wholeScope, model, segmentId: 'region', measure } as const;
        const { cells } = crossReport([cubeOf(surveyOf(rows))], request, 'tier');
        for (const cell of cells.flat()) {
          if (cell.n < 5) expect(cell.figure).toBeNull();
        }
      }),
    );
  });
  it('finds no score of a question that few answered in the scores around it', () => {
    const answers = (count: number) =>
      Array.from({ length: 20 }, (_, row) => (row < count ? '1' : ''));
    const two = modelOf({ D: [100, { a: 50, b: 50 }] });
    const { scores } = scoreReport(
      [cubeOf({ ratings: { a: Array.from({ length: 20 }, () => '4'), b: answers(3) } })],
      { scope: wholeScope, model: two, unit: 'quarter', paretoSegment: null },
    );
    const [dimension] = scores.dimensions;
    expect(dimension!.indicators[1]!.score).toBeNull();
    expect(dimension!.score).toBe(4);
    expect(dimension!.covered).toBe(0.5);
  });
  it('names the filter that gives them away', () => {
    const rows = [
      ...Array.from({ length: 20 }, () => ['N', 'x', 4] as const),
      ...Array.from({ length: 3 }, () => ['E', 'x', 2] as const),
    ];
    const cube = cubeOf(surveyOf(rows));
    const only = (value: string): Scope => ({
      ...wholeScope,
      segments: [{ segmentId: 'region', values: [value] }],
    });
    expect(scopeProblem([cube], only('N'))).toEqual({
      kind: 'difference',
      filter: { kind: 'segment', segmentId: 'region' },
    });
    expect(scopeProblem([cube], only('E'))).toEqual({ kind: 'tooFew' });
    expect(scopeProblem([cube], wholeScope)).toBeNull();
  });
  /** Responses given as [count, region, tier, date, rating]. */
  const planted = (
    ...groups: readonly (readonly [number, string, string, string | null, string])[]
  ) => {
    const rows = groups.flatMap(([count, ...row]) => Array.from({ length: count }, () => row));
    return cubeOf({
      segments: { region: rows.map(([region]) => region), tier: rows.map(([, tier]) => tier) },
      dates: rows.map(([, , date]) => date),
      ratings: { a: rows.map(([, , , rating]) => rating) },
    });
  };
  const only = (segmentId: string, value: string): Scope => ({
    ...wholeScope,
    segments: [{ segmentId, values: [value] }],
  });
  const reportOf = (
    cube: ReturnType<typeof cubeOf>,
    scope: Scope,
    unit: 'quarter' | 'month' = 'quarter',
  ) => scoreReport([cube], { scope, model, unit, paretoSegment: null });

  it('sees no group in a filtered cut that, beside the unfiltered one, gives three away', () => {
    const cube = planted(
      [50, 'N', 'x', '2025-08-01', '4'],
      [3, 'N', 'x', '2025-05-01', '1'],
      [60, 'S', 'x', '2025-08-01', '3'],
      [60, 'S', 'x', '2025-05-01', '3'],
      [60, 'E', 'x', '2025-08-01', '3'],
    );
    const scope = { ...wholeScope, periods: ['2025-Q3'] };
    const { groups } = cutReport([cube], { scope, model, segmentId: 'region', measure });
    const shown = groups.filter(({ figure }) => figure !== null).map(({ value }) => value);
    expect(shown).not.toContain('N');
    // Hidden alone it would be the rest of the quarter.
    expect(shown.length).toBeLessThanOrEqual(1);
  });
  it('sees no period under a filter that, beside the whole trend, gives three away', () => {
    const cube = planted(
      [60, 'S', 'x', '2025-05-01', '3'],
      [3, 'N', 'x', '2025-05-01', '1'],
      [60, 'S', 'x', '2025-08-01', '3'],
      [50, 'N', 'x', '2025-08-01', '4'],
      [50, 'S', 'x', '2025-11-01', '4'],
      [50, 'N', 'x', '2025-11-01', '4'],
    );
    const second = reportOf(cube, only('region', 'S')).periods.find(
      ({ period }) => period === '2025-Q2',
    );
    expect(second?.overall.score).toBeNull();
  });
  it('cannot work undated responses out of the periods', () => {
    const cube = planted(
      [50, 'N', 'x', '2025-05-01', '3'],
      [50, 'N', 'x', '2025-08-01', '4'],
      [2, 'N', 'x', null, '1'],
    );
    const known = reportOf(cube, wholeScope).periods.filter(({ isHidden }) => !isHidden);
    expect(known.length).toBeLessThan(2);
  });
  it('cannot take a hidden month out of its quarter by filtering', () => {
    const cube = planted(
      [3, 'N', 'x', '2025-07-01', '1'],
      [50, 'N', 'x', '2025-08-01', '4'],
      [60, 'N', 'x', '2025-09-01', '4'],
      [7, 'N', 'x', '2025-10-01', '4'],
      [70, 'N', 'x', '2025-12-01', '4'],
    );
    const may = (period: string) =>
      scopeProblem([cube], { ...wholeScope, periods: [period] }) === null;
    expect(may('2025-Q3')).toBe(true);
    expect(may('2025-09')).toBe(true);
    expect(may('2025-07')).toBe(false);
    expect(may('2025-08')).toBe(false);
  });
  it('cannot work few answers out of many responses: by period, by group, or in a score above', () => {
    const rows = [
      ...Array.from({ length: 100 }, () => ['N', '2025-08-01', '4', '3'] as const),
      ...Array.from({ length: 2 }, () => ['S', '2025-05-01', '1', '3'] as const),
      ...Array.from({ length: 98 }, () => ['S', '2025-05-01', '', '3'] as const),
    ];
    const two = modelOf({ D: [50, { a: 100 }], E: [50, { b: 100 }] });
    const cube = cubeOf({
      segments: { region: rows.map(([region]) => region) },
      dates: rows.map(([, date]) => date),
      ratings: { a: rows.map(([, , a]) => a), b: rows.map(([, , , b]) => b) },
    });
    const request = {
      scope: wholeScope,
      model: two,
      unit: 'quarter',
      paretoSegment: null,
    } as const;
    const periods = scoreReport([cube], request).periods;
    expect(periods.map(({ dimensions }) => dimensions[0]?.score)).toEqual([null, null]);
    for (const id of ['a', 'D']) {
      const { groups } = cutReport([cube], {
        scope: wholeScope,
        model: two,
        segmentId: 'region',
        measure: { kind: 'node', id },
      });
      expect(groups.map(({ figure }) => figure)).toEqual([null, null]);
    }
    // Beside the whole, the filter on N would tell what the two said.
    const filtered = scoreReport([cube], { ...request, scope: only('region', 'N') });
    expect(filtered.scores.dimensions[0]?.score).toBeNull();
    expect(filtered.scores.dimensions[1]?.score).toBe(3);
  });
  it('cannot take a group hidden in one cut out of the table of two', () => {
    const cube = planted(
      [6, 'A', 'X', null, '4'],
      [3, 'B', 'X', null, '1'],
      [5, 'C', 'X', null, '4'],
      [100, 'C', 'Y', null, '4'],
    );
    const { rows, cells } = crossReport(
      [cube],
      { scope: wholeScope, model, segmentId: 'region', measure },
      'tier',
    );
    expect(cells[rows.indexOf('A')]?.every(({ figure }) => figure === null)).toBe(true);
    // Two without an answer to the second question are no cell of the table, but part of its totals.
    const blanks = planted(
      [10, 'A', 'X', null, '4'],
      [10, 'A', 'Y', null, '5'],
      [2, 'A', '', null, '1'],
      [40, 'B', 'X', null, '4'],
      [40, 'B', 'Y', null, '4'],
    );
    const table = crossReport(
      [blanks],
      { scope: wholeScope, model, segmentId: 'region', measure },
      'tier',
    );
    const line = table.cells[table.rows.indexOf('A')]!;
    expect(line.filter(({ figure }) => figure !== null).length).toBeLessThan(2);
  });
});
