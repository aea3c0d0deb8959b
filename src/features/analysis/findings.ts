import type { DimensionScore, IndicatorScore } from '../../domain/scoring/modelScores';
import type { ParetoCause } from '../../domain/scoring/pareto';
import type { Comparison, ScoreReport } from '../../domain/scoring/scoreReport';
import type { PhraseReport } from '../../worker/api';
import { formatPeriod, formatScore, formatShare } from '../../i18n/format';
import { t } from '../../i18n/translate';

/** Gaps beyond this are worth a title. */
const notableGap = 0.2;

/** What the radar or dots say: the node furthest under its target, or the lowest one. */
export function weakestFinding(nodes: readonly (DimensionScore | IndicatorScore)[]): string {
  const measured = nodes.filter(({ score }) => score !== null);
  if (measured.length < 2) return t('finding.profile');
  const short = measured
    .filter(({ gap }) => gap !== null && gap < 0)
    .sort((a, b) => (a.gap ?? 0) - (b.gap ?? 0))[0];
  if (short) return t('finding.weakest', { name: short.name });
  if (measured.every(({ gap }) => gap !== null)) return t('finding.allOnTarget');
  const lowest = [...measured].sort((a, b) => (a.score ?? 0) - (b.score ?? 0))[0];
  return t('finding.lowest', {
    name: lowest?.name ?? '',
    score: formatScore(lowest?.score ?? null),
  });
}

/** What the table says: how many dimensions (or indicators of a lone one) miss their target. */
export function tableFinding(dimensions: readonly DimensionScore[]): string {
  const isLone = dimensions.length === 1;
  const nodes = isLone ? (dimensions[0]?.indicators ?? []) : dimensions;
  const withTarget = nodes.filter(({ gap }) => gap !== null);
  if (withTarget.length === 0) return t('finding.table');
  const missing = withTarget.filter(({ gap }) => (gap ?? 0) <= -notableGap).length;
  if (missing > 0) {
    const params = { n: missing, gap: notableGap.toFixed(1) };
    return isLone ? t('finding.indicatorsBelow', params) : t('finding.dimensionsBelow', params);
  }
  const below = withTarget.filter(({ gap }) => (gap ?? 0) < 0).length;
  return below === 0 ? t('finding.allOnTarget') : t('finding.nearTarget', { n: below });
}

/** What the trend says: how the last period moved and what fell most. */
export function trendFinding({ comparison, scores }: ScoreReport): string {
  if (!comparison?.overall) return t('finding.trend');
  const drop = largestDrop(comparison, scores.dimensions);
  const { change } = comparison.overall;
  const previous = formatPeriod(comparison.previous);
  const size = formatScore(Math.abs(change));
  const moved =
    Math.abs(change) < 0.005
      ? t('finding.unchanged', { previous })
      : change < 0
        ? t('finding.fell', { previous, size })
        : t('finding.rose', { previous, size });
  if (!drop) return moved;
  return t('finding.withDrop', { moved, name: drop.name, size: formatScore(-drop.change) });
}

/** The dimension that fell most, among those that raise an alert; null when none does. */
export function largestDrop(
  comparison: Comparison | null,
  dimensions: readonly DimensionScore[],
): { readonly id: string; readonly name: string; readonly change: number } | null {
  const drops = dimensions.flatMap(({ id, name }) => {
    const change = comparison?.nodes.get(id);
    return change?.isDrop ? [{ id, name, change: change.change }] : [];
  });
  return drops.sort((a, b) => a.change - b.change)[0] ?? null;
}

/** What the Pareto says: how few causes make up how much. */
export function paretoFinding(causes: readonly ParetoCause[], isByIndicator: boolean): string {
  const vital = causes.filter(({ isVital }) => isVital);
  const last = vital.at(-1);
  if (!last || causes.length < 2) return t('finding.pareto');
  const params = { n: vital.length, share: formatShare(last.cumulative) };
  return isByIndicator ? t('finding.vitalIndicators', params) : t('finding.vitalCauses', params);
}

/** What the word cloud says: the phrase most say. */
export function cloudFinding(report: PhraseReport | null): string {
  const first = report?.phrases[0];
  if (!report || !first) return t('finding.cloud');
  return t('finding.topPhrase', {
    phrase: first.text,
    share: formatShare(first.count / report.commentCount),
  });
}
