import type { Line } from '../domain/table/line';

/** Cells of a table on screen as a file wants them: what reads as a number is one. */
export function fileLine(cells: readonly string[]): Line {
  return cells.map((cell) => {
    const plain = cell.replace('\u2212', '-').replace(/,/gu, '');
    return /^[+-]?\d+(?:\.\d+)?$/u.test(plain) ? Number(plain) : cell;
  });
}
