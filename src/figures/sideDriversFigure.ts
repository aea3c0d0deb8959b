import type { DriverReport } from '../domain/scoring/driverReport';
import { formatScore, formatShare, noFigure } from '../i18n/format';
import { t } from '../i18n/translate';
import type { BarsInput } from '../charts/bars/barsLayout';
import type { Figure } from './figure';
import { clearDriver } from './findings';

/** What sideDriversFigure is made from. */
interface Input {
  readonly side: string;
  readonly report: DriverReport;
  readonly outcomeName: string;
  readonly scopeLine: string;
}

/** What drives an outcome on one side of a comparison. */
export function sideDriversFigure({
  side,
  report,
  outcomeName,
  scopeLine,
}: Input): Figure<Omit<BarsInput, 'width'>> {
  const result = typeof report.result === 'string' ? null : report.result;
  const drivers = [...(result?.drivers ?? [])].sort((a, b) => b.share - a.share);
  const first = clearDriver(report);
  const title = first
    ? t('compare.driversClear', {
        side,
        name: first.name,
        outcome: outcomeName,
        share: formatShare(first.share),
      })
    : t('compare.drivers', { side, outcome: outcomeName });
  const bars = drivers.map((driver) => ({
    id: driver.id,
    label: driver.name,
    note: formatScore(driver.mean),
    value: driver.share,
    interval: driver.shareInterval,
    valueText: formatShare(driver.share),
    detail: `${driver.name}\n${formatShare(driver.share, 1)} · ${t('analysis.mean')} ${formatScore(driver.mean)}`,
    isLowBase: false,
    direction: 0 as const,
    reason: '',
  }));
  const table = {
    columns: [t('analysis.name'), t('map.importance'), t('analysis.ci'), t('analysis.mean')],
    rows: drivers.map((driver) => [
      driver.name,
      formatShare(driver.share, 1),
      driver.shareInterval
        ? driver.shareInterval.map((bound) => formatShare(bound)).join('–')
        : noFigure,
      formatScore(driver.mean),
    ]),
  };

  return {
    title,
    subtitle: t('compare.driversSubtitle'),
    footnote: scopeLine,
    table,
    legend: [],
    chart: { bars, whole: null, kind: 'bar', format: (value) => formatShare(value) },
  };
}
