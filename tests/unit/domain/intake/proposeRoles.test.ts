import { describe, expect, it } from 'vitest';
import { markReversedItems } from '../../../../src/domain/intake/reversedItems';
import { proposeRoles } from '../../../../src/domain/intake/proposeRoles';
import { headerName } from '../../../../src/domain/intake/headerName';
import { outsideAnswers } from '../../../../src/domain/intake/guessScale';
import { planProblem, resolvePlan } from '../../../../src/domain/intake/importPlan';
import { emptyModel, indicatorsOf } from '../../../../src/domain/model/indicatorModel';
import { numericScale } from '../../../../src/domain/table/ratingScale';
import { planOf, plainQuestion, profiled, proposePlain } from '../../../support/intake';
import { sumOfWeights } from '../../../../src/domain/model/weights';

const names = ['East', 'South', 'North'];

/** Forty rows of one column. */
function propose(header: string, cell: (row: number) => string) {
  const rows = Array.from({ length: 40 }, (_, row) => [cell(row)]);
  return proposePlain([header], rows)[0]!;
}

describe('what a column is', () => {
  it.each([
    ['序号', (row: number) => String(row + 1), 'respondentId'],
    ['提交答卷时间', (row: number) => `2025/7/${(row % 28) + 1} 10:00:00`, 'date'],
    ['所用时间', (row: number) => `${row + 60}秒`, 'duration'],
    ['地区', (row: number) => names[row % 3]!, 'segment'],
    ['服务态度', (row: number) => String((row % 5) + 1), 'rating'],
    [
      'How satisfied',
      (row: number) => ['Very satisfied', 'Satisfied', 'Neutral', 'Dissatisfied'][row % 4]!,
      'rating',
    ],
    ['您有多大可能推荐我们', (row: number) => String(row % 11), 'recommendation'],
    ['总体满意度', (row: number) => String((row % 5) + 1), 'overall'],
    ['意见与建议', (row: number) => `等了很久才有人接电话，第${row}次打过去才解决问题`, 'comment'],
    ['来自IP', (row: number) => `192.0.2.${row}(上海-上海)`, 'ignore'],
    ['E-mail', (row: number) => `a${row}@example.com`, 'ignore'],
    ['Contact', (row: number) => `138000000${10 + row}`, 'ignore'],
    ['course code', (row: number) => String((row % 13) + 1), 'segment'],
    ['label', (row: number) => String(row % 2), 'segment'],
    ['Age', (row: number) => String(20 + row), 'number'],
    ['empty', () => '', 'ignore'],
  ])('%s', (header, cell, kind) => {
    expect(propose(header, cell).plan.kind).toBe(kind);
  });
  it.each([
    ['手机银行满意度', 'rating'],
    ['Phone support satisfaction', 'rating'],
  ])('takes %s for what it asks, not for a phone number', (header, kind) => {
    expect(propose(header, (row) => String((row % 5) + 1)).plan.kind).toBe(kind);
  });
  it.each(['家庭住址', 'Address', '联系方式'])('keeps %s out', (header) => {
    expect(propose(header, (row) => `上海市某某路某某小区 ${row} 号楼`).note).toBe('personal');
  });
  it('lets single slips be out of range instead of widening the scale', () => {
    for (const slip of ['6', '99', '-3']) {
      const { plan } = propose('Food', (row) => (row === 7 ? slip : String((row % 5) + 1)));
      expect(plan.scale, slip).toMatchObject({ min: 1, max: 5 });
    }
  });
  it('sees through "does not apply" to the rating', () => {
    const cells = ['1', '2', '3', '4', '5', '不适用'];
    expect(propose('Food', (row) => cells[row % 6]!).plan.kind).toBe('rating');
    const words = ['满意', '一般', '不满意', '非常满意', '不清楚'];
    expect(propose('服务', (row) => words[row % 5]!).plan.kind).toBe('rating');
  });
  it('is unsure where nobody chose the highest step', () => {
    expect(propose('Food', (row) => String((row % 4) + 1)).confidence).toBeLessThan(0.8);
  });
  it('does not call a 1–10 question the recommendation question by itself', () => {
    expect(propose('Recommend us?', (row) => String((row % 10) + 1)).plan.kind).toBe('rating');
  });
  it('numbers columns of one name', () => {
    const rows = Array.from({ length: 40 }, (_, row) => [
      String((row % 5) + 1),
      String((row % 5) + 1),
    ]);
    const names = proposePlain(['Other', 'Other'], rows).map(({ plan }) => plan.name);
    expect(names).toEqual(['Other', 'Other (2)']);
  });
  it('does not show personal columns as anything else', () => {
    expect(propose('手机', (row) => `1380000${1000 + row}`).note).toBe('personal');
  });
  it('notices zeros on a 1–5 question instead of taking them for a step', () => {
    const rows = Array.from({ length: 400 }, (_, row) => [
      row % 20 === 0 ? '0' : String((row % 5) + 1),
    ]);
    const { profile } = profiled(['Food'], rows)[0]!;
    const { scale } = proposePlain(['Food'], rows)[0]!.plan;
    expect(scale).toMatchObject({ min: 1, max: 5 });
    expect(outsideAnswers(profile.distinct, scale!)).toEqual([
      { answer: '0', count: 20, isFrequent: true },
    ]);
  });
});

describe('what must not be taken for something else', () => {
  const dates = (row: number) => `2016-0${(row % 9) + 1}-01`;
  const months = (row: number) => String((row % 30) + 6);
  const platform = (header: string, cell: (row: number) => string) =>
    proposePlain(
      [header],
      Array.from({ length: 40 }, (_, row) => [cell(row)]),
      {
        platform: 'limeSurvey',
      },
    )[0]!.plan.kind;
  it('a question about a duration is not the time taken', () => {
    expect(platform('What is the duration of your current contract in months?', months)).toBe(
      'number',
    );
  });
  it('a question about a date is not the date of the response', () => {
    expect(platform('When did you start your contract', dates)).toBe('moment');
  });
  it('an e-mail address is personal, whatever column it stands in', () => {
    const question = { ...plainQuestion('Custom Data 1'), meta: 'segment' as const };
    const rows = Array.from({ length: 40 }, (_, row) => [`a${row}@example.com`]);
    const [{ profile }] = profiled(['Custom Data 1'], rows) as [ReturnType<typeof profiled>[0]];
    const context = {
      kind: 'survey',
      platform: 'surveyMonkey',
      isPositional: false,
      model: null,
    } as const;
    const [proposal] = proposeRoles([{ question, profile }], context);
    expect(proposal).toMatchObject({
      plan: { kind: 'ignore', isPersonal: true },
      note: 'personal',
    });
  });
  it('stamps of a ticket are no hours', () => {
    const question = { ...plainQuestion('First Response Time'), field: 'ticket.firstResponse' };
    const ask = (cell: (row: number) => string) => {
      const rows = Array.from({ length: 40 }, (_, row) => [cell(row)]);
      const [{ profile }] = profiled([question.header], rows) as [ReturnType<typeof profiled>[0]];
      const context = {
        kind: 'tickets',
        platform: 'tickets',
        isPositional: false,
        model: null,
      } as const;
      return proposeRoles([{ question, profile }], context)[0]!;
    };
    expect(ask((row) => `2024-01-0${(row % 9) + 1} 10:00:00`).plan.kind).toBe('date');
    // No unit in the header: the figures may be minutes, so it is to be confirmed.
    expect(ask((row) => String(row / 4)).confidence).toBeLessThan(0.8);
  });
  it('codes with a number are grouped by their letters when there are several', () => {
    const headers = ['ima1', 'ima2', 'sat1', 'sat2'];
    const rows = Array.from({ length: 40 }, (_, row) => headers.map(() => String((row % 5) + 1)));
    expect(proposePlain(headers, rows).map(({ plan }) => plan.dimension)).toEqual([
      'ima',
      'ima',
      'sat',
      'sat',
    ]);
    expect(proposePlain(['q1', 'q2', 'q3', 'q4'], rows).map(({ plan }) => plan.dimension)).toEqual([
      '',
      '',
      '',
      '',
    ]);
  });
});

it('a question that is answered against the others of its group is to be confirmed', () => {
  const questions = ['a', 'b', 'c', 'd'].map((item, position) => ({
    question: { ...plainQuestion(item, position), stem: 'Agree?' },
    profile: profiled([item], [['1']])[0]!.profile,
  }));
  const rows = Array.from({ length: 60 }, (_, row) => {
    const mood = (row % 5) + 1;
    const near = Math.min(5, Math.max(1, mood + ((row * 7) % 3) - 1));
    return [mood, near, 6 - mood, mood].map(String);
  });
  const proposals = questions.map(({ question }) => ({
    plan: planOf({ kind: 'rating', name: question.item, scale: numericScale(1, 5) }),
    confidence: 0.96,
    note: null,
  }));
  const marked = markReversedItems(proposals, questions, rows, {});
  expect(marked.map(({ note }) => note)).toEqual([null, null, 'maybeReversed', null]);
  expect(marked[2]?.plan.scale?.reversed).toBe(false);
});

it.each([
  ['Quality of ... [Docs]', { group: 'Quality of ...', item: 'Docs' }],
  ['13、满意程度(矩阵单选题 *必答)—外观', { group: '满意程度', item: '外观' }],
  ['响应速度：首次响应', { group: '响应速度', item: '首次响应' }],
  ['On-board service', { group: null, item: 'On-board service' }],
  ['3、办理手续', { group: null, item: '办理手续' }],
])('takes the header %s apart', (header, name) => {
  expect(headerName(header)).toEqual(name);
});

describe('carrying out a plan', () => {
  const rating = (name: string, dimension = '') =>
    planOf({ kind: 'rating', name, dimension, scale: numericScale(1, 5) });
  let next = 0;
  const resolve = (columns: ReturnType<typeof rating>[], model = emptyModel('e', 0)) =>
    resolvePlan(
      { columns, period: null, commonDimension: 'All' },
      columns.map(({ name }, position) => plainQuestion(name, position)),
      model,
      () => `id${next++}`,
      1,
    );

  it('groups ratings into dimensions whose weights sum to 100 %', () => {
    const { model } = resolve([rating('a', 'X'), rating('b', 'X'), rating('c', 'Y'), rating('d')]);
    expect(model.dimensions.map(({ name }) => name)).toEqual(['X', 'Y', 'All']);
    expect(sumOfWeights(model.dimensions)).toBeCloseTo(100, 9);
    for (const dimension of model.dimensions)
      expect(sumOfWeights(dimension.indicators)).toBeCloseTo(100, 9);
  });
  it("gives a second file's ratings to the indicators that are there", () => {
    const first = resolve([rating('a', 'X'), rating('b', 'X')]).model;
    const { model, columns } = resolve([rating('b'), rating('c', 'X')], first);
    expect(indicatorsOf(model).map(({ indicator }) => indicator.name)).toEqual(['a', 'b', 'c']);
    expect(columns[0]!.role).toMatchObject({ indicatorId: indicatorsOf(first)[1]!.indicator.id });
    expect(sumOfWeights(model.dimensions[0]!.indicators)).toBeCloseTo(100, 9);
  });
  it('keeps no ignored column', () => {
    const plan = {
      columns: [planOf({ name: 'phone' }), rating('a')],
      period: null,
      commonDimension: 'All',
    };
    const asked = [plainQuestion('phone', 0), plainQuestion('a', 1)];
    const { columns, questions } = resolvePlan(plan, asked, emptyModel('e', 0), () => 'x', 1);
    expect(columns.map(({ header }) => header)).toEqual(['a']);
    expect(questions).toEqual([asked[1]]);
  });
  it.each([
    ['nothingToAnalyse', []],
    [
      'twice',
      [
        { ...rating('a'), kind: 'overall' as const },
        { ...rating('b'), kind: 'overall' as const },
      ],
    ],
    ['sameName', [rating('a'), rating('a')]],
    ['noScale', [{ ...rating('a'), scale: null }]],
  ])('refuses a plan: %s', (kind, columns) => {
    expect(planProblem(columns, 'survey')?.kind).toBe(kind);
  });
});
