import { interviewNumber } from '../../../domain/interviews/interviewTable';
import { wordingIn } from '../../../domain/interviews/questionnaire';
import { t } from '../../../i18n/translate';
import { downloadFile } from '../../../ui/fileInput';
import { answerWords } from './answerWords';
import type { InterviewSession } from './interviewSession.svelte';

/** Downloads everything that is on screen in an interview, saved or not: unmasked, for whoever holds it. */
export function downloadAnswers(session: InterviewSession): void {
  const { questionnaire, interview } = session;
  const lines = questionnaire.questions.map((question) => {
    const answer = session.answerTo(question.id);
    return [
      wordingIn(question.text, interview.language),
      answerWords(question, answer, interview.language),
      answer.note,
      answer.quote,
    ]
      .map((text) => text.replaceAll(/\s+/gu, ' '))
      .join('\t');
  });
  const blob = new Blob([`\ufeff${lines.join('\n')}\n`], { type: 'text/tab-separated-values' });
  downloadFile(blob, `${t('interview.rescueName')} ${interviewNumber(interview)}.tsv`);
}
