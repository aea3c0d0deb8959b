import { describe, expect, it } from 'vitest';
import {
  dateOrderUnder,
  isUnchanged,
  matchRecipe,
  platformByRecipe,
  type Recipe,
} from '../../../../src/domain/intake/recipe';
import { similarity } from '../../../../src/domain/intake/similarity';
import { numericScale } from '../../../../src/domain/table/ratingScale';
import { modelOf } from '../../../support/models';
import { planOf, plainQuestion, proposePlain } from '../../../support/intake';

const plan = (name: string) => planOf({ kind: 'rating', name, scale: numericScale(1, 5) });
const recipe: Recipe = {
  id: 'r',
  engagementId: 'e',
  fileName: '2025Q2.csv',
  platform: 'plain',
  kind: 'survey',
  savedAt: 1,
  columns: ['响应速度', '服务态度', '产品质量', '您对价格是否满意'].map((header) => ({
    header,
    stem: null,
    item: header,
    plan: plan(`指标 ${header}`),
  })),
  settled: [{ header: '服务态度', answer: '0' }],
};
const match = (headers: readonly string[]) =>
  matchRecipe([recipe], headers.map(plainQuestion), 'plain', 'survey');

describe("the next wave's file", () => {
  it('takes over every decision when the questionnaire is the same, in any order', () => {
    const found = match(['您对价格是否满意', '响应速度', ' 服务态度', '产品质量'])!;
    expect(isUnchanged(found)).toBe(true);
    expect(found.plans.map((one) => one?.name)).toEqual([
      '指标 您对价格是否满意',
      '指标 响应速度',
      '指标 服务态度',
      '指标 产品质量',
    ]);
    expect(found.settled).toEqual([{ header: '服务态度', answer: '0' }]);
  });
  it('shows what is new, gone and renamed', () => {
    const found = match(['响应速度', '服务态度', '您对我们的价格是否满意', '物流'])!;
    expect(found.added).toEqual(['物流']);
    expect(found.gone).toEqual(['产品质量']);
    expect(found.renamed).toEqual([
      { from: '您对价格是否满意', to: '您对我们的价格是否满意', at: 2 },
    ]);
    expect(found.plans[2]?.name).toBe('指标 您对价格是否满意');
    expect(found.plans[3]).toBeNull();
  });
  it('of another questionnaire or another platform is left alone', () => {
    expect(match(['年龄', '性别', '响应速度'])).toBeNull();
    expect(
      matchRecipe(
        [recipe],
        recipe.columns.map(({ header }) => plainQuestion(header)),
        'wjxText',
        'survey',
      ),
    ).toBeNull();
  });
  it('does not lay the plan of one answer over a question that has several now', () => {
    const several = recipe.columns.map(({ header }, position) => ({
      ...plainQuestion(header, position),
      ...(position === 1
        ? {
            reading: {
              kind: 'columns' as const,
              positions: [1, 4],
              options: ['a', 'b'],
              isRanked: false,
            },
          }
        : {}),
    }));
    const found = matchRecipe([recipe], several, 'plain', 'survey')!;
    expect(found.plans[1]).toBeNull();
    expect(isUnchanged(found)).toBe(false);
  });
  it('compares rows of one matrix by themselves, not by the stem they share', () => {
    const stem = 'Rank these features of the product by how important they are to you';
    const rows = (items: readonly string[]) =>
      items.map((item, position) => ({
        ...plainQuestion(`${stem} [${item}]`, position),
        stem,
        item,
      }));
    const matrix = {
      ...recipe,
      columns: rows(['Speed', 'Error messages', 'Windows support']).map((question) => ({
        header: question.header,
        stem,
        item: question.item,
        plan: plan(question.item),
      })),
    };
    const asked = rows(['Speed', 'Windows support', 'Cloud integration']);
    const found = matchRecipe([matrix], asked, 'plain', 'survey')!;
    expect(found.renamed).toEqual([]);
    expect(found.added).toHaveLength(1);
  });
  it('follows what a person took the last file for', () => {
    const headers = recipe.columns.map(({ header }) => header);
    expect(platformByRecipe([recipe], headers)).toBe('plain');
    expect(platformByRecipe([recipe], ['a', 'b'])).toBeNull();
    expect(platformByRecipe([{ ...recipe, platform: 'wjxText' }], headers)).toBeNull();
  });
  it('keeps columns of one name apart', () => {
    const twice = {
      ...recipe,
      columns: ['Other', 'Other'].map((header, at) => ({
        header,
        stem: null,
        item: header,
        plan: plan(`${at}`),
      })),
    };
    const found = matchRecipe([twice], ['Other', 'Other'].map(plainQuestion), 'plain', 'survey')!;
    expect(found.plans.map((one) => one?.name)).toEqual(['0', '1']);
  });
});

it.each([
  // Recipe, own order, ambiguous → order taken, settled.
  ['ymd', 'dmy', false, 'dmy', true],
  ['mdy', 'dmy', false, 'dmy', true],
  ['mdy', 'dmy', true, 'mdy', true],
  ['ymd', 'mdy', true, 'mdy', false],
  [null, 'mdy', true, 'mdy', false],
  [null, null, false, null, true],
] as const)(
  'dates under a recipe of %s: own %s, ambiguous %s',
  (recipe, own, isAmbiguous, order, isSettled) => {
    expect(dateOrderUnder(recipe, own, isAmbiguous)).toEqual({ order, isSettled });
  },
);

it.each([
  ['响应速度', '响应 速度', 1],
  // 响应速度 has 3 pairs, 首次响应速度 has 5, and they share 3: 6/8.
  ['响应速度', '首次响应速度', 0.75],
  ['ab', 'cd', 0],
  ['', '', 0],
])('the likeness of %s and %s is %s', (a, b, likeness) => {
  expect(similarity(a, b)).toBeCloseTo(likeness, 12);
});

describe('indicators of the model', () => {
  const model = modelOf({ 服务: [100, { 响应速度: 50, 服务态度: 50 }] });
  const cells = (count: number) =>
    Array.from({ length: 40 }, (_, row) =>
      Array.from({ length: count }, () => String((row % 5) + 1)),
    );
  it('are found by equal names first, then by likeness to be confirmed', () => {
    const [equal, alike, other] = proposePlain(
      ['3、响应速度', '客服的服务态度', '价格'],
      cells(3),
      { model },
    );
    expect(equal).toMatchObject({
      plan: { name: '响应速度', dimension: '服务' },
      confidence: 0.96,
    });
    expect(alike).toMatchObject({
      plan: { name: '服务态度', dimension: '服务' },
      note: 'indicator',
    });
    expect(alike!.confidence).toBeLessThan(0.8);
    expect(other).toMatchObject({ plan: { name: '价格', dimension: '' }, note: null });
  });
  it('of a dimension that the file does not name are not taken for its own', () => {
    const twice = modelOf({
      售前: [50, { 态度: 50, 速度: 50 }],
      售后: [50, { 态度: 50, 速度: 50 }],
    });
    const [before, after, other] = proposePlain(
      ['售前—态度', '售后—态度', '物流—态度', '售前—速度', '售后—速度', '物流—速度'],
      cells(6),
      { model: twice },
    );
    expect(before?.plan).toMatchObject({ dimension: '售前', name: '态度' });
    expect(after?.plan).toMatchObject({ dimension: '售后', name: '态度' });
    expect(other?.plan).toMatchObject({ dimension: '物流', name: '态度' });
  });
  it('are each given to one column; a second one that is alike is a conflict', () => {
    const [first, second] = proposePlain(['响应速度', '首次响应速度'], cells(2), { model });
    expect(first?.plan.name).toBe('响应速度');
    expect(second).toMatchObject({ plan: { name: '首次响应速度' }, note: null });
    const alike = proposePlain(['客户响应速度', '首次响应速度'], cells(2), { model });
    expect(alike.map(({ note }) => note).sort()).toEqual(['conflict', 'indicator']);
  });
});
