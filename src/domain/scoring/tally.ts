import { momentsOf, type Histogram } from '../statistics/histogram';

/** How often each value was chosen. Values may repeat (two sources, two scales). */
export type Tally = Histogram;

/** Plain description of a set of ratings; all but `n` are null when there are none. */
export interface TallySummary {
  readonly n: number;
  readonly mean: number | null;
  /** Sample standard deviation (n − 1); null under two ratings. */
  readonly sd: number | null;
  /** Median and quartiles (type 7). */
  readonly quartiles: readonly [q1: number, median: number, q3: number] | null;
  /** Shares of scores ≥ 4 and ≤ 2 on the 1–5 scale. */
  readonly topTwo: number | null;
  readonly bottomTwo: number | null;
  /** Ratings nearest to 1, 2, 3, 4 and 5. */
  readonly distribution: readonly number[];
}

/** Describes a tally; two-pass variance (`scoring.md` §1.1, §8). */
export function summarise({ values, counts }: Tally): TallySummary {
  const moments = momentsOf({ values, counts });
  let top = 0;
  let bottom = 0;
  const distribution = [0, 0, 0, 0, 0];
  for (let step = 0; step < values.length; step++) {
    const value = values[step] as number;
    const count = counts[step] as number;
    if (value >= 4) top += count;
    if (value <= 2) bottom += count;
    const nearest = Math.min(5, Math.max(1, Math.round(value))) - 1;
    distribution[nearest] = (distribution[nearest] as number) + count;
  }
  if (moments === null) {
    return {
      n: 0,
      mean: null,
      sd: null,
      quartiles: null,
      topTwo: null,
      bottomTwo: null,
      distribution,
    };
  }
  const { n, mean, variance } = moments;
  return {
    n,
    mean,
    sd: n < 2 ? null : Math.sqrt(variance),
    quartiles: quartilesOf({ values, counts }, n),
    topTwo: top / n,
    bottomTwo: bottom / n,
    distribution,
  };
}

/** Type-7 quartiles: linear between the two order statistics around 1 + (n − 1) p. */
function quartilesOf({ values, counts }: Tally, n: number): readonly [number, number, number] {
  const steps = values
    .map((value, step) => ({ value, count: counts[step] as number }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.value - b.value);
  const orderStatistic = (rank: number): number => {
    let passed = 0;
    for (const { value, count } of steps) {
      passed += count;
      if (rank < passed) return value;
    }
    return (steps.at(-1) as { value: number }).value;
  };
  const quantile = (p: number): number => {
    const at = (n - 1) * p;
    const below = orderStatistic(Math.floor(at));
    return below + (at - Math.floor(at)) * (orderStatistic(Math.ceil(at)) - below);
  };
  return [quantile(0.25), quantile(0.5), quantile(0.75)];
}
