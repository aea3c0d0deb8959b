import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { fitText, textWidth } from '../frame/measureText';
import { newTexts, readableTicks } from '../frame/ticks';

/** A point with its finished texts. */
export interface ScatterPoint {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Drawn in the alert colour. */
  readonly isMarked: boolean;
  /** What its tooltip says. */
  readonly detail: string;
  /** Few answers: hollow. */
  readonly isLowBase?: boolean;
}

/** A fitted line with the 95 % band of its mean, at some places from left to right. */
export interface FittedLine {
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low: number;
    readonly high: number;
  }[];
}

export interface ScatterInput {
  readonly width: number;
  readonly points: readonly ScatterPoint[];
  /** Cross-hairs; points on them count as high. Null for none. */
  readonly cuts: { readonly x: number; readonly y: number } | null;
  readonly fit?: FittedLine | null;
  /** Names of the quarters: top left, top right, bottom left, bottom right; null for none. */
  readonly quarters?: readonly [string, string, string, string] | null;
  readonly xFormat: (value: number) => string;
  readonly yFormat: (value: number) => string;
}

const edges = { left: 30, right: 16, top: 34, bottom: 44 };
const quarterHeight = 16;
const labelHeight = 16;

/** Places points, cross-hairs and as many labels as have room; none covers a point or another label. */
export function scatterLayout(input: ScatterInput) {
  const { width, points, cuts, fit, quarters, xFormat, yFormat } = input;
  const height = Math.min(420, Math.max(260, width * 0.72));
  const domain = (values: readonly number[]): [number, number] => {
    const [low = 0, high = 1] = extent(values) as [number, number];
    const room = (high - low || Math.abs(high) * 0.2 || 0.2) * 0.12;
    return [low - room, high + room];
  };
  const yDomain = domain([...points.map((point) => point.y), ...(cuts ? [cuts.y] : [])]);
  const yWidest = Math.max(
    0,
    ...scaleLinear(yDomain, [0, 1])
      .ticks(5)
      .map((value) => textWidth(yFormat(value), 11)),
  );
  const margin: Margin = { ...edges, left: Math.max(edges.left, yWidest + 12) };
  const x = scaleLinear(domain([...points.map((point) => point.x), ...(cuts ? [cuts.x] : [])]), [
    margin.left,
    width - margin.right,
  ]);
  const y = scaleLinear(yDomain, [height - margin.bottom, margin.top]);
  const yTicks = newTexts(y.ticks(5).map((value) => ({ at: y(value), text: yFormat(value) })));
  const names = quarters
    ? quarterNames(quarters, cuts ? x(cuts.x) : null, margin, width, height)
    : [];
  const placed = points.map((point) => ({ ...point, cx: x(point.x), cy: y(point.y) }));
  const taken: Box[] = [
    ...placed.map(({ cx, cy }) => boxAround(cx, cy, 7)),
    ...names.map(({ box }) => box),
  ];
  const labels = placed.flatMap((point) => {
    const label = placeLabel(point, margin, width, height, taken);
    if (label) taken.push(label.box);
    return label ? [label] : [];
  });
  return {
    width,
    height,
    plot: {
      left: margin.left,
      right: width - margin.right,
      top: margin.top,
      bottom: height - margin.bottom,
    },
    points: placed,
    labels,
    cut: cuts && { x: x(cuts.x), y: y(cuts.y) },
    /** Values at places of the plot, for cuts that are moved. */
    valueAt: { x: (at: number) => x.invert(at), y: (at: number) => y.invert(at) },
    fit: fit ? fitPaths(fit, x, y, margin.top, height - margin.bottom) : null,
    xTicks: readableTicks(
      x.ticks(5).map((value) => ({ at: x(value), text: xFormat(value) })),
      0,
      width,
    ),
    yTicks,
    quarters: names,
  };
}

type Scale = (value: number) => number;
type Margin = typeof edges;

/** Names of the quarters in the corners of the plot, as wide as their quarter lets them be. */
function quarterNames(
  names: readonly [string, string, string, string],
  cut: number | null,
  margin: Margin,
  width: number,
  height: number,
) {
  const middle = cut ?? (margin.left + width - margin.right) / 2;
  return names.map((name, at) => {
    const isRight = at % 2 === 1;
    const isLow = at > 1;
    const room = (isRight ? width - margin.right - middle : middle - margin.left) - 14;
    const text = room < 26 ? '' : fitText(name, room, 12, true);
    const length = textWidth(text, 12, true);
    const x = isRight ? width - margin.right - 4 : margin.left + 8;
    const y = isLow ? height - margin.bottom - 8 : margin.top + 13;
    const left = isRight ? x - length : x;
    return {
      text,
      x,
      y,
      anchor: isRight ? ('end' as const) : ('start' as const),
      box: { left, right: left + length, top: y - quarterHeight + 3, bottom: y + 5 },
    };
  });
}

/** The line and its band, cut at the plot's upper and lower edge. */
function fitPaths({ points }: FittedLine, x: Scale, y: Scale, top: number, bottom: number) {
  const at = (value: number) => Math.min(bottom, Math.max(top, y(value))).toFixed(1);
  const line = points.map((point) => `${x(point.x).toFixed(1)} ${at(point.y)}`);
  const upper = points.map((point) => `${x(point.x).toFixed(1)} ${at(point.high)}`);
  const lower = points.map((point) => `${x(point.x).toFixed(1)} ${at(point.low)}`).reverse();
  return points.length < 2
    ? null
    : { line: `M${line.join('L')}`, band: `M${[...upper, ...lower].join('L')}Z` };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxAround(x: number, y: number, reach: number): Box {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function placeLabel(
  { label, id, cx, cy }: ScatterPoint & { cx: number; cy: number },
  margin: Margin,
  width: number,
  height: number,
  taken: readonly Box[],
) {
  const text = fitText(label, width > 700 ? 220 : 150);
  const length = textWidth(text) + 2;
  const half = labelHeight / 2;
  const places = [
    { x: cx + 9, y: cy, left: cx + 9 },
    { x: cx - 9 - length, y: cy, left: cx - 9 - length },
    { x: cx - length / 2, y: cy - 16, left: cx - length / 2 },
    { x: cx - length / 2, y: cy + 16, left: cx - length / 2 },
    { x: cx + 7, y: cy - 13, left: cx + 7 },
    { x: cx + 7, y: cy + 13, left: cx + 7 },
    { x: cx - 7 - length, y: cy - 13, left: cx - 7 - length },
    { x: cx - 7 - length, y: cy + 13, left: cx - 7 - length },
    { x: cx - length / 2, y: cy - 30, left: cx - length / 2 },
    { x: cx - length / 2, y: cy + 30, left: cx - length / 2 },
    { x: cx + 12, y: cy - 28, left: cx + 12 },
    { x: cx + 12, y: cy + 28, left: cx + 12 },
  ];
  for (const { x, y, left } of places) {
    const box = { left, right: left + length, top: y - half, bottom: y + half };
    const isInside =
      box.left >= margin.left &&
      box.right <= width - 2 &&
      box.top >= margin.top - 14 &&
      box.bottom <= height - margin.bottom;
    if (isInside && !taken.some((other) => meet(box, other))) {
      return { id, text, fullText: label, x, y, box };
    }
  }
  return null;
}
