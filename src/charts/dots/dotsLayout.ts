import { scaleLinear } from 'd3-scale';

/** The part of the 1–5 scale that rows of dots share, in whole half-points around their values. */
export function sharedRange(values: readonly (number | null)[]): readonly [number, number] {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return [1, 5];
  const low = Math.max(1, Math.floor((Math.min(...known) - 0.1) * 2) / 2);
  const high = Math.min(5, Math.ceil((Math.max(...known) + 0.1) * 2) / 2);
  return high - low >= 1 ? [low, high] : [Math.max(1, high - 1), Math.max(2, high)];
}

/** One row: value, interval and reference marks on a range of the 1–5 scale. */
export interface DotsInput {
  readonly width: number;
  readonly range: readonly [number, number];
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  readonly target: number | null;
  readonly baseline: number | null;
  readonly benchmark: number | null;
}

/** Positions of a row's marks; whiskers are cut at the range's ends. */
export function dotsLayout(input: DotsInput) {
  const { width, range, value, interval, target, baseline, benchmark } = input;
  const scale = scaleLinear()
    .domain([...range])
    .range([8, width - 8])
    .clamp(true);
  return {
    grid: gridValues(range).map((tick) => scale(tick)),
    value: value === null ? null : scale(value),
    whisker: interval && { from: scale(interval[0]), to: scale(interval[1]) },
    target: target === null ? null : scale(target),
    baseline: baseline === null ? null : scale(baseline),
    benchmark: benchmark === null ? null : scale(benchmark),
  };
}

/** Values at which a range is ruled: every half point, every whole one when it is wide. */
export function gridValues([low, high]: readonly [number, number]): number[] {
  const step = high - low > 2 ? 1 : 0.5;
  const values: number[] = [];
  for (let value = Math.ceil(low / step) * step; value <= high + 1e-9; value += step) {
    values.push(value);
  }
  return values;
}
