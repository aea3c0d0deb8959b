import { describe, expect, it } from 'vitest';
import { choiceReader } from '../../../../src/domain/intake/choices';
import { findQuestions } from '../../../../src/domain/intake/findQuestions';
import { recogniseTable } from '../../../../src/domain/intake/platforms/recognise';
import { deriveCells } from '../../../../src/domain/intake/question';

/** The questions of a table given as its records, and what respondents chose in each of several. */
function questionsOf(records: readonly (readonly string[])[]) {
  const { recognition, layout } = recogniseTable(records, 0);
  const rows = records
    .slice(layout.headerAt + layout.headerRecords.length)
    .map((record) => [...record, ...Array<string>(layout.header.length - record.length).fill('')]);
  const { questions, derivations } = findQuestions(recognition, rows);
  deriveCells(rows, derivations);
  const chosen = (at: number) => {
    const { reading } = questions[at]!;
    if (reading.kind === 'cell') throw new Error('one answer per cell');
    const { read, options } = choiceReader(reading, recognition.missing);
    return rows.map((row) => read(row).map((code) => options[code - 1] ?? 'none'));
  };
  return { recognition, questions, rows, chosen };
}

const repeated = <T>(rows: readonly T[], times: number): T[] =>
  Array.from({ length: times }, () => rows).flat();
const wjxHead = ['序号', '提交答卷时间', '所用时间', '来源', '来源详情', '来自IP'];
const wjxMeta = ['1', '2025/7/3 1:02:03', '90秒', '微信', '', '192.0.2.1(上海-上海)'];

describe('a question with several answers, in every layout', () => {
  it('joined in one cell, with the text of an "other" split off', () => {
    const { questions, rows, chosen } = questionsOf([
      [...wjxHead, '1、爱好 (多选题)'],
      [...wjxMeta, '运动┋其他〖钓鱼〗'],
      [...wjxMeta, '(跳过)'],
      [...wjxMeta, '影视'],
    ]);
    expect(chosen(7)).toEqual([['运动', '其他'], [], ['影视']]);
    const other = questions[8]!;
    expect(other.item).toBe('1、爱好 (多选题) 〖…〗');
    expect(rows.map((row) => row.at(-1))).toEqual(['钓鱼', '', '']);
  });
  it('as a column of 0 and 1 per option: none chosen is an answer, skipped is not', () => {
    const { chosen } = questionsOf([
      [...wjxHead, '第1题(运动)', '第1题(影视)', '第1题(其他)'],
      [...wjxMeta, '1', '0', '1'],
      [...wjxMeta, '0', '0', '0'],
      [...wjxMeta, '-3', '-3', '-3'],
    ]);
    expect(chosen(7)).toEqual([['运动', '其他'], ['none'], []]);
  });
  it('as a column per option that holds its text', () => {
    const { questions, chosen } = questionsOf([
      ['Respondent ID', 'Which films?', '', '', 'Rating'],
      ['', 'Alien', 'Blade', 'Other (please specify)', 'Response'],
      ['1', 'Alien', 'Blade', '', '5'],
      ['2', '', 'Blade', 'Casablanca', '4'],
      ['3', '', '', '', '3'],
    ]);
    expect(questions.map(({ header }) => header)).toEqual([
      'Respondent ID',
      'Which films?',
      'Which films? — Other (please specify)',
      'Rating',
    ]);
    expect(chosen(1)).toEqual([['Alien', 'Blade'], ['Blade'], []]);
  });
  it('as columns named only by their options', () => {
    const { questions, chosen } = questionsOf([
      ['#', 'Mail', 'Phone', 'Submit Date (UTC)', 'Network ID'],
      ['a', 'Mail', '', '2025-01-02 10:00:00', 'x'],
      ['b', 'Mail', 'Phone', '2025-01-02 10:00:00', 'y'],
    ]);
    expect(questions.map(({ header }) => header)[1]).toBe('Mail / Phone …');
    expect(chosen(1)).toEqual([['Mail'], ['Mail', 'Phone']]);
  });
  it('written twice by KoboToolbox, joined and in columns: counted once', () => {
    const { questions, chosen } = questionsOf([
      ['start', 'end', 'food', 'food/rice', 'food/beans', '_id', '_uuid'],
      ['2025-01-02', '2025-01-02', 'rice beans', '1', '1', '1', 'u1'],
      ['2025-01-02', '2025-01-02', 'beans', '0', '1', '2', 'u2'],
    ]);
    expect(questions.filter(({ header }) => header.includes('food'))).toHaveLength(1);
    expect(chosen(2)).toEqual([['rice', 'beans'], ['beans']]);
  });
  it('joined by commas, with options that contain one', () => {
    const { chosen } = questionsOf([
      ['Timestamp', 'Reasons'],
      ...repeated(
        [
          ['1/2/2025 10:00:00', 'Price, quality and more, Service'],
          ['1/3/2025 10:00:00', 'Service'],
          ['1/4/2025 10:00:00', 'Price, quality and more, Speed'],
          ['1/5/2025 10:00:00', 'Service, Speed'],
        ],
        5,
      ),
    ]);
    expect(chosen(1).slice(0, 4)).toEqual([
      ['Price, quality and more', 'Service'],
      ['Service'],
      ['Price, quality and more', 'Speed'],
      ['Service', 'Speed'],
    ]);
  });
  it('is not seen in a comment that holds an arrow or two', () => {
    const comments = Array.from({ length: 40 }, (_, row) => [
      ...wjxMeta,
      row === 3 ? '登录→验证→提交，步骤太多' : `第${row}次打电话才有人接`,
    ]);
    const { questions } = questionsOf([[...wjxHead, '4、您的意见'], ...comments]);
    expect(questions.at(-1)?.reading.kind).toBe('cell');
  });
  it('is not seen in single answers that contain a comma', () => {
    const { questions } = questionsOf([
      ['Respondent ID', 'Is it rude?'],
      ...repeated(
        [
          ['1', 'No, not at all rude'],
          ['2', 'Yes, very rude'],
          ['3', 'Yes, somewhat rude'],
        ],
        20,
      ),
    ]);
    expect(questions[1]?.reading.kind).toBe('cell');
  });
});

it('a ranking gives the same order from its text and from its numbers', () => {
  const byText = questionsOf([
    [...wjxHead, '1、请排序'],
    [...wjxMeta, '价格→质量→服务'],
    [...wjxMeta, '服务→价格'],
  ]);
  const byNumber = questionsOf([
    [...wjxHead, '第1题(质量)', '第1题(价格)', '第1题(服务)'],
    [...wjxMeta, '2', '1', '3'],
    [...wjxMeta, '-2', '2', '1'],
  ]);
  expect(byText.chosen(7)).toEqual([
    ['价格', '质量', '服务'],
    ['服务', '价格'],
  ]);
  expect(byNumber.chosen(7)).toEqual(byText.chosen(7));
});

it('matrix rows keep the stem that only the first of them carries, up to the next question', () => {
  const { questions } = questionsOf([
    [
      ...wjxHead,
      '1、满意度 (矩阵单选题 *必答)—外观',
      '价格',
      '2、重要性 (矩阵单选题 *必答)—外观',
      '价格',
      '3、性别',
    ],
    [...wjxMeta, '4分', '5分', '3分', '2分', '男'],
  ]);
  expect(questions.slice(7).map(({ stem, item }) => [stem?.slice(0, 5) ?? null, item])).toEqual([
    ['1、满意度', '外观'],
    ['1、满意度', '价格'],
    ['2、重要性', '外观'],
    ['2、重要性', '价格'],
    [null, '3、性别'],
  ]);
});

it('the region is taken out of the IP text, and the IP itself stays personal', () => {
  const { questions, rows } = questionsOf([
    [...wjxHead, '1、性别'],
    [...wjxMeta, '男'],
  ]);
  expect(questions[5]).toMatchObject({ meta: 'ip' });
  expect(questions[6]).toMatchObject({ meta: 'region', item: '地区' });
  expect(rows[0]?.at(-1)).toBe('上海');
});

it('the time taken is the end less the start where no column has it; backwards is missing', () => {
  const { questions, rows } = questionsOf([
    ['Respondent ID', 'Start Date', 'End Date', 'Q'],
    ['1', '03/25/2025 10:00:00 AM', '03/25/2025 10:01:30 AM', '5'],
    ['2', '03/25/2025 10:00:00 AM', '03/25/2025 09:00:00 AM', '5'],
  ]);
  expect(questions.at(-1)).toMatchObject({ meta: 'duration', reading: { position: 4 } });
  expect(rows.map((row) => row[4])).toEqual(['90', '']);
});

describe('tables that are no survey', () => {
  it.each([
    [
      'feedback',
      [
        '反馈编号',
        '来源渠道',
        '客户类型',
        '反馈时间',
        '问题描述',
        '分类维度',
        '优先级',
        '根因分析',
        '改进建议',
        '责任部门/人',
        '计划完成时间',
        '实际完成时间',
        '效果评估',
      ],
      13,
    ],
    ['benchmark', ['指标', '行业均值', '来源', '年份'], 4],
    ['customers', ['客户编号', '客户类型', '客户经理', '地区', '续约率'], 5],
    ['tickets', ['工单号', '创建时间', '优先级', '状态', '首次响应时长', '处理时长'], 6],
    ['usage', ['客户编号', '月份', '登录次数', '功能使用数', '工单数'], 5],
  ])('%s', (kind, header, fields) => {
    const { recognition, questions } = questionsOf([header, header.map(() => '1')]);
    expect(recognition.kind).toBe(kind);
    expect(questions.filter(({ field }) => field !== null)).toHaveLength(fields);
  });
  it('are not seen in ratings beside two columns of a customer list', () => {
    const { recognition } = questionsOf([
      ['客户编号', '客户类型', '地区', '系统功能', '响应速度'],
      ...repeated(
        [
          ['K1', 'VIP', '华东', '5', '4'],
          ['K2', '普通', '华南', '3', '2'],
          ['K3', '普通', '华北', '4', '3'],
        ],
        4,
      ),
    ]);
    expect(recognition.kind).toBe('survey');
  });
  it('have their fields as well when a person chose the kind', () => {
    const header = ['Ticket ID', 'Subject', 'First response time (hours)'];
    const { recognition } = recogniseTable([header, ['1', 'x', '2']], 0, 'tickets');
    expect(recognition).toMatchObject({ platform: 'tickets', kind: 'tickets' });
    expect(recognition.columns.map(({ field }) => field)).toEqual([
      'ticket.number',
      null,
      'ticket.firstResponse',
    ]);
  });
  it('are not seen in a survey that asks for a customer number', () => {
    const { recognition } = questionsOf([
      ['客户编号', '响应速度', '服务态度', '总体满意度', '意见'],
      ['K1', '5', '4', '5', '好'],
    ]);
    expect(recognition.kind).toBe('survey');
  });
});
