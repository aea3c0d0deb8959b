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
 * has several responses, that of the same place among them. Where both tables have times, these have to
 * be the same. A correction goes along where the new file still holds the answer it replaced.
 */
export function carryDecisions(
  decisions: readonly ManualDecision[],
  from: ResponseTable,
  to: ResponseTable,
): CarriedDecisions {
  const places = respondentRows(to);
  const before = respondentRows(from);
  const columns = new Map(answerColumns(to).map((column) => [column.key, column]));
  const keys = new Map(answerColumns(from).map(({ key, columnId }) => [columnId, key]));
  const carried: ManualDecision[] = [];
  let overtaken = 0;
  for (const decision of decisions) {
    const id = from.respondentIds?.at(decision.row) ?? '';
    const row = id === '' ? undefined : matchingRow(id, decision.row);
    if (row === undefined) continue;
    const corrections = decision.corrections.flatMap((correction) => {
      const column = columns.get(keys.get(correction.columnId) ?? '');
      if (column?.codes[row] !== correction.from) {
        overtaken++;
        return [];
      }
      return { ...correction, columnId: column.columnId };
    });
    carried.push({ ...decision, sourceId: to.sourceId, row, corrections });
  }
  return { decisions: carried, lost: decisions.length - carried.length, overtaken };

  function matchingRow(id: string, row: number): number | undefined {
    const candidates = places.get(id) ?? [];
    const rows = before.get(id) ?? [];
    if (from.times === null || to.times === null) return candidates[rows.indexOf(row)];
    const time = from.times[row];
    // Where files number their respondents anew, only the time tells that it is the same one.
    const isSame = (times: Float64Array | null) => (other: number) => times?.[other] === time;
    return candidates.filter(isSame(to.times))[rows.filter(isSame(from.times)).indexOf(row)];
  }
}

function respondentRows({ respondentIds, rowCount }: ResponseTable): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  if (respondentIds === null) return rows;
  for (let row = 0; row < rowCount; row++) {
    const id = respondentIds.at(row);
    if (id === '') continue;
    const known = rows.get(id);
    if (known) known.push(row);
    else rows.set(id, [row]);
  }
  return rows;
}

/** Columns that can be corrected, under a name that the same question has in every file. */
function answerColumns(table: ResponseTable) {
  return [
    ...table.ratings.map((column) => ({ ...column, key: `rating ${column.indicatorId}` })),
    ...(table.overall ? [{ ...table.overall, key: 'overall' }] : []),
    ...(table.recommendation ? [{ ...table.recommendation, key: 'recommendation' }] : []),
  ];
}
