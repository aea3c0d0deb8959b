import type { DropAlert } from '../domain/scoring/dropAlerts';
import type { DriverReport, NamedDriver } from '../domain/scoring/driverReport';
import { levelBounds, lowBase, significance } from '../domain/scoring/levels';
import { scoreInterval, type PrecisionReport } from '../domain/scoring/linearisedError';
import type { DimensionScore, NodeScore } from '../domain/scoring/modelScores';
import type { ParetoCause } from '../domain/scoring/pareto';
import type { ScoreReport } from '../domain/scoring/scoreReport';
import { figureOfNode, lowestCell, type SegmentMatrix } from '../domain/scoring/segmentMatrix';
import { welchDifference } from '../domain/statistics/differences';
import { wilsonInterval, type Interval } from '../domain/statistics/intervals';
import type { Taxonomy } from '../domain/text/taxonomy';
import type { TextReport } from '../domain/text/textRequest';
import { formatPeriod, formatScore, formatShare } from '../i18n/format';
import { t } from '../i18n/translate';
import { valueName } from './scopeText';
import { themeName } from './themeNames';

/** Gaps beyond this are worth a title. */
const notableGap = 0.2;

/** The interval of a node: its own where it was rated, otherwise from the rows; null until known. */
export function nodeInterval(node: NodeScore, precision: PrecisionReport | null): Interval | null {
  if ('interval' in node && node.interval) return node.interval as Interval;
  const known =
    node.id === 'overall' ? precision?.scope.overall : precision?.scope.nodes.get(node.id);
  return scoreInterval(node.score, known);
}

/**
 * What the radar or dots say: the node furthest under its target, or the lowest one; only where its
 * whole interval lies under the target, or under the next one's. Otherwise a neutral name.
 */
export function weakestFinding(
  { scores }: Pick<ScoreReport, 'scores'>,
  nodes: readonly NodeScore[],
  precision: PrecisionReport | null,
): string {
  const measured = nodes.filter(({ score }) => score !== null);
  const node = weakest(measured);
  if (measured.length < 2 || !node || scores.responses < lowBase) return t('finding.profile');
  const interval = nodeInterval(node, precision);
  if (node.gap === null) {
    const next = weakest(measured.filter(({ id }) => id !== node.id));
    const nextInterval = next && nodeInterval(next, precision);
    if (!interval || !nextInterval || interval[1] >= nextInterval[0]) return t('finding.profile');
    return t('finding.lowest', { name: node.name, score: formatScore(node.score) });
  }
  if (node.gap >= 0) return t('finding.allOnTarget');
  const isSure = interval !== null && node.target !== null && interval[1] < node.target;
  return isSure ? t('finding.weakest', { name: node.name }) : t('finding.profile');
}

/** What the table says: how many dimensions (or indicators of a lone one) surely miss their target. */
export function tableFinding(
  dimensions: readonly DimensionScore[],
  precision: PrecisionReport | null,
): string {
  const isLone = dimensions.length === 1;
  const nodes: readonly NodeScore[] = isLone ? (dimensions[0]?.indicators ?? []) : dimensions;
  const withTarget = nodes.filter(({ gap }) => gap !== null);
  if (withTarget.length === 0) return t('finding.table');
  const isSure = (node: NodeScore) => {
    const interval = nodeInterval(node, precision);
    return interval !== null && node.target !== null && interval[1] < node.target;
  };
  const missing = withTarget.filter(
    (node) => (node.gap ?? 0) <= -notableGap && isSure(node),
  ).length;
  if (missing > 0) {
    const params = { n: missing, gap: notableGap.toFixed(1) };
    return isLone ? t('finding.indicatorsBelow', params) : t('finding.dimensionsBelow', params);
  }
  const below = withTarget.filter(({ gap }) => (gap ?? 0) < 0);
  if (below.length === 0) return t('finding.allOnTarget');
  return below.some(isSure)
    ? t('finding.nearTarget', { n: below.filter(isSure).length })
    : t('finding.table');
}

/** Whether the last change of the overall score is more than chance; null where that cannot be told, or not yet. */
function isSureChange(
  { comparison }: Pick<ScoreReport, 'comparison'>,
  precision: PrecisionReport | null,
): boolean | null {
  if (!comparison?.overall || !precision) return null;
  const before = precision.periods.get(comparison.previous)?.overall;
  const now = precision.periods.get(comparison.current)?.overall;
  if (before?.standardError == null || now?.standardError == null) return null;
  const test = welchDifference(
    { mean: comparison.overall.current, standardError: now.standardError, n: now.n },
    { mean: comparison.overall.previous, standardError: before.standardError, n: before.n },
  );
  // Few responses say neither that it moved nor that it did not.
  if (test === null || Math.min(now.n, before.n) < lowBase) return null;
  return test.p < significance;
}

/** What the trend says: how the last period moved where the sample carries it, and what fell most. */
export function trendFinding(
  report: ScoreReport,
  drop: DropAlert | null,
  precision: PrecisionReport | null,
): string {
  const { comparison, scores } = report;
  if (!comparison?.overall) return t('finding.trend');
  const isSure = isSureChange(report, precision);
  if (isSure === null) return t('finding.trend');
  const { change } = comparison.overall;
  const previous = formatPeriod(comparison.previous);
  const size = formatScore(Math.abs(change));
  const moved = !isSure
    ? t('finding.unchanged', { previous })
    : change < 0
      ? t('finding.fell', { previous, size })
      : t('finding.rose', { previous, size });
  const name = scores.dimensions.find(({ id }) => id === drop?.id)?.name;
  if (!drop?.isConfirmed || name === undefined) return moved;
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
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  if (!last || causes.length < 3 || total < lowBase) return t('finding.pareto');
  if (vital.length > fewShare * causes.length) {
    return isByIndicator ? t('finding.spreadIndicators') : t('finding.spreadCauses');
  }
  const params = { n: vital.length, share: formatShare(last.cumulative) };
  return isByIndicator ? t('finding.vitalIndicators', params) : t('finding.vitalCauses', params);
}

/** What the word cloud says: the phrase most say. */
export function cloudFinding(report: TextReport | null): string {
  // What nearly everybody says is the subject, not a finding.
  const first = report?.phrases.find(({ count }) => count <= 0.5 * report.commentCount);
  if (!report || !first || report.commentCount < lowBase) return t('finding.cloud');
  return t('finding.topPhrase', {
    phrase: first.text,
    share: formatShare(first.count / report.commentCount),
  });
}

/** What the themes say: what to deal with first, or what most negative comments are about. */
export function themesFinding(report: TextReport, taxonomy: Taxonomy): string {
  if (report.commentCount < lowBase) return t('text.themesTitle');
  const first = report.themes.find(
    ({ isFirst, parentId, meanInterval }) =>
      isFirst && parentId !== null && (meanInterval?.[1] ?? 5) < levelBounds.basically,
  );
  if (first) {
    return t('text.firstFinding', {
      name: themeName(taxonomy, first.id),
      share: formatShare(first.share),
      score: formatScore(first.meanScore),
    });
  }
  const [most, next] = report.themes
    .filter(({ parentId }) => parentId !== null)
    .sort((a, b) => b.negative - a.negative);
  const { negative } = report.sentiment;
  if (!most || negative < lowBase) return t('text.themesTitle');
  // A lead of a few comments is none.
  const lead = wilsonInterval(most.negative, negative);
  if (next && (lead?.[0] ?? 0) * negative <= next.negative) return t('text.themesTitle');
  return t('text.themesFinding', {
    name: themeName(taxonomy, most.id),
    share: formatShare(most.negative / negative),
  });
}

/** What the heatmap says: the drawn group and indicator surely furthest below the others. */
export function heatFinding(matrix: SegmentMatrix, drawn: readonly string[]): string {
  const lowest = lowestCell(matrix, drawn);
  if (!lowest) return t('heat.title', { segment: matrix.segmentId });
  return t('heat.finding', {
    value: valueName(lowest.value),
    name: lowest.indicator,
    size: formatScore(-lowest.difference),
  });
}

/** Score and answers of a measure of one group: a node, NPS or CSAT. */
export function measureIn(
  group: SegmentMatrix['groups'][number],
  measure: string,
): { readonly score: number | null; readonly n: number } {
  if (group.isHidden) return { score: null, n: group.responses };
  if (measure === 'nps') return { score: group.nps?.score ?? null, n: group.nps?.n ?? 0 };
  if (measure === 'csat') return { score: group.csat?.share ?? null, n: group.csat?.n ?? 0 };
  return figureOfNode(group, measure);
}

/** The driver that is surely ahead of the next one, where nothing warns; null where none is. */
export function clearDriver({ result }: Pick<DriverReport, 'result'>): NamedDriver | null {
  if (typeof result === 'string' || result.warnings.length > 0) return null;
  const [first, second] = [...result.drivers].sort((a, b) => b.share - a.share);
  if (!first?.shareInterval || !second?.shareInterval) return null;
  return first.shareInterval[0] > second.shareInterval[1] ? first : null;
}

/** What the drivers say: the one that clearly comes first, or a neutral name. */
export function driversFinding(report: Pick<DriverReport, 'result'>, outcome: string): string {
  const first = clearDriver(report);
  return first
    ? t('drivers.findingClear', { name: first.name, outcome, share: formatShare(first.share) })
    : t('drivers.title', { outcome });
}
