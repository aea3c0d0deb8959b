/** A header taken apart: the group it names, if any, and the item. */
export interface HeaderName {
  readonly group: string | null;
  readonly item: string;
}

/**
 * Takes a header apart into group and item: `Question [Row]`, `题干—行`, `维度：指标`, `A / B`, `A_B`.
 * Leading numbers (`3、`, `Q2.`) and platform remarks (`(矩阵单选题 *必答)`) are dropped.
 */
export function headerName(header: string): HeaderName {
  const text = tidyHeader(header);
  const grid = /^(.*?)\s*\[([^\]]+)\]\s*$/u.exec(text);
  if (grid) return { group: tidyHeader(grid[1] ?? '') || null, item: tidyHeader(grid[2] ?? '') };
  const parted = /^(.+?)\s*(?:—+|–| - |：|:|\/|·|_|｜|\|)\s*(.+)$/u.exec(text);
  // Qualtrics' `Q1_1` names nothing by its number alone.
  const isNumbered = /^[\d.]+$/u.test(parted?.[2] ?? '');
  if (parted && !isNumbered && !/[?？]$/u.test(text)) {
    return { group: tidyHeader(parted[1] ?? ''), item: tidyHeader(parted[2] ?? '') };
  }
  return { group: null, item: text };
}

/** A header or stem without its number and the platform's remarks. */
export function tidyHeader(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[(（][^)）]*(?:题|必答|single|multiple|required)[^)）]*[)）]/giu, '')
    .replace(/^\s*(?:Q?\d{1,3}\s*[、.．:：)）]\s*|Q\d{1,3}_)/iu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
