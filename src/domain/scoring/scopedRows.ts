import { indicatorsOf, ratedIn, type IndicatorModel } from '../model/indicatorModel';
import { nodeOf } from '../model/editModel';
import { isInSources, rowGroups, scopedRows, type SourceRows } from './linearisedError';
import { lowRating } from './scoreReport';
import { responseIndexes } from './responseIndex';
import { periodFilter, type Scope } from './scope';
import { maskIdentifier } from '../table/masking';
import type { RatingColumn, ResponseTable } from '../table/responseTable';
import type { Source } from '../table/source';
import type { Line } from '../table/line';

/** A response behind a figure. */
export interface TraceRow {
  readonly sourceId: string;
  readonly fileName: string;
  readonly row: number;
  /** Masked. */
  readonly respondentId: string;
  /** Seconds since 1970 of the local time in the file; null or NaN where missing. */
  readonly time: number | null;
  /** By question; null where missing. */
  readonly answers: readonly (number | null)[];
  /** Index of the response; null where too little was answered, or for single questions. */
  readonly index: number | null;
}

/** A stretch of the responses behind a figure. */
export interface TracePage {
  /** Names of the questions; blank for the overall and the recommendation question. */
  readonly questions: readonly string[];
  readonly isIndexed: boolean;
  readonly total: number;
  readonly rows: readonly TraceRow[];
}

/** What a download of answers holds. */
export interface AnswersRequest {
  readonly scope: Scope;
  readonly model: IndicatorModel;
  /** The segment to tell groups by; null for none. */
  readonly segmentId: string | null;
  readonly headings: {
    readonly overall: string;
    readonly recommendation: string;
    readonly group: string;
  };
}

/** A source with its rows. */
export interface ScopedSource {
  readonly source: Source;
  readonly rows: SourceRows;
}

/** The rows in scope of each source. */
function rowsIn({ rows: { table, ledger, months } }: ScopedSource, scope: Scope): Uint32Array {
  if (!isInSources(scope, table)) return new Uint32Array();
  const inPeriod = periodFilter(scope);
  const groups = rowGroups(table, ledger, months, scope, (month) => (inPeriod(month) ? 0 : -1));
  return groups ? scopedRows(groups) : new Uint32Array();
}

/** The questions behind a figure: `overall`, `nps`, `csat` or a node of the model. */
function questionsOf(model: IndicatorModel, figureId: string): { id: string; name: string }[] {
  const node = nodeOf(model, figureId);
  const rated =
    node === null
      ? indicatorsOf(model).map(({ indicator }) => indicator)
      : 'indicators' in node
        ? ratedIn(node)
        : node.parts.length > 0
          ? node.parts
          : [node];
  if (figureId === 'nps' || figureId === 'csat') return [{ id: figureId, name: '' }];
  return rated.map(({ id, name }) => ({ id, name }));
}

function columnOf(table: ResponseTable, id: string): RatingColumn | null {
  if (id === 'nps') return table.recommendation;
  if (id === 'csat') return table.overall;
  return table.ratings.find(({ indicatorId }) => indicatorId === id) ?? null;
}

function answerOf(column: RatingColumn | null, row: number, id: string): number | null {
  const code = column?.codes[row] ?? 0;
  if (column === null || code === 0 || code > column.scores.length) return null;
  return id === 'nps' ? code - 1 : (column.scores[code - 1] as number);
}

/** One stretch of the responses a figure rests on, in the order of the files. */
export function tracePage(
  sources: readonly ScopedSource[],
  model: IndicatorModel,
  scope: Scope,
  figureId: string,
  offset: number,
  limit: number,
  onlyLow = false,
): TracePage {
  const questions = questionsOf(model, figureId);
  const isIndexed = figureId === 'overall' || questions.length > 1;
  let before = 0;
  const rows: TracePage['rows'][number][] = [];
  for (const scoped of sources) {
    const found = onlyLow
      ? lowRows(scoped, rowsIn(scoped, scope), figureId)
      : rowsIn(scoped, scope);
    const from = Math.max(0, offset - before);
    const to = Math.min(found.length, offset + limit - before);
    before += found.length;
    if (from >= to) continue;
    const { source, rows: data } = scoped;
    const columns = questions.map(({ id }) => columnOf(data.table, id));
    const indexes = isIndexed
      ? responseIndexes(data.table, model, figureId === 'overall' ? null : figureId)
      : null;
    for (const row of found.subarray(from, to)) {
      const index = indexes?.[row] ?? NaN;
      rows.push({
        sourceId: source.id,
        fileName: source.fileName,
        row,
        respondentId: maskIdentifier(data.table.respondentIds?.at(row) ?? ''),
        time: data.table.times?.[row] ?? null,
        answers: columns.map((column, at) => answerOf(column, row, questions[at]?.id ?? '')),
        index: Number.isNaN(index) ? null : index,
      });
    }
  }
  return { questions: questions.map(({ name }) => name), isIndexed, total: before, rows };
}

/** Of some rows those that rate an indicator low. */
function lowRows({ rows: { table } }: ScopedSource, rows: Uint32Array, id: string): Uint32Array {
  const column = columnOf(table, id);
  return rows.filter((row) => {
    const answer = answerOf(column, row, id);
    return answer !== null && answer <= lowRating;
  });
}

/** Names of the columns of a download. */
export interface RowHeadings {
  readonly overall: string;
  readonly recommendation: string;
  readonly group: string;
}

/**
 * The answers of all responses in scope, to be worked on in another program: rated indicators, the overall
 * and the recommendation question, and the group of a cut with its hidden groups as blank. No identifier,
 * time, comment or order of the file goes along: rows are sorted by their answers.
 */
export function answerLines(
  sources: readonly ScopedSource[],
  model: IndicatorModel,
  scope: Scope,
  headings: RowHeadings,
  group: { readonly segmentId: string; readonly shown: ReadonlySet<string> } | null,
): Line[] {
  const indicators = indicatorsOf(model).map(({ indicator }) => indicator);
  const asked = (pick: (table: ResponseTable) => RatingColumn | null) =>
    sources.some(({ rows }) => pick(rows.table) !== null);
  const extras = [
    ...(asked(({ overall }) => overall) ? [{ id: 'csat', name: headings.overall }] : []),
    ...(asked(({ recommendation }) => recommendation)
      ? [{ id: 'nps', name: headings.recommendation }]
      : []),
  ];
  const ids = [...indicators, ...extras].map(({ id }) => id);
  const lines = sources.flatMap((scoped) => {
    const { table } = scoped.rows;
    const columns = ids.map((id) => columnOf(table, id));
    const segment = table.segments.find(({ segmentId }) => segmentId === group?.segmentId);
    return Array.from(rowsIn(scoped, scope), (row): Line => {
      const value = segment?.values[(segment.codes[row] ?? 0) - 1] ?? '';
      return [
        ...(group === null ? [] : [group.shown.has(value) ? value : '']),
        ...columns.map((column, at) => answerOf(column, row, ids[at] as string) ?? ''),
      ];
    });
  });
  const keys = new Map(lines.map((line) => [line, line.join('\t')]));
  lines.sort((a, b) => ((keys.get(a) as string) < (keys.get(b) as string) ? -1 : 1));
  return [
    [
      ...(group === null ? [] : [headings.group]),
      ...indicators.map(({ name }) => name),
      ...extras.map(({ name }) => name),
    ],
    ...lines,
  ];
}
