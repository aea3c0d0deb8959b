import type { CellObject, Range, WorkSheet } from '@e965/xlsx';
import { AppError } from '../../shared/AppError';
import { checkWorkbook } from './checkWorkbook';

/** The records of one worksheet, as text, with the row each stands in. */
export interface SheetRecords {
  readonly name: string;
  readonly records: readonly string[][];
  /** Row in the worksheet of each record, counted from 1. */
  readonly rows: readonly number[];
}

/** XLS files have no directory to check; this many bytes of them still fit into memory. */
const mostBytes = 200 * 1024 * 1024;
/** Cells of a worksheet, the gaps between them included, that fit into memory as text. */
const mostCells = 12_000_000;
/** A merged area is filled up to this many cells; larger ones are decoration. */
const mostMergedCells = 200_000;

/**
 * Reads a workbook's worksheets, or the named one. Dates become `2025-07-03 14:05:09`, percents
 * `85%`, everything else the value itself; merged cells all carry the value. Throws an `AppError`
 * that names the file when it is encrypted, damaged or too large. The reader is loaded when first
 * needed.
 */
export async function readWorkbook(file: File, sheet: string | null): Promise<SheetRecords[]> {
  if (file.size > mostBytes) {
    throw new AppError('error.workbookTooLarge', { file: file.name, limit: 200 });
  }
  const data = await bytesOf(file);
  if (data[0] === 0x50) await checkWorkbook(data, file.name);
  const { read, SSF } = await import('@e965/xlsx');
  let book;
  try {
    book = read(data, {
      type: 'array',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      ...(sheet === null ? {} : { sheets: [sheet] }),
    });
  } catch (error) {
    const isLocked = error instanceof Error && /password|encrypt/iu.test(error.message);
    const code = isLocked ? 'error.workbookEncrypted' : 'error.workbookDamaged';
    throw new AppError(code, { file: file.name });
  }
  const isDate = (format: string) => SSF.is_date(format);
  const is1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.filter((name) => sheet === null || name === sheet).map((name) => {
    const content = book.Sheets[name];
    return { name, ...(content ? sheetRecords(content, is1904, isDate, file.name) : emptySheet) };
  });
}

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new AppError('error.fileUnreadable', { file: file.name });
  }
}

const emptySheet = { records: [], rows: [] } as const;

function sheetRecords(
  sheet: WorkSheet,
  is1904: boolean,
  isDate: (format: string) => boolean,
  file: string,
): { records: string[][]; rows: number[] } {
  const data = (sheet['!data'] ?? []) as (CellObject[] | undefined)[];
  const texts = new Map<number, string[]>();
  let cellCount = 0;
  // Only cells that are there are visited: a sheet may name its last cell millions of rows away.
  data.forEach((cells, row) => {
    const record: string[] = [];
    cells?.forEach((cell, column) => {
      const text = cellText(cell, is1904, isDate);
      if (text === '') return;
      while (record.length < column) record.push('');
      record[column] = text;
    });
    cellCount += record.length;
    if (cellCount > mostCells) throw new AppError('error.workbookTooManyCells', { file });
    if (record.length > 0) texts.set(row, record);
  });
  fillMerges(texts, sheet['!merges'] ?? []);
  const rows = [...texts.keys()].sort((a, b) => a - b);
  return {
    records: rows.map((row) => texts.get(row) as string[]),
    rows: rows.map((row) => row + 1),
  };
}

/** Every cell of a merged area carries the value of its first. */
function fillMerges(texts: Map<number, string[]>, merges: readonly Range[]): void {
  let filled = 0;
  for (const { s, e } of merges) {
    const value = texts.get(s.r)?.[s.c];
    if (value === undefined || value === '') continue;
    for (let row = s.r; row <= e.r; row++) {
      const record = texts.get(row);
      // A merged area must not make rows where there are none.
      if (!record) continue;
      for (let column = s.c; column <= e.c; column++) {
        if (++filled > mostMergedCells) return;
        while (record.length <= column) record.push('');
        if (record[column] === '') record[column] = value;
      }
    }
  }
}

function cellText(cell: CellObject, is1904: boolean, isDate: (format: string) => boolean): string {
  switch (cell.t) {
    case 's':
      return String(cell.v ?? '');
    case 'b':
      return cell.v ? 'TRUE' : 'FALSE';
    case 'd':
      return cell.v instanceof Date ? stamp(cell.v.getTime() / 1000) : String(cell.v ?? '');
    case 'n': {
      const value = cell.v as number;
      const format = String(cell.z ?? 'General');
      if (format !== 'General' && isDate(format)) return serialText(value, is1904, format);
      if (format.includes('%')) return `${Number((value * 100).toPrecision(12))}%`;
      // An id kept in its width by its format: 00123.
      if (/^0{2,}$/u.test(format) && cell.w) return cell.w;
      return String(Number(value.toPrecision(15)));
    }
    case 'e':
    case 'z':
    default:
      // The file says what a cell is; what nobody knows is blank.
      return '';
  }
}

/** A serial date of Excel as text: days since 1899-12-30, or since 1904-01-01. */
function serialText(serial: number, is1904: boolean, format: string): string {
  const hasDay = /[yd]/iu.test(format.replace(/\[[^\]]*\]|"[^"]*"/gu, ''));
  if (!hasDay && serial < 1) {
    const seconds = Math.round(serial * 86_400);
    return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
      .map((part) => String(Math.floor(part)).padStart(2, '0'))
      .join(':');
  }
  return stamp(Math.round((serial - (is1904 ? 24_107 : 25_569)) * 86_400));
}

function stamp(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  return text.slice(11, 19) === '00:00:00'
    ? text.slice(0, 10)
    : text.slice(0, 19).replace('T', ' ');
}
