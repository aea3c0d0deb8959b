import { scaleLinear } from 'd3-scale';
import { curveLinearClosed, lineRadial } from 'd3-shape';
import { fitText, textWidth } from '../frame/measureText';

/** One axis of a radar. Values on the 1–5 scale, null where there is none; texts are finished. */
export interface RadarAxis {
  readonly label: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly baseline: number | null;
  readonly benchmark: number | null;
  readonly valueText: string;
  readonly noteText: string;
  readonly isAlert: boolean;
}

export interface RadarInput {
  readonly width: number;
  readonly axes: readonly RadarAxis[];
}

/** A radar is readable with this many axes; otherwise dots say it better. */
export const radarAxes = { min: 3, max: 8 } as const;

/** Geometry of a radar whose scale begins at the whole number under the lowest value. */
export function radarLayout({ width, axes }: RadarInput) {
  const labelRoom = Math.min(110, width * 0.26);
  const radius = Math.max(60, Math.min(118, width / 2 - labelRoom));
  const height = 2 * radius + 104;
  const centre = { x: width / 2, y: height / 2 };
  const values = axes.flatMap((axis) => [axis.value, axis.target, axis.baseline, axis.benchmark]);
  const lowest = Math.min(4, ...values.filter((value) => value !== null));
  const start = Math.max(1, Math.floor(lowest - 0.2));
  const scale = scaleLinear().domain([start, 5]).range([0, radius]).clamp(true);
  const angle = (index: number) => (index / axes.length) * 2 * Math.PI;
  const at = (index: number, r: number) => ({
    x: centre.x + r * Math.sin(angle(index)),
    y: centre.y - r * Math.cos(angle(index)),
  });
  const shape = (pick: (axis: RadarAxis) => number | null) => {
    const line = lineRadial<RadarAxis>()
      .angle((_, index) => angle(index))
      .radius((axis) => scale(pick(axis) ?? start))
      .curve(curveLinearClosed);
    // A shape with a gap would claim the lowest score for what was not measured.
    return axes.every((axis) => pick(axis) !== null) ? line(axes as RadarAxis[]) : null;
  };
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
    points: axes.flatMap((axis, index) =>
      axis.value === null
        ? []
        : [{ ...at(index, scale(axis.value)), isAlert: axis.isAlert, label: axis.label }],
    ),
    labels: axes.map((axis, index) => placeLabel(axis, index)),
  };

  function placeLabel(axis: RadarAxis, index: number) {
    const sine = Math.sin(angle(index));
    const cosine = Math.cos(angle(index));
    const outer = at(index, radius + 14);
    const anchor = Math.abs(sine) < 0.2 ? 'middle' : sine > 0 ? 'start' : 'end';
    const room = anchor === 'middle' ? width * 0.6 : anchor === 'start' ? width - outer.x : outer.x;
    const top = cosine > 0.9 ? outer.y - 20 : cosine < -0.9 ? outer.y + 10 : outer.y - 6;
    const figures = [axis.valueText, axis.noteText];
    const figureWidth = textWidth(`${figures.join(' ')}`, 12, true);
    return {
      x: outer.x,
      y: top,
      anchor,
      text: fitText(axis.label, Math.max(room, figureWidth)),
      fullText: axis.label,
      valueText: axis.valueText,
      noteText: axis.noteText,
      isAlert: axis.isAlert,
    };
  }
}

function polygon(points: readonly { readonly x: number; readonly y: number }[]): string {
  return `M${points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
}
