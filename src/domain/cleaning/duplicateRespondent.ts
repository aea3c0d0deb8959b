import { monthFinder } from '../model/period';
import type { ResponseTable, TextColumn } from '../table/responseTable';
import { chunkRows, type TextChunk } from '../table/columns';

/**
 * Marks all but the last `keep` responses of one respondent in one quarter of the same source.
 * Blank identifiers are nobody's. Without dates the whole source counts as one period.
 */
export function markDuplicates(
  table: ResponseTable,
  keep: number,
  mark: (row: number) => void,
): void {
  const { respondentIds, times } = table;
  if (respondentIds === null) return;
  const findMonth = monthFinder();
  const quarterOf = (row: number) =>
    times === null ? 0 : Math.floor(findMonth(times[row] as number) / 3);
  // Open addressing over row numbers: a Map of a million strings would cost 100 MB.
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, table.rowCount * 2)));
  const slots = new Int32Array(size).fill(-1);
  const kept = new Uint16Array(keep > 1 ? table.rowCount : 0);
  for (let row = table.rowCount - 1; row >= 0; row--) {
    const quarter = quarterOf(row);
    const hash = hashText(respondentIds, row, quarter);
    if (hash === null) continue;
    let slot = hash & (size - 1);
    for (;;) {
      const other = slots[slot] as number;
      if (other === -1) {
        slots[slot] = row;
        break;
      }
      if (quarterOf(other) === quarter && sameText(respondentIds, row, other)) {
        if (keep > 1 && (kept[other] as number) < keep - 1) kept[other]!++;
        else mark(row);
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
}

function place(column: TextColumn, row: number): { chunk: TextChunk; from: number; to: number } {
  const chunk = column.chunks[Math.floor(row / chunkRows)] as TextChunk;
  const at = row % chunkRows;
  return {
    chunk,
    from: at === 0 ? 0 : (chunk.ends[at - 1] as number),
    to: chunk.ends[at] as number,
  };
}

/** FNV-1a over the text's code units and the quarter; null for blank text. */
function hashText(column: TextColumn, row: number, quarter: number): number | null {
  const { chunk, from, to } = place(column, row);
  if (from === to) return null;
  let hash = 0x811c9dc5 ^ quarter;
  for (let at = from; at < to; at++) {
    hash = Math.imul(hash ^ chunk.text.charCodeAt(at), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}

function sameText(column: TextColumn, a: number, b: number): boolean {
  const left = place(column, a);
  const right = place(column, b);
  if (left.to - left.from !== right.to - right.from) return false;
  for (let at = 0; at < left.to - left.from; at++) {
    if (
      left.chunk.text.charCodeAt(left.from + at) !== right.chunk.text.charCodeAt(right.from + at)
    ) {
      return false;
    }
  }
  return true;
}
