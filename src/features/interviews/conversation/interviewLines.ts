import { group } from 'd3-array';
import {
  customerNames,
  statusOf,
  type Interview,
  type InterviewAnswer,
} from '../../../domain/interviews/interview';
import { interviewerCodes, withInterviewers } from '../../../domain/interviews/interviewerCodes';
import { interviewNumber, latestOf } from '../../../domain/interviews/interviewTable';
import { wordingIn, type Questionnaire } from '../../../domain/interviews/questionnaire';
import { maskContact, maskText, type KnownNames } from '../../../domain/table/masking';
import { formatMoment } from '../../../i18n/format';
import { t } from '../../../i18n/translate';
import type { Line } from '../../../domain/table/line';
import { answerWords, reasonWords } from './answerWords';

/**
 * The finished interviews as a table, header first: one column per question of any version, with its
 * reasons, note and quote. Personal data in free texts are masked; quotes only where that was agreed to.
 */
export function interviewLines(
  interviews: readonly Interview[],
  versions: readonly Questionnaire[],
  answers: readonly InterviewAnswer[],
  known: KnownNames,
): Line[] {
  const interviewers = interviewerCodes(interviews);
  const names = withInterviewers(known, interviewers);
  const mask = (text: string) => maskText(text, names);
  const { language } = latestOf(versions);
  const byId = new Map(versions.map((one) => [one.id, one]));
  const given = group(answers, ({ interviewId }) => interviewId);
  const customers = customerNames(interviews);
  const done = interviews.filter((one) => statusOf(one) === 'done');
  const used = versions.filter(({ id }) =>
    done.some(({ questionnaireId }) => questionnaireId === id),
  );
  // The versions come newest first; the newest wording heads the column.
  const questions = [
    ...new Map(
      used
        .toReversed()
        .flatMap((one) => one.questions)
        .map((one) => [one.id, one]),
    ).values(),
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
      mask(customers.get(interview.id) ?? ''),
      maskContact(interview.contact),
      interview.cooperationYears ?? '',
      interviewers.get(interview.interviewer) ?? '',
      mask(interview.place),
      interview.activeSeconds,
      ...questions.flatMap((question) => {
        const answer = own.get(question.id);
        // In the words it was asked with.
        const asked = questionnaire?.questions.find(({ id }) => id === question.id) ?? question;
        return [
          mask(answerWords(asked, answer, language)),
          questionnaire ? reasonWords(questionnaire, question, answer, language) : '',
          mask(answer?.note ?? ''),
          interview.consent?.quoting ? mask(answer?.quote ?? '') : '',
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
