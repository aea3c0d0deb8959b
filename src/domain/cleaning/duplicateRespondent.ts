import { monthFinder } from '../model/period';
import { chunkRows, type TextChunk } from '../table/columns';
import type { ResponseTable, TextColumn } from '../table/responseTable';
import { defineRule } from './cleaningRule';

/**
 * All but the last responses of one respondent in one quarter of the same source, by the time they
 * were given, else by their place in the file. Blank identifiers are nobody's. Without dates the
 * whole source counts as one period.
 */
export const duplicateRespondent = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: { keep: { usual: 1, min: 1, max: 20, step: 1 } },
  unfit: ({ table }) => (table.respondentIds === null ? 'noRespondents' : null),
  mark: ({ table }, { keep }, mark) => markDuplicates(table, keep, mark),
  evidence: ({ table }, { keep }, row) => ({
    value: table.respondentIds?.at(row) ?? '',
    limit: keep,
  }),
});

function markDuplicates(table: ResponseTable, keep: number, mark: (row: number) => void): void {
  const { respondentIds, rowCount } = table;
  if (respondentIds === null) return;
  const quarters = quarterColumn(table);
  const { hashes, isBlank } = hashTexts(respondentIds, quarters, rowCount);
  // Open addressing over row numbers: a Map of a million strings would cost 100 MB.
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, rowCount * 2)));
  const slots = new Int32Array(size).fill(-1);
  const later = new Uint16Array(keep > 1 ? rowCount : 0);
  const order = oldestFirst(table);
  for (let at = rowCount - 1; at >= 0; at--) {
    const row = order === null ? at : (order[at] as number);
    if (isBlank[row] === 1) continue;
    const hash = hashes[row] as number;
    let slot = hash & (size - 1);
    for (;;) {
      const other = slots[slot] as number;
      if (other === -1) {
        slots[slot] = row;
        break;
      }
      const isSame =
        hashes[other] === hash &&
        quarters[other] === quarters[row] &&
        respondentIds.at(other) === respondentIds.at(row);
      if (isSame) {
        if (keep > 1 && (later[other] as number) < keep - 1) later[other]!++;
        else mark(row);
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
}

/**
 * Rows from the oldest to the newest response; null where the file has them so, or has no times.
 * A response without a time counts as older than any other.
 */
function oldestFirst({ times, rowCount }: ResponseTable): Uint32Array | null {
  if (times === null) return null;
  const timeOf = (row: number) => {
    const time = times[row] as number;
    return Number.isNaN(time) ? -Infinity : time;
  };
  let isSorted = true;
  for (let row = 1; row < rowCount && isSorted; row++) isSorted = timeOf(row - 1) <= timeOf(row);
  if (isSorted) return null;
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
  return order.sort((a, b) => timeOf(a) - timeOf(b) || a - b);
}

/** Quarters counted from year 0; all zero without dates. */
function quarterColumn({ times, rowCount }: ResponseTable): Int32Array {
  const quarters = new Int32Array(rowCount);
  if (times === null) return quarters;
  const findMonth = monthFinder();
  for (let row = 0; row < rowCount; row++) {
    quarters[row] = Math.floor(findMonth(times[row] as number) / 3);
  }
  return quarters;
}

/** FNV-1a over each text's code units and its quarter. */
function hashTexts(
  column: TextColumn,
  quarters: Int32Array,
  rowCount: number,
): { readonly hashes: Int32Array; readonly isBlank: Uint8Array } {
  const hashes = new Int32Array(rowCount);
  const isBlank = new Uint8Array(rowCount);
  column.chunks.forEach((chunk, index) => {
    hashChunk(chunk, index * chunkRows, quarters, hashes, isBlank);
  });
  return { hashes, isBlank };
}

function hashChunk(
  { text, ends }: TextChunk,
  firstRow: number,
  quarters: Int32Array,
  hashes: Int32Array,
  isBlank: Uint8Array,
): void {
  let at = 0;
  for (let index = 0; index < ends.length; index++) {
    const end = ends[index] as number;
    const row = firstRow + index;
    if (at === end) isBlank[row] = 1;
    let hash = 0x811c9dc5 ^ (quarters[row] as number);
    for (; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hashes[row] = hash ^ (hash >>> 15);
  }
}
