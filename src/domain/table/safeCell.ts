/**
 * A text that no spreadsheet takes for a formula: one that begins, after white space, with a sign
 * that starts one (also in full width) gets an apostrophe in front. Numbers are not texts and stay
 * as they are.
 */
export function safeCell(value: string | number): string | number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : '';
  return /^[\s\u3000\ufeff]*[=+\-@＝＋－＠\t\r]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
}
