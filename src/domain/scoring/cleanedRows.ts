import { weightsText } from '../cleaning/cleaningRule';
import { settingsKey, type CleaningSettings } from '../cleaning/cleaningSettings';
import { correctedTable, type ManualDecision } from '../cleaning/decisions';
import { buildLedger, type Ledger } from '../cleaning/ledger';
import type { SourceRows } from './linearisedError';
import { countTable } from './cleaningCounts';
import { monthColumn } from './responseCube';
import type { ResponseTable } from '../table/responseTable';
import type { Source } from '../table/source';
import type { CleaningCounts } from './cleaningCounts';
import type { ResponseCube } from './responseCube';

/** The counts of a source with the settings they hold for. */
export interface StoredCube {
  readonly key: string;
  readonly cube: ResponseCube;
  readonly cleaning: CleaningCounts;
}

/** Raised when cubes of older builds no longer hold what this one reads. */
const cubeVersion = 4;

/** What responses are cleaned with. */
export interface CleaningInput {
  /** Fingerprint of the rows: those of the interviews change with every interview. */
  readonly fingerprint: string;
  readonly settings: CleaningSettings;
  /** Share of each indicator in the overall score, by its id. */
  readonly weights: ReadonlyMap<string, number>;
  readonly decisions: readonly ManualDecision[];
}

/** A source's rows as they were read and as they are counted. */
export interface CleanedRows extends SourceRows {
  /** The answers as the file has them; `table` holds corrected ones. */
  readonly original: ResponseTable;
}

/** A text that is equal when a stored cube still holds. */
export function cubeKey({ fingerprint, settings, weights, decisions }: CleaningInput): string {
  const settled = decisions
    .map(({ row, decision, corrections }) => `${row}${decision[0]}${correctionsKey(corrections)}`)
    .sort();
  return `${cubeVersion}|${fingerprint}|${settingsKey(settings, weightsText(weights))}|${settled.join(',')}`;
}

function correctionsKey(corrections: ManualDecision['corrections']): string {
  return corrections.map(({ columnId, to }) => `${columnId}=${to}`).join('+');
}

/** Cleans a source's table; what held of an earlier cleaning is kept. */
export function cleanRows(
  source: Source,
  original: ResponseTable,
  input: CleaningInput,
  before: {
    readonly rows: CleanedRows;
    readonly decisions: readonly ManualDecision[];
  } | null = null,
): CleanedRows {
  const { settings, weights, decisions } = input;
  const isSame = before !== null && sameCorrections(before.decisions, decisions);
  const table = isSame ? before.rows.table : correctedTable(original, decisions);
  const ledgerBefore: Ledger | null = isSame ? before.rows.ledger : null;
  return {
    original,
    table,
    ledger: buildLedger(table, settings, weights, decisions, ledgerBefore),
    months: before?.rows.months ?? monthColumn(table, source.period),
  };
}

function sameCorrections(a: readonly ManualDecision[], b: readonly ManualDecision[]): boolean {
  const key = (decisions: readonly ManualDecision[]) =>
    decisions
      .filter(({ corrections }) => corrections.length > 0)
      .map(({ row, corrections }) => `${row}:${correctionsKey(corrections)}`)
      .sort()
      .join();
  return key(a) === key(b);
}

/** Counts a source's cleaned rows. */
export function countRows(rows: CleanedRows, input: CleaningInput): StoredCube {
  return { key: cubeKey(input), ...countTable(rows.table, rows.ledger, rows.months) };
}

/** Only what a source measures: other weights change nothing about its responses. */
export function weightsOf(
  { columns }: Source,
  weights: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  return new Map(
    columns.flatMap(({ role }) =>
      role.kind === 'rating' ? [[role.indicatorId, weights.get(role.indicatorId) ?? 0]] : [],
    ),
  );
}
