import { extent } from 'd3-array';
import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import { textWidth } from '../frame/measureText';

/** One period on the time axis; texts are finished. */
export interface TrendPeriod {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly isLowBase: boolean;
}

/** A line over the periods; null where nothing was measured, which breaks the line. */
export interface TrendSeries {
  readonly id: string;
  readonly label: string;
  readonly valueText: string;
  readonly color: string;
  readonly values: readonly (number | null)[];
  /** 95 % interval per period; only for the main line. */
  readonly intervals: readonly (readonly [number, number] | null)[] | null;
}

/** An alert on the last point of a series. */
export interface TrendAlert {
  readonly seriesId: string;
  readonly title: string;
  readonly text: string;
}

/** A level line across the whole trend. */
export interface TrendReference {
  readonly kind: 'target' | 'baseline' | 'benchmark';
  readonly value: number;
  readonly label: string;
}

export interface TrendInput {
  readonly width: number;
  readonly periods: readonly TrendPeriod[];
  readonly series: readonly TrendSeries[];
  readonly references: readonly TrendReference[];
  readonly alert: TrendAlert | null;
}

const height = 270;
const top = 14;
const bottom = 46;
const left = 34;

/** Geometry of the trend. The axis is cut to the values; its start is returned to be stated. */
export function trendLayout({ width, periods, series, references, alert }: TrendInput) {
  const endLabels = [
    ...series.flatMap(({ label, valueText }) => [label, valueText]),
    ...references.map(({ label }) => label),
  ];
  const right = Math.min(
    width * 0.3,
    14 + Math.max(0, ...endLabels.map((label) => textWidth(label, 12, true))),
  );
  const [low = 3, high = 5] = extent([
    ...series.flatMap(({ values }) => values.filter((value) => value !== null)),
    ...series.flatMap(({ intervals }) => (intervals ?? []).flatMap((bounds) => bounds ?? [])),
    ...references.map(({ value }) => value),
  ]);
  const y = scaleLinear()
    .clamp(true)
    .domain([
      Math.max(1, Math.floor((low - 0.05) * 5) / 5),
      Math.min(5, Math.ceil((high + 0.05) * 5) / 5),
    ])
    .range([height - bottom, top]);
  const x = scalePoint<string>()
    .domain(periods.map(({ key }) => key))
    .range([left + 16, width - right - 8]);
  const xOf = (index: number) => x(periods[index]?.key ?? '') ?? left;
  const lineOf = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => xOf(index))
    .y((value) => y(value ?? 0));
  const bandOf = area<readonly [number, number] | null>()
    .defined((bounds) => bounds !== null)
    .x((_, index) => xOf(index))
    .y0((bounds) => y(bounds?.[0] ?? 0))
    .y1((bounds) => y(bounds?.[1] ?? 0));

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
                label: one.label,
                valueText: one.valueText,
                color: one.color,
              },
            ];
      }),
      ...references.map(({ kind, value, label }) => ({
        id: kind,
        y: y(value),
        label,
        valueText: '',
        color: '--ink-2',
      })),
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
    plot: { left, right: width - right, bottom: height - bottom },
    grid: y
      .ticks(5)
      .filter((tick) => Math.abs(tick * 10 - Math.round(tick * 10)) < 1e-9)
      .map((tick) => ({ y: y(tick), label: tick.toFixed(1) })),
    references: references.map(({ kind, value }) => ({ kind, y: y(value) })),
    lines: series.map((one) => ({
      id: one.id,
      color: one.color,
      path: lineOf(one.values as (number | null)[]) ?? '',
      band: one.intervals ? bandOf(one.intervals as (readonly [number, number] | null)[]) : null,
      points: one.values.flatMap((value, index) =>
        value === null
          ? []
          : [{ x: xOf(index), y: y(value), isLast: index === one.values.length - 1 }],
      ),
    })),
    ends: ends.map((end) => ({ ...end, x: width - right + 2 })),
    periods: periods.map((period, index) => ({
      ...period,
      x: xOf(index),
      isShown: (periods.length - 1 - index) % step === 0,
      isLast: index === periods.length - 1,
    })),
    alert: alert && alertValue !== null ? placeAlert(alert, xOf(alertAt), y(alertValue)) : null,
  };

  function placeAlert({ title, text }: TrendAlert, pointX: number, pointY: number) {
    const boxWidth = Math.max(textWidth(title, 12, true) + 18, textWidth(text)) + 16;
    const boxHeight = 40;
    return {
      point: { x: pointX, y: pointY },
      box: {
        x: Math.max(left + 2, pointX - boxWidth - 14),
        y: Math.min(Math.max(top, pointY - boxHeight / 2), height - bottom - boxHeight - 2),
        width: boxWidth,
        height: boxHeight,
      },
      title,
      text,
    };
  }
}

/** Every how many periods a label fits. */
function labelStep(periods: readonly TrendPeriod[], room: number): number {
  const widest = Math.max(
    1,
    ...periods.map(({ label, note }) => Math.max(textWidth(label), textWidth(note))),
  );
  return Math.max(1, Math.ceil(((widest + 10) * periods.length) / Math.max(1, room)));
}

/** Pushes end labels apart so that none covers another; each is two lines high. */
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
