import { group } from 'd3-array';
import { statusOf, type Interview, type InterviewAnswer } from '../../domain/interviews/interview';
import { interviewNumber, latestOf } from '../../domain/interviews/interviewTable';
import { wordingIn, type Questionnaire } from '../../domain/interviews/questionnaire';
import { maskContact, maskText } from '../../domain/table/masking';
import { formatMoment } from '../../i18n/format';
import { t } from '../../i18n/translate';
import type { Line } from '../../worker/api';
import { answerWords, reasonWords } from './answerWords';

/**
 * The finished interviews as a table, header first: one column per question of any version, with its
 * reasons, note and quote. Personal data in free texts are masked; quotes only where that was agreed to.
 */
export function interviewLines(
  interviews: readonly Interview[],
  versions: readonly Questionnaire[],
  answers: readonly InterviewAnswer[],
): Line[] {
  const { language } = latestOf(versions);
  const byId = new Map(versions.map((one) => [one.id, one]));
  const given = group(answers, ({ interviewId }) => interviewId);
  const done = interviews.filter((one) => statusOf(one) === 'done');
  const used = versions.filter(({ id }) =>
    done.some(({ questionnaireId }) => questionnaireId === id),
  );
  const questions = [
    ...new Map(used.flatMap((one) => one.questions).map((one) => [one.id, one])).values(),
  ];
  const header = [
    t('lines.number'),
    t('lines.time'),
    t('plan.customer'),
    t('plan.contact'),
    t('plan.years'),
    t('plan.interviewer'),
    t('plan.place'),
    t('lines.seconds'),
    ...questions.flatMap(({ text }) => {
      const words = wordingIn(text, language);
      return [
        words,
        `${words} — ${t('lines.reasons')}`,
        `${words} — ${t('interview.note')}`,
        `${words} — ${t('interview.quote')}`,
      ];
    }),
  ];
  const rows = done.map((interview): Line => {
    const own = new Map((given.get(interview.id) ?? []).map((one) => [one.questionId, one]));
    const questionnaire = byId.get(interview.questionnaireId);
    return [
      interviewNumber(interview),
      formatMoment(interview.startedAt ?? 0),
      maskText(interview.customer),
      maskContact(interview.contact),
      interview.cooperationYears ?? '',
      maskText(interview.interviewer),
      maskText(interview.place),
      interview.activeSeconds,
      ...questions.flatMap((question) => {
        const answer = own.get(question.id);
        return [
          maskText(answerWords(question, answer, language)),
          questionnaire ? reasonWords(questionnaire, answer, language) : '',
          maskText(answer?.note ?? ''),
          interview.consent?.quoting ? maskText(answer?.quote ?? '') : '',
        ];
      }),
    ];
  });
  // A column in which nobody wrote anything says nothing.
  const isUsed = header.map(
    (_, column) =>
      column < 8 || rows.some((row) => row[column] !== '' && row[column] !== undefined),
  );
  return [header, ...rows].map((line) => line.filter((_, column) => isUsed[column]));
}
