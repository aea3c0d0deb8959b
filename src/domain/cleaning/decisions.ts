import * as v from 'valibot';
import { count, finite, id, text } from '../kept/fieldSchemas';
import { keep } from '../kept/kept';
import { ratingCode, stepLabels } from '../table/ratingScale';
import type { ResponseTable } from '../table/responseTable';

/** An answer that a person corrected after asking the respondent. */
export interface Correction {
  readonly columnId: string;
  /** Code in the file (see `ratingCode`), and the one that counts instead. */
  readonly from: number;
  readonly to: number;
}

/**
 * A person's word on one response, over all rules. `keep` also settles what was to be verified;
 * corrected answers stand beside the original ones, which stay in the file's columns.
 */
export interface ManualDecision {
  readonly sourceId: string;
  readonly row: number;
  readonly decision: 'keep' | 'exclude';
  readonly reason: string;
  readonly decidedAt: number;
  readonly corrections: readonly Correction[];
}

/** A table with the corrected answers in place of the original ones; the given one stays. */
export function correctedTable(
  table: ResponseTable,
  decisions: readonly ManualDecision[],
): ResponseTable {
  const corrections = decisions.flatMap(({ sourceId, row, corrections: list }) =>
    sourceId === table.sourceId && row < table.rowCount
      ? list.map((correction) => ({ row, ...correction }))
      : [],
  );
  if (corrections.length === 0) return table;
  const corrected = <T extends { readonly columnId: string; readonly codes: Uint8Array }>(
    column: T,
  ): T => {
    const mine = corrections.filter(({ columnId }) => columnId === column.columnId);
    if (mine.length === 0) return column;
    const codes = column.codes.slice();
    for (const { row, from, to } of mine) if (codes[row] === from) codes[row] = to;
    return { ...column, codes };
  };
  return {
    ...table,
    ratings: table.ratings.map(corrected),
    overall: table.overall && corrected(table.overall),
    recommendation: table.recommendation && corrected(table.recommendation),
  };
}

/** What became of decisions when a file was imported again. */
export interface CarriedDecisions {
  readonly decisions: readonly ManualDecision[];
  /** Decisions on respondents that the new file does not have, or that have no identifier. */
  readonly lost: number;
  /** Corrections left out because the new file itself gives another answer. */
  readonly overtaken: number;
}

/**
 * Carries decisions over to a table of the same questionnaire, respondent by respondent. Where one
 * has several responses, that of the same time, else of the same place among them. A respondent with
 * one response in both is the same one also at another time, unless the files merely number theirs.
 * A correction goes along where the new file still holds the answer it replaced.
 */
export function carryDecisions(
  decisions: readonly ManualDecision[],
  from: ResponseTable,
  to: ResponseTable,
): CarriedDecisions {
  const ids = new Set(decisions.map(({ row }) => from.respondentIds?.at(row) ?? ''));
  ids.delete('');
  const before = rowsOf(from, ids);
  const after = rowsOf(to, ids);
  const isNumbered = decisions.length > 0 && (isNumbering(from) || isNumbering(to));
  const columns = new Map(answerColumns(to).map((column) => [column.key, column]));
  const oldColumns = new Map(answerColumns(from).map((column) => [column.columnId, column]));
  const carried: ManualDecision[] = [];
  let overtaken = 0;
  for (const decision of decisions) {
    const row = matchingRow(decision.row);
    if (row === undefined) continue;
    const corrections = decision.corrections.flatMap((correction) => {
      const moved = movedCorrection(correction, row);
      if (moved === null) overtaken++;
      return moved ?? [];
    });
    carried.push({ ...decision, sourceId: to.sourceId, row, corrections });
  }
  return { decisions: carried, lost: decisions.length - carried.length, overtaken };

  function matchingRow(row: number): number | undefined {
    const id = from.respondentIds?.at(row) ?? '';
    const rows = before.get(id) ?? [];
    const candidates = after.get(id) ?? [];
    if (from.times === null || to.times === null) return candidates[rows.indexOf(row)];
    const time = from.times[row];
    const same = candidates.filter((other) => Object.is(to.times?.[other], time));
    if (same.length > 0) {
      return same[rows.filter((other) => Object.is(from.times?.[other], time)).indexOf(row)];
    }
    return !isNumbered && rows.length === 1 && candidates.length === 1 ? candidates[0] : undefined;
  }

  /** Codes may differ between the files; what the steps are called does not. */
  function movedCorrection({ columnId, from: old, to: wanted }: Correction, row: number) {
    const column = oldColumns.get(columnId);
    const target = column && columns.get(column.key);
    if (!column || !target) return null;
    const labels = stepLabels(column.scale);
    const targets = stepLabels(target.scale);
    const codeOf = (code: number) =>
      isStep(code) ? targets.indexOf(labels[code - 1] ?? '') + 1 : code;
    const found = target.codes[row];
    const next = codeOf(wanted);
    if (found !== codeOf(old) || (isStep(old) && found === 0) || next === 0) return null;
    return { columnId: target.columnId, from: found, to: next };
  }
}

function isStep(code: number): boolean {
  return code > 0 && code < ratingCode.notShown;
}

/** Where the respondents looked for stand in a table. */
function rowsOf(
  { respondentIds, rowCount }: ResponseTable,
  wanted: ReadonlySet<string>,
): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  if (respondentIds === null || wanted.size === 0) return rows;
  for (let row = 0; row < rowCount; row++) {
    const id = respondentIds.at(row);
    if (!wanted.has(id)) continue;
    const known = rows.get(id);
    if (known) known.push(row);
    else rows.set(id, [row]);
  }
  return rows;
}

/** Whether the identifiers only number the responses: such numbers say nothing about who answered. */
function isNumbering({ respondentIds, rowCount }: ResponseTable): boolean {
  return areNumbers(Array.from({ length: rowCount }, (_, row) => respondentIds?.at(row) ?? ''));
}

/** True for whole numbers that leave hardly any out between the first and the last, in any order. */
export function areNumbers(ids: readonly string[]): boolean {
  const numbers = new Set(ids.filter((id) => id !== '').map(Number));
  let low = Infinity;
  let high = -Infinity;
  for (const number of numbers) {
    if (!Number.isInteger(number)) return false;
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  return numbers.size > 0 && high - low + 1 <= 2 * numbers.size;
}

/** Columns that can be corrected, under a name that the same question has in every file. */
function answerColumns(table: ResponseTable) {
  return [
    ...table.ratings.map((column) => ({ ...column, key: `rating ${column.indicatorId}` })),
    ...(table.overall ? [{ ...table.overall, key: 'overall' }] : []),
    ...(table.recommendation ? [{ ...table.recommendation, key: 'recommendation' }] : []),
  ];
}

const code = v.pipe(count, v.maxValue(255));

export const decisionSchema = v.object({
  sourceId: id,
  row: count,
  decision: v.picklist(['keep', 'exclude']),
  reason: text,
  decidedAt: finite,
  corrections: v.array(v.object({ columnId: id, from: code, to: code })),
});

export const decisionsKept = keep<ManualDecision>({
  since: 1,
  key: ['sourceId', 'row'],
  refs: { sourceId: 'source' },
  merge: { by: 'fields', timeOf: ({ decidedAt }) => decidedAt },
  isAnswer: true,
  mask: { reason: 'text', corrections: 'plain' },
  about: () => '',
});
