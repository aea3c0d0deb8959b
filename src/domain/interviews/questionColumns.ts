import { assertNever } from '../../shared/assertNever';
import { numericScale, ratingCode, wordScale, type RatingScale } from '../table/ratingScale';
import { recommendationScale } from '../table/responseTable';
import type { ColumnRole } from '../table/source';
import {
  choicesColumn,
  numberColumn,
  plainColumn,
  segmentColumn,
  textColumn,
  type BuiltColumn,
} from './builtColumns';
import { isAnswered, type InterviewAnswer } from './interview';
import type { InterviewRow } from './interviewRow';
import {
  wordingIn,
  type InterviewLanguage,
  type Question,
  type Questionnaire,
} from './questionnaire';

/** One column per thing asked, over all versions of the questionnaire. */
export function questionColumns(
  rows: readonly InterviewRow[],
  known: ReadonlySet<string>,
  language: InterviewLanguage,
  versions: readonly Questionnaire[],
): BuiltColumn[] {
  const first = new Map(
    [...versions]
      .sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? 1 : -1))
      .flatMap(({ questions }) => questions)
      .map(({ id, text }) => [id, wordingIn(text, language)]),
  );
  const asked = new Map<string, Question>();
  // The newest wording names the column.
  const newestFirst = [...new Set(rows.map(({ questionnaire }) => questionnaire))].sort(
    (a, b) => b.savedAt - a.savedAt,
  );
  for (const { questions } of newestFirst) {
    for (const question of questions) {
      const key = columnKey(question, known, language);
      if (key !== null && !asked.has(key)) asked.set(key, question);
    }
  }
  return [...asked].map(([key, question]) => {
    const answers = rows.map(({ questionnaire, answers: given }) => {
      const own = questionnaire.questions.filter((one) => columnKey(one, known, language) === key);
      // Of two questions on one thing the one that was answered counts.
      const pairs = own.flatMap((one) => {
        const answer = given.get(one.id);
        return answer ? [{ question: one, answer }] : [];
      });
      const said = pairs.find(({ answer }) => isAnswered(answer)) ?? pairs[0];
      return { isShown: own.length > 0, question: said?.question, answer: said?.answer };
    });
    return questionColumn(key, question, answers, language, first.get(question.id));
  });
}

/** What a question measures, so that versions of it share a column; null where nothing is counted. */
function columnKey(question: Question, known: ReadonlySet<string>, language: InterviewLanguage) {
  const { kind, id, indicatorId } = question;
  switch (kind) {
    case 'rating':
      return indicatorId !== null && known.has(indicatorId) ? `rating-${indicatorId}` : null;
    case 'ordinal':
      return indicatorId !== null && known.has(indicatorId)
        ? // Other words are another scale.
          `ordinal-${indicatorId}-${wordsOf(question, language).join('|')}`
        : null;
    case 'overall':
    case 'recommendation':
    case 'effort':
      return kind;
    case 'multi':
    case 'open':
    case 'single':
      return `${kind}-${id}`;
    default:
      return assertNever(kind);
  }
}

function questionColumn(
  id: string,
  question: Question,
  rows: readonly {
    /** False where the version of the interview did not ask it. */
    readonly isShown: boolean;
    /** As it was asked in that interview. */
    readonly question: Question | undefined;
    readonly answer: InterviewAnswer | undefined;
  }[],
  language: InterviewLanguage,
  /** How it was worded first. */
  segmentId = wordingIn(question.text, language),
): BuiltColumn {
  const header = wordingIn(question.text, language);
  const words = wordsOf(question, language);
  /** The options chosen, in the words they had in that interview: lists change between versions. */
  const chosen = ({ question: asked, answer }: (typeof rows)[number]) => {
    const own = asked ? wordsOf(asked, language) : [];
    return (answer?.choices ?? []).flatMap((at) => own[at] ?? []);
  };
  const stepCode = ({ isShown, answer }: (typeof rows)[number]) => {
    if (!isShown) return ratingCode.notShown;
    if (!answer) return ratingCode.missing;
    if (answer.isNotApplicable) return ratingCode.notApplicable;
    return answer.step === null ? ratingCode.missing : answer.step + 1;
  };
  const rated = (role: ColumnRole): BuiltColumn => ({
    column: plainColumn(id, header, role),
    data: { kind: 'codes', data: Uint8Array.from(rows, stepCode) },
  });
  const indicatorId = question.indicatorId ?? '';
  switch (question.kind) {
    case 'rating':
      return rated({ kind: 'rating', indicatorId, scale: fivePoints });
    case 'ordinal': {
      const scale = wordScale(words.map((word) => [word.toLowerCase()]));
      return rated({ kind: 'rating', indicatorId, scale });
    }
    case 'overall':
      return rated({ kind: 'overall', scale: fivePoints });
    case 'recommendation':
      return rated({ kind: 'recommendation', scale: recommendationScale });
    case 'effort':
      return numberColumn(
        id,
        header,
        { kind: 'number' },
        rows.map(({ answer }) => (answer?.step == null ? NaN : answer.step + 1)),
      );
    case 'single':
      return segmentColumn(
        id,
        header,
        rows.map((row) => chosen(row)[0] ?? ''),
        segmentId,
      );
    case 'multi': {
      const options = [...new Set([...words, ...rows.flatMap(chosen)])];
      const codes = rows.map((row) => chosen(row).map((word) => options.indexOf(word) + 1));
      return choicesColumn(id, header, options, codes);
    }
    case 'open':
      return textColumn(
        id,
        header,
        { kind: 'comment' },
        rows.map(({ answer }) => (answer && !answer.isNotApplicable ? answer.text : '')),
      );
  }
}

function wordsOf({ options }: Question, language: InterviewLanguage): string[] {
  return options.map((option) => wordingIn(option, language));
}

const fivePoints: RatingScale = numericScale(1, 5);
