import type { ManualDecision } from '../cleaning/decisions';
import type { RuleHit } from './ledgerPage';
import type { CleaningSettings } from '../cleaning/cleaningSettings';
import { correctedTable } from '../cleaning/decisions';
import { isKept } from '../cleaning/ledger';
import type { IndicatorModel } from '../model/indicatorModel';
import { responseEffect } from './responseEffect';
import type { ResponseCube } from './responseCube';
import { ratingCode, stepLabels } from '../table/ratingScale';

import { finite, ruleHits, type LedgerSource } from './ledgerPage';

/** A rated question of one response. */
export interface AnswerDetail {
  readonly columnId: string;
  readonly kind: 'rating' | 'overall' | 'recommendation';
  readonly question: string;
  /** What the steps of its scale are called; step n is `steps[n − 1]`. */
  readonly steps: readonly string[];
  /** Code in the file (see `ratingCode`), and the corrected one if there is any. */
  readonly code: number;
  readonly corrected: number | null;
  /** Score that counts; null where there is none. */
  readonly score: number | null;
  /** The answer as written where its scale does not have it. */
  readonly raw: string | null;
}

/** A score as it is, and as it would be after a change. */
export interface ScoreChange {
  readonly now: number | null;
  readonly then: number | null;
}

/** What somebody is about to decide on a response. */
export type PendingDecision = Pick<ManualDecision, 'decision' | 'corrections'>;

/** Everything about one response. */
export interface ResponseDetail {
  readonly sourceId: string;
  readonly fileName: string;
  readonly row: number;
  readonly respondentId: string;
  readonly time: number | null;
  readonly duration: number | null;
  readonly isKept: boolean;
  readonly hits: readonly RuleHit[];
  readonly decision: ManualDecision | null;
  readonly answers: readonly AnswerDetail[];
  readonly segments: readonly { readonly name: string; readonly value: string }[];
  readonly comments: readonly string[];
  readonly overall: ScoreChange;
  readonly dimensions: readonly (ScoreChange & { readonly name: string })[];
}

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
