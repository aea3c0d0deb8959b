import { scaleLinear } from 'd3-scale';
import { fitText, textWidth } from '../frame/measureText';
import { readableTicks } from '../frame/ticks';

/** A group with its figure; texts are finished. */
export interface Bar {
  /** What opening it reports; null where it opens nothing. */
  readonly id: string | null;
  readonly label: string;
  readonly note: string;
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  readonly valueText: string;
  /** What its tooltip says. */
  readonly detail: string;
  /** Few answers: grey. */
  readonly isLowBase: boolean;
  /** Significantly above (1) or below (−1) the rest; 0 for neither. */
  readonly direction: -1 | 0 | 1;
  /** Why there is no figure; blank where there is one. */
  readonly reason: string;
}

export interface BarsInput {
  readonly width: number;
  readonly bars: readonly Bar[];
  /** A line across all bars, such as the figure of all; null for none. */
  readonly whole: { readonly value: number; readonly label: string } | null;
  /** Bars begin at 0; dots stand on an axis that may be cut. */
  readonly kind: 'bar' | 'dot';
  readonly format: (value: number) => string;
}

const row = 30;
const top = 24;
const bottom = 24;

/** Geometry of groups side by side with their intervals. */
export function barsLayout({ width, bars, whole, kind, format }: BarsInput) {
  const labelRoom = Math.min(
    Math.max(40, ...bars.map(({ label }) => textWidth(label, 13) + 10)),
    Math.max(70, width * 0.38),
  );
  const noteRoom = Math.max(0, ...bars.map(({ note }) => textWidth(note) + 10));
  const valueRoom = Math.max(
    30,
    ...bars.map(({ valueText }) => textWidth(valueText, 12, true) + 22),
  );
  const values = bars.flatMap(({ value, interval }) =>
    value === null ? [] : [value, ...(interval ?? [])],
  );
  if (whole) values.push(whole.value);
  if (kind === 'bar') values.push(0);
  const low = values.length === 0 ? 0 : Math.min(...values);
  const high = values.length === 0 ? 1 : Math.max(...values);
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  const x = scaleLinear(
    [kind === 'bar' && low >= 0 ? 0 : low - room, kind === 'bar' && high <= 0 ? 0 : high + room],
    [labelRoom + noteRoom, Math.max(labelRoom + noteRoom + 40, width - valueRoom)],
  );
  const height = top + bars.length * row + bottom;
  const ticks = x.ticks(Math.max(2, Math.floor((x.range()[1]! - x.range()[0]!) / 70)));
  return {
    width,
    height,
    plot: {
      left: x.range()[0] as number,
      right: x.range()[1] as number,
      top,
      bottom: height - bottom,
    },
    start: x.domain()[0] as number,
    ticks: readableTicks(
      ticks.map((value) => ({ at: x(value), text: format(value) })),
      0,
      width,
    ),
    zero: kind === 'bar' && low < 0 && high > 0 ? x(0) : null,
    whole: whole && {
      x: x(whole.value),
      text: whole.label,
      anchor: x(whole.value) > width / 2 ? ('end' as const) : ('start' as const),
    },
    bars: bars.map((bar, at) => {
      const y = top + at * row;
      return {
        ...bar,
        y,
        middle: y + row / 2,
        label: fitText(bar.label, labelRoom - 10, 13),
        fullLabel: bar.label,
        noteX: labelRoom + noteRoom - 10,
        reason: fitText(bar.reason, x.range()[1]! - x.range()[0]!),
        valueX: width,
        point: bar.value === null ? null : x(bar.value),
        box:
          bar.value === null || kind === 'dot'
            ? null
            : { x: Math.min(x(0), x(bar.value)), width: Math.abs(x(bar.value) - x(0)) },
        whisker: bar.interval && { from: x(bar.interval[0]), to: x(bar.interval[1]) },
      };
    }),
  };
}
