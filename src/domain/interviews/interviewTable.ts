import { group } from 'd3-array';
import { textAt, type TableChunk } from '../table/columns';
import { numericScale, ratingCode, wordScale, type RatingScale } from '../table/ratingScale';
import { recommendationScale } from '../table/responseTable';
import type { ColumnRole, Source } from '../table/source';
import {
  choicesColumn,
  numberColumn,
  plainColumn,
  segmentColumn,
  textColumn,
  type BuiltColumn,
} from './builtColumns';
import { interviewHeadings } from './interviewHeadings';
import {
  customerNames,
  isAnswered,
  reasonsOf,
  statusOf,
  type Interview,
  type InterviewAnswer,
} from './interview';
import {
  wordingIn,
  type InterviewLanguage,
  type Question,
  type Questionnaire,
} from './questionnaire';

/** An interview as a row of the table is made of it. */
interface Row {
  readonly interview: Interview;
  readonly questionnaire: Questionnaire;
  readonly answers: ReadonlyMap<string, InterviewAnswer>;
}

/** Field of the column that says which interview a row is. */
const idField = 'interview.id';

/** Id of the source that an engagement's interviews make up. */
export function interviewSourceId(engagementId: string): string {
  return `interviews-${engagementId}`;
}

/** The first eight signs of an interview's id: enough to find it again, and no name. */
export function interviewNumber({ id }: Pick<Interview, 'id'>): string {
  return id
    .replace(/[^0-9a-z]/giu, '')
    .slice(0, 8)
    .toUpperCase();
}

/**
 * The finished interviews of an engagement as a source like any other: equal interviews make equal
 * tables, whatever device they were brought together on. Null while none is finished. `known` are the
 * indicators of the model; questions that measure another one are left out. A question that the
 * interview's version did not have is "not shown"; "don't know" is "not applicable", never a low answer.
 */
export function interviewTable(
  engagementId: string,
  questionnaires: readonly Questionnaire[],
  interviews: readonly Interview[],
  answers: readonly InterviewAnswer[],
  known: ReadonlySet<string>,
): { readonly source: Source; readonly chunk: TableChunk } | null {
  const versions = new Map(questionnaires.map((one) => [one.id, one]));
  const given = group(answers, ({ interviewId }) => interviewId);
  const rows = interviews
    .filter((one) => one.removedAt === null && statusOf(one) === 'done')
    .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0) || (a.id < b.id ? -1 : 1))
    .flatMap((interview): Row[] => {
      const questionnaire = versions.get(interview.questionnaireId);
      const own = given.get(interview.id) ?? [];
      const byQuestion = new Map(own.map((answer) => [answer.questionId, answer]));
      return questionnaire ? [{ interview, questionnaire, answers: byQuestion }] : [];
    });
  if (rows.length === 0) return null;
  // The first version's, and its wording names segments: saved views, rules and addresses hold on to them.
  const { language } = earliestOf(questionnaires);
  const names = interviewHeadings[language] as Readonly<Record<string, string>>;
  const built = [
    ...factColumns(rows, names),
    ...questionColumns(rows, known, language, questionnaires),
    ...wordColumns(rows, names, language),
  ];
  const chunk = { rowCount: rows.length, columns: built.map(({ data }) => data) };
  const columns = built.map(({ column }) => column);
  const source: Source = {
    id: interviewSourceId(engagementId),
    engagementId,
    kind: 'survey',
    platform: 'interviews',
    fileName: names['file'] as string,
    sheet: null,
    fileSize: 0,
    fingerprint: fingerprintOf(built),
    encoding: 'utf-8',
    delimiter: ',',
    importedAt: Math.min(...rows.map(({ interview }) => interview.createdAt)),
    rowCount: rows.length,
    refusedCount: 0,
    refused: [],
    shortRecordCount: 0,
    period: null,
    columns,
    removedAt: null,
  };
  return { source, chunk };
}

/** Which interview each row of the interviews' table is. */
export function interviewIds({ columns }: Source, { columns: data }: TableChunk): string[] {
  const index = columns.findIndex(({ field }) => field === idField);
  const ids = data[index];
  if (ids?.kind !== 'text') return [];
  return Array.from(ids.data.ends, (_, row) => textAt(ids.data, row));
}

/** The version saved last; of two saved at once, the one with the greater id. */
export function latestOf(questionnaires: readonly Questionnaire[]): Questionnaire {
  return questionnaires.reduce((latest, one) =>
    one.savedAt > latest.savedAt || (one.savedAt === latest.savedAt && one.id > latest.id)
      ? one
      : latest,
  );
}

/** The version saved first; of two saved at once, the one with the lesser id. */
function earliestOf(questionnaires: readonly Questionnaire[]): Questionnaire {
  return questionnaires.reduce((first, one) =>
    one.savedAt < first.savedAt || (one.savedAt === first.savedAt && one.id < first.id)
      ? one
      : first,
  );
}

function factColumns(rows: readonly Row[], names: Readonly<Record<string, string>>): BuiltColumn[] {
  const name = (key: string) => names[key] as string;
  const facts = rows.map(({ interview }) => interview);
  const customers = customerNames(facts);
  const segment = (key: string, valueOf: (one: Interview) => string) =>
    segmentColumn(`i-${key}`, name(key), facts.map(valueOf));
  return [
    textColumn(
      'i-respondent',
      name('respondent'),
      { kind: 'respondentId' },
      facts.map(interviewNumber),
    ),
    {
      ...textColumn(
        'i-id',
        'id',
        { kind: 'text', isPersonal: false },
        facts.map(({ id }) => id),
        idField,
      ),
    },
    numberColumn(
      'i-time',
      name('time'),
      { kind: 'date', order: 'ymd' },
      facts.map(({ startedAt, utcOffsetMinutes }) =>
        startedAt === null ? NaN : Math.floor(startedAt / 1000) + utcOffsetMinutes * 60,
      ),
    ),
    numberColumn(
      'i-duration',
      name('duration'),
      { kind: 'duration' },
      // How fast a conversation goes says nothing about care: only who fills it in alone has a pace.
      facts.map(({ mode, activeSeconds }) => (mode === 'self' ? activeSeconds : NaN)),
    ),
    segment('customer', ({ id }) => customers.get(id) ?? ''),
    segment('contact', ({ contact }) => contact),
    segment('years', ({ cooperationYears: years }) => {
      if (years === null) return '';
      return name(years < 1 ? 'years0' : years < 3 ? 'years1' : years <= 5 ? 'years3' : 'years5');
    }),
    segment('interviewer', ({ interviewer }) => interviewer),
    segment('place', ({ place }) => place),
    segment('mode', ({ mode }) => name(mode === 'self' ? 'selfMode' : 'interviewerMode')),
  ].filter(({ column }) => column.role.kind !== 'segment' || column.values.length > 0);
}

/** One column per thing asked, over all versions of the questionnaire. */
function questionColumns(
  rows: readonly Row[],
  known: ReadonlySet<string>,
  language: InterviewLanguage,
  versions: readonly Questionnaire[],
): BuiltColumn[] {
  const first = new Map(
    [...versions]
      .sort((a, b) => b.savedAt - a.savedAt)
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
    default:
      return `${kind}-${id}`;
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

/** Reasons, notes and quotes over all questions of an interview; quotes only where that was agreed to. */
function wordColumns(
  rows: readonly Row[],
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

/** A text that changes with anything in the table (FNV-1a and a second mix, 32 bit each). */
function fingerprintOf(built: readonly BuiltColumn[]): string {
  const text = JSON.stringify(
    built.map(({ column, data }) => [
      column,
      data.kind === 'text'
        ? [data.data.text, ...data.data.ends]
        : data.kind === 'choices'
          ? [...data.data.codes, -1, ...data.data.ends]
          : [...data.data],
    ]),
  );
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
