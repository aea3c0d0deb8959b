import type { ColumnPlan } from '../../src/domain/intake/columnPlan';
import { profileColumn } from '../../src/domain/intake/columnProfile';
import type { Layout } from '../../src/domain/intake/layout';
import {
  proposeRoles,
  type ProfiledQuestion,
  type ProposalContext,
} from '../../src/domain/intake/proposeRoles';
import type { Question } from '../../src/domain/intake/question';
import { RecordParser, type RawRecords } from '../../src/domain/intake/recordParser';
import { isBlankRecord, TableReader } from '../../src/domain/intake/tableReader';
import type { RefusedRecord } from '../../src/domain/table/source';

/** A question that is one column of a plain table. */
export function plainQuestion(header: string, position = 0): Question {
  return {
    header,
    stem: null,
    item: header,
    meta: null,
    field: null,
    reading: { kind: 'cell', position },
  };
}

/** The columns of a plain table with their profiles. */
export function profiled(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): ProfiledQuestion[] {
  return headers.map((header, position) => ({
    question: plainQuestion(header, position),
    profile: profileColumn(header, position, rows),
  }));
}

/** What the columns of a plain survey are proposed as. */
export function proposePlain(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  context: Partial<ProposalContext> = {},
) {
  const plain = { kind: 'survey', platform: 'plain', isPositional: false, model: null } as const;
  return proposeRoles(profiled(headers, rows), { ...plain, ...context });
}

/** A plan of a column, ignored unless said otherwise. */
export function planOf(change: Partial<ColumnPlan>): ColumnPlan {
  return {
    kind: 'ignore',
    name: '',
    dimension: '',
    scale: null,
    dateOrder: null,
    meaning: null,
    mergesVariants: null,
    isPersonal: false,
    ...change,
  };
}

/** A table whose first record that is not blank is its header. */
export function readTable(
  text: string,
  sizes: readonly number[] = [text.length],
  delimiter = ',',
  changes: Partial<Layout> = {},
) {
  const parser = new RecordParser(delimiter);
  const blocks: RawRecords[] = [];
  let at = 0;
  for (let piece = 0; at < text.length || piece === 0; piece++) {
    const size = Math.max(1, sizes[piece % sizes.length] ?? 1);
    const isLast = at + size >= text.length;
    blocks.push(parser.push(text.slice(at, at + size), isLast));
    at += size;
    if (isLast) break;
  }
  const header =
    blocks.flatMap(({ records }) => records).find((record) => !isBlankRecord(record)) ?? [];
  const layout = { headerAt: 0, headerRecords: [header], header, hasTotals: false, ...changes };
  const reader = new TableReader(layout);
  const rows: (readonly string[])[] = [];
  const refused: RefusedRecord[] = [];
  for (const block of blocks) {
    const parsed = reader.push(block);
    rows.push(...parsed.rows);
    refused.push(...parsed.refused);
  }
  return { header, rows, refused };
}
