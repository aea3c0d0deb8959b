import { numericScale } from '../../../../src/domain/table/ratingScale';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDetails, withRule } from '../../../../src/domain/cleaning/cleaningSettings';
import { correctedTable } from '../../../../src/domain/cleaning/decisions';
import { buildLedger, isKept } from '../../../../src/domain/cleaning/ledger';
import { cleaningRules } from '../../../../src/domain/cleaning/rules';
import { indicatorWeights } from '../../../../src/domain/model/weights';
import { aggregate } from '../../../../src/domain/scoring/aggregate';
import { cleaningReport } from '../../../../src/domain/scoring/cleaningEffect';
import { groupPrecision } from '../../../../src/domain/scoring/linearisedError';
import { modelScores } from '../../../../src/domain/scoring/modelScores';
import { responseEffect } from '../../../../src/domain/scoring/responseEffect';
import { countTable } from '../../../../src/domain/scoring/cleaningCounts';
import { monthColumn } from '../../../../src/domain/scoring/responseCube';
import { wholeScope, type Scope } from '../../../../src/domain/scoring/scope';
import { scoreReport } from '../../../../src/domain/scoring/scoreReport';
import { onlyRules } from '../../../support/cleaning';
import { modelOf } from '../../../support/models';
import { seededRandom, tableOf, type PlainSurvey } from '../../../support/tables';

const off = onlyRules();

function count(
  survey: PlainSurvey,
  settings = off,
  sourceId = 's1',
  period: string | null = null,
  weights: ReadonlyMap<string, number> = new Map(),
) {
  const table = tableOf(survey, sourceId);
  const ledger = buildLedger(table, settings, weights, []);
  const months = monthColumn(table, period);
  return { table, ledger, months, ...countTable(table, ledger, months) };
}

/** The same answers several times over: the same means, and enough of them to be shown. */
const repeated = (survey: PlainSurvey, times: number): PlainSurvey => ({
  ...survey,
  ratings: Object.fromEntries(
    Object.entries(survey.ratings).map(([id, answers]) => [
      id,
      Array.from({ length: times }, () => answers).flat(),
    ]),
  ),
});

/** The precision of all responses of one source. */
const precisionOf = (counted: ReturnType<typeof count>, model: ReturnType<typeof modelOf>) =>
  groupPrecision(model, aggregate([counted.cube], wholeScope, { by: 'none' }), [counted], () =>
    Int32Array.from(counted.ledger.verdicts, (verdict) => (isKept(verdict) ? 0 : -1)),
  )[0]!;

const request = (model: ReturnType<typeof modelOf>, scope: Scope = wholeScope) =>
  ({ scope, model, unit: 'quarter', paretoSegment: null }) as const;

describe('worked by hand', () => {
  // Speed: first 4, 2, –, 3 → mean 3; solve 5, –, –, 4 → mean 4.5. Care: 2, 4, 4, 2 → mean 3.
  const survey = {
    ratings: { first: ['4', '2', '', '3'], solve: ['5', '', '', '4'], kind: ['2', '4', '4', '2'] },
  };
  const model = modelOf(
    { Speed: [60, { first: 75, solve: 25 }], Care: [40, { kind: 100 }] },
    { target: 3.5 },
  );

  it('weights indicator means, then dimensions; a blank is never zero', () => {
    const { scores } = scoreReport([count(repeated(survey, 3)).cube], request(model));
    const [speed, care] = scores.dimensions;
    expect(speed!.indicators.map(({ score }) => score)).toEqual([3, 4.5]);
    expect(speed!.score).toBeCloseTo((75 * 3 + 25 * 4.5) / 100, 12); // 3.375
    expect(care!.score).toBe(3);
    expect(scores.overall.score).toBeCloseTo(0.6 * 3.375 + 0.4 * 3, 12); // 3.225
    expect(scores.overall.gap).toBe(-0.275);
    expect(speed!.contribution).toBeCloseTo(2.025, 12);
    expect(speed!.indicators[0]!.summary!.n).toBe(9);
    expect(speed!.indicators[0]!.weight).toBeCloseTo(45, 12);
  });
  it('gives the weight of what was not measured to the rest, and withholds under 70 %', () => {
    const partly = scoreReport(
      [count(repeated({ ratings: { first: ['4'], kind: ['2'] } }, 5)).cube],
      request(model),
    );
    expect(partly.scores.dimensions[0]).toMatchObject({ score: 4, covered: 0.75 });
    const first = repeated({ ratings: { first: ['4'] } }, 5);
    const speedOnly = scoreReport([count(first).cube], request(model));
    expect(speedOnly.scores.overall).toMatchObject({ score: null, covered: 0.45 });
  });
  it('gives no score, not zero, when nothing was answered or nothing has weight', () => {
    const { scores } = scoreReport(
      [count({ ratings: { first: [''], kind: [''] } }).cube],
      request(model),
    );
    expect(scores.overall.score).toBeNull();
    const weightless = modelOf({ Speed: [0, { first: 0 }] });
    expect(scoreReport([count(survey).cube], request(weightless)).scores.overall.score).toBeNull();
  });
  it('states the interval of one indicator by t: 4, 2, 3 → 3 ± 4.3027 × 1/√3', () => {
    const [group] = aggregate([count(survey).cube], wholeScope, { by: 'none' });
    const scores = modelScores(model, group!);
    const interval = scores.dimensions[0]!.indicators[0]!.interval!;
    expect(interval[0]).toBeCloseTo(3 - 4.302652729911275 / Math.sqrt(3), 9);
    expect(interval[1]).toBeCloseTo(3 + 4.302652729911275 / Math.sqrt(3), 9);
  });
});

describe('linearised standard errors', () => {
  const reportOf = (survey: PlainSurvey, model: ReturnType<typeof modelOf>) => {
    return precisionOf(count(survey), model);
  };
  it('is s/√n for a single indicator', () => {
    const { overall } = reportOf(
      { ratings: { a: ['1', '2', '4', '5', ''] } },
      modelOf({ D: [100, { a: 100 }] }),
    );
    // mean 3, squares 4 + 1 + 1 + 4 = 10, s² = 10/3, s/√4
    expect(overall.n).toBe(4);
    expect(overall.standardError).toBeCloseTo(Math.sqrt(10 / 3 / 4), 12);
  });
  it('accounts for indicators that go together: a copy adds no certainty', () => {
    const answers = ['1', '2', '4', '5'];
    const alone = reportOf({ ratings: { a: answers } }, modelOf({ D: [100, { a: 100 }] }));
    const twice = reportOf(
      { ratings: { a: answers, b: answers } },
      modelOf({ D: [50, { a: 100 }], E: [50, { b: 100 }] }),
    );
    expect(twice.overall.standardError).toBeCloseTo(alone.overall.standardError!, 12);
  });
  it('is that of the per-response mean when everybody answered everything', () => {
    const random = seededRandom(7);
    const column = () => Array.from({ length: 50 }, () => String(1 + Math.floor(random() * 5)));
    const ratings = { a: column(), b: column(), c: column() };
    const model = modelOf({ X: [70, { a: 40, b: 60 }], Y: [30, { c: 100 }] });
    const indexes = ratings.a.map(
      (_, i) =>
        0.28 * Number(ratings.a[i]) + 0.42 * Number(ratings.b[i]) + 0.3 * Number(ratings.c[i]),
    );
    const mean = indexes.reduce((sum, index) => sum + index, 0) / 50;
    const variance = indexes.reduce((sum, index) => sum + (index - mean) ** 2, 0) / 49;
    expect(reportOf({ ratings }, model).overall.standardError).toBeCloseTo(
      Math.sqrt(variance / 50),
      12,
    );
  });
  it('has none for a lone response', () => {
    expect(reportOf({ ratings: { a: ['3'] } }, modelOf({ D: [100, { a: 100 }] })).overall).toEqual({
      n: 1,
      standardError: null,
    });
  });
});

describe('the cube against the rows', () => {
  const random = seededRandom(11);
  const pick = (items: readonly string[]) => items[Math.floor(random() * items.length)]!;
  const size = 500;
  const fill = (items: readonly string[]) => Array.from({ length: size }, () => pick(items));
  const survey = {
    dates: Array.from({ length: size }, () =>
      pick(['2025-01-15', '2025-02-15', '2025-05-15', '2025-08-15']),
    ),
    segments: { region: fill(['E', 'W', '']), type: fill(['VIP', 'New']) },
    ratings: { a: fill(['1', '2', '3', '4', '5', '']), b: fill(['3', '4', '5', '9']) },
    recommendation: fill(['0', '6', '7', '9', '10', '']),
  };
  const model = modelOf({ D: [100, { a: 50, b: 50 }] });
  const { cube } = count(survey);

  it('equals a recomputation from rows for every filter', () => {
    const subset = (items: readonly string[]) => fc.subarray([...items]);
    fc.assert(
      fc.property(
        subset(['E', 'W', '']),
        subset(['VIP', 'New']),
        subset(['2025-Q1', '2025-05', '2025-Q3']),
        (regions, types, periods) => {
          const scope: Scope = {
            segments: [
              { segmentId: 'region', values: regions },
              { segmentId: 'type', values: types },
            ],
            periods,
            sourceIds: [],
          };
          const [group] = aggregate([cube], scope, { by: 'none' });
          const inPeriod = (date: string) =>
            periods.length === 0 ||
            (periods.includes('2025-Q1') && date < '2025-04') ||
            (periods.includes('2025-05') && date.startsWith('2025-05')) ||
            (periods.includes('2025-Q3') && date.startsWith('2025-08'));
          const rows = survey.dates.flatMap((date, row) =>
            inPeriod(date) &&
            (regions.length === 0 || regions.includes(survey.segments.region[row]!)) &&
            (types.length === 0 || types.includes(survey.segments.type[row]!))
              ? [row]
              : [],
          );
          const rated = rows
            .map((row) => survey.ratings.a[row]!)
            .filter((answer) => answer !== '')
            .map(Number);
          expect(group!.responses).toBe(rows.length);
          const mean =
            rated.length === 0 ? null : rated.reduce((sum, value) => sum + value, 0) / rated.length;
          const found = modelScores(model, group!).dimensions[0]!.indicators[0]!.score;
          if (mean === null) expect(found).toBeNull();
          else expect(found).toBeCloseTo(mean, 12);
        },
      ),
    );
  });
  it('keeps two sources with different scales apart and adds them up on 1–5', () => {
    const first = count({ ratings: { a: ['5', '5'] } }).cube;
    const second = count(
      {
        ratings: { a: ['1', '3'] },
        scale: numericScale(1, 3),
      },
      off,
      's2',
    ).cube;
    const [group] = aggregate([first, second], wholeScope, { by: 'none' });
    expect(modelScores(model, group!).dimensions[0]!.indicators[0]!.score).toBe(
      (5 + 5 + 1 + 5) / 4,
    );
    const [only] = aggregate([first, second], { ...wholeScope, sourceIds: ['s2'] }, { by: 'none' });
    expect(only!.responses).toBe(2);
  });
  it('lets no response of a source through that lacks the segment', () => {
    const without = count({ ratings: { a: ['5'] } }, off, 's2').cube;
    const scope = { ...wholeScope, segments: [{ segmentId: 'region', values: ['E'] }] };
    const [alone] = aggregate([without], scope, { by: 'none' });
    expect(alone!.responses).toBe(0);
  });
});

describe('trend and comparison', () => {
  const model = modelOf({ D: [50, { a: 100 }], E: [50, { b: 100 }] });
  it('raises an alert on a fall of exactly 0.3 and leaves out what one wave did not measure', () => {
    // Q1: a = 4.3 (ten answers), b = 3. Q2: a = 4.0, b not asked.
    const q1 = ['5', '5', '5', '5', '5', '4', '4', '4', '3', '3'];
    const q2 = Array.from({ length: 10 }, () => '4');
    const survey = {
      dates: [...q1.map(() => '2025-01-10'), ...q2.map(() => '2025-04-10')],
      ratings: { a: [...q1, ...q2], b: [...q1.map(() => '3'), ...q2.map(() => '')] },
    };
    const { comparison } = scoreReport([count(survey).cube], request(model));
    expect(comparison?.nodes.get('D')).toMatchObject({
      previous: 4.3,
      current: 4,
      change: -0.3,
      isDrop: true,
    });
    expect(comparison?.nodes.has('E')).toBe(false);
    expect(comparison?.overall).toBeNull();
  });
  it('takes the stated quarter for a file without dates', () => {
    const five = (answer: string) => Array.from({ length: 5 }, () => answer);
    const first = count({ ratings: { a: five('5'), b: five('5') } }, off, 's1', '2025-Q1').cube;
    const second = count({ ratings: { a: five('4'), b: five('4') } }, off, 's2', '2025-Q2').cube;
    const { periods, comparison } = scoreReport([first, second], request(model));
    expect(periods.map(({ period }) => period)).toEqual(['2025-Q1', '2025-Q2']);
    expect(comparison?.overall?.change).toBe(-1);
  });
});

it('hides the figures of a period with fewer than five responses but keeps its n', () => {
  const model = modelOf({ D: [100, { a: 100 }] });
  const dates = [
    '2025-01-01',
    '2025-04-01',
    '2025-04-02',
    '2025-04-03',
    '2025-04-04',
    '2025-04-05',
  ];
  const later = Array.from({ length: 6 }, () => '2025-07-01');
  const all = [...dates, ...later];
  const { periods, comparison } = scoreReport(
    [count({ dates: all, ratings: { a: all.map(() => '4') } }).cube],
    request(model),
  );
  // The first has one response; beside the total and the third, the second would tell its score.
  expect(periods.map(({ responses, overall }) => [responses, overall.score])).toEqual([
    [1, null],
    [5, null],
    [6, 4],
  ]);
  expect(comparison?.overall).toBeNull();
});

it('carries the weight that was really measured up to the overall score', () => {
  // Each dimension measured on a tenth of its weight: a tenth in all, so no overall score.
  const model = modelOf({ D: [50, { a: 10, x: 90 }], E: [50, { b: 10, y: 90 }] });
  const { overall } = scoreReport(
    [count(repeated({ ratings: { a: ['5'], b: ['4'] } }, 5)).cube],
    request(model),
  ).scores;
  expect(overall.covered).toBeCloseTo(0.1, 12);
  expect(overall.score).toBeNull();
});

it('counts low ratings per indicator, in Pareto order', () => {
  const model = modelOf({ D: [100, { a: 50, b: 50 }] });
  const { pareto } = scoreReport(
    [count(repeated({ ratings: { a: ['1', '2', '3'], b: ['2', '5', '5'] } }, 2)).cube],
    request(model),
  );
  expect(pareto.map(({ name, count: hits, isVital }) => [name, hits, isVital])).toEqual([
    ['a', 4, true],
    ['b', 2, true],
  ]);
});

describe('what cleaning does', () => {
  const random = seededRandom(3);
  const items = Array.from({ length: 12 }, (_, item) => `q${item}`);
  const size = 300;
  const pick = (...values: readonly string[]) => values[Math.floor(random() * values.length)]!;
  const rows = Array.from({ length: size }, (_, row) => ({
    kind: row % 10,
    line: pick('1', '3', '5'),
  }));
  const survey: PlainSurvey = {
    ids: rows.map(() => (random() < 0.02 ? 'test 1' : `R${Math.floor(random() * 250)}`)),
    dates: rows.map(
      () => `2025-0${1 + Math.floor(random() * 9)}-${10 + Math.floor(random() * 18)}T10:00:00`,
    ),
    durations: rows.map(() => 10 + random() * 200),
    progress: rows.map(() => (random() < 0.05 ? 20 : 100)),
    networks: rows.map(() => Math.floor(random() * 280)),
    segments: {
      status: rows.map(() => pick('complete', 'complete', 'complete', 'screened out')),
      type: rows.map(() => pick('client', 'client', 'staff')),
      'please select “满意”': rows.map(() => pick('满意', '满意', '满意', '一般')),
    },
    meanings: { status: 'status', 'please select “满意”': 'trap' },
    ratings: Object.fromEntries(
      items.map((item) => [
        item,
        rows.map(({ kind, line }) =>
          kind === 0
            ? line
            : random() < 0.01
              ? '7'
              : random() < 0.1
                ? ''
                : String(1 + Math.floor(random() * 5)),
        ),
      ]),
    ),
    overall: rows.map(() => pick('1', '2', '3', '4', '5')),
    comments: rows.map(() => pick('', '无', '响应慢')),
  };
  const half = Object.fromEntries(items.map((item) => [item, 100 / 6]));
  const model = modelOf({
    D: [60, Object.fromEntries(items.slice(0, 6).map((item) => [item, half[item]!]))],
    E: [40, Object.fromEntries(items.slice(6).map((item) => [item, half[item]!]))],
  });
  const details = {
    offTarget: [
      { kind: 'segment', segmentId: 'type', test: 'isAnyOf', values: ['staff'] },
    ] as const,
    firstDay: '2025-02-01',
  };
  const weights = indicatorWeights(model);

  it('equals a recomputation from the kept rows, for every subset of rules', () => {
    fc.assert(
      fc.property(fc.subarray([...cleaningRules]), fc.boolean(), (on, lookAtOnly) => {
        const chosen = withDetails(onlyRules(...on), details);
        const settings = lookAtOnly ? withRule(chosen, 'incomplete', { action: 'lookAt' }) : chosen;
        const counted = count(survey, settings, 's1', null, weights);
        const report = cleaningReport([counted], model, settings);
        const codes = [...counted.ledger.verdicts];
        const scoreOf = (keeps: (row: number) => boolean) => {
          const kept = codes.flatMap((_, row) => (keeps(row) ? [row] : []));
          const only = (answers: readonly string[]) => kept.map((row) => answers[row]!);
          const plain = count({
            ratings: Object.fromEntries(
              Object.entries(survey.ratings).map(([id, answers]) => [id, only(answers)]),
            ),
          });
          return scoreReport([plain.cube], request(model)).scores.overall.score;
        };
        const near = (actual: number | null, wanted: number | null) => {
          if (wanted === null) expect(actual).toBeNull();
          else expect(actual).toBeCloseTo(wanted, 12);
        };
        expect(report.received).toBe(size);
        expect(report.valid).toBe(codes.filter(isKept).length);
        near(
          report.scoreReceived,
          scoreOf(() => true),
        );
        near(
          report.scoreValid,
          scoreOf((row) => isKept(codes[row]!)),
        );
        const out = new Set<number>();
        for (const effect of report.rules) {
          near(
            effect.before,
            scoreOf((row) => !out.has(codes[row]!)),
          );
          out.add(cleaningRules.indexOf(effect.rule) + 1);
          near(
            effect.after,
            scoreOf((row) => !out.has(codes[row]!)),
          );
        }
        expect(report.rules.reduce((sum, { excluded }) => sum + excluded, 0)).toBe(
          size - report.valid,
        );
        for (const rule of on) {
          const without = count(
            survey,
            withRule(settings, rule, { isOn: false }),
            's1',
            null,
            weights,
          );
          const effect = report.rules.find((one) => one.rule === rule);
          near(effect!.scoreWithout, cleaningReport([without], model, settings).scoreValid);
        }
      }),
      { numRuns: 40, seed: 11 },
    );
  }, 60_000);
  it('tells what one response does to the score, as a recomputation with it does', () => {
    const settings = onlyRules('tooFast', 'outOfRange');
    const { table, ledger, cube } = count(survey, settings);
    for (const row of [0, 1, 2, 3, 4, 5]) {
      const keeps = isKept(ledger.verdicts[row]!);
      const [leaves, enters] = keeps ? [table, null] : [null, table];
      const { now, then } = responseEffect([cube], model, row, leaves, enters);
      const verdicts = ledger.verdicts.slice();
      verdicts[row] = keeps ? 100 : 0;
      const again = countTable(table, { ...ledger, verdicts }, monthColumn(table, null)).cube;
      expect(then.overall.score).toBeCloseTo(
        scoreReport([again], request(model)).scores.overall.score!,
        12,
      );
      expect(now.overall.score).toBe(scoreReport([cube], request(model)).scores.overall.score);
    }
  });
  it('tells what a corrected answer does, as a count of the corrected table does', () => {
    const settings = onlyRules();
    const { table, ledger, months, cube } = count(survey, settings);
    const row = table.ratings[0]!.codes.indexOf(5);
    const correction = { columnId: 'q0', from: 5, to: 1 };
    const said = { sourceId: 's1', row, decision: 'keep', reason: '', decidedAt: 0 } as const;
    const corrected = correctedTable(table, [{ ...said, corrections: [correction] }]);
    const { then } = responseEffect([cube], model, row, table, corrected);
    const again = countTable(corrected, ledger, months).cube;
    expect(then.overall.score).toBeCloseTo(
      scoreReport([again], request(model)).scores.overall.score!,
      12,
    );
  });
  it('shares marks among quarters and sources', () => {
    const settings = onlyRules('tooFast');
    const first = count(survey, settings, 's1');
    const second = count({ durations: [1, 100], ratings: { q0: ['1', '2'] } }, settings, 's2');
    const report = cleaningReport([first, second], model, settings);
    const fast = cleaningRules.indexOf('tooFast');
    expect(report.sources.map(({ key, received }) => [key, received])).toEqual([
      ['s1', size],
      ['s2', 2],
    ]);
    expect(report.sources[1]!.marked[fast]).toBe(1);
    expect(report.quarters.map(({ key }) => key)).toEqual(['2025-Q1', '2025-Q2', '2025-Q3']);
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(sum(report.quarters.map(({ marked }) => marked[fast]!))).toBe(
      report.sources[0]!.marked[fast],
    );
    expect(sum(report.quarters.map(({ valid }) => valid))).toBe(report.sources[0]!.valid);
  });
});
