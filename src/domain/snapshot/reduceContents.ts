import { interviewerCodes, withInterviewers } from '../interviews/interviewerCodes';
import { masked, maskDeep, type Kept, type Masking } from '../kept/kept';
import { assertNever } from '../../shared/assertNever';
import { joinText, textAt, type ColumnChunk } from '../table/columns';
import { maskContact, maskText, type KnownNames } from '../table/masking';
import type { ColumnRole } from '../table/source';
import type { EngagementContents, SourceContents } from './contents';
import { kept, mapKept, type KeptName, type KeptRecord } from './keptNouns';
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
        ...mapKept(contents, (name, records) => withoutAnswers(name, records)),
        sources: [],
        stamps: [],
        seen: {},
      };
    default:
      return assertNever(scope);
  }
}

function withoutAnswers<N extends KeptName>(
  name: N,
  records: readonly KeptRecord<N>[],
): readonly KeptRecord<N>[] {
  const { isAnswer } = kept[name] as unknown as Kept<KeptRecord<N>>;
  if (typeof isAnswer === 'function') return records.map(isAnswer);
  return isAnswer ? [] : records;
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
  const masking: Masking = {
    text: mask,
    contact: maskContact,
    interviewer: (name) => interviewers.get(name) ?? '',
    mayQuote: (interviewId) => mayQuote.has(interviewId),
  };
  return {
    ...mapKept(contents, (name, records) =>
      records.flatMap((record) => masked(kept[name] as never, record, masking) ?? []),
    ),
    engagement: { ...engagement, name: mask(engagement.name) },
    model: maskDeep(contents.model, mask),
    cleaning: { ...contents.cleaning, details: maskDeep(contents.cleaning.details, mask) },
    stamps: [],
    seen: {},
    sources: contents.sources.map((one) => maskSource(one, mask)),
  };
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
