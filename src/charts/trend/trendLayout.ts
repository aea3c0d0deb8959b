import { extent } from 'd3-array';
import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import { fitText, textWidth } from '../frame/measureText';
import { newTexts } from '../frame/ticks';

/** One period on the time axis; texts are finished. */
export interface TrendPeriod {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly isLowBase: boolean;
  /** Number of the note written about it, shown as a flag; null for none. */
  readonly flag: { readonly number: number; readonly text: string } | null;
}

/** A line over the periods; null where nothing was measured, which breaks the line. */
export interface TrendSeries {
  readonly id: string;
  readonly label: string;
  readonly valueText: string;
  readonly color: string;
  readonly values: readonly (number | null)[];
  /** What the tooltip of each point says. */
  readonly details: readonly string[];
  /** 95 % interval per period; only for the main line. */
  readonly intervals: readonly (readonly [number, number] | null)[] | null;
  /** Points outside the control limits or dropped, ringed. */
  readonly alerts?: readonly boolean[];
}

/** An alert on the last point of a series. */
export interface TrendAlert {
  readonly seriesId: string;
  readonly title: string;
  readonly text: string;
}

/** A level across the trend; one value for all periods, or one for each where it changed. */
export interface TrendReference {
  readonly kind: 'target' | 'baseline' | 'benchmark' | 'limit' | 'centre';
  readonly id: string;
  readonly value: number | readonly (number | null)[];
  readonly label: string;
}

export interface TrendInput {
  readonly width: number;
  readonly periods: readonly TrendPeriod[];
  readonly series: readonly TrendSeries[];
  readonly references: readonly TrendReference[];
  readonly alert: TrendAlert | null;
  /** Ends of the scale that the axis never passes. */
  readonly bounds: readonly [number, number];
  readonly format: (value: number) => string;
}

const height = 270;
const top = 18;
const bottom = 46;
const left = 38;

/** Geometry of the trend. The axis is cut to the values; its start is returned to be stated. */
export function trendLayout(input: TrendInput) {
  const { width, periods, series, references, alert, format } = input;
  const levels = references.map(({ value }) =>
    periods.map((_, at) => (typeof value === 'number' ? value : (value[at] ?? null))),
  );
  const endLabels = [
    ...series.flatMap(({ label, valueText }) => [label, valueText]),
    ...references.map(({ label }) => label),
  ];
  const right = Math.min(
    width * 0.3,
    14 + Math.max(0, ...endLabels.map((label) => textWidth(label, 12, true))),
  );
  const y = scaleLinear()
    .clamp(true)
    .domain(domainOf(input, levels))
    .range([height - bottom, top]);
  const from = Math.min(left + 16, width - right - 8);
  const x = scalePoint<string>()
    .domain(periods.map(({ key }) => key))
    .range([from, Math.max(from, width - right - 8)]);
  const xOf = (index: number) => x(periods[index]?.key ?? '') ?? left;
  const lineOf = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => xOf(index))
    .y((value) => y(value ?? 0));
  const bandOf = area<readonly [number, number] | null>()
    .defined((one) => one !== null)
    .x((_, index) => xOf(index))
    .y0((one) => y(one?.[0] ?? 0))
    .y1((one) => y(one?.[1] ?? 0));

  const ends = spread(
    [
      ...series.flatMap((one) => {
        const last = one.values.findLastIndex((value) => value !== null);
        const value = one.values[last];
        return value === null || value === undefined
          ? []
          : [
              {
                id: one.id,
                y: y(value),
                label: fitText(one.label, right - 4, 12, true),
                valueText: one.valueText,
                color: one.color,
              },
            ];
      }),
      ...references.flatMap(({ id, label }, at) => {
        const value = levels[at]?.findLast((level) => level !== null);
        return value == null || label === ''
          ? []
          : [
              {
                id,
                y: y(value),
                label: fitText(label, right - 4, 12, true),
                valueText: '',
                color: '--ink-2',
              },
            ];
      }),
    ],
    height - bottom,
  );
  const step = labelStep(periods, width - left - right);
  const alerted = alert && series.find(({ id }) => id === alert.seriesId);
  const alertAt = alerted ? alerted.values.length - 1 : -1;
  const alertValue = alerted?.values[alertAt] ?? null;
  return {
    width,
    height,
    start: y.domain()[0] as number,
    plot: { left, right: width - right, top, bottom: height - bottom },
    grid: newTexts(y.ticks(5).map((tick) => ({ y: y(tick), text: format(tick) }))),
    references: references.map(({ id, kind }, at) => ({
      id,
      kind,
      path: stepsOf(levels[at] ?? []),
    })),
    lines: series.map((one) => ({
      id: one.id,
      color: one.color,
      path: lineOf(one.values as (number | null)[]) ?? '',
      band: one.intervals ? bandOf(one.intervals as (readonly [number, number] | null)[]) : null,
      points: one.values.flatMap((value, index) =>
        value === null
          ? []
          : [
              {
                key: `${one.id}\u0000${periods[index]?.key ?? ''}`,
                detail: one.details[index] ?? '',
                x: xOf(index),
                y: y(value),
                isLast: index === one.values.length - 1,
                isAlert: one.alerts?.[index] === true,
              },
            ],
      ),
    })),
    ends: ends.map((end) => ({ ...end, x: width - right + 2 })),
    flags: periods.flatMap(({ key, flag }, index) =>
      flag ? [{ key, ...flag, x: xOf(index) }] : [],
    ),
    periods: periods.map((period, index) => ({
      ...period,
      ...labelsAt(period, xOf(index)),
      x: xOf(index),
      isShown: (periods.length - 1 - index) % step === 0,
      isLast: index === periods.length - 1,
    })),
    alert: alert && alertValue !== null ? placeAlert(alert, xOf(alertAt), y(alertValue)) : null,
  };

  /** Texts below a period: no wider than its share of the axis, nor than the frame allows there. */
  function labelsAt({ label, note }: TrendPeriod, place: number) {
    const share = ((width - left - right) / Math.max(1, periods.length)) * step - 6;
    const room = Math.min(Math.max(share, 44), 2 * Math.min(place, width - place));
    return { label: fitText(label, room, 12, true), note: fitText(note, room, 11, true) };
  }

  /** A level line; where the level changes it steps half way between two periods. */
  function stepsOf(values: readonly (number | null)[]): string {
    const end = width - right - 4;
    let path = '';
    let before: number | null = null;
    values.forEach((value, at) => {
      const start = at === 0 ? left : (xOf(at - 1) + xOf(at)) / 2;
      if (value !== null)
        path += before === null ? `M${start} ${y(value)}` : `H${start}V${y(value)}`;
      else if (before !== null) path += `H${start}`;
      before = value;
    });
    return before === null ? path : `${path}H${end}`;
  }

  function placeAlert({ title, text }: TrendAlert, pointX: number, pointY: number) {
    const wanted = Math.max(textWidth(title, 12, true) + 18, textWidth(text)) + 16;
    const boxWidth = Math.min(wanted, width - right - left - 4);
    const boxHeight = 40;
    // No room to read it: the ring and its tooltip stay.
    if (boxWidth < Math.min(70, wanted)) return { point: { x: pointX, y: pointY }, box: null };
    return {
      point: { x: pointX, y: pointY },
      box: {
        x: Math.max(left + 2, pointX - boxWidth - 14),
        y: Math.min(Math.max(top, pointY - boxHeight / 2), height - bottom - boxHeight - 2),
        width: boxWidth,
        height: boxHeight,
        title: fitText(title, boxWidth - 32),
        text: fitText(text, boxWidth - 14),
      },
    };
  }
}

/** The stretch of the scale that is drawn, ending on round values. */
function domainOf(
  { series, bounds }: TrendInput,
  levels: readonly (readonly (number | null)[])[],
): [number, number] {
  const [low = bounds[0], high = bounds[1]] = extent([
    ...series.flatMap(({ values }) => values.filter((value) => value !== null)),
    ...series.flatMap(({ intervals }) => (intervals ?? []).flatMap((one) => one ?? [])),
    ...levels.flat().filter((value) => value !== null),
  ]);
  const step = (bounds[1] - bounds[0]) / 20;
  const room = step / 4;
  return [
    Math.max(bounds[0], Math.floor((low - room) / step) * step),
    Math.min(bounds[1], Math.ceil((high + room) / step) * step),
  ];
}

/** Every how many periods a label fits. */
function labelStep(periods: readonly TrendPeriod[], room: number): number {
  // Very long names are cut: they must not keep the other periods from being named.
  const widest = Math.min(
    96,
    Math.max(
      1,
      ...periods.map(({ label, note }) =>
        Math.max(textWidth(label, 12, true), textWidth(note, 11)),
      ),
    ),
  );
  return Math.max(1, Math.ceil(((widest + 10) * periods.length) / Math.max(1, room)));
}

/** Pushes end labels apart so that none covers another; each is one or two lines high. */
function spread<T extends { y: number; valueText: string }>(labels: T[], floor: number): T[] {
  const placed = [...labels].sort((a, b) => a.y - b.y).map((label) => ({ ...label }));
  const need = (label: T) => (label.valueText === '' ? 18 : 32);
  for (let index = 1; index < placed.length; index++) {
    const before = placed[index - 1] as T;
    const current = placed[index] as T;
    current.y = Math.max(current.y, before.y + (need(before) + need(current)) / 2);
  }
  let limit = floor;
  for (let index = placed.length - 1; index >= 0; index--) {
    const current = placed[index] as T;
    current.y = Math.min(current.y, limit);
    limit = current.y - need(current);
  }
  return placed;
}
