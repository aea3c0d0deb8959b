import { scaleLinear } from 'd3-scale';
import { textWidth } from '../frame/measureText';

/** What is read on the ruler. Scores on its 1–5 scale; labels are finished texts. */
export interface RulerInput {
  readonly width: number;
  readonly score: number | null;
  readonly interval: readonly [number, number] | null;
  readonly target: { readonly value: number; readonly label: string } | null;
  readonly baseline: { readonly value: number; readonly label: string } | null;
  readonly benchmark: { readonly value: number; readonly label: string } | null;
  /** Bands from left to right with the score each begins at. */
  readonly bands: readonly { readonly from: number; readonly label: string }[];
}

/** A text placed on the ruler. */
export interface RulerLabel {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
}

const side = 8;

/** Positions of the graduated 1–5 scale and everything on it. */
export function rulerLayout(input: RulerInput) {
  const { width, score, interval, bands } = input;
  const scale = scaleLinear()
    .domain([1, 5])
    .range([side, Math.max(side + 80, width - side)])
    .clamp(true);
  const ticks = Array.from({ length: 41 }, (_, index) => {
    const value = 1 + index / 10;
    const length = index % 10 === 0 ? 8 : index % 5 === 0 ? 5.5 : 3;
    return { x: scale(value), length, label: index % 10 === 0 ? String(value) : null };
  });
  const placedBands = bands.map((band, index) => {
    const to = bands[index + 1]?.from ?? 5;
    const from = scale(band.from);
    const isCurrent = score !== null && score >= band.from && (score < to || to === 5);
    return { x: from, width: scale(to) - from - (to === 5 ? 0 : 1), label: band.label, isCurrent };
  });
  return {
    width,
    height: 104,
    ticks,
    bands: withRoom(placedBands, width),
    whisker: interval && { x: scale(interval[0]), width: scale(interval[1]) - scale(interval[0]) },
    dot: score === null ? null : scale(score),
    target: input.target && scale(input.target.value),
    baseline: input.baseline && scale(input.baseline.value),
    benchmark: input.benchmark && scale(input.benchmark.value),
    labels: referenceLabels(input, scale, width),
  };
}

function keepInside(x: number, labelWidth: number, width: number): number {
  return Math.min(Math.max(x, labelWidth / 2), width - labelWidth / 2);
}

/** Names of bands where there is room; the current one's stays, a neighbour's gives way. */
function withRoom<T extends { x: number; width: number; label: string; isCurrent: boolean }>(
  bands: readonly T[],
  width: number,
) {
  const named = bands.map((band) => {
    const labelWidth = textWidth(band.label, 12, band.isCurrent);
    const labelX = keepInside(band.x + band.width / 2, labelWidth, width);
    return { ...band, labelX, from: labelX - labelWidth / 2 - 4, to: labelX + labelWidth / 2 + 4 };
  });
  const shown: typeof named = [];
  for (const band of [...named].sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))) {
    if (shown.every(({ from, to }) => band.to <= from || band.from >= to)) shown.push(band);
  }
  return named.map((band) => ({ ...band, isNamed: shown.includes(band) }));
}

/**
 * The lower reference's label ends at its mark, the higher one's begins there. Where they would
 * still meet, the lower one moves a line up.
 */
function referenceLabels(
  { target, baseline, benchmark }: RulerInput,
  scale: (value: number) => number,
  width: number,
): RulerLabel[] {
  const marks = [target, baseline, benchmark]
    .filter((mark) => mark !== null)
    .sort((a, b) => a.value - b.value);
  const placed = marks.map(({ value, label }, index): RulerLabel & { from: number; to: number } => {
    const needed = textWidth(label) + 4;
    const x = scale(value);
    if (marks.length !== 2) {
      const middle = keepInside(x, needed, width);
      return {
        x: middle,
        y: 25,
        anchor: 'middle',
        text: label,
        from: middle - needed / 2,
        to: middle + needed / 2,
      };
    }
    if (index === 0) {
      const end = Math.max(x + 3, needed);
      return { x: end, y: 25, anchor: 'end', text: label, from: end - needed, to: end };
    }
    const start = Math.min(x - 3, width - needed);
    return { x: start, y: 25, anchor: 'start', text: label, from: start, to: start + needed };
  });
  if (placed.length > 2) return onTwoLines(placed);
  const [lower, upper] = placed;
  if (lower && upper && lower.to > upper.from - 2) return [{ ...lower, y: 11 }, upper];
  return placed;
}

/** Three labels on two lines; one that still has no room is left to the legend. */
function onTwoLines<T extends RulerLabel & { from: number; to: number }>(
  labels: readonly T[],
): T[] {
  const placed: T[] = [];
  for (const label of labels) {
    const line = [25, 11].find((y) =>
      placed.every((other) => other.y !== y || other.to < label.from || other.from > label.to),
    );
    if (line !== undefined) placed.push({ ...label, y: line });
  }
  return placed;
}
