import Papa from 'papaparse';
import { safeCell } from '../../domain/table/safeCell';
import type { Line } from '../../domain/table/line';

/** Writes a table, header first, to a file in which no cell is a formula. */
export async function writeTable(
  lines: readonly Line[],
  format: 'csv' | 'xlsx',
  sheetName: string,
): Promise<Blob> {
  const safe = lines.map((line) => line.map(safeCell));
  return format === 'csv' ? csvOf(safe) : workbookOf(safe, sheetName);
}

function csvOf(lines: readonly Line[]): Blob {
  // Spreadsheets take a file without a mark for the system's own code page.
  const text = `\ufeff${Papa.unparse(lines as (string | number)[][])}\r\n`;
  return new Blob([text], { type: 'text/csv;charset=utf-8' });
}

async function workbookOf(lines: readonly Line[], name: string): Promise<Blob> {
  const { utils, write } = await import('@e965/xlsx');
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(lines as (string | number)[][]), name);
  const bytes = write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer;
  return new Blob([bytes], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
