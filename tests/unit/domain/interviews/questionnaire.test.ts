import { describe, expect, it } from 'vitest';
import {
  checkQuestionnaire,
  estimatedSeconds,
} from '../../../../src/domain/interviews/checkQuestionnaire';
import { dueAtOf, followUpOf, isUrgent } from '../../../../src/domain/interviews/followUp';
import { customerCode, isLow } from '../../../../src/domain/interviews/interview';
import { newQuestion, ratingQuestions } from '../../../../src/domain/interviews/newQuestionnaire';
import {
  scoreOfStep,
  stepsOf,
  type Question,
  type QuestionKind,
} from '../../../../src/domain/interviews/questionnaire';
import { answerOf, counter, interviewOf, questionnaireOf } from '../../../support/interviews';
import { modelOf } from '../../../support/models';

const model = modelOf({ D: [60, { 响应速度: 50, 专业度: 50 }], E: [40, { 价格: 100 }] });
const questionnaire = questionnaireOf(model);

const flawsOf = (changes: Partial<Question>, kind: QuestionKind = 'rating') => {
  const question = {
    ...newQuestion(kind, counter('x')),
    indicatorId: 'a',
    text: { zh: '您满意吗？', en: 'Satisfied?' },
    ...changes,
  };
  return checkQuestionnaire({ ...questionnaire, questions: [question] }).map(({ flaw }) => flaw);
};

describe('a questionnaire from the model (A6)', () => {
  it('asks for every indicator, overall, recommendation and one open question; only the names await a translation', () => {
    expect(questionnaire.questions.slice(0, 6).map(({ kind }) => kind)).toEqual([
      'rating',
      'rating',
      'rating',
      'overall',
      'recommendation',
      'open',
    ]);
    const built = { ...questionnaire, questions: questionnaire.questions.slice(0, 6) };
    expect(checkQuestionnaire(built)).toEqual(
      ['响应速度', '专业度', '价格'].map((found, at) => ({
        flaw: 'untranslated',
        questionId: questionnaire.questions[at]!.id,
        language: 'en',
        found,
      })),
    );
  });
  it('adds only what it does not ask yet', () => {
    const covered = new Set(['响应速度']);
    expect(
      ratingQuestions(model, covered, counter('x')).map(({ indicatorId }) => indicatorId),
    ).toEqual(['专业度', '价格']);
  });
  it.each([
    ['rating', 1, 2],
    ['recommendation', 5, 3],
    ['effort', 6, 5],
    ['ordinal', 0, 1],
    ['open', 0, null],
  ] as const)('%s: step %i is %s on five points', (kind, step, score) => {
    expect(scoreOfStep(newQuestion(kind, counter('x')), step)).toBe(score);
  });
  it('counts the steps of every kind', () => {
    const steps = (['rating', 'recommendation', 'effort', 'multi', 'open'] as const).map((kind) =>
      stepsOf(newQuestion(kind, counter('x'))),
    );
    expect(steps).toEqual([5, 11, 7, 2, 0]);
  });
});

describe('the checker', () => {
  it.each([
    ['leading', { text: { zh: '您对我们优质的服务满意吗？', en: 'Satisfied?' } }],
    ['leading', { text: { zh: '满意吗？', en: "Don't you like our support?" } }],
    ['doubleBarrelled', { text: { zh: '您对速度和态度满意吗？', en: 'Satisfied?' } }],
    ['doubleBarrelled', { text: { zh: '满意吗？', en: 'How satisfied with speed and attitude?' } }],
    ['jargon', { text: { zh: '您对我们的 SLA 满意吗？', en: 'Satisfied?' } }],
    ['jargon', { text: { zh: '您对服务闭环满意吗？', en: 'Satisfied?' } }],
    ['untranslated', { text: { zh: '您满意吗？', en: '' } }],
    ['blank', { text: { zh: ' ', en: '' } }],
    ['blankOption', { options: [{ zh: '', en: '' }] }],
    ['noIndicator', { indicatorId: null }],
    [
      'unbalanced',
      {
        options: ['一般', '满意', '很满意', '非常满意', '极其满意'].map((zh) => ({ zh, en: '' })),
      },
    ],
  ] as const)('points out %s', (flaw, changes) => {
    expect(flawsOf(changes)).toContain(flaw);
  });
  it.each([
    [{ text: { zh: '您对解决问题的及时性满意吗？', en: 'How satisfied are you with the speed?' } }],
    [
      {
        options: [
          { zh: '慢', en: 'slow' },
          { zh: '一般', en: 'average' },
          { zh: '快', en: 'fast' },
        ],
      },
    ],
  ])('lets good wording pass', (changes) => {
    expect(flawsOf(changes)).toEqual([]);
  });
  it('points out an option that one language lacks', () => {
    const options = [
      { zh: '出差', en: 'Business' },
      { zh: '探亲', en: '' },
    ];
    expect(flawsOf({ options })).toContain('untranslated');
  });
  it('estimates: 10 characters and a rating take 2 + 4 seconds', () => {
    const question = {
      ...newQuestion('rating', counter('x')),
      text: { zh: '您对我们满意不满意呢', en: '' },
    };
    expect(estimatedSeconds([question], 'zh')).toBe(6);
  });
  it('points out more than five minutes and more than two open questions', () => {
    const newId = counter('x');
    const questions = Array.from({ length: 11 }, () => newQuestion('open', newId));
    const flaws = checkQuestionnaire({ ...questionnaire, questions }).map(({ flaw }) => flaw);
    expect(flaws).toEqual(['manyOpen', 'tooLong', 'tooLong']);
  });
});

describe('follow-ups (F3, E5)', () => {
  const interview = interviewOf('i1');
  const rating = questionnaire.questions[0]!;
  const open = questionnaire.questions[5]!;
  const hour = 3_600_000;
  it('opens with a day where an answer is low, with an hour where it is urgent', () => {
    const low = [answerOf(interview, rating.id, { step: 2 })];
    const day = followUpOf(questionnaire, interview, low, null, 0)!;
    expect(day).toMatchObject({ urgency: 'low', questionIds: [rating.id] });
    expect(dueAtOf(day)).toBe(24 * hour);
    const urgent = [...low, answerOf(interview, open.id, { text: '再不处理就解约' })];
    const followUp = followUpOf(questionnaire, interview, urgent, null, 0)!;
    expect(followUp.urgency).toBe('urgent');
    expect(dueAtOf(followUp)).toBe(hour);
  });
  it('keeps its clock while more is said, and goes when the answer is corrected', () => {
    const low = [answerOf(interview, rating.id, { step: 1 })];
    const opened = followUpOf(questionnaire, interview, low, null, 5)!;
    expect(followUpOf(questionnaire, interview, low, opened, 900)?.openedAt).toBe(5);
    const good = [answerOf(interview, rating.id, { step: 4 })];
    expect(followUpOf(questionnaire, interview, good, opened, 900)).toBeNull();
    const worked = { ...opened, note: '已回电' };
    expect(followUpOf(questionnaire, interview, good, worked, 900)).toEqual(worked);
  });
  it('calls nobody who filled it in without a name, but for something urgent', () => {
    const anonymous = { ...interview, mode: 'self' as const, customer: '' };
    const low = [answerOf(anonymous, rating.id, { step: 1 })];
    expect(followUpOf(questionnaire, anonymous, low, null, 0)).toBeNull();
    const urgent = [...low, answerOf(anonymous, open.id, { text: '再不处理就解约' })];
    expect(followUpOf(questionnaire, anonymous, urgent, null, 0)?.urgency).toBe('urgent');
  });
  it('calls again when something urgent comes up after it was settled, and keeps what was noted', () => {
    const low = [answerOf(interview, rating.id, { step: 1 })];
    const opened = followUpOf(questionnaire, interview, low, null, 5)!;
    const settled = { ...opened, note: '已回电', doneAt: 50 };
    const more = [...low, answerOf(interview, open.id, { text: '再不处理就解约' })];
    const raised = followUpOf(questionnaire, interview, more, settled, 900)!;
    expect(raised).toMatchObject({ urgency: 'urgent', doneAt: null, note: '已回电' });
    expect(dueAtOf(raised)).toBe(900 + hour);
    // The clock that was stopped is kept, with its times.
    expect(raised.earlier).toMatchObject([{ openedAt: 5, doneAt: 50 }]);
    const again = { ...raised, doneAt: 1_000 };
    expect(followUpOf(questionnaire, interview, more, again, 2_000)).toEqual(again);
  });
  it('asks for the reason under 3, not at 3', () => {
    const answer = (step: number) => answerOf(interview, rating.id, { step });
    expect([1, 2].map((step) => isLow(rating, answer(step), 3))).toEqual([true, false]);
    expect(isLow(rating, undefined, 3)).toBe(false);
    // 0–10 on five points: 1 + 4 · 2/10 = 1.8, 1 + 4 · 5/10 = 3.
    const recommend = questionnaire.questions.find(({ kind }) => kind === 'recommendation')!;
    expect([2, 5].map((step) => isLow(recommend, answer(step), 3))).toEqual([true, false]);
  });
  it.each([
    ['我要投诉', true],
    ['希望增加报表', false],
    ['We will terminate the contract', true],
    ['fine', false],
  ])('%s is urgent: %s', (text, urgent) => expect(isUrgent(text)).toBe(urgent));
});

it('codes customers A, B … Z, AA, AB', () => {
  expect([0, 1, 25, 26, 27, 51, 52].map(customerCode)).toEqual([
    'A',
    'B',
    'Z',
    'AA',
    'AB',
    'AZ',
    'BA',
  ]);
});
