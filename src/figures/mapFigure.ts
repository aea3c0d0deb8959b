import type { NamedDriver } from '../domain/scoring/driverReport';
import type { ImportancePerformance } from '../domain/statistics/importancePerformance';
import { formatScore, formatShare } from '../i18n/format';
import { t, textOf } from '../i18n/translate';
import type { ScatterFigure } from './scatterFigure';
import type { Figure } from './figure';

/** What mapFigure is made from. */
interface Input {
  readonly drivers: readonly NamedDriver[];
  readonly map: ImportancePerformance;
  readonly outcomeName: string;
  readonly scopeLine: string;
}

/** Importance × performance of what drives an outcome (`scoring.md` §5). */
export function mapFigure({ drivers, map, outcomeName, scopeLine }: Input): Figure<ScatterFigure> {
  const first = drivers.filter((_, at) => map.quadrants[at] === 'concentrate');
  const title =
    first.length > 0 && first.length <= 3
      ? t('map.finding', { names: first.map(({ name }) => name).join(t('map.and')) })
      : t('map.title');
  const points = drivers.map(({ id, name, share, mean }, at) => ({
    id,
    label: name,
    x: mean,
    y: share,
    isMarked: map.quadrants[at] === 'concentrate',
    detail: [
      name,
      `${t('map.importance')} ${formatShare(share, 1)}`,
      `${t('analysis.mean')} ${formatScore(mean)}`,
    ].join('\n'),
  }));
  const table = {
    columns: [t('analysis.name'), t('map.importance'), t('analysis.mean'), t('map.quarter')],
    rows: drivers.map(({ name, share, mean }, at) => [
      name,
      formatShare(share, 1),
      formatScore(mean),
      textOf(`map.${map.quadrants[at] ?? 'keep'}`),
    ]),
    opens: drivers.map(({ id }) => ({ 2: id })),
  };

  return {
    title,
    subtitle: t('map.subtitle', { outcome: outcomeName }),
    footnote: scopeLine,
    table,
    legend: [],
    chart: {
      points,
      cuts: { x: map.performanceCut, y: map.importanceCut },
      xFormat: (value) => formatScore(value),
      yFormat: (value) => formatShare(value),
      xLabel: t('map.xAxis'),
      yLabel: t('map.yAxis'),
      quarters: [t('map.concentrate'), t('map.keep'), t('map.lowPriority'), t('map.overkill')],
    },
  };
}
