import type { Goal, GoalMetric, GoalPoint } from '../domain/model/goal';
import { nodesOf, type IndicatorModel } from '../domain/model/indicatorModel';
import { firstMonth } from '../domain/model/period';
import { scoresById } from '../domain/scoring/modelScores';
import type { PeriodScores, ScoreReport } from '../domain/scoring/scoreReport';
import { formatNps, formatScore, formatShare, formatSigned } from '../i18n/format';
import { t } from '../i18n/translate';

/** The name of a metric; null when its node is gone. */
export function metricName(metric: GoalMetric, model: IndicatorModel): string | null {
  switch (metric.kind) {
    case 'overall':
      return t('analysis.overall');
    case 'nps':
      return 'NPS';
    case 'csat':
      return 'CSAT';
    case 'node':
      return nodesOf(model).find(({ node }) => node.id === metric.nodeId)?.node.name ?? null;
  }
}

/** A value of a metric as it is read. */
export function metricText({ kind }: GoalMetric, value: number | null): string {
  if (kind === 'nps') return formatNps(value);
  return kind === 'csat' ? formatShare(value, 1) : formatScore(value);
}

/** A change of a metric, with its sign. */
export function changeText({ kind }: GoalMetric, value: number): string {
  if (kind === 'nps') return formatSigned(value, 1);
  return kind === 'csat'
    ? t('goal.points', { n: formatSigned(value * 100, 1) })
    : formatSigned(value);
}

/** The values of a goal's metric by period, each dated on its last day. */
export function pointsOf(
  { metric }: Goal,
  report: ScoreReport | null,
): (GoalPoint & { readonly period: string })[] {
  return (report?.periods ?? []).flatMap((period) => {
    const value = valueIn(metric, period);
    return value === null ? [] : [{ period: period.period, day: lastDay(period.period), value }];
  });
}

function valueIn(metric: GoalMetric, period: PeriodScores): number | null {
  switch (metric.kind) {
    case 'nps':
      return period.nps?.score ?? null;
    case 'csat':
      return period.csat?.share ?? null;
    case 'overall':
      return period.overall.score;
    case 'node':
      return scoresById(period).get(metric.nodeId)?.score ?? null;
  }
}

function lastDay(period: string): string {
  const first = firstMonth(period) ?? 0;
  const next = first + (period.includes('Q') ? 3 : 1);
  return new Date(Date.UTC(Math.floor(next / 12), next % 12, 0)).toISOString().slice(0, 10);
}

/** Today as an ISO day, where the user is. */
export function todayLocal(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()))
    .toISOString()
    .slice(0, 10);
}
