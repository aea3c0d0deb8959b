import { interviewerCodes, withInterviewers } from '../interviews/interviewerCodes';
import { joinText, textAt, type ColumnChunk } from '../table/columns';
import { maskContact, maskText, type KnownNames } from '../table/masking';
import type { ColumnRole } from '../table/source';
import type { EngagementContents, SourceContents } from './contents';
import type { SnapshotScope } from './scopes';

/** The part of an engagement that a snapshot is to hold. */
export function reduceContents(
  contents: EngagementContents,
  scope: SnapshotScope,
): EngagementContents {
  switch (scope) {
    case 'all':
      return contents;
    case 'noRecordings':
      return { ...contents, recordings: [] };
    case 'noRows':
      // Plan, model, questionnaire, rules and themes: nothing anybody answered.
      return {
        ...contents,
        sources: [],
        decisions: [],
        commentCodes: [],
        interviews: [],
        answers: [],
        followUps: [],
        recordings: [],
        stamps: [],
        seen: {},
        recipes: contents.recipes.map((recipe) => ({ ...recipe, settled: [] })),
      };
  }
}

/**
 * The contents with everything personal masked: identifiers become running numbers (equal ones stay
 * equal), personal columns are blank, free texts are masked, interviewers become I1, I2 …, signatures,
 * recordings and words that may not be quoted are left out. Scores, counts and rows stay as they are.
 */
export function maskContents(
  contents: EngagementContents,
  known: KnownNames = new Map(),
): EngagementContents {
  const { engagement } = contents;
  const interviewers = interviewerCodes(contents.interviews);
  const names = withInterviewers(known, interviewers);
  const mask = (text: string) => maskText(text, names);
  const mayQuote = new Set(
    contents.interviews.flatMap(({ id, consent }) => (consent?.quoting === true ? [id] : [])),
  );
  const deep = <T>(value: T): T => maskDeep(value, mask);
  const named = <T extends { readonly name: string }>(item: T): T => ({
    ...item,
    name: mask(item.name),
  });
  const noted = <T extends { readonly note: string }>(item: T): T => ({
    ...item,
    note: mask(item.note),
  });
  return {
    ...contents,
    engagement: named(engagement),
    model: deep(contents.model),
    modelVersions: contents.modelVersions.map(deep),
    questionnaires: contents.questionnaires.map(deep),
    taxonomies: contents.taxonomies.map(deep),
    cleaning: { ...contents.cleaning, details: deep(contents.cleaning.details) },
    presets: contents.presets.map(named),
    goals: contents.goals.map(noted),
    // A view names segments and search words.
    views: [],
    annotations: contents.annotations.map((one) => ({ ...one, text: mask(one.text) })),
    decisions: contents.decisions.map((one) => ({ ...one, reason: mask(one.reason) })),
    recipes: contents.recipes.map(deep),
    interviews: contents.interviews.map((one) => ({
      ...one,
      customer: mask(one.customer),
      contact: maskContact(one.contact),
      place: mask(one.place),
      interviewer: interviewers.get(one.interviewer) ?? '',
      consent: one.consent && { ...one.consent, recording: false, signature: null },
    })),
    answers: contents.answers.map((one) => ({
      ...one,
      text: mask(one.text),
      note: mask(one.note),
      quote: mayQuote.has(one.interviewId) ? mask(one.quote) : '',
    })),
    followUps: contents.followUps.map(noted),
    recordings: [],
    stamps: [],
    seen: {},
    sources: contents.sources.map((one) => maskSource(one, mask)),
  };
}

/** Names of fields that hold no words of a person: identifiers, kinds, days. */
const plainFields: ReadonlySet<string> = new Set([
  'id',
  'engagementId',
  'indicatorId',
  'measureId',
  'parentId',
  'kind',
  'platform',
  'test',
  'language',
  'firstDay',
  'lastDay',
  'extremes',
  'dateOrder',
]);

/** Plain data with every text in it masked but those of {@link plainFields}. */
function maskDeep<T>(value: T, mask: (text: string) => string): T {
  if (typeof value === 'string') return mask(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => maskDeep(item, mask)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      plainFields.has(name) ? inner : maskDeep(inner, mask),
    ]),
  ) as T;
}

/** A role with the name of its segment masked like the names in the rules. */
function maskRole(role: ColumnRole, mask: (text: string) => string): ColumnRole {
  return role.kind === 'segment' ? { ...role, segmentId: mask(role.segmentId) } : role;
}

function maskSource(
  { source, chunks }: SourceContents,
  mask: (text: string) => string,
): SourceContents {
  const respondents = new Map<string, string>();
  const numberOf = (id: string) => {
    if (id === '') return '';
    let number = respondents.get(id);
    if (number === undefined) respondents.set(id, (number = `R${respondents.size + 1}`));
    return number;
  };
  const treatment = ({ kind, ...role }: ColumnRole): ((text: string) => string) | null => {
    if (kind === 'respondentId') return numberOf;
    if (kind === 'text') return 'isPersonal' in role && role.isPersonal ? () => '' : mask;
    return kind === 'comment' ? mask : null;
  };
  return {
    source: {
      ...source,
      fileName: mask(source.fileName),
      sheet: source.sheet === null ? null : mask(source.sheet),
      columns: source.columns.map((column) => ({
        ...column,
        header: mask(column.header),
        role: maskRole(column.role, mask),
        values: distinct(column.values.map(mask)),
        outOfRange: column.outOfRange.map(({ row, raw }) => ({ row, raw: mask(raw) })),
      })),
    },
    chunks: chunks.map(({ rowCount, columns }) => ({
      rowCount,
      columns: columns.map((column, index): ColumnChunk => {
        const declared = source.columns[index];
        const treat = declared ? treatment(declared.role) : null;
        if (treat === null || column.kind !== 'text') return column;
        const rows = Array.from(column.data.ends, (_, row) => treat(textAt(column.data, row)));
        return { kind: 'text', data: joinText(rows) };
      }),
    })),
  };
}

/** Values that became equal by masking are told apart by a number: codes must keep their meaning. */
function distinct(values: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return values.map((value) => {
    const times = (seen.get(value) ?? 0) + 1;
    seen.set(value, times);
    return times === 1 ? value : `${value} (${times})`;
  });
}
