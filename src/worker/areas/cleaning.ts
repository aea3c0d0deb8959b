import { suggestions } from '../../domain/cleaning/suggestions';
import type { IndicatorModel } from '../../domain/model/indicatorModel';
import { cleaningReport } from '../../domain/scoring/cleaningEffect';
import { ledgerPage, type LedgerQuery } from '../../domain/scoring/ledgerPage';
import { responseDetail, type PendingDecision } from '../../domain/scoring/responseDetail';
import { AppError } from '../../shared/AppError';
import { opened } from '../opened';

/** What cleaning does, and its ledger. */
export function cleaningArea() {
  return {
    async cleaning(engagementId: string, model: IndicatorModel) {
      const { sources, settings } = await opened(engagementId);
      return cleaningReport(
        sources.map(({ stored }) => stored),
        model,
        settings,
      );
    },
    /** What the data says about the settings of the rules. */
    async suggestions(engagementId: string) {
      const { sources, settings } = await (await opened(engagementId)).ledger();
      const weights = new Map(sources.map((one) => [one.rows.table, one.weights]));
      return suggestions(
        sources.map(({ rows }) => rows.table),
        settings,
        (table) => weights.get(table) ?? new Map(),
      );
    },
    async ledger(engagementId: string, query: LedgerQuery, offset: number, limit: number) {
      const { revision, sources, settings, indexOf } = await (await opened(engagementId)).ledger();
      return { revision, ...ledgerPage(sources, settings, indexOf(query), offset, limit) };
    },
    async response(
      engagementId: string,
      model: IndicatorModel,
      sourceId: string,
      row: number,
      pending: PendingDecision | null,
    ) {
      const { sources, settings, cubes } = await (await opened(engagementId)).ledger();
      const from = sources.find(({ source }) => source.id === sourceId);
      if (!from) throw new AppError('error.sourceGone');
      return responseDetail(from, settings, cubes, model, row, pending);
    },
  };
}
