import { assertNever } from '../../../shared/assertNever';
import { reasonsOf, type InterviewAnswer } from '../../../domain/interviews/interview';
import {
  wordingIn,
  type InterviewLanguage,
  type Question,
  type Questionnaire,
} from '../../../domain/interviews/questionnaire';
import { say } from './say';

/** What was answered, in words; blank where nothing was. */
export function answerWords(
  question: Question,
  answer: InterviewAnswer | undefined,
  language: InterviewLanguage,
): string {
  if (!answer) return '';
  if (answer.isNotApplicable) return say('interview.notApplicable', language);
  const words = question.options.map((option) => wordingIn(option, language));
  switch (question.kind) {
    case 'open':
      return answer.text;
    case 'single':
    case 'multi':
      return answer.choices.map((at) => words[at] ?? '').join(language === 'zh' ? '、' : ', ');
    case 'recommendation':
      return answer.step === null ? '' : `${answer.step}`;
    case 'effort':
      return answer.step === null ? '' : `${answer.step + 1}`;
    case 'ordinal':
      return answer.step === null ? '' : (words[answer.step] ?? '');
    case 'overall':
    case 'rating':
      return answer.step === null ? '' : `${answer.step + 1} ${words[answer.step] ?? ''}`;
    default:
      return assertNever(question.kind);
  }
}

/** The main reasons given, in words. */
export function reasonWords(
  { reasons, lowBelow }: Questionnaire,
  question: Question,
  answer: InterviewAnswer | undefined,
  language: InterviewLanguage,
): string {
  const given = reasonsOf(question, answer, lowBelow);
  return reasons
    .filter(({ id }) => given.includes(id))
    .map(({ name }) => wordingIn(name, language))
    .join(language === 'zh' ? '、' : ', ');
}
