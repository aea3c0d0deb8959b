import type { CleaningSettings } from '../../domain/cleaning/cleaningSettings';
import { correctedTable } from '../../domain/cleaning/decisions';
import { isKept } from '../../domain/cleaning/ledger';
import type { IndicatorModel } from '../../domain/model/indicatorModel';
import { responseEffect } from '../../domain/scoring/responseEffect';
import type { ResponseCube } from '../../domain/scoring/responseCube';
import { ratingCode, stepLabels } from '../../domain/table/ratingScale';
import type { AnswerDetail, PendingDecision, ResponseDetail, ScoreChange } from '../api';
import { finite, ruleHits, type LedgerSource } from './ledgerPage';

/**
 * Everything about one response: what hit it, what it says, and what the scores would be with what
 * is about to be decided; without that, if it counted the other way.
 */
export function responseDetail(
  from: LedgerSource,
  settings: CleaningSettings,
  cubes: readonly ResponseCube[],
  model: IndicatorModel,
  row: number,
  pending: PendingDecision | null,
): ResponseDetail {
  const { source, decisions } = from;
  const { table, original, ledger } = from.rows;
  const keeps = isKept(ledger.verdicts[row] as number);
  const decision = decisions.get(row) ?? null;
  const said = { sourceId: source.id, row, reason: '', decidedAt: 0 };
  const entering = pending ? correctedTable(original, [{ ...said, ...pending }]) : table;
  const enters = pending ? pending.decision === 'keep' : !keeps;
  const { now, then } = responseEffect(
    cubes,
    model,
    row,
    keeps ? table : null,
    enters ? entering : null,
  );
  const rated = [
    ...original.ratings.map((column) => ({ ...column, kind: 'rating' as const })),
    ...(original.overall ? [{ ...original.overall, kind: 'overall' as const }] : []),
    ...(original.recommendation
      ? [{ ...original.recommendation, kind: 'recommendation' as const }]
      : []),
  ];
  return {
    sourceId: source.id,
    fileName: source.fileName,
    row,
    respondentId: table.respondentIds?.at(row) ?? '',
    time: finite(table.times?.[row]),
    duration: finite(table.durations?.[row]),
    isKept: keeps,
    hits: ruleHits(from, settings, row),
    decision,
    answers: rated.map(({ columnId, kind, scale, scores, codes }): AnswerDetail => {
      const code = codes[row] as number;
      const corrected = decision?.corrections.find((one) => one.columnId === columnId)?.to ?? null;
      const column = source.columns.find(({ id }) => id === columnId);
      const raw = column?.outOfRange.find((entry) => entry.row === row)?.raw ?? null;
      return {
        columnId,
        kind,
        question: column?.header ?? '',
        steps: stepLabels(scale),
        code,
        corrected,
        score: kind === 'recommendation' ? null : (scores[(corrected ?? code) - 1] ?? null),
        raw: code === ratingCode.outOfRange ? raw : null,
      };
    }),
    segments: table.segments.flatMap(({ segmentId, values, codes }) => {
      const value = values[(codes[row] as number) - 1];
      return value === undefined ? [] : [{ name: segmentId, value }];
    }),
    comments: table.comments.map((column) => column.at(row)).filter((text) => text !== ''),
    overall: { now: now.overall.score, then: then.overall.score },
    dimensions: now.dimensions.map(({ name, score }, index): ScoreChange & { name: string } => ({
      name,
      now: score,
      then: then.dimensions[index]?.score ?? null,
    })),
  };
}
