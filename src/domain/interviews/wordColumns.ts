import { choicesColumn, textColumn, type BuiltColumn } from './builtColumns';
import { reasonsOf, type InterviewAnswer } from './interview';
import type { InterviewRow } from './interviewRow';
import { wordingIn, type InterviewLanguage } from './questionnaire';

/** Reasons, notes and quotes over all questions of an interview; quotes only where that was agreed to. */
export function wordColumns(
  rows: readonly InterviewRow[],
  names: Readonly<Record<string, string>>,
  language: InterviewLanguage,
): BuiltColumn[] {
  const reasons = new Map<string, string>();
  for (const { questionnaire } of rows) {
    for (const { id, name } of questionnaire.reasons) {
      if (!reasons.has(id)) reasons.set(id, wordingIn(name, language));
    }
  }
  const ids = [...reasons.keys()];
  const said = (pick: (answer: InterviewAnswer) => string) =>
    rows.map(({ questionnaire, answers }) =>
      questionnaire.questions
        .map(({ id }) => answers.get(id))
        .flatMap((answer) => (answer && pick(answer).trim() !== '' ? [pick(answer).trim()] : []))
        .join('\n'),
    );
  const quotes = said(({ quote }) => quote).map((text, row) =>
    rows[row]?.interview.consent?.quoting === true ? text : '',
  );
  const notes = said(({ note }) => note);
  const named = rows.map(({ questionnaire, answers }) => {
    const given = new Set(
      questionnaire.questions.flatMap((question) =>
        reasonsOf(question, answers.get(question.id), questionnaire.lowBelow),
      ),
    );
    return ids.flatMap((id, at) => (given.has(id) ? [at + 1] : []));
  });
  const heading = (key: string) => names[key] as string;
  return [
    ...(named.some((codes) => codes.length > 0)
      ? [choicesColumn('i-reasons', heading('reasons'), [...reasons.values()], named)]
      : []),
    ...(notes.some(Boolean)
      ? [textColumn('i-notes', heading('notes'), { kind: 'comment' }, notes)]
      : []),
    ...(quotes.some(Boolean)
      ? [textColumn('i-quotes', heading('quotes'), { kind: 'comment' }, quotes)]
      : []),
  ];
}
