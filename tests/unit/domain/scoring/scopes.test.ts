import { describe, expect, it } from 'vitest';
import { untouchedLedger } from '../../../../src/domain/cleaning/ledger';
import { precisionReport } from '../../../../src/domain/scoring/linearisedError';
import { driverReport } from '../../../../src/domain/scoring/driverReport';
import { buildCube, monthColumn } from '../../../../src/domain/scoring/responseCube';
import { areDisjoint, compareScopes } from '../../../../src/domain/scoring/scopeComparison';
import { wholeScope, type Scope } from '../../../../src/domain/scoring/scope';
import { scoreReport } from '../../../../src/domain/scoring/scoreReport';
import {
  clusterOrder,
  figureOfNode,
  lowestCell,
  segmentMatrix,
} from '../../../../src/domain/scoring/segmentMatrix';
import { welchTest } from '../../../../src/domain/statistics/groupTests';
import { histogramOf, momentsOf } from '../../../../src/domain/statistics/histogram';
import { lineFit } from '../../../../src/domain/statistics/lineFit';
import { seededRandom } from '../../../../src/shared/seededRandom';
import { modelOf } from '../../../support/models';
import { tableOf, type PlainSurvey } from '../../../support/tables';

function counted(survey: PlainSurvey) {
  const table = tableOf(survey);
  const ledger = untouchedLedger(table.rowCount);
  const months = monthColumn(table, null);
  return { table, ledger, months, cube: buildCube(table, ledger, months) };
}
const scopeOf = (region: string): Scope => ({
  ...wholeScope,
  segments: [{ segmentId: 'region', values: [region] }],
});
const random = seededRandom(4);
const pick = (...values: readonly string[]) => values[Math.floor(random() * values.length)]!;
const regions = Array.from({ length: 300 }, (_, row) => ['E', 'N', 'S'][row % 3]!);
const survey: PlainSurvey = {
  segments: { region: regions },
  ratings: {
    a: regions.map((region) => (region === 'E' ? pick('1', '2', '3') : pick('3', '4', '5'))),
    b: regions.map(() => pick('2', '3', '4', '5')),
  },
};
const data = counted(survey);
const model = modelOf({ D: [60, { a: 100 }], F: [40, { b: 100 }] });

describe('two scopes side by side', () => {
  const side = (scope: Scope) => ({
    report: scoreReport([data.cube], { scope, model, unit: 'quarter', paretoSegment: null }),
    precision: precisionReport([data], [data.cube], model, scope, 'quarter'),
  });
  it('are tested as two groups of answers are', () => {
    const compared = compareScopes(side(scopeOf('E')), side(scopeOf('N')), true);
    const answers = (region: string) =>
      momentsOf(
        histogramOf(
          survey.ratings['a']!.flatMap((answer, row) =>
            regions[row] === region ? [Number(answer)] : [],
          ),
        ),
      )!;
    const direct = welchTest(answers('E'), answers('N'))!;
    const found = compared.find(({ id }) => id === 'a')!;
    expect(found.difference).toBeCloseTo(direct.difference, 12);
    expect(found.test!.p).toBeCloseTo(direct.p, 12);
    expect(found.isSignificant).toBe(true);
    // The overall score moves by its weights: 60 % of a, 40 % of b.
    const b = compared.find(({ id }) => id === 'b')!;
    const overall = compared.find(({ id }) => id === 'overall')!;
    expect(overall.difference).toBeCloseTo(0.6 * found.difference! + 0.4 * b.difference!, 12);
  });
  it('are not tested where they may share responses, nor called different under thirty answers', () => {
    const shared = compareScopes(side(wholeScope), side(scopeOf('N')), false);
    expect(shared.every(({ test, isSignificant }) => test === null && !isSignificant)).toBe(true);
    const few = counted({
      segments: { region: regions.slice(0, 60) },
      ratings: { a: survey.ratings['a']!.slice(0, 60), b: survey.ratings['b']!.slice(0, 60) },
    });
    const ask = (scope: Scope) => ({
      report: scoreReport([few.cube], { scope, model, unit: 'quarter', paretoSegment: null }),
      precision: precisionReport([few], [few.cube], model, scope, 'quarter'),
    });
    const found = compareScopes(ask(scopeOf('E')), ask(scopeOf('N')), true);
    expect(found[0]!.test!.p).toBeLessThan(0.05);
    expect(found.some(({ isSignificant }) => isSignificant)).toBe(false);
  });
  it('share no response when a segment, the periods or the sources part them', () => {
    const period = (...periods: string[]) => ({ ...wholeScope, periods });
    expect(areDisjoint(scopeOf('E'), scopeOf('N'))).toBe(true);
    expect(areDisjoint(scopeOf('E'), wholeScope)).toBe(false);
    expect(areDisjoint(period('2025-Q2'), period('2025-Q3'))).toBe(true);
    expect(areDisjoint(period('2025-07'), period('2025-08'))).toBe(true);
    expect(areDisjoint(period('2025-07'), period('2025-Q3'))).toBe(false);
    expect(areDisjoint(period('2025-06'), period('2025-Q3'))).toBe(true);
    expect(
      areDisjoint({ ...wholeScope, sourceIds: ['a'] }, { ...wholeScope, sourceIds: ['b', 'a'] }),
    ).toBe(false);
  });
});

describe('all figures of a segment', () => {
  const matrix = segmentMatrix([data.cube], model, wholeScope, 'region');
  it('find the cell furthest below the others, by Welch against all their answers', () => {
    const moments = (isEast: boolean) =>
      momentsOf(
        histogramOf(
          survey.ratings['a']!.flatMap((answer, row) =>
            (regions[row] === 'E') === isEast ? [Number(answer)] : [],
          ),
        ),
      )!;
    const direct = welchTest(moments(true), moments(false))!;
    const lowest = lowestCell(matrix, ['E', 'N', 'S'])!;
    expect(lowest).toMatchObject({ value: 'E', indicator: 'a' });
    expect(lowest.difference).toBeCloseTo(direct.difference, 12);
  });
  it('name no group that is not drawn, and nothing that chance could bring', () => {
    expect(lowestCell(matrix, ['N', 'S'])?.value).not.toBe('E');
    const alike = counted({
      segments: { region: regions },
      ratings: { a: regions.map(() => '4'), b: regions.map((_, row) => String(3 + (row % 2))) },
    });
    const same = segmentMatrix([alike.cube], model, wholeScope, 'region');
    expect(lowestCell(same, ['E', 'N', 'S'])).toBeNull();
  });
  it('count what a score of several indicators rests on by its least answered one', () => {
    const gaps = counted({
      segments: { region: regions },
      ratings: {
        a: survey.ratings['a']!,
        b: regions.map((region, row) => (region === 'N' && row > 40 ? '' : '4')),
      },
    });
    const north = segmentMatrix([gaps.cube], model, wholeScope, 'region').groups.find(
      ({ value }) => value === 'N',
    )!;
    expect(figureOfNode(north, 'a').n).toBe(100);
    expect(figureOfNode(north, 'overall').n).toBe(14);
  });
  it('hide groups under five with what would give them away', () => {
    const small = counted({
      segments: { region: [...regions.slice(0, 297), 'X', 'X', 'X'] },
      ratings: survey.ratings,
    });
    const groups = segmentMatrix([small.cube], model, wholeScope, 'region').groups;
    const hidden = groups.filter(({ isHidden }) => isHidden);
    expect(hidden.length).toBe(2);
    for (const group of hidden) {
      expect(group.scores.overall.score).toBeNull();
      expect(group.nps).toBeNull();
    }
  });
  it('put alike next to alike', () => {
    const order = clusterOrder([
      [1, 1],
      [5, 5],
      [1.1, 1],
      [4.9, 5],
      [null, 1.05],
    ]);
    const at = (row: number) => order.indexOf(row);
    expect(Math.abs(at(0) - at(2))).toBeLessThanOrEqual(2);
    expect(Math.abs(at(1) - at(3))).toBe(1);
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(clusterOrder([])).toEqual([]);
  });
});

describe('drivers of whether a response has a value', () => {
  it('are those of the same answers as zeros and ones', () => {
    const asked = (outcome: Parameters<typeof driverReport>[1]['outcome']) =>
      driverReport(
        [data],
        { scope: wholeScope, model, outcome, by: 'indicators' },
        new Map([
          ['a', 3],
          ['b', 3],
        ]),
        seededRandom(1),
      );
    const { result } = asked({ segmentId: 'region', value: 'E' });
    if (typeof result === 'string') throw new Error(result);
    const shares = new Map(result.drivers.map(({ id, share }) => [id, share]));
    // Only a tells the East from the rest.
    expect(shares.get('a')!).toBeGreaterThan(0.95);
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    // Nobody has this value: the rarer side is empty.
    expect(asked({ segmentId: 'region', value: 'gone' }).result).toBe('tooFewRows');
  });
});

describe('a line through points', () => {
  it('is the textbook one', () => {
    // x 1…5, y 2 4 5 4 5: slope 6/10, intercept 4 − 0.6·3; SSE 2.4, r² = 3.6/6.
    const fit = lineFit([2, 4, 5, 4, 5].map((y, at) => ({ x: at + 1, y })))!;
    expect(fit.slope).toBeCloseTo(0.6, 12);
    expect(fit.intercept).toBeCloseTo(2.2, 12);
    expect(fit.r).toBeCloseTo(Math.sqrt(0.6), 12);
    // t = 0.6 / √(0.8/10) = 2.1213 on 3 df.
    expect(fit.p).toBeCloseTo(0.124, 3);
    // At the mean the band is narrowest: ± 3.1824·√(0.8/5).
    expect(fit.at(3).high - fit.at(3).y).toBeCloseTo(3.1824 * Math.sqrt(0.16), 3);
    expect(fit.at(5).high - fit.at(5).y).toBeGreaterThan(fit.at(3).high - fit.at(3).y);
  });
  it('is none under four points, or where nothing varies', () => {
    expect(lineFit([1, 2, 3].map((x) => ({ x, y: x })))).toBeNull();
    expect(lineFit([1, 1, 1, 1].map((x, y) => ({ x, y })))).toBeNull();
    expect(lineFit([1, 2, 3, 4].map((x) => ({ x, y: 2 })))).toBeNull();
  });
});
