import { describe, expect, it } from 'vitest';
import { buildLedger } from '../../../../src/domain/cleaning/ledger';
import type { IndicatorModel } from '../../../../src/domain/model/indicatorModel';
import { cutReport, type CutMeasure } from '../../../../src/domain/scoring/cutReport';
import { driverReport } from '../../../../src/domain/scoring/driverReport';
import { cutTests } from '../../../../src/domain/scoring/groupComparison';
import { reliabilityReport } from '../../../../src/domain/scoring/reliabilityReport';
import { buildCube, monthColumn } from '../../../../src/domain/scoring/responseCube';
import { wholeScope } from '../../../../src/domain/scoring/scope';
import { sensitivity } from '../../../../src/domain/scoring/sensitivity';
import { welchTest } from '../../../../src/domain/statistics/groupTests';
import { histogramOf, momentsOf } from '../../../../src/domain/statistics/histogram';
import { seededRandom } from '../../../../src/shared/seededRandom';
import { onlyRules } from '../../../support/cleaning';
import { modelOf } from '../../../support/models';
import { tableOf, type PlainSurvey } from '../../../support/tables';

function counted(survey: PlainSurvey) {
  const table = tableOf(survey);
  const ledger = buildLedger(table, onlyRules(), new Map(), []);
  const months = monthColumn(table, null);
  return { table, ledger, months, cube: buildCube(table, ledger, months) };
}

const random = seededRandom(9);
const pick = (...values: readonly string[]) => values[Math.floor(random() * values.length)]!;
const size = 240;
const regions = Array.from({ length: size }, (_, row) =>
  row % 3 === 0 ? 'E' : row % 3 === 1 ? 'N' : 'S',
);
const survey: PlainSurvey = {
  segments: { region: regions },
  ratings: {
    a: regions.map((region) => (region === 'E' ? pick('1', '2', '3') : pick('3', '4', '5', ''))),
    b: regions.map(() => pick('2', '3', '4', '5')),
  },
  overall: regions.map((region) => (region === 'E' ? pick('1', '2', '4') : pick('3', '4', '5'))),
  recommendation: regions.map((region) =>
    region === 'E' ? pick('3', '6', '9') : pick('7', '9', '10'),
  ),
};
const model = modelOf({ D: [60, { a: 100 }], E: [40, { b: 100 }] });
const data = counted(survey);
const request = (measure: CutMeasure) => ({
  scope: wholeScope,
  model,
  segmentId: 'region',
  measure,
});
const tested = (measure: CutMeasure) => cutTests([data], [data.cube], request(measure));
const ratingsOf = (id: 'a' | 'b', keep: (region: string) => boolean) =>
  momentsOf(
    histogramOf(
      survey.ratings[id]!.filter((answer, row) => answer !== '' && keep(regions[row]!)).map(Number),
    ),
  )!;

describe('a cut', () => {
  it('of one question: each group against all others by Welch, adjusted by Holm', () => {
    const { versusRest } = tested({ kind: 'node', id: 'a' });
    const raw = ['E', 'N', 'S'].map((value) => ({
      value,
      test: welchTest(
        ratingsOf('a', (region) => region === value),
        ratingsOf('a', (region) => region !== value),
      )!,
    }));
    const sorted = [...raw].sort((x, y) => x.test.p - y.test.p);
    let least = 0;
    sorted.forEach(({ value, test }, rank) => {
      least = Math.max(least, Math.min(1, test.p * (3 - rank)));
      const found = versusRest.get(value)!;
      expect(found.difference).toBeCloseTo(test.difference, 12);
      expect(found.p).toBeCloseTo(least, 12);
      expect(found.cohensD).toBeCloseTo(test.cohensD, 12);
      expect(found.isSignificant).toBe(least < 0.05);
    });
    expect(versusRest.get('E')!.isSignificant).toBe(true);
  });
  it('of the overall score: its difference is that of the scores on screen, with intervals', () => {
    const cut = cutReport([data.cube], request({ kind: 'node', id: 'overall' }));
    const { versusRest, intervals, pairs } = tested({ kind: 'node', id: 'overall' });
    expect(cut.needsRows).toBe(true);
    const score = (value: string) => cut.groups.find((group) => group.value === value)!.figure!;
    const byHand = (value: string) =>
      0.6 * ratingsOf('a', (region) => region === value).mean +
      0.4 * ratingsOf('b', (region) => region === value).mean;
    for (const value of ['E', 'N', 'S']) {
      expect(score(value)).toBeCloseTo(byHand(value), 12);
      const [low, high] = intervals.get(value)!;
      expect((low + high) / 2).toBeCloseTo(score(value), 12);
    }
    const rest =
      0.6 * ratingsOf('a', (region) => region !== 'E').mean +
      0.4 * ratingsOf('b', (region) => region !== 'E').mean;
    expect(versusRest.get('E')!.difference).toBeCloseTo(score('E') - rest, 12);
    expect(pairs).toHaveLength(3);
    const pair = pairs.find(({ a, b }) => a === 'E' && b === 'N')!;
    expect(pair.difference).toBeCloseTo(score('E') - score('N'), 12);
    expect(pair.cliffsDelta).toBeLessThan(0);
  });
  it('of CSAT and NPS: differences of the figures themselves', () => {
    const share = (keep: (region: string) => boolean) => {
      const answers = survey.overall!.filter((_, row) => keep(regions[row]!));
      return answers.filter((answer) => Number(answer) >= 4).length / answers.length;
    };
    const csat = tested({ kind: 'csat' }).versusRest.get('E')!;
    expect(csat.difference).toBeCloseTo(share((r) => r === 'E') - share((r) => r !== 'E'), 12);
    expect(csat.cohensD).toBeNull();
    const nps = (keep: (region: string) => boolean) => {
      const answers = survey.recommendation!.filter((_, row) => keep(regions[row]!)).map(Number);
      const points = answers.map((answer) => (answer >= 9 ? 100 : answer >= 7 ? 0 : -100));
      return points.reduce<number>((sum, point) => sum + point, 0) / points.length;
    };
    expect(tested({ kind: 'nps' }).versusRest.get('E')!.difference).toBeCloseTo(
      nps((r) => r === 'E') - nps((r) => r !== 'E'),
      10,
    );
  });
  it('says nothing of one group, and marks nothing under 30 answers', () => {
    const lone = counted({ ...survey, segments: { region: regions.map(() => 'E') } });
    const found = cutTests([lone], [lone.cube], request({ kind: 'node', id: 'overall' }));
    expect([found.versusRest.size, found.pairs.length, found.anova, found.kruskal]).toEqual([
      0,
      0,
      null,
      null,
    ]);
    const few = counted({
      segments: { region: Array.from({ length: 40 }, (_, row) => (row < 20 ? 'E' : 'N')) },
      ratings: {
        a: Array.from({ length: 40 }, (_, row) => String(row < 20 ? 1 + (row % 2) : 4 + (row % 2))),
      },
    });
    const small = cutTests([few], [few.cube], request({ kind: 'node', id: 'a' }));
    expect(small.versusRest.get('E')!.p).toBeLessThan(1e-6);
    expect(small.versusRest.get('E')!.isSignificant).toBe(false);
  });
  it('of two groups is one test: its p is not doubled', () => {
    const two = counted({
      ...survey,
      segments: { region: regions.map((region) => (region === 'E' ? 'E' : 'N')) },
    });
    const { versusRest, pairs } = cutTests([two], [two.cube], request({ kind: 'node', id: 'b' }));
    const test = welchTest(
      ratingsOf('b', (region) => region === 'E'),
      ratingsOf('b', (region) => region !== 'E'),
    )!;
    expect(versusRest.get('E')!.p).toBeCloseTo(test.p, 12);
    expect(versusRest.get('N')!.p).toBeCloseTo(test.p, 12);
    expect(pairs[0]!.p).toBeCloseTo(test.p, 12);
  });
  it('leaves hidden groups out of every comparison', () => {
    const hidden = counted({
      ...survey,
      segments: { region: regions.map((region, row) => (row < 3 ? 'tiny' : region)) },
    });
    const { versusRest, pairs, intervals } = cutTests(
      [hidden],
      [hidden.cube],
      request({ kind: 'node', id: 'overall' }),
    );
    const gone = cutReport([hidden.cube], request({ kind: 'node', id: 'overall' }))
      .groups.filter(({ isHidden }) => isHidden)
      .map(({ value }) => value);
    expect(gone).toHaveLength(2);
    // The rest of a shown group is everybody else, hidden groups included.
    const keep = (row: number, isOwn: boolean) => (row >= 3 && regions[row] === 'S') === isOwn;
    const meanOf = (id: 'a' | 'b', isOwn: boolean) => {
      const answers = survey.ratings[id]!.filter(
        (answer, row) => answer !== '' && keep(row, isOwn),
      );
      return answers.reduce((sum, answer) => sum + Number(answer), 0) / answers.length;
    };
    const byHand = (isOwn: boolean) => 0.6 * meanOf('a', isOwn) + 0.4 * meanOf('b', isOwn);
    expect(gone).not.toContain('S');
    expect(versusRest.get('S')!.difference).toBeCloseTo(byHand(true) - byHand(false), 12);
    for (const value of gone) {
      expect(versusRest.has(value)).toBe(false);
      expect(intervals.has(value)).toBe(false);
      expect(pairs.some(({ a, b }) => a === value || b === value)).toBe(false);
    }
  });
});

describe('drivers', () => {
  const count = 80;
  const column = () => Array.from({ length: count }, () => pick('1', '2', '3', '4', '5'));
  const flat = (names: readonly string[]): IndicatorModel =>
    modelOf({ D: [100, Object.fromEntries(names.map((name) => [name, 100 / names.length]))] });
  /** Scores of every indicator, as the report has them. */
  const scores = new Map(
    Array.from({ length: 13 }, (_, item) => `q${item}`)
      .concat('a', 'b', 'c')
      .map((id) => [id, 3] as const),
  );
  const report = (
    plain: PlainSurvey,
    names: readonly string[],
    outcome: 'overall' | 'recommendation' = 'overall',
  ) =>
    driverReport(
      [counted(plain)],
      { scope: wholeScope, model: flat(names), outcome, by: 'indicators' },
      scores,
      seededRandom(1),
    );
  const [a, b, c] = [column(), column(), column()];
  const outcome = a.map((answer, row) =>
    String(Math.round((2 * Number(answer) + Number(b[row]) + Number(c[row])) / 4)),
  );
  it('name what moves the outcome most, with the same intervals every time', () => {
    const plain = { ratings: { a, b, c }, overall: outcome };
    const { result } = report(plain, ['a', 'b', 'c']);
    if (typeof result === 'string') throw new Error(result);
    const shares = result.drivers.map(({ share }) => share);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(shares[0]).toBeGreaterThan(0.5);
    for (const { share, shareInterval } of result.drivers) {
      expect(shareInterval![0]).toBeLessThanOrEqual(share);
      expect(shareInterval![1]).toBeGreaterThanOrEqual(share);
    }
    expect(result.map?.quadrants[0]).toMatch(/keep|concentrate/u);
    expect(report(plain, ['a', 'b', 'c'])).toEqual(report(plain, ['a', 'b', 'c']));
  });
  it.each([
    ['a lone response', { ratings: { a: ['4'], b: ['3'] }, overall: ['5'] }, 'noPredictors'],
    ['all missing', { ratings: { a, b }, overall: a.map(() => '') }, 'noOutcome'],
    ['no such question', { ratings: { a, b } }, 'noOutcome'],
    ['zero variance', { ratings: { a, b }, overall: a.map(() => '4') }, 'noVariance'],
    ['one indicator twice', { ratings: { a, b: a }, overall: outcome }, 'collinear'],
    [
      'three responses',
      { ratings: { a: ['1', '2', '3'], b: ['1', '3', '2'] }, overall: ['1', '2', '3'] },
      'tooFewRows',
    ],
  ] as const)('%s', (_, plain, reason) => {
    const { result } = report(plain, ['a', 'b']);
    expect(result).toBe(reason);
  });
  it('13 indicators are split by relative weights; one that all rate alike is left out', () => {
    const names = Array.from({ length: 13 }, (_, item) => `q${item}`);
    const ratings = Object.fromEntries(names.map((name) => [name, column()]));
    const many = report({ ratings, overall: column() }, names).result;
    expect(typeof many === 'string' ? many : many.method).toBe('johnson');
    const same = report({ ratings: { a, b: b.map(() => '3'), c }, overall: outcome }, [
      'a',
      'b',
      'c',
    ]);
    expect(same.leftOut).toEqual(['b']);
    expect(typeof same.result === 'string' ? 0 : same.result.drivers.length).toBe(2);
  });
});

describe('reliability', () => {
  it('has a sentence where there is no alpha: one item, all alike, nobody complete', () => {
    const three = modelOf({
      One: [40, { a: 100 }],
      Alike: [30, { b: 50, c: 50 }],
      Never: [30, { x: 50, y: 50 }],
    });
    const found = reliabilityReport(
      [counted({ ratings: { a: ['1', '2'], b: ['3', '3'], c: ['4', '5'] } })],
      three,
      wholeScope,
      new Map(),
    );
    expect(found.map(({ itemCount, result }) => [itemCount, result])).toEqual([
      [1, null],
      [2, null],
      [0, null],
    ]);
  });
});

describe('sensitivity', () => {
  it('worked by hand: ±5 points of weight between 4 and 2', () => {
    const ten = (answer: string) => Array.from({ length: 10 }, () => answer);
    const { cube } = counted({ ratings: { a: ten('4'), b: ten('2') } });
    const { now, bars } = sensitivity([cube], model, wholeScope, null);
    // 60 % × 4 + 40 % × 2 = 3.2; 65/35: 3.3; 55/45: 3.1.
    expect(now.score).toBeCloseTo(3.2, 12);
    expect(bars.map(({ id, less, more }) => [id, less.score, more.score])).toEqual([
      ['D', expect.closeTo(3.1, 9), expect.closeTo(3.3, 9)],
      ['E', expect.closeTo(3.3, 9), expect.closeTo(3.1, 9)],
    ]);
    expect(
      bars.every(({ flipsLevel, swing }) => !flipsLevel && Math.abs(swing! - 0.2) < 1e-9),
    ).toBe(true);
  });
  it('says where a level flips, and has no swing without a score', () => {
    const rows = (answers: readonly string[]) =>
      answers.flatMap((answer) => Array.from({ length: 10 }, () => answer));
    const { cube } = counted({ ratings: { a: rows(['5']), b: rows(['1']) } });
    // 60/40: 3.4, needs improvement; 65/35: 3.6, basically satisfied.
    expect(sensitivity([cube], model, wholeScope, null).bars[0]).toMatchObject({
      flipsLevel: true,
    });
    const empty = sensitivity([], model, wholeScope, null);
    expect(empty.now).toEqual({ score: null, level: null, ranking: [] });
    expect(empty.bars.every(({ swing }) => swing === null)).toBe(true);
  });
});
