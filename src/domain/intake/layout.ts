import { statedNumber } from '../table/ratingScale';
import { guessDateOrder } from './dates';

/** Where the table stands among a file's records. */
export interface Layout {
  /** Records above the header that are not blank: titles, notes. */
  readonly headerAt: number;
  /** The header's records as they stand in the file; none when the file has no header. */
  readonly headerRecords: readonly (readonly string[])[];
  /** One name per column; its length is the width of the table. */
  readonly header: readonly string[];
  /** Tables made by hand may end in lines of sums or means. */
  readonly hasTotals: boolean;
}

/** Where a header begins and how many records it takes. */
export interface HeaderPlace {
  readonly headerAt: number;
  readonly headerRows: number;
}

/** Fewer filled cells than this share of a usual record: a title, not a header. */
const titleShare = 0.5;

/**
 * Finds the header of a table made by hand among its first records (blank ones left out): below
 * title lines, of one or two records, or none at all when the first record holds only numbers.
 */
export function findHeader(records: readonly (readonly string[])[]): HeaderPlace {
  const filled = records.map(filledCount);
  const usual = [...filled].sort((a, b) => a - b)[Math.floor(0.75 * (filled.length - 1))] ?? 1;
  let headerAt = 0;
  const isTitle = (index: number) =>
    (filled[index] as number) < titleShare * usual || isOneMergedCell(records[index] ?? []);
  if (usual > 1) while (headerAt < records.length - 1 && isTitle(headerAt)) headerAt++;
  if (headerAt >= records.length - 1 && headerAt > 0) headerAt = 0;
  const header = records[headerAt] ?? [];
  if (records.length > 1 && header.length > 1 && header.every(isData) && filledCount(header) > 1) {
    return { headerAt, headerRows: 0 };
  }
  const above = records[headerAt - 1];
  if (above && isGroupLine(above, header)) return { headerAt: headerAt - 1, headerRows: 2 };
  const below = records[headerAt + 1];
  const hasSecond = below !== undefined && isSecondLine(header, below, records.slice(headerAt + 2));
  return { headerAt, headerRows: hasSecond ? 2 : 1 };
}

/** Group and item of each column under a header of two lines; a group reaches up to the next one. */
export function combineHeader(
  groups: readonly string[],
  items: readonly string[],
  width: number,
): { readonly stem: string | null; readonly item: string }[] {
  let group = '';
  return Array.from({ length: width }, (_, index) => {
    const above = (groups[index] ?? '').trim();
    const item = (items[index] ?? '').trim();
    if (above !== '') group = above;
    else if (item === '') group = '';
    if (item === '' || item === group) return { stem: null, item: above === '' ? item : group };
    return { stem: group === '' ? null : group, item };
  });
}

/** A name for column n of a file without a header, as worksheets count them: A, B … AA. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  const letter = String.fromCharCode(65 + (index % 26));
  return rest === 0 ? letter : columnLetters(rest - 1) + letter;
}

function filledCount(record: readonly string[]): number {
  return record.reduce((count, cell) => count + (cell.trim() === '' ? 0 : 1), 0);
}

/** A title merged over the table arrives as one text in many cells. */
function isOneMergedCell(record: readonly string[]): boolean {
  const filled = record.filter((cell) => cell.trim() !== '');
  return filled.length > 2 && new Set(filled).size === 1;
}

function isData(cell: string): boolean {
  return cell.trim() === '' || statedNumber(cell) !== null || guessDateOrder([cell]) !== null;
}

/** Group names right above a header: several different texts, spread over the table. */
function isGroupLine(above: readonly string[], header: readonly string[]): boolean {
  const filled = above.flatMap((cell, index) => (cell.trim() === '' ? [] : [index]));
  const last = filled.at(-1) ?? 0;
  return (
    filled.length >= 2 &&
    new Set(filled.map((index) => above[index])).size >= 2 &&
    !filled.some((index) => isData(above[index] as string)) &&
    last >= header.length / 2 &&
    filled.every((index) => (header[index] ?? '').trim() !== '')
  );
}

/** A second header line: texts under the gaps of the first, above columns of numbers. */
function isSecondLine(
  header: readonly string[],
  below: readonly string[],
  body: readonly (readonly string[])[],
): boolean {
  const filled = below.flatMap((cell, index) => (cell.trim() === '' ? [] : [index]));
  if (filled.length < 2 || filled.some((index) => isData(below[index] as string))) return false;
  const isGap = (index: number) =>
    (header[index] ?? '').trim() === '' || header[index] === header[index - 1];
  if (!filled.some(isGap)) return false;
  const over = filled.filter((index) => header[index] !== below[index]);
  const isNumeric = (index: number) => {
    const cells = body.map((record) => record[index] ?? '').filter((cell) => cell.trim() !== '');
    return cells.length > 0 && cells.filter(isData).length >= 0.8 * cells.length;
  };
  return over.filter(isNumeric).length >= 0.5 * over.length;
}
