import { group } from 'd3-array';
import { textAt, type TableChunk } from '../table/columns';
import type { Source } from '../table/source';
import { numberColumn, segmentColumn, textColumn, type BuiltColumn } from './builtColumns';
import { customerNames, statusOf, type Interview, type InterviewAnswer } from './interview';
import { interviewHeadings } from './interviewHeadings';
import type { InterviewRow } from './interviewRow';
import { questionColumns } from './questionColumns';
import type { Questionnaire } from './questionnaire';
import { wordColumns } from './wordColumns';

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
    .flatMap((interview): InterviewRow[] => {
      const questionnaire = versions.get(interview.questionnaireId);
      const own = given.get(interview.id) ?? [];
      const byQuestion = new Map(own.map((answer) => [answer.questionId, answer]));
      return questionnaire ? [{ interview, questionnaire, answers: byQuestion }] : [];
    });
  if (rows.length === 0) return null;
  // The first version's, and its wording names segments: saved views, rules and addresses hold on to them.
  const { language } = earliestOf(questionnaires);
  const names = interviewHeadings[language];
  const built = withOwnSegments([
    ...factColumns(rows, names),
    ...questionColumns(rows, known, language, questionnaires),
    ...wordColumns(rows, names, language),
  ]);
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

/** Two questions that were once worded alike are two segments all the same. */
function withOwnSegments(built: readonly BuiltColumn[]): BuiltColumn[] {
  const used = new Set<string>();
  return built.map(({ column, data }) => {
    const { role, header } = column;
    if (role.kind !== 'segment') return { column, data };
    let segmentId = [role.segmentId, header].find((name) => !used.has(name));
    for (let n = 2; segmentId === undefined; n++) {
      if (!used.has(`${header} (${n})`)) segmentId = `${header} (${n})`;
    }
    used.add(segmentId);
    return { column: { ...column, role: { ...role, segmentId } }, data };
  });
}

function factColumns(
  rows: readonly InterviewRow[],
  names: Readonly<Record<string, string>>,
): BuiltColumn[] {
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
