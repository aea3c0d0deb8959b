import { describe, expect, it } from 'vitest';
import { interviewIds, interviewTable } from '../../../../src/domain/interviews/interviewTable';
import { indicatorsOf } from '../../../../src/domain/model/indicatorModel';
import { ratingCode } from '../../../../src/domain/table/ratingScale';
import { assembleTable } from '../../../../src/domain/table/responseTable';
import { answerOf, consentOf, interviewOf, questionnaireOf } from '../../../support/interviews';
import { modelOf } from '../../../support/models';

const model = modelOf({ D: [100, { a: 60, b: 40 }] });
const known = new Set(indicatorsOf(model).map(({ indicator }) => indicator.id));
const questionnaire = questionnaireOf(model);
const idOf = (kind: string, at = 0) =>
  questionnaire.questions.filter((question) => question.kind === kind)[at]!.id;

const first = interviewOf('aa11', { startedAt: 1_000, utcOffsetMinutes: 480 });
const second = interviewOf('bb22', {
  mode: 'self',
  startedAt: 2_000,
  customer: 'B公司',
  consent: consentOf({ recording: false, quoting: true }),
});
const answers = [
  answerOf(first, idOf('rating'), {
    step: 1,
    reasons: ['process'],
    note: '转了三次',
    quote: '太慢了',
  }),
  answerOf(first, idOf('rating', 1), { isNotApplicable: true }),
  answerOf(first, idOf('overall'), { step: 3 }),
  answerOf(first, idOf('recommendation'), { step: 9 }),
  answerOf(first, idOf('single'), { choices: [1] }),
  answerOf(second, idOf('rating'), { step: 4, quote: '很好' }),
  answerOf(second, idOf('multi'), { choices: [0, 1] }),
  answerOf(second, idOf('open'), { text: '多派人' }),
];
const build = (interviews = [first, second], given = answers, versions = [questionnaire]) =>
  interviewTable('e1', versions, interviews, given, known)!;
const tableOf = ({ source, chunk }: ReturnType<typeof build>) => assembleTable(source, [chunk]);

describe('the table of the interviews', () => {
  it('has a row per finished interview, its answers where an imported file would have them', () => {
    const built = build();
    const table = tableOf(built);
    expect(interviewIds(built.source, built.chunk)).toEqual(['aa11', 'bb22']);
    expect(table.rowCount).toBe(2);
    expect(table.ratings.map(({ indicatorId, codes }) => [indicatorId, [...codes]])).toEqual([
      ['a', [2, 5]],
      ['b', [ratingCode.notApplicable, ratingCode.missing]],
    ]);
    expect([...table.overall!.codes]).toEqual([4, ratingCode.missing]);
    // Step 10 of 0–10 is the answer 9.
    expect([...table.recommendation!.codes]).toEqual([10, ratingCode.missing]);
    // 1970-01-01 08:00:01 on the wall of a place eight hours ahead.
    expect([...table.times!]).toEqual([28_801, 28_802]);
    // Only who fills it in alone has a pace.
    expect([...table.durations!]).toEqual([NaN, 900]);
    const segments = Object.fromEntries(
      table.segments.map(({ segmentId, values, codes }) => [
        segmentId,
        [...codes].map((code) => values[code - 1] ?? ''),
      ]),
    );
    expect(segments).toMatchObject({
      客户: ['A公司', 'B公司'],
      访谈人: ['李敏', '李敏'],
      地点: ['苏州', '苏州'],
      合作年限: ['3–5 年', '3–5 年'],
      客户类型: ['选项 2', ''],
    });
  });
  it('quotes only those who agreed to it', () => {
    const table = tableOf(build());
    const said = table.comments.map((column) => [column.at(0), column.at(1)]);
    expect(said).toContainEqual(['', '多派人']);
    expect(said).toContainEqual(['转了三次', '']);
    expect(said).toContainEqual(['', '很好']);
    expect(JSON.stringify(said)).not.toContain('太慢了');
  });
  it('leaves out what is not done, was removed, or measures an indicator that is gone', () => {
    const running = interviewOf('cc', { finishedAt: null });
    const removed = interviewOf('dd', { removedAt: 5 });
    expect(build([first, running, removed]).source.rowCount).toBe(1);
    expect(interviewTable('e1', [questionnaire], [running], [], known)).toBeNull();
    const without = interviewTable('e1', [questionnaire], [first], answers, new Set(['b']))!;
    expect(assembleTable(without.source, [without.chunk]).ratings).toHaveLength(1);
  });
  it('says "not shown" where the version of an interview did not ask', () => {
    const shorter = {
      ...questionnaire,
      id: 'v2',
      version: 2,
      savedAt: 20,
      questions: questionnaire.questions.slice(1),
    };
    const other = interviewOf('cc33', { questionnaireId: 'v2', startedAt: 3_000 });
    const table = tableOf(build([first, other], answers, [questionnaire, shorter]));
    const a = table.ratings.find(({ indicatorId }) => indicatorId === 'a');
    expect([...a!.codes]).toEqual([2, ratingCode.notShown]);
  });
  it('is the same whatever order its records came in, and another once anything changed', () => {
    const print = build().source.fingerprint;
    expect(build([second, first], [...answers].reverse()).source.fingerprint).toBe(print);
    expect(build([{ ...first, place: '杭州' }, second]).source.fingerprint).not.toBe(print);
  });
  it('tells equal codes of two devices apart', () => {
    const elsewhere = interviewOf('ee', { startedAt: 9_000, device: 'Z9' });
    const { source } = build([first, second, elsewhere]);
    expect(source.columns.find(({ header }) => header === '客户')?.values).toEqual([
      'A公司·K2',
      'B公司',
      'A公司·Z9',
    ]);
  });
  it('counts reasons only where the rating is low, and no words where the question was not applicable', () => {
    const given = [
      answerOf(first, idOf('rating'), { step: 4, reasons: ['process'] }),
      answerOf(first, idOf('open'), { text: '多派人', isNotApplicable: true }),
    ];
    const { source, chunk } = build([first], given);
    expect(source.columns.map(({ id }) => id)).not.toContain('i-reasons');
    const { comments } = assembleTable(source, [chunk]);
    expect(comments.map((column) => column.at(0))).toEqual(['']);
  });
  it('keeps the names of its segments when a question is worded anew, or in another language', () => {
    const idsOf = ({ source }: ReturnType<typeof build>) =>
      source.columns.flatMap(({ role }) => (role.kind === 'segment' ? [role.segmentId] : []));
    const before = build();
    const reworded = {
      ...questionnaire,
      id: 'v2',
      version: 2,
      savedAt: 20,
      language: 'en' as const,
      questions: questionnaire.questions.map((question) => ({
        ...question,
        text: { zh: `${question.text.zh}（新）`, en: `${question.text.en} (new)` },
      })),
    };
    const later = interviewOf('cc33', { questionnaireId: 'v2', startedAt: 3_000 });
    const after = build([first, second, later], answers, [questionnaire, reworded]);
    expect(idsOf(after)).toEqual(idsOf(before));
    expect(idsOf(before)).toContain('客户类型');
    expect(after.source.columns.map(({ header }) => header)).toContain('客户类型（新）');
  });
  it('tells two questions apart that were once worded alike', () => {
    const single = questionnaire.questions.find(({ kind }) => kind === 'single')!;
    const twin = { ...single, id: 'twin' };
    const place = { ...single, id: 'place', text: { zh: '地点', en: 'Place' } };
    const v1 = { ...questionnaire, questions: [...questionnaire.questions, twin, place] };
    const given = [...answers, answerOf(first, 'twin', { choices: [0] })];
    const { source } = build([first, second], given, [v1]);
    const ids = source.columns.flatMap(({ role }) =>
      role.kind === 'segment' ? [role.segmentId] : [],
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['客户类型', '客户类型 (2)', '地点', '地点 (2)']));
  });
  it('keeps what was chosen when a later version of the question drops an option', () => {
    const colours = (words: readonly string[]) => words.map((zh) => ({ zh, en: '' }));
    const withOptions = (words: readonly string[], version: number) => ({
      ...questionnaire,
      id: `v${version}`,
      version,
      savedAt: version,
      questions: questionnaire.questions.map((question) =>
        question.kind === 'single' || question.kind === 'multi'
          ? { ...question, options: colours(words) }
          : question,
      ),
    });
    const old = interviewOf('aa', { questionnaireId: 'v1', startedAt: 1 });
    const recent = interviewOf('bb', { questionnaireId: 'v2', startedAt: 2 });
    const given = [
      answerOf(old, idOf('single'), { choices: [0] }),
      answerOf(old, idOf('multi'), { choices: [0, 2] }),
      answerOf(recent, idOf('single'), { choices: [0] }),
      answerOf(recent, idOf('multi'), { choices: [0] }),
    ];
    const versions = [withOptions(['红', '绿', '蓝'], 1), withOptions(['绿', '蓝'], 2)];
    const { source, chunk } = build([old, recent], given, versions);
    const table = assembleTable(source, [chunk]);
    const single = table.segments.find(({ segmentId }) => segmentId === '客户类型')!;
    expect([...single.codes].map((code) => single.values[code - 1])).toEqual(['红', '绿']);
    const multi = source.columns.findIndex(({ role }) => role.kind === 'choices');
    const { data } = chunk.columns[multi]! as { data: { codes: Uint16Array; ends: Uint32Array } };
    const words = [...data.codes].map((code) => source.columns[multi]!.values[code - 1]);
    expect(words).toEqual(['红', '蓝', '绿']);
  });
  it('takes the question that was answered where two measure one indicator', () => {
    const twin = { ...questionnaire.questions[0]!, id: 'twin' };
    const both = { ...questionnaire, questions: [...questionnaire.questions, twin] };
    const given = [
      answerOf(first, idOf('rating'), { note: '只有备注' }),
      answerOf(first, 'twin', { step: 3 }),
    ];
    const table = tableOf(build([first], given, [both]));
    expect([...table.ratings[0]!.codes]).toEqual([4]);
  });
});
