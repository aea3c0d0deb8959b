import { dropAlerts } from '../domain/scoring/dropAlerts';
import { levelBounds, smallestBase } from '../domain/scoring/levels';
import type { PrecisionReport } from '../domain/scoring/linearisedError';
import type { ScoreReport } from '../domain/scoring/scoreReport';
import { isRising } from '../domain/text/textReport';
import type { Taxonomy } from '../domain/text/taxonomy';
import type { TextReport } from '../domain/text/textRequest';
import { formatCount, formatPeriod, formatScore, formatShare, formatSigned } from '../i18n/format';
import { t } from '../i18n/translate';
import { themeName } from './themeNames';
import { limitsOf, measureAt, periodPoints } from './trendPoints';

/** A rule that fired on the data (`product.md` E8). */
export interface Alert {
  readonly id: string;
  readonly name: string;
  /** From → to and the limit, in words. */
  readonly text: string;
  /** What the sample carries; otherwise it is only to be watched. */
  readonly isConfirmed: boolean;
  /** Where the chart is. */
  readonly room: 'overview' | 'trends' | 'segments' | 'text';
  /** The measure of the trend, or the theme, to be shown there. */
  readonly focus: string | null;
}

/** Valid responses a baseline asks for (`product.md` A3). */
const sampleFloor = 300;

/** Everything that fired in the scope, what is confirmed first. */
export function alertsOf(
  report: ScoreReport,
  precision: PrecisionReport | null,
  texts: TextReport | null,
  taxonomy: Taxonomy,
): Alert[] {
  const alerts = [
    ...drops(report, precision),
    ...outside(report, precision),
    ...themes(texts, taxonomy),
    ...rising(texts, taxonomy),
    ...sample(report),
  ];
  return alerts.sort((a, b) => Number(b.isConfirmed) - Number(a.isConfirmed));
}

function drops(report: ScoreReport, precision: PrecisionReport | null): Alert[] {
  const { comparison, scores } = report;
  if (!comparison) return [];
  return dropAlerts(
    comparison,
    scores.dimensions.map(({ id }) => id),
    precision,
  ).map((drop) => ({
    id: `drop ${drop.id}`,
    name: scores.dimensions.find(({ id }) => id === drop.id)?.name ?? '',
    text: t('alerts.drop', {
      from: formatScore(drop.previous),
      to: formatScore(drop.current),
      change: formatSigned(drop.change),
      previous: formatPeriod(comparison.previous),
      current: formatPeriod(comparison.current),
    }),
    isConfirmed: drop.isConfirmed,
    room: 'trends',
    focus: drop.id,
  }));
}

/** The last period outside of the control limits of those before it. */
function outside(report: ScoreReport, precision: PrecisionReport | null): Alert[] {
  const points = periodPoints(report, precision);
  const nodes = [
    { id: 'overall', name: t('analysis.overall') },
    ...report.scores.dimensions.map(({ id, name }) => ({ id, name })),
  ];
  return nodes.flatMap(({ id, name }): Alert[] => {
    const values = points.map((point) => measureAt(point, id).value);
    const limits = limitsOf(values);
    if (!limits?.isOutside) return [];
    return [
      {
        id: `limit ${id}`,
        name,
        text: t('alerts.outside', {
          value: formatScore(values.at(-1) ?? null),
          lower: formatScore(limits.lower),
          upper: formatScore(limits.upper),
          n: limits.n,
        }),
        // Under twenty points control limits are provisional (`scoring.md` §4).
        isConfirmed: limits.n >= 20,
        room: 'trends',
        focus: id,
      },
    ];
  });
}

function themes(texts: TextReport | null, taxonomy: Taxonomy): Alert[] {
  if (!texts || texts.isSample) return [];
  const fired = texts.themes.filter(({ isMustFix, isFirst }) => isMustFix || isFirst);
  return fired.flatMap((stat): Alert[] => {
    // A main theme is only told where none of its sub-themes fired.
    if (fired.some(({ parentId }) => parentId === stat.id)) return [];
    return [
      {
        id: `theme ${stat.id}`,
        name: themeName(taxonomy, stat.id),
        text: stat.isMustFix
          ? t('alerts.mustFix', {
              share: formatShare(stat.negative / texts.commentCount, 1),
              n: stat.negative,
            })
          : t('alerts.first', {
              share: formatShare(stat.share, 1),
              score: formatScore(stat.meanScore),
            }),
        // A mean whose interval holds the limit may as well be above it.
        isConfirmed: stat.isMustFix || (stat.meanInterval?.[1] ?? 5) < levelBounds.basically,
        room: 'text',
        focus: stat.id,
      },
    ];
  });
}

function rising(texts: TextReport | null, taxonomy: Taxonomy): Alert[] {
  const monitor = texts?.isSample === false ? texts.monitor : null;
  if (!monitor) return [];
  const mains = new Set(
    monitor.trends.flatMap(({ id, isAlert }) => {
      const theme = taxonomy.themes.find((one) => one.id === id);
      return isAlert && theme?.parentId ? [theme.parentId] : [];
    }),
  );
  return monitor.trends.flatMap((trend): Alert[] => {
    // The sub-theme says more than the main theme it lifts.
    if (mains.has(trend.id)) return [];
    // Rare words rise by chance; what is not confirmed is watched from a tenth of the comments on.
    if (!trend.isAlert && !(isRising(trend) && trend.now >= 0.1)) return [];
    return [
      {
        id: `negative ${trend.id}`,
        name: trend.id === '' ? t('text.allNegative') : themeName(taxonomy, trend.id),
        text: t('alerts.negative', {
          from: formatShare(trend.before, 1),
          to: formatShare(trend.now, 1),
          rise: `${formatSigned((trend.rise ?? 0) * 100, 0)}%`,
          current: formatPeriod(monitor.current),
        }),
        isConfirmed: trend.isAlert,
        room: 'text',
        focus: trend.id === '' ? null : trend.id,
      },
    ];
  });
}

function sample(report: ScoreReport): Alert[] {
  const n = report.scores.responses;
  const alerts: Alert[] = [];
  if (n >= smallestBase && n < sampleFloor) {
    alerts.push({
      id: 'sample',
      name: t('analysis.validResponses'),
      text: t('alerts.sample', { n: formatCount(n), floor: sampleFloor }),
      isConfirmed: false,
      room: 'overview',
      focus: null,
    });
  }
  return alerts;
}
