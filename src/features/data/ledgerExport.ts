import { cleaningRules, type CleaningRuleId } from '../../domain/cleaning/rules';
import { t } from '../../i18n/translate';
import { downloadFile } from '../../ui/fileInput';
import { toasts } from '../../ui/toasts.svelte';
import type { LedgerQuery } from '../../worker/api';
import { rowAnalysis } from '../../worker/analysisClient';
import { ruleName } from './ruleWords';

/** Writes what the ledger lists to a file in the user's language and hands it to the browser. */
export async function exportLedgerFile(
  engagementId: string,
  name: string,
  query: LedgerQuery,
  format: 'csv' | 'xlsx',
  total: number,
): Promise<void> {
  const blob = await rowAnalysis().exportLedger(engagementId, query, {
    format,
    words: {
      sheet: t('ledger.fileName'),
      columns: [
        t('ledger.column.source'),
        t('ledger.row'),
        t('ledger.respondent'),
        t('ledger.column.outcome'),
        t('ledger.column.rule'),
        t('ledger.column.others'),
        t('ledger.column.value'),
        t('ledger.column.limit'),
        t('ledger.column.duration'),
        t('ledger.column.time'),
        t('ledger.column.decision'),
        t('ledger.column.reason'),
        t('ledger.column.date'),
        t('ledger.column.corrections'),
      ],
      rules: Object.fromEntries(cleaningRules.map((rule) => [rule, ruleName(rule)])) as Record<
        CleaningRuleId,
        string
      >,
      kept: t('ledger.kept'),
      excluded: t('ledger.excluded'),
    },
  });
  downloadFile(blob, `${name} ${t('ledger.fileName')}.${format}`);
  toasts.show(t('ledger.exported', { n: total }));
}
