import type { PeriodUnit } from '../domain/model/period';
import { scoreInterval, type PrecisionReport } from '../domain/scoring/linearisedError';
import type { PeriodScores, ScoreReport } from '../domain/scoring/scoreReport';
import type { Interval } from '../domain/statistics/intervals';
import { lineKinds, type LineKind } from '../domain/model/indicatorModel';
import { dropAlerts } from '../domain/scoring/dropAlerts';
import {
  formatCount,
  formatInterval,
  formatPeriod,
  formatScore,
  formatSigned,
} from '../i18n/format';
import { t } from '../i18n/translate';
import { trendFinding, weakest } from './findings';
import type { TrendInput } from '../charts/trend/trendLayout';
import { atPeriod } from './markIds';
import type { Figure } from './figure';

/** What trendFigure is made from. */
interface Input {
  readonly report: ScoreReport;
  readonly precision: PrecisionReport | null;
  readonly unit: PeriodUnit;
  readonly scopeLine: string;
  /** Where the scale of a chart of these series begins. */
  readonly startOf: (input: Omit<TrendInput, 'width'>) => number;
}

/** The overall score through time, with what fell most or lies furthest under its target. */
export function trendFigure({
  report,
  precision,
  unit,
  scopeLine,
  startOf,
}: Input): Figure<Omit<TrendInput, 'width'>> {
  const { dimensions, overall } = report.scores;
  const drop =
    dropAlerts(
      report.comparison,
      dimensions.map(({ id }) => id),
      precision,
    )[0] ?? null;
  /** Beside the overall score: what fell, else the dimension furthest under its target. */
  const second =
    dimensions.length < 2
      ? null
      : (dimensions.find(({ id }) => id === drop?.id) ?? weakest(dimensions) ?? null);
  const intervals = report.periods.map(({ period, overall: { score } }) =>
    scoreInterval(score, precision?.periods.get(period)?.overall),
  );
  const secondValues = report.periods.map(
    (period) => period.dimensions.find(({ id }) => id === second?.id)?.score ?? null,
  );
  const last = report.periods.at(-1);
  const input: Omit<TrendInput, 'width'> = {
    periods: report.periods.map(({ period, responses }) => ({
      key: period,
      label: formatPeriod(period),
      note: `n ${formatCount(responses)}`,
      isLowBase: responses < 50,
      flag: null,
    })),
    series: [
      {
        id: 'overall',
        label: t('analysis.overallShort'),
        valueText: formatScore(last?.overall.score ?? null),
        color: '--c1-text',
        values: report.periods.map((period) => period.overall.score),
        details: report.periods.map((period, index) =>
          detail(period, t('analysis.overall'), period.overall.score, intervals[index] ?? null),
        ),
        intervals,
      },
      ...(second
        ? [
            {
              id: second.id,
              label: second.name,
              valueText: formatScore(secondValues.at(-1) ?? null),
              color: '--c2-text',
              values: secondValues,
              details: report.periods.map((period, index) =>
                detail(period, second.name, secondValues[index] ?? null, null),
              ),
              intervals: null,
            },
          ]
        : []),
    ],
    references: lineKinds.flatMap((kind) => {
      const value = overall[kind];
      return value === null ? [] : [{ kind, id: kind, value, label: markText(kind, value) }];
    }),
    alert: alertFor(),
    bounds: [1, 5],
    format: (value) => value.toFixed(1),
  };
  function detail(
    { period, responses }: PeriodScores,
    name: string,
    score: number | null,
    interval: Interval | null,
  ): string {
    return [
      `${name} · ${formatPeriod(period)}`,
      `${formatScore(score)} · n ${formatCount(responses)}`,
      ...(interval ? [`${t('analysis.ci')} ${formatInterval(interval, formatScore)}`] : []),
    ].join('\n');
  }
  function markText(kind: LineKind, value: number): string {
    const score = formatScore(value);
    if (kind === 'target') return t('analysis.targetMark', { score });
    return kind === 'baseline'
      ? t('analysis.baselineMark', { score })
      : t('analysis.benchmarkMark', { score });
  }

  const start = startOf(input);
  const title = trendFinding(report, drop, precision);
  const table = {
    columns: [
      t('scope.period'),
      t('analysis.overall'),
      t('analysis.ci'),
      ...dimensions.map(({ name }) => name),
      'n',
    ],
    rows: report.periods.map((period, index) => [
      formatPeriod(period.period),
      formatScore(period.overall.score),
      formatInterval(intervals[index] ?? null, formatScore),
      ...period.dimensions.map(({ score }) => formatScore(score)),
      formatCount(period.responses),
    ]),
    opens: report.periods.map(({ period, isHidden }) =>
      isHidden
        ? {}
        : Object.fromEntries([
            [1, atPeriod('overall', period)],
            ...dimensions.map(({ id }, at) => [at + 3, atPeriod(id, period)]),
          ]),
    ),
  };
  function alertFor(): TrendInput['alert'] {
    const { comparison } = report;
    // The ring stands on the last point; a chosen earlier period raises its alert in the table.
    if (!drop || !comparison || comparison.current !== report.periods.at(-1)?.period) return null;
    if (second?.id !== drop.id) return null;
    return {
      seriesId: drop.id,
      title: t(drop.isConfirmed ? 'analysis.alertTitle' : 'analysis.watchTitle', {
        change: formatSigned(drop.change),
      }),
      text: t('analysis.alertText', {
        from: formatScore(drop.previous),
        to: formatScore(drop.current),
      }),
    };
  }

  return {
    title,
    subtitle: t(unit === 'quarter' ? 'analysis.trendQuarter' : 'analysis.trendMonth', {
      start: start.toFixed(1),
    }),
    footnote: scopeLine,
    table,
    legend: [
      { mark: 'line', label: t('analysis.overallShort'), color: '--c1-text' },
      ...(second ? [{ mark: 'line' as const, label: second.name, color: '--c2-text' }] : []),
      ...(overall.target === null
        ? []
        : [{ mark: 'dashed' as const, label: t('analysis.target') }]),
      ...(overall.baseline === null
        ? []
        : [{ mark: 'dotted' as const, label: t('analysis.baseline') }]),
      ...(overall.benchmark === null
        ? []
        : [{ mark: 'sparse' as const, label: t('analysis.benchmark') }]),
    ],
    chart: input,
  };
}
