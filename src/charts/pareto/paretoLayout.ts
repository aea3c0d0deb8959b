import { scaleBand, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { textWidth, wrapText } from '../frame/measureText';

/** A cause in Pareto order; shares between 0 and 1. */
export interface ParetoBar {
  /** What opening it reports; null where it opens nothing. */
  readonly id: string | null;
  /** What its tooltip says. */
  readonly detail: string;
  readonly label: string;
  readonly count: number;
  readonly countText: string;
  readonly cumulative: number;
  /** A colour token for the vital few; the rest are grey. */
  readonly color: string | null;
}

export interface ParetoInput {
  readonly width: number;
  readonly bars: readonly ParetoBar[];
  readonly total: number;
  /** Label of the line at 80 % and of the first cause that reaches it. */
  readonly limitLabel: string;
  readonly crossing: { readonly index: number; readonly label: string } | null;
}

const height = 270;
const top = 18;
const bottom = 52;
const right = 40;

/** Geometry of a Pareto chart: bars and cumulative line share one scale, 100 % = all mentions. */
export function paretoLayout({ width, bars, total, limitLabel, crossing }: ParetoInput) {
  const y = scaleLinear()
    .domain([0, 1])
    .range([height - bottom, top]);
  const x = scaleBand<number>()
    .domain(bars.map((_, index) => index))
    .range([4, width - right])
    .paddingInner(0.22)
    .paddingOuter(0.1);
  const middle = (index: number) => (x(index) ?? 0) + x.bandwidth() / 2;
  const labelWidth = x.step() - 3;
  const crossed = crossing ? bars[crossing.index] : undefined;
  const crossingY = crossed ? Math.max(12, y(crossed.cumulative) - 9) : 0;
  /** Where the crossing's own figure would stand on a bar's count. */
  const isUnderCrossing = (index: number, countY: number) =>
    crossing !== null &&
    Math.abs(countY - crossingY) < 13 &&
    Math.abs(middle(index) - middle(crossing.index)) < textWidth(crossing.label, 12, true);
  const points = bars.map((bar, index) => ({ x: middle(index), y: y(bar.cumulative) }));
  return {
    width,
    height,
    plotRight: width - right,
    grid: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ y: y(share), label: `${share * 100}%` })),
    limit: { y: y(0.8), label: limitLabel },
    bars: bars.map((bar, index) => {
      const barTop = y(total === 0 ? 0 : bar.count / total);
      const barHeight = height - bottom - barTop;
      return {
        ...bar,
        box: { x: x(index) ?? 0, y: barTop, width: x.bandwidth(), height: barHeight },
        middle: middle(index),
        // A count that the line would cross stands inside its bar.
        countY: index === 0 && barHeight > 24 ? barTop + 16 : barTop - 6,
        isInside: index === 0 && barHeight > 24,
        isCountShown:
          textWidth(bar.countText, 11) <= (index === 0 ? x.bandwidth() : x.step()) - 2 &&
          !isUnderCrossing(index, barTop - 6),
        // Narrower than two signs nothing can be read: the tooltip and the table name it.
        lines: labelWidth < 26 ? [] : wrapText(bar.label, labelWidth, 3),
      };
    }),
    labelY: height - bottom + 16,
    cumulativePath:
      line<{ x: number; y: number }>()
        .x((point) => point.x)
        .y((point) => point.y)(points) ?? '',
    points,
    crossing:
      crossing && crossed
        ? {
            // Within the plot, and clear of the 80 % line's own label.
            x: Math.min(
              width - right - textWidth(crossing.label, 12, true) / 2,
              Math.max(textWidth(limitLabel, 12, true) * 2, middle(crossing.index)),
            ),
            label: crossing.label,
            y: crossingY,
          }
        : null,
  };
}
