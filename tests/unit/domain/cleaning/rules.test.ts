import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  cleanLimit,
  defaultCleaning,
  movedRule,
  settingsKey,
  withRule,
} from '../../../../src/domain/cleaning/cleaningSettings';
import { buildLedger, isKept, rulesIn } from '../../../../src/domain/cleaning/ledger';
import { cleaningRules, ruleOf, rules } from '../../../../src/domain/cleaning/rules';
import { longestRun } from '../../../../src/domain/cleaning/straightLining';
import { isVague } from '../../../../src/domain/cleaning/vagueComment';
import { askedAnswer } from '../../../../src/domain/table/attentionCheck';
import { numericScale, valueScale } from '../../../../src/domain/table/ratingScale';
import { inputOf, marked, onlyRules } from '../../../support/cleaning';
import { seededRandom, tableOf, type PlainSurvey } from '../../../support/tables';

/** Each text is one response: a sign per item, a space where it was left out. */
const items = (answers: readonly string[]): PlainSurvey['ratings'] =>
  Object.fromEntries(
    Array.from({ length: Math.max(...answers.map((row) => row.length)) }, (_, item) => [
      `q${item}`,
      answers.map((row) => (row[item] ?? '').trim()),
    ]),
  );
const one = (rows: number): PlainSurvey['ratings'] => ({
  q: Array.from({ length: rows }, () => '3'),
});

describe('too fast', () => {
  const ratings = one(5);
  it('marks under the limit, not on it, and not a missing duration', () => {
    expect(marked('tooFast', { durations: [29.9, 30, 300, null, 0], ratings })).toEqual([0, 4]);
  });
  it('with thirty durations or more also marks under a share of their median', () => {
    // Median of 40 × 200 s and 59 s: 200 s; 30 % of it are 60 s.
    const durations = [...Array.from({ length: 40 }, () => 200), 59, 60];
    expect(marked('tooFast', { durations, ratings: one(42) })).toEqual([40]);
    expect(marked('tooFast', { durations: durations.slice(20), ratings: one(22) })).toEqual([]);
    expect(marked('tooFast', { durations, ratings: one(42) }, { medianPercent: 0 })).toEqual([]);
  });
  it('leaves alone what the survey itself ended', () => {
    const survey = {
      durations: [5, 5],
      ratings: { a: ['(跳过)', '5'], b: ['(跳过)', '4'] },
    };
    expect(marked('screenedOut', survey)).toEqual([0]);
    expect(marked('tooFast', survey)).toEqual([1]);
  });
  it('says how long it took, what the limit was and where the median lay', () => {
    const input = inputOf({ durations: [12, 40], ratings: one(2) });
    const { limits } = defaultCleaning.rules.tooFast;
    expect(ruleOf('tooFast').evidence(input, limits, 0)).toEqual({
      value: 12,
      limit: 30,
      median: NaN,
    });
  });
});

describe('straight-lining', () => {
  it('marks ten in a row wherever they lie; a missing item breaks the run', () => {
    const ratings = items(['121211111111112', '121111111112121', '111111 11111111']);
    expect(marked('straightLining', { ratings })).toEqual([0]);
    expect(marked('straightLining', { ratings }, { run: 9 })).toEqual([0, 1]);
    expect(marked('straightLining', { ratings }, { run: 8 })).toEqual([0, 1, 2]);
  });
  it('counts the longest run as the published examples do', () => {
    expect(longestRun([1, 1, 2, 2, 2, 3])).toBe(3);
    expect(longestRun([2, 2, 0, 2, 2])).toBe(2);
    expect(longestRun([])).toBe(0);
    const alternating = Array.from({ length: 100 }, (_, at) => (at < 70 ? 1 : at % 2));
    expect(longestRun(alternating.map((value) => value + 1))).toBe(70);
  });
  it('finds exactly the responses whose longest run is long enough', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 }), {
          minLength: 1,
          maxLength: 20,
        }),
        fc.integer({ min: 1, max: 13 }),
        (rows, run) => {
          const ratings = items(rows.map((row) => row.map((code) => code || ' ').join('')));
          const expected = rows.flatMap((row, at) => (longestRun(row) >= run ? [at] : []));
          expect(marked('straightLining', { ratings }, { run })).toEqual(expected);
        },
      ),
    );
  });
  it('takes a fraction that came with a snapshot for the next whole number', () => {
    const ratings = items(['121111111111', '121111111112']);
    expect(marked('straightLining', { ratings }, { run: 9.5 })).toEqual([0]);
    expect(cleanLimit('straightLining', 'run', 10.4)).toBe(10);
    expect(cleanLimit('lowVariance', 'sd', 0.37)).toBe(0.35);
  });
  it('does not turn reverse-keyed items round: a line is a line on the screen', () => {
    const scale = numericScale(1, 5, { reversed: true });
    expect(marked('sameThroughout', { ratings: items(['55555555']), scale })).toEqual([0]);
  });
});

describe('one answer to everything', () => {
  const ratings = items(['55555555', '11111111', '33333333', '55555554', '5555 555']);
  it('marks an end of the scale from eight items on, the middle from ten on', () => {
    expect(marked('sameThroughout', { ratings })).toEqual([0, 1]);
    expect(marked('sameThroughout', { ratings: items(['3333333333', '333333333']) })).toEqual([0]);
    expect(marked('sameThroughout', { ratings }, { middleItems: 8 })).toEqual([0, 1, 2]);
  });
  it('on fewer items only looks, for satisfied customers do answer so', () => {
    expect(marked('sameExtreme', { ratings: items(['55555', '55554', '33333', '11 ']) })).toEqual([
      0,
    ]);
    expect(marked('sameExtreme', { ratings })).toEqual([4]);
    expect(defaultCleaning.rules.sameExtreme.action).toBe('lookAt');
  });
  it('compares the figures of listed values, not their place in the list', () => {
    const column = (values: readonly number[], answers: readonly string[]) =>
      tableOf({ ratings: { q: answers }, scale: valueScale(0, 100, values) }).ratings[0]!;
    const table = tableOf({ ratings: one(2) });
    const ratings = Array.from({ length: 10 }, (_, item) => ({
      // 80 stands second in one list and third in the other.
      ...column(item % 2 ? [60, 80] : [20, 60, 80], ['80', item % 2 ? '80' : '60']),
      indicatorId: `q${item}`,
    }));
    const { details, rules: usual } = defaultCleaning;
    const input = { table: { ...table, ratings }, details, weights: new Map<string, number>() };
    const rows: number[] = [];
    ruleOf('straightLining').mark(input, usual.straightLining.limits, (row) => rows.push(row));
    expect(rows).toEqual([0]);
  });
  it('on mixed scales takes only the ends for the same answer', () => {
    const table = tableOf({ ratings: items(['3333333333', '5555555555']) });
    const tenPoint = tableOf({ ratings: { t: ['3', '10'] }, scale: numericScale(1, 10) });
    const mixed = { ...table, ratings: [...table.ratings, ...tenPoint.ratings] };
    const rows: number[] = [];
    const { details, rules: usual } = defaultCleaning;
    const input = { table: mixed, details, weights: new Map<string, number>() };
    ruleOf('sameThroughout').mark(input, usual.sameThroughout.limits, (row) => rows.push(row));
    expect(rows).toEqual([1]);
  });
});

describe('low variance', () => {
  it('marks a standard deviation at or under the limit over eight items', () => {
    // One 4 among eleven 5: s = √(1/12) = 0.2887; two: √(20/12/11) = 0.3893.
    const ratings = items(['555555555554', '555555555544', '123451234512']);
    expect(marked('lowVariance', { ratings })).toEqual([0]);
    expect(marked('lowVariance', { ratings }, { sd: 0.35 })).toEqual([0]);
    expect(marked('lowVariance', { ratings }, { sd: 0.4 })).toEqual([0, 1]);
    expect(marked('lowVariance', { ratings: items(['3333333']) })).toEqual([]);
  });
});

describe('duplicate respondent', () => {
  const survey = {
    ids: ['A', 'B', 'A', '', '', 'A', 'C'],
    dates: [
      '2025-01-02',
      '2025-01-03',
      '2025-03-31',
      '2025-01-01',
      '2025-01-01',
      '2025-04-01',
      null,
    ],
    ratings: { q: ['1', '2', '3', '4', '5', '1', '2'] },
  };
  it('keeps the last of a quarter; blank identifiers are nobody', () => {
    expect(marked('duplicateRespondent', survey)).toEqual([0]);
  });
  it('without dates takes the whole source as one period', () => {
    expect(marked('duplicateRespondent', { ids: survey.ids, ratings: survey.ratings })).toEqual([
      0, 2,
    ]);
  });
  it('can keep more than one', () => {
    const ids = ['A', 'A', 'A', 'A'];
    expect(marked('duplicateRespondent', { ids, ratings: { q: ids } }, { keep: 3 })).toEqual([0]);
  });
  it('finds every duplicate among 20,000 identifiers', () => {
    const ids = Array.from({ length: 20_000 }, (_, row) => `R${row % 19_000}`);
    expect(marked('duplicateRespondent', { ids, ratings: { q: ids } })).toEqual(
      Array.from({ length: 1000 }, (_, row) => row),
    );
  });
});

describe('duplicate answers', () => {
  const survey = {
    ids: ['A', 'B', 'C', 'D'],
    dates: [
      '2025-07-01T10:00:00',
      '2025-07-01T10:04:00',
      '2025-07-01T10:30:00',
      '2025-07-01T10:05:00',
    ],
    segments: { region: ['East', 'East', 'East', 'West'] },
    ratings: items(['15243', '15243', '15243', '15243']),
  };
  it('marks the later of two within minutes, whoever they say they are', () => {
    expect(marked('duplicateAnswers', survey)).toEqual([1]);
    expect(marked('duplicateAnswers', survey, { minutes: 30 })).toEqual([1, 2]);
    // The same respondent twice: the other rule keeps the later one, so this one keeps both.
    const ids = ['A', 'A', 'B', 'C'];
    expect(marked('duplicateAnswers', { ...survey, ids })).toEqual([]);
  });
  it('leaves responses alone that only share a network', () => {
    const rows = 200;
    const random = Array.from({ length: rows }, (_, row) => row);
    const distinct = {
      dates: random.map((row) => `2025-07-01T10:${String(row % 60).padStart(2, '0')}:00`),
      networks: random.map(() => 1),
      ratings: items(
        random.map((row) => (row + 781).toString(5).padStart(8, '0').replaceAll('0', '5')),
      ),
    };
    const { verdicts } = buildLedger(tableOf(distinct), defaultCleaning, new Map(), []);
    expect([...verdicts].every(isKept)).toBe(true);
    expect(marked('sameNetwork', distinct)).toEqual([]);
  });
  it('does not take what many in a crowd answer for a copy: chance brings it', () => {
    const random = seededRandom(5);
    const crowd = Array.from({ length: 300 }, () => {
      const mood = 5 - Math.floor(random() * random() * 3);
      return Array.from({ length: 6 }, () => (random() < 0.85 ? mood : 4)).join('');
    });
    const dates = crowd.map(
      (_, row) => `2025-07-01T10:0${Math.floor(row / 60)}:${String(row % 60).padStart(2, '0')}`,
    );
    expect(new Set(crowd).size).toBeLessThan(60);
    expect(marked('duplicateAnswers', { dates, ratings: items(crowd) })).toEqual([]);
  });
  it('does not take two satisfied customers with a stock phrase for one', () => {
    const survey = {
      dates: ['2025-07-01T10:00:00', '2025-07-01T10:05:00'],
      comments: ['very good', 'very good'],
      ratings: items(['555555', '555555']),
    };
    expect(marked('duplicateAnswers', survey)).toEqual([]);
    const told = ['发货慢了三天还没人解释', '发货慢了三天还没人解释'];
    expect(marked('duplicateAnswers', { ...survey, comments: told })).toEqual([1]);
  });
  it.each(['2', '3', '4', '6'])('takes all %s on 1–7 for one answer throughout, too', (answer) => {
    const survey = {
      scale: numericScale(1, 7),
      dates: ['2025-07-01T10:00:00', '2025-07-01T10:05:00'],
      ratings: items([answer.repeat(9), answer.repeat(9)]),
    };
    expect(marked('duplicateAnswers', survey)).toEqual([]);
    expect(marked('lowVariance', survey, { sd: 0 })).toEqual([0, 1]);
  });
  it('marks all further copies of one response sent many times', () => {
    const random = seededRandom(6);
    const honest = Array.from({ length: 200 }, () =>
      Array.from({ length: 10 }, () => 1 + Math.floor(random() * 5)).join(''),
    );
    const copies = Array.from({ length: 50 }, () => '1524315243');
    const dates = [...honest, ...copies].map(
      (_, row) => `2025-07-01T1${Math.floor(row / 60)}:${String(row % 60).padStart(2, '0')}:00`,
    );
    expect(marked('duplicateAnswers', { dates, ratings: items([...honest, ...copies]) })).toEqual(
      Array.from({ length: 49 }, (_, at) => 201 + at),
    );
  });
});

describe('same network', () => {
  it('is not put out by a response without a time', () => {
    const dates = ['2025-07-01T10:00:00', null, '2025-07-01T10:05:00'];
    expect(marked('sameNetwork', { dates, networks: [1, 1, 1], ratings: one(3) })).toEqual([0, 2]);
  });
  it('counts responses without a time when it tells a shared network', () => {
    const dates = Array.from({ length: 8 }, (_, row) => (row % 2 ? null : '2025-07-01'));
    expect(marked('sameNetwork', { dates, networks: dates.map(() => 1), ratings: one(8) })).toEqual(
      [],
    );
  });
  it('points to a few responses within days, and never leaves them out', () => {
    const survey = {
      dates: ['2025-07-01', '2025-07-02', '2025-07-20', '2025-07-02'],
      networks: [1, 1, 1, 2],
      ratings: one(4),
    };
    expect(marked('sameNetwork', survey)).toEqual([0, 1]);
    expect(ruleOf('sameNetwork').actions).toEqual(['lookAt']);
  });
});

describe('test rows and screen-outs', () => {
  const survey = {
    ids: ['R1', 'test 3', '测试2', 'Tester', 'contest', 'R6'],
    segments: {
      Status: ['Survey Preview', 'IP Address', '正常完成', '', 'Screened Out', '被甄别'],
    },
    meanings: { Status: 'status' as const },
    ratings: one(6),
  };
  it('finds previews by the status and tests by their name', () => {
    expect(marked('testRow', survey)).toEqual([0, 1, 2, 3]);
  });
  it('finds what the platform screened out', () => {
    expect(marked('screenedOut', survey)).toEqual([4, 5]);
  });
});

describe('off target', () => {
  const survey = {
    segments: { type: ['staff', 'client', '', 'client'], size: ['L', 'S', 'S', 'L'] },
    ratings: one(4),
  };
  const condition = (segmentId: string, test: 'isAnyOf' | 'isNoneOf', ...values: string[]) =>
    ({ kind: 'segment', segmentId, test, values }) as const;
  it('marks what fulfils any condition; a blank counts only where it is named', () => {
    expect(
      marked('offTarget', survey, {}, { offTarget: [condition('type', 'isAnyOf', 'staff')] }),
    ).toEqual([0]);
    expect(
      marked('offTarget', survey, {}, { offTarget: [condition('type', 'isNoneOf', 'client')] }),
    ).toEqual([0]);
    expect(
      marked(
        'offTarget',
        survey,
        {},
        {
          offTarget: [condition('type', 'isAnyOf', ''), condition('size', 'isAnyOf', 'L')],
        },
      ),
    ).toEqual([0, 2, 3]);
  });
  it('marks nobody by a segment that the source does not have', () => {
    expect(
      marked('offTarget', survey, {}, { offTarget: [condition('gone', 'isNoneOf', 'x')] }),
    ).toEqual([]);
  });
});

describe('out of period', () => {
  it('counts the last day whole and leaves responses without a date', () => {
    const survey = {
      dates: [
        '2025-06-30T23:59:59',
        '2025-07-01T00:00:00',
        '2025-09-30T23:59:59',
        null,
        '2025-10-01T00:00:00',
      ],
      ratings: one(5),
    };
    expect(
      marked('outOfPeriod', survey, {}, { firstDay: '2025-07-01', lastDay: '2025-09-30' }),
    ).toEqual([0, 4]);
    expect(marked('outOfPeriod', survey)).toEqual([]);
  });
});

describe('attention checks', () => {
  it.each([
    ['本题请选择“不满意”', '不满意'],
    ['请直接选「非常同意」以示认真作答', '非常同意'],
    ['为检验认真程度，此题请选不满意', '不满意'],
    ["Please select 'Strongly agree' for this item", 'Strongly agree'],
    ['To show that you are reading, please choose “Never”.', 'Never'],
    ['Which plan did you select?', null],
    ['请选择“满意”或“不满意”来评价', null],
    ['您选择我们的原因', null],
    ['How satisfied are you with the way we mark invoices?', null],
  ])('reads what %s asks for', (question, answer) => {
    expect(askedAnswer(question)).toBe(answer);
  });
  it('marks another answer than the one asked for; blank is not failed', () => {
    const survey = {
      segments: { '本题请选择“不满意”': ['不满意', '满意', '', 'B.不满意'] },
      meanings: { '本题请选择“不满意”': 'trap' as const },
      ratings: one(4),
    };
    expect(marked('trapFailed', survey)).toEqual([1]);
    const traps = [{ segmentId: '本题请选择“不满意”', accepted: ['满意'] }];
    expect(marked('trapFailed', survey, {}, { traps })).toEqual([0, 3]);
    // Another spelling of the option passes; where none of the answers is it, nobody can tell.
    const spelt = [{ segmentId: '本题请选择“不满意”', accepted: ['5、满意'] }];
    expect(marked('trapFailed', survey, {}, { traps: spelt })).toEqual([0, 3]);
    const gone = [{ segmentId: '本题请选择“不满意”', accepted: ['从不'] }];
    expect(marked('trapFailed', survey, {}, { traps: gone })).toEqual([]);
  });
});

describe('contradictions', () => {
  const survey = {
    overall: ['5', '5', '1', '1', '5', '5'],
    ratings: items(['111', '113', '455', '355', '22 ', '222']),
  };
  it('marks five overall with all parts at two or less, and the other way round', () => {
    expect(marked('contradiction', survey)).toEqual([0, 2, 5]);
  });
  it('takes one condition alone for no contradiction', () => {
    const contradictions = [
      [{ kind: 'rating', measureId: 'overall', test: 'atLeast', limit: 1 }],
    ] as const;
    expect(marked('contradiction', survey, {}, { contradictions })).toEqual([0, 2, 5]);
  });
  it('takes further conditions, all of which must hold', () => {
    const contradictions = [
      [
        { kind: 'rating', measureId: 'overall', test: 'atLeast', limit: 5 },
        { kind: 'rating', measureId: 'q2', test: 'atMost', limit: 3 },
      ],
    ] as const;
    expect(marked('contradiction', survey, {}, { contradictions })).toEqual([0, 1, 2, 5]);
  });
});

describe('incomplete', () => {
  it('counts the weight that was asked and not answered, not the number of questions', () => {
    const survey = {
      ratings: { heavy: ['', '3', '3'], light: ['4', '', ''], small: ['4', '', '2'] },
    };
    const weights = { heavy: 60, light: 30, small: 10 };
    expect(marked('incomplete', survey, {}, {}, weights)).toEqual([0]);
    expect(marked('incomplete', survey)).toEqual([1]);
    expect(marked('incomplete', survey, { missingPercent: 30 }, {}, weights)).toEqual([0, 1]);
  });
  it('does not count what was not shown or does not apply', () => {
    expect(
      marked('incomplete', { ratings: { a: ['3', '3'], b: ['(跳过)', ''], c: ['N/A', ''] } }),
    ).toEqual([1]);
  });
  it('marks a survey left before half of it', () => {
    expect(marked('incomplete', { progress: [5, 50, null, 100], ratings: one(4) })).toEqual([0]);
  });
});

describe('out of range', () => {
  it('marks a response with an answer the scale does not have (fault 39)', () => {
    const ratings = { a: ['5', '0', '3', 'N/A', '4.5'], b: ['6', '1', '2', '3', '99'] };
    expect(marked('outOfRange', { ratings })).toEqual([0, 1, 4]);
    expect(marked('outOfRange', { ratings }, { answers: 2 })).toEqual([4]);
  });
});

describe('comments', () => {
  it.each([
    '无',
    '没有。',
    ' 暂无 ',
    'N/A',
    '好',
    '好好好',
    '111',
    '...',
    'none',
    'Very good!',
    '😀',
  ])('takes %s for vague', (text) => expect(isVague(text)).toBe(true));
  it.each(['响应慢', '价格贵', 'too slow', 'Good support but slow', '无法登录'])(
    'takes %s for a reason',
    (text) => expect(isVague(text)).toBe(false),
  );
  it('marks vague ones, not missing ones', () => {
    expect(marked('vagueComment', { comments: ['无', '', '响应慢'], ratings: one(3) })).toEqual([
      0,
    ]);
  });
  it('wants a reason for an extreme overall rating', () => {
    const survey = {
      overall: ['5', '1', '1', '4', '5'],
      comments: ['', '等待太久', '无', '', '服务周到'],
      ratings: one(5),
    };
    expect(marked('unexplainedExtreme', survey)).toEqual([0, 2]);
    expect(marked('unexplainedExtreme', survey, {}, { extremes: 'low' })).toEqual([2]);
  });
  it('without an overall question takes all ratings at one end for extreme', () => {
    const survey = { comments: ['', '', ''], ratings: items(['555', '554', '111']) };
    expect(marked('unexplainedExtreme', survey)).toEqual([0, 2]);
    expect(ruleOf('unexplainedExtreme').unfit(inputOf({ ratings: one(1) }))).toBe('noComments');
  });
});

describe('Mahalanobis distance', () => {
  it('marks what breaks the pattern of the others; incomplete responses have no distance', () => {
    const pairs = Array.from({ length: 60 }, (_, row) => {
      const answer = 1 + (row % 5);
      return `${answer}${Math.min(5, Math.max(1, answer + (row % 3) - 1))}`;
    });
    const ratings = items([...pairs, '51', '15', '5 ']);
    expect(marked('mahalanobis', { ratings }, { percent: 99 })).toEqual([60, 61]);
  });
  it('says so where the items follow from each other', () => {
    const input = inputOf({ ratings: items(['11', '22', '33', '44']) });
    expect(ruleOf('mahalanobis').unfit(input)).toBe('dependent');
  });
});

describe('ledger', () => {
  const table = tableOf({
    ids: ['A', 'A', 'B', 'C'],
    durations: [10, 10, 10, 100],
    ratings: { q: ['5', '4', '9', '3'] },
  });
  const place = (rule: (typeof cleaningRules)[number]) => cleaningRules.indexOf(rule) + 1;
  it('counts a response under the first rule it meets but keeps every flag', () => {
    const { flags, verdicts } = buildLedger(table, defaultCleaning, new Map(), []);
    expect([...verdicts]).toEqual([
      place('duplicateRespondent'),
      place('tooFast'),
      place('tooFast'),
      0,
    ]);
    expect(rulesIn(flags[0]!)).toEqual(['duplicateRespondent', 'tooFast']);
    expect(rulesIn(flags[2]!)).toEqual(['tooFast', 'outOfRange']);
  });
  it('follows another order, and only lists what is to be looked at', () => {
    const order = movedRule(defaultCleaning.order, 'tooFast', -1);
    const far = Array.from({ length: 9 }).reduce<typeof order>(
      (moved) => movedRule(moved, 'tooFast', -1),
      order,
    );
    const first = { ...defaultCleaning, order: far };
    expect([...buildLedger(table, first, new Map(), []).verdicts].slice(0, 2)).toEqual([
      place('tooFast'),
      place('tooFast'),
    ]);
    const looking = withRule(onlyRules('tooFast'), 'tooFast', { action: 'lookAt' });
    const ledger = buildLedger(table, looking, new Map(), []);
    expect([...ledger.verdicts]).toEqual([0, 0, 0, 0]);
    expect(rulesIn(ledger.flags[0]!)).toEqual(['tooFast']);
  });
  it("lets a person's decision stand above the rules, both ways", () => {
    const decide = (row: number, decision: 'keep' | 'exclude') => ({
      sourceId: 's1',
      row,
      decision,
      reason: 'asked',
      decidedAt: 0,
      corrections: [],
    });
    const { verdicts } = buildLedger(table, defaultCleaning, new Map(), [
      decide(0, 'keep'),
      decide(3, 'exclude'),
    ]);
    expect([...verdicts].map(isKept)).toEqual([true, false, false, false]);
  });
  it('does nothing when every rule is off', () => {
    expect([...buildLedger(table, onlyRules(), new Map(), []).verdicts]).toEqual([0, 0, 0, 0]);
  });
  it('does not ask a rule again whose marks still hold', () => {
    const before = buildLedger(table, defaultCleaning, new Map(), []);
    const fast = vi.spyOn(rules.tooFast, 'mark');
    const line = vi.spyOn(rules.outOfRange, 'mark');
    const changed = withRule(defaultCleaning, 'tooFast', { limits: { seconds: 5 } });
    buildLedger(table, changed, new Map(), [], before);
    expect(fast).toHaveBeenCalledTimes(1);
    expect(line).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
  it('comes back to the same after a rule was off and on again', () => {
    const before = buildLedger(table, defaultCleaning, new Map(), []);
    const without = withRule(defaultCleaning, 'tooFast', { isOn: false });
    const off = buildLedger(table, without, new Map(), [], before);
    expect(rulesIn(off.flags[2]!)).toEqual(['outOfRange']);
    const again = buildLedger(table, defaultCleaning, new Map(), [], off);
    expect([...again.flags]).toEqual([...before.flags]);
    expect([...again.verdicts]).toEqual([...before.verdicts]);
  });
  it('applies only the changed rule again, with the same outcome as all of them', () => {
    const before = buildLedger(table, defaultCleaning, new Map(), []);
    const changed = withRule(defaultCleaning, 'tooFast', { limits: { seconds: 5 } });
    const after = buildLedger(table, changed, new Map(), [], before);
    const again = buildLedger(table, changed, new Map(), []);
    expect([...after.flags]).toEqual([...again.flags]);
    expect([...after.verdicts]).toEqual([...again.verdicts]);
    expect(after.markings.filter((key, rule) => key !== before.markings[rule])).toHaveLength(1);
    expect([...before.flags]).not.toEqual([...after.flags]);
  });
});

describe('settings', () => {
  it('bring a limit into its range', () => {
    expect(cleanLimit('tooFast', 'seconds', -5)).toBe(0);
    expect(cleanLimit('straightLining', 'run', 300)).toBe(200);
    expect(cleanLimit('tooFast', 'seconds', NaN)).toBe(30);
    expect(
      withRule(defaultCleaning, 'tooFast', { limits: { seconds: 9e9 } }).rules.tooFast.limits,
    ).toEqual({ seconds: 3600, medianPercent: 30 });
  });
  it('have another key for another outcome only', () => {
    const key = settingsKey(defaultCleaning, 'w');
    expect(
      settingsKey(withRule(defaultCleaning, 'tooFast', { limits: { seconds: 31 } }), 'w'),
    ).not.toBe(key);
    expect(settingsKey(withRule(defaultCleaning, 'tooFast', { action: 'lookAt' }), 'w')).not.toBe(
      key,
    );
    expect(
      settingsKey(
        { ...defaultCleaning, order: movedRule(defaultCleaning.order, 'tooFast', 1) },
        'w',
      ),
    ).not.toBe(key);
    const off = onlyRules();
    expect(settingsKey(withRule(off, 'tooFast', { limits: { seconds: 31 } }), 'w')).toBe(
      settingsKey(off, 'v'),
    );
    expect(settingsKey({ ...defaultCleaning, invited: 5 }, 'w')).toBe(key);
  });
  it('keep every action among those a rule offers', () => {
    for (const rule of cleaningRules) {
      expect(ruleOf(rule).actions).toContain(defaultCleaning.rules[rule].action);
    }
  });
});
