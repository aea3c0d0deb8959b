import { nodesOf, type IndicatorModel } from '../domain/model/indicatorModel';
import { lowBase, significance } from '../domain/scoring/levels';
import type { SegmentMatrix } from '../domain/scoring/segmentMatrix';
import { lineFit } from '../domain/statistics/lineFit';
import { formatCount, formatFigure, formatScore } from '../i18n/format';
import { t } from '../i18n/translate';
import { measureName, measureOf, measureText, pText } from './cutWords';
import { measureIn } from './findings';
import { valueName } from './scopeText';
import type { ScatterInput } from '../charts/scatter/scatterLayout';
import type { SegmentFigure } from '../domain/scoring/segmentFigure';
import type { Figure } from './figure';

/** A scatter chart but for its width. */
export interface ScatterFigure extends Omit<ScatterInput, 'width'> {
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Before the name of a figure kept from the file, among the measures of a scatter. */
export const figurePrefix = 'figure:';

/** What can stand on an axis: overall, named metrics, kept figures, and every node. */
export function scatterMeasures(
  matrix: SegmentMatrix,
  figures: readonly SegmentFigure[],
  model: IndicatorModel,
): string[] {
  return [
    'overall',
    ...(matrix.whole.nps ? ['nps'] : []),
    ...(matrix.whole.csat ? ['csat'] : []),
    ...figures.map(({ name }) => figurePrefix + name),
    ...nodesOf(model).map(({ node }) => node.id),
  ];
}

/** Name of a measure of a scatter. */
export function scatterMeasureName(measure: string, model: IndicatorModel): string {
  return measure.startsWith(figurePrefix)
    ? measure.slice(figurePrefix.length)
    : measureName(measure, model);
}

/** What scatterFigure is made from. */
interface Input {
  readonly matrix: SegmentMatrix;
  readonly model: IndicatorModel;
  /** Means of figures kept from the file. */
  readonly figures: readonly SegmentFigure[];
  /** The measures on the axes, from {@link scatterMeasures}. */
  readonly x: string;
  readonly y: string;
  readonly scopeLine: string;
}

/** Any two measures of the groups of a segment: scores, NPS, CSAT, and figures kept from the file. */
export function scatterFigure({
  matrix,
  model,
  figures,
  x,
  y,
  scopeLine,
}: Input): Figure<ScatterFigure> {
  const nameOf = (measure: string) => scatterMeasureName(measure, model);
  const textOfValue = (measure: string, value: number | null) =>
    measure.startsWith(figurePrefix)
      ? value === null
        ? '—'
        : formatFigure(value)
      : measureText(measureOf(measure), value);

  function valueIn(measure: string, group: SegmentMatrix['groups'][number]) {
    if (!measure.startsWith(figurePrefix)) return measureIn(group, measure);
    const mean = figures
      .find(({ name }) => name === measure.slice(figurePrefix.length))
      ?.means.find(({ value }) => value === group.value);
    return { score: mean?.mean ?? null, n: mean?.n ?? 0 };
  }

  const points = matrix.groups
    .filter(({ isHidden, value }) => !isHidden && value !== '')
    .flatMap((group) => {
      const [a, b] = [valueIn(x, group), valueIn(y, group)];
      if (a.score === null || b.score === null) return [];
      const n = Math.min(a.n, b.n);
      return [
        {
          id: group.value,
          label: valueName(group.value),
          x: a.score,
          y: b.score,
          isMarked: false,
          isLowBase: n < lowBase,
          detail: [
            valueName(group.value),
            `${nameOf(x)}: ${textOfValue(x, a.score)}`,
            `${nameOf(y)}: ${textOfValue(y, b.score)}`,
            `n ${formatCount(n)}`,
          ].join('\n'),
        },
      ];
    });
  /** Groups of few responses are drawn, but do not bend the line. */
  const fit = lineFit(points.filter(({ isLowBase }) => !isLowBase));
  const line = lineOf();
  function lineOf() {
    if (!fit) return null;
    const xs = points.filter(({ isLowBase }) => !isLowBase).map((point) => point.x);
    const [low, high] = [Math.min(...xs), Math.max(...xs)];
    return {
      points: Array.from({ length: 25 }, (_, at) => {
        const place = low + ((high - low) * at) / 24;
        return { x: place, ...fit.at(place) };
      }),
    };
  }
  /** A score moves with what it is made of: that is no finding. */
  const isBuiltIn = holds(x, y) || holds(y, x);
  const isSure = fit !== null && fit.p < significance && !isBuiltIn;
  function holds(outer: string, inner: string): boolean {
    const nodes = nodesOf(model).map(({ node }) => node);
    if (outer === inner) return true;
    if (outer === 'overall') return nodes.some(({ id }) => id === inner);
    const node = nodes.find(({ id }) => id === outer);
    if (!node) return false;
    const below = 'indicators' in node ? node.indicators : node.parts;
    return below.some(({ id }) => id === inner || holds(id, inner));
  }
  const title =
    fit && isSure
      ? t(fit.slope > 0 ? 'scatter.findingUp' : 'scatter.findingDown', {
          x: nameOf(x),
          y: nameOf(y),
        })
      : t('scatter.title', { x: nameOf(x), y: nameOf(y) });
  const table = {
    columns: [matrix.segmentId, nameOf(x), nameOf(y)],
    rows: points.map((point) => [point.label, textOfValue(x, point.x), textOfValue(y, point.y)]),
  };

  return {
    title,
    subtitle: t('scatter.subtitle', { segment: matrix.segmentId, n: points.length }),
    footnote: fit
      ? `${t('scatter.fit', { r: formatScore(fit.r), p: pText(fit.p), n: fit.n })} ${scopeLine}`
      : `${t('scatter.noFit')} ${scopeLine}`,
    table,
    legend: [],
    chart: {
      points,
      cuts: null,
      fit: line,
      xFormat: (value) => textOfValue(x, value),
      yFormat: (value) => textOfValue(y, value),
      xLabel: `${nameOf(x)} →`,
      yLabel: `↑ ${nameOf(y)}`,
    },
  };
}
