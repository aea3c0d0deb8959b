import { describe, expect, it } from 'vitest';
import { isUnchanged, matchRecipe, type Recipe } from '../../../../src/domain/intake/recipe';
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
  it('are each given to one column; a second one that is alike is a conflict', () => {
    const [first, second] = proposePlain(['响应速度', '首次响应速度'], cells(2), { model });
    expect(first?.plan.name).toBe('响应速度');
    expect(second).toMatchObject({ plan: { name: '首次响应速度' }, note: null });
    const alike = proposePlain(['客户响应速度', '首次响应速度'], cells(2), { model });
    expect(alike.map(({ note }) => note).sort()).toEqual(['conflict', 'indicator']);
  });
});
