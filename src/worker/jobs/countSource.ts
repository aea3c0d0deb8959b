import {
  settingsKey,
  type CleaningSettings,
  type ManualDecision,
} from '../../domain/cleaning/cleaningSettings';
import { buildLedger } from '../../domain/cleaning/ledger';
import type { SourceRows } from '../../domain/scoring/linearisedError';
import { buildCube, monthColumn } from '../../domain/scoring/responseCube';
import type { ResponseTable } from '../../domain/table/responseTable';
import type { Source } from '../../domain/table/source';
import type { StoredCube } from '../../storage/sourceStore';

/** Raised when cubes of older builds no longer hold what this one reads. */
const cubeVersion = 1;

/** A text that is equal when a stored cube still holds. */
export function cubeKey(settings: CleaningSettings, decisions: readonly ManualDecision[]): string {
  const settled = decisions.map(({ row, decision }) => `${row}${decision[0]}`).sort();
  return `${cubeVersion}|${settingsKey(settings)}|${settled.join(',')}`;
}

/** Cleans a source's table. */
export function cleanRows(
  source: Source,
  table: ResponseTable,
  settings: CleaningSettings,
  decisions: readonly ManualDecision[],
): SourceRows {
  return {
    table,
    ledger: buildLedger(table, settings, decisions),
    months: monthColumn(table, source.period),
  };
}

/** Cleans and counts a source's table. */
export function countSource(
  source: Source,
  table: ResponseTable,
  settings: CleaningSettings,
  decisions: readonly ManualDecision[],
): { readonly rows: SourceRows; readonly stored: StoredCube } {
  const rows = cleanRows(source, table, settings, decisions);
  const counted = buildCube(table, rows.ledger, rows.months);
  return { rows, stored: { key: cubeKey(settings, decisions), ...counted } };
}
