import type { Consent, Interview, InterviewAnswer } from '../../src/domain/interviews/interview';
import { emptyAnswer } from '../../src/domain/interviews/interview';
import { newQuestion, questionnaireFrom } from '../../src/domain/interviews/newQuestionnaire';
import type { Questionnaire } from '../../src/domain/interviews/questionnaire';
import type { IndicatorModel } from '../../src/domain/model/indicatorModel';

/** Ids that count: q1, q2 … */
export function counter(prefix: string): () => string {
  let last = 0;
  return () => `${prefix}${++last}`;
}

/** A questionnaire from a model, with a single and a multiple choice, as it was saved. */
export function questionnaireOf(
  model: IndicatorModel,
  changes: Partial<Questionnaire> = {},
): Questionnaire {
  const newId = counter('q');
  const built = questionnaireFrom(model, 'zh', newId, 10);
  const options = [1, 2].map((n) => ({ zh: `选项 ${n}`, en: `Option ${n}` }));
  const questions = [
    ...built.questions,
    { ...newQuestion('single', newId), options, text: { zh: '客户类型', en: 'Type' } },
    { ...newQuestion('multi', newId), options, text: { zh: '用过哪些', en: 'Used' } },
    newQuestion('effort', newId),
  ];
  return { ...built, id: 'v1', version: 1, questions, ...changes };
}

/** A finished interview. */
export function interviewOf(id: string, changes: Partial<Interview> = {}): Interview {
  return {
    id,
    engagementId: 'e1',
    questionnaireId: 'v1',
    mode: 'interviewer',
    customer: 'A公司',
    contact: '*经理',
    cooperationYears: 4,
    place: '苏州',
    interviewer: '李敏',
    plannedDay: null,
    language: 'zh',
    createdAt: 100,
    startedAt: Date.UTC(2026, 6, 1, 6, 0, 0),
    utcOffsetMinutes: 480,
    finishedAt: Date.UTC(2026, 6, 1, 6, 20, 0),
    activeSeconds: 900,
    position: 3,
    consent: null,
    recordingDeletedAt: null,
    removedAt: null,
    device: 'K2',
    ...changes,
  };
}

/** What the customer agreed to. */
export function consentOf(changes: Partial<Consent> = {}): Consent {
  return {
    recording: true,
    quoting: false,
    how: 'spoken',
    at: 1,
    signature: null,
    withdrawnAt: null,
    ...changes,
  };
}

/** An answer in it. */
export function answerOf(
  interview: Interview,
  questionId: string,
  changes: Partial<InterviewAnswer> = {},
): InterviewAnswer {
  return { ...emptyAnswer(interview, questionId, 200), ...changes };
}
