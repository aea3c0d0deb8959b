import { scaleLinear } from 'd3-scale';
import { curveLinearClosed, lineRadial } from 'd3-shape';
import { fitText, textWidth } from '../frame/measureText';

/** One axis of a radar. Values on the 1–5 scale, null where there is none; texts are finished. */
export interface RadarAxis {
  /** What opening its point reports; null where it opens nothing. */
  readonly id: string | null;
  /** What its tooltip says. */
  readonly detail: string;
  readonly label: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly baseline: number | null;
  readonly benchmark: number | null;
  readonly valueText: string;
  readonly noteText: string;
  readonly isAlert: boolean;
}

/** A further shape over the same axes. */
export interface RadarSeries {
  readonly color: string;
  readonly values: readonly (number | null)[];
}

export interface RadarInput {
  readonly width: number;
  readonly axes: readonly RadarAxis[];
  /** Up to two shapes beside the main one. */
  readonly others?: readonly RadarSeries[];
}

/** A radar is readable with this many axes; otherwise dots say it better. */
export const radarAxes = { min: 3, max: 10 } as const;

/** Geometry of a radar whose scale begins at the whole number under the lowest value. */
export function radarLayout({ width, axes, others = [] }: RadarInput) {
  const labelRoom = Math.min(110, width * 0.26);
  const radius = Math.max(40, Math.min(118, width / 2 - labelRoom));
  const height = 2 * radius + 104;
  const centre = { x: width / 2, y: height / 2 };
  const values = [
    ...axes.flatMap((axis) => [axis.value, axis.target, axis.baseline, axis.benchmark]),
    ...others.flatMap((series) => series.values),
  ];
  const lowest = Math.min(4, ...values.filter((value) => value !== null));
  const start = Math.max(1, Math.floor(lowest - 0.2));
  const scale = scaleLinear().domain([start, 5]).range([0, radius]).clamp(true);
  const angle = (index: number) => (index / axes.length) * 2 * Math.PI;
  const at = (index: number, r: number) => ({
    x: centre.x + r * Math.sin(angle(index)),
    y: centre.y - r * Math.cos(angle(index)),
  });
  const outline = (picked: readonly (number | null)[]) => {
    const line = lineRadial<number | null>()
      .angle((_, index) => angle(index))
      .radius((value) => scale(value ?? start))
      .curve(curveLinearClosed);
    // A shape with a gap would claim the lowest score for what was not measured.
    const isWhole = picked.length > 0 && picked.every((value) => value !== null);
    return isWhole ? line([...picked]) : null;
  };
  const shape = (pick: (axis: RadarAxis) => number | null) => outline(axes.map(pick));
  return {
    width,
    height,
    centre,
    start,
    rings: Array.from({ length: 5 - start }, (_, index) => {
      const value = start + index + 1;
      return {
        value,
        labelY: centre.y - scale(value),
        path: polygon(axes.map((_, axis) => at(axis, scale(value)))),
      };
    }),
    spokes: axes.map((_, index) => at(index, radius)),
    valuePath: shape((axis) => axis.value),
    targetPath: shape((axis) => axis.target),
    baselinePath: shape((axis) => axis.baseline),
    benchmarkPath: shape((axis) => axis.benchmark),
    otherPaths: others.map(({ color, values: own }) => ({ color, path: outline(own) })),
    points: axes.flatMap((axis, index) =>
      axis.value === null
        ? []
        : [
            {
              ...at(index, scale(axis.value)),
              isAlert: axis.isAlert,
              id: axis.id,
              detail: axis.detail,
            },
          ],
    ),
    labels: axes.map((axis, index) => placeLabel(axis, index)),
  };

  function placeLabel(axis: RadarAxis, index: number) {
    const sine = Math.sin(angle(index));
    const cosine = Math.cos(angle(index));
    const outer = at(index, radius + 14);
    const anchor =
      Math.abs(sine) < 0.2 ? ('middle' as const) : sine > 0 ? ('start' as const) : ('end' as const);
    // Beside the middle labels share the width with their neighbours.
    const shared = axes.length > 8 ? 0.34 : 0.6;
    const room =
      anchor === 'middle' ? width * shared : anchor === 'start' ? width - outer.x : outer.x;
    const top = cosine > 0.9 ? outer.y - 20 : cosine < -0.9 ? outer.y + 10 : outer.y - 6;
    const figures = [axis.valueText, axis.noteText];
    const figureWidth = textWidth(`${figures.join(' ')}`, 12, true) + 3;
    return {
      x: outer.x,
      y: top,
      anchor,
      text: fitText(axis.label, room - 8),
      fullText: axis.label,
      valueText: axis.valueText,
      // The note goes where there is no room for both.
      noteText: figureWidth <= room ? axis.noteText : '',
      isAlert: axis.isAlert,
    };
  }
}

function polygon(points: readonly { readonly x: number; readonly y: number }[]): string {
  return `M${points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
}
