import { cleaningRules, type CleaningRuleId } from '../../domain/cleaning/cleaningSettings';
import { isKept, rulesIn, verdict } from '../../domain/cleaning/ledger';
import type { SourceRows } from '../../domain/scoring/linearisedError';
import { ratingCode } from '../../domain/table/ratingScale';
import type { Source } from '../../domain/table/source';
import type { LedgerPage, LedgerRow } from '../api';

/**
 * One page of the responses that a rule marks or a person settled, in order of the file.
 * `rule` null: of any rule.
 */
export function ledgerPage(
  sources: readonly { readonly source: Source; readonly rows: SourceRows }[],
  rule: CleaningRuleId | null,
  offset: number,
  limit: number,
): LedgerPage {
  const mask = rule === null ? 0xff : 1 << cleaningRules.indexOf(rule);
  const rows: LedgerRow[] = [];
  let total = 0;
  for (const { source, rows: sourceRows } of sources) {
    const { ledger, table } = sourceRows;
    for (let row = 0; row < table.rowCount; row++) {
      const isSettled = rule === null && (ledger.verdicts[row] as number) >= verdict.excludedByHand;
      if (((ledger.flags[row] as number) & mask) === 0 && !isSettled) continue;
      if (total >= offset && rows.length < limit) rows.push(ledgerRow(source, sourceRows, row));
      total++;
    }
  }
  return { total, rows };
}

function ledgerRow(source: Source, { table, ledger }: SourceRows, row: number): LedgerRow {
  const code = ledger.verdicts[row] as number;
  const duration = table.durations?.[row] ?? NaN;
  return {
    sourceId: table.sourceId,
    row,
    respondentId: table.respondentIds?.at(row) ?? '',
    rules: rulesIn(ledger.flags[row] as number),
    isKept: isKept(code),
    decision:
      code === verdict.keptByHand ? 'keep' : code === verdict.excludedByHand ? 'exclude' : null,
    duration: Number.isNaN(duration) ? null : duration,
    scores: table.ratings.map(({ codes, scores }) => {
      const answer = codes[row] as number;
      return answer === ratingCode.outOfRange ? NaN : (scores[answer - 1] ?? null);
    }),
    outOfRange: source.columns.flatMap(({ header, outOfRange }) =>
      outOfRange.filter((entry) => entry.row === row).map(({ raw }) => `${header}: ${raw}`),
    ),
  };
}
