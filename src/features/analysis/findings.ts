import type { DropAlert } from '../../domain/scoring/dropAlerts';
import type { DimensionScore, NodeScore } from '../../domain/scoring/modelScores';
import type { ParetoCause } from '../../domain/scoring/pareto';
import type { ScoreReport } from '../../domain/scoring/scoreReport';
import type { PhraseReport } from '../../worker/api';
import { formatPeriod, formatScore, formatShare } from '../../i18n/format';
import { t } from '../../i18n/translate';

/** Gaps beyond this are worth a title. */
const notableGap = 0.2;

/** What the radar or dots say: the node furthest under its target, or the lowest one. */
export function weakestFinding(nodes: readonly NodeScore[]): string {
  const measured = nodes.filter(({ score }) => score !== null);
  const node = weakest(measured);
  if (measured.length < 2 || !node) return t('finding.profile');
  if (node.gap === null) {
    return t('finding.lowest', { name: node.name, score: formatScore(node.score) });
  }
  return node.gap < 0 ? t('finding.weakest', { name: node.name }) : t('finding.allOnTarget');
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

/** What the trend says: how the last period moved, and what fell most if something did. */
export function trendFinding({ comparison, scores }: ScoreReport, drop: DropAlert | null): string {
  if (!comparison?.overall) return t('finding.trend');
  const { change } = comparison.overall;
  const previous = formatPeriod(comparison.previous);
  const size = formatScore(Math.abs(change));
  const moved =
    Math.abs(change) < 0.005
      ? t('finding.unchanged', { previous })
      : change < 0
        ? t('finding.fell', { previous, size })
        : t('finding.rose', { previous, size });
  const name = scores.dimensions.find(({ id }) => id === drop?.id)?.name;
  if (!drop || name === undefined) return moved;
  return t('finding.withDrop', { moved, name, size: formatScore(-drop.change) });
}

/** The node furthest under its target, or the lowest one where no node has a target. */
export function weakest<T extends NodeScore>(nodes: readonly T[]): T | null {
  const measured = nodes.filter(({ score }) => score !== null);
  const withTarget = measured.filter(({ gap }) => gap !== null);
  const [first] =
    withTarget.length > 0
      ? withTarget.sort((a, b) => (a.gap ?? 0) - (b.gap ?? 0))
      : measured.sort((a, b) => (a.score ?? 0) - (b.score ?? 0));
  return first ?? null;
}

/** Beyond this share of all causes the "vital few" are not few. */
const fewShare = 0.6;

/** What the Pareto says: how few causes make up how much, or that there is no such few. */
export function paretoFinding(causes: readonly ParetoCause[], isByIndicator: boolean): string {
  const vital = causes.filter(({ isVital }) => isVital);
  const last = vital.at(-1);
  if (!last || causes.length < 3) return t('finding.pareto');
  if (vital.length > fewShare * causes.length) {
    return isByIndicator ? t('finding.spreadIndicators') : t('finding.spreadCauses');
  }
  const params = { n: vital.length, share: formatShare(last.cumulative) };
  return isByIndicator ? t('finding.vitalIndicators', params) : t('finding.vitalCauses', params);
}

/** What the word cloud says: the phrase most say. */
export function cloudFinding(report: PhraseReport | null): string {
  // What nearly everybody says is the subject, not a finding.
  const first = report?.phrases.find(({ count }) => count <= 0.5 * report.commentCount);
  if (!report || !first) return t('finding.cloud');
  return t('finding.topPhrase', {
    phrase: first.text,
    share: formatShare(first.count / report.commentCount),
  });
}
