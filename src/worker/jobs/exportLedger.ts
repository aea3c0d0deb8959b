import Papa from 'papaparse';
import type { CleaningSettings } from '../../domain/cleaning/cleaningSettings';
import { maskIdentifier, maskText } from '../../domain/table/masking';
import { safeCell } from '../../domain/table/safeCell';
import type { LedgerExport, LedgerRow } from '../api';
import { ledgerPage, type LedgerIndex, type LedgerSource } from './ledgerPage';

type Cell = string | number;

/**
 * The ledger as a file: one line per response of the index with what hit it, the figure and its
 * limit, who decided what and why, and the answers on 1–5. Identifiers and notes are masked, and no
 * cell is a formula.
 */
export async function exportLedger(
  sources: readonly LedgerSource[],
  settings: CleaningSettings,
  index: LedgerIndex,
  { format, words }: LedgerExport,
): Promise<Blob> {
  const questions = [
    ...new Set(
      sources.flatMap(({ source }) =>
        source.columns.flatMap(({ role, header }) => (role.kind === 'rating' ? [header] : [])),
      ),
    ),
  ];
  const names = new Map(sources.map(({ source }) => [source.id, source.fileName]));
  const places = new Map(
    sources.map(({ source }) => [
      source.id,
      source.columns
        .flatMap(({ role, header }) => (role.kind === 'rating' ? [header] : []))
        .map((header) => questions.indexOf(header)),
    ]),
  );
  const head: Cell[] = [...words.columns, ...questions];
  const { rows } = ledgerPage(sources, settings, index, 0, index.rows.length);
  const lines = rows.map((row): Cell[] => {
    const answers = new Array<Cell>(questions.length).fill('');
    (places.get(row.sourceId) ?? []).forEach((place, at) => {
      const score = row.scores[at];
      answers[place] = score === null || score === undefined || Number.isNaN(score) ? '' : score;
    });
    return [...facts(row, names.get(row.sourceId) ?? '', words), ...answers];
  });
  return format === 'csv' ? csvOf([head, ...lines]) : workbookOf([head, ...lines], words.sheet);
}

function facts(row: LedgerRow, fileName: string, words: LedgerExport['words']): Cell[] {
  const [first] = row.hits;
  const { value = first?.evidence['n'] ?? '', limit = '' } = first?.evidence ?? {};
  const { decision } = row;
  return [
    maskText(fileName),
    row.row + 1,
    maskIdentifier(row.respondentId),
    row.isKept ? words.kept : words.excluded,
    first ? words.rules[first.rule] : '',
    row.hits
      .slice(1)
      .map(({ rule }) => words.rules[rule])
      .join('; '),
    typeof value === 'string' ? maskIdentifier(value) : round(value),
    typeof limit === 'string' ? limit : round(limit),
    row.duration === null ? '' : row.duration,
    row.time === null ? '' : new Date(row.time * 1000).toISOString().slice(0, 19).replace('T', ' '),
    decision === null ? '' : decision.decision === 'keep' ? words.kept : words.excluded,
    decision === null ? '' : maskText(decision.reason),
    decision === null ? '' : new Date(decision.decidedAt).toISOString().slice(0, 10),
    decision === null ? '' : decision.corrections.length,
  ];
}

function round(value: number): number | string {
  return Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : '';
}

function csvOf(lines: readonly (readonly Cell[])[]): Blob {
  // Spreadsheets take a file without a mark for the system's own code page.
  const text = `\ufeff${Papa.unparse(lines.map((line) => line.map(safeCell)))}\r\n`;
  return new Blob([text], { type: 'text/csv;charset=utf-8' });
}

async function workbookOf(lines: readonly (readonly Cell[])[], name: string): Promise<Blob> {
  const { utils, write } = await import('@e965/xlsx');
  const sheet = utils.aoa_to_sheet(lines.map((line) => line.map(safeCell)));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, name);
  const bytes = write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer;
  return new Blob([bytes], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
