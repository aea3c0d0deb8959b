/** How often each value occurs. Values may repeat; the order does not matter. */
export interface Histogram {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/** Number, mean and variance (n − 1) of a histogram. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** NaN under two values. */
  readonly variance: number;
}

/** The histogram of single values. */
export function histogramOf(values: Iterable<number>): Histogram {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { values: [...counts.keys()], counts: [...counts.values()] };
}

/** Two-pass moments (`scoring.md` §8); null where there are no values. */
export function momentsOf({ values, counts }: Histogram): Moments | null {
  let n = 0;
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    n += counts[at] as number;
    sum += (values[at] as number) * (counts[at] as number);
  }
  if (n === 0) return null;
  const mean = sum / n;
  let squares = 0;
  for (let at = 0; at < values.length; at++) {
    squares += (counts[at] as number) * ((values[at] as number) - mean) ** 2;
  }
  return { n, mean, variance: n < 2 ? NaN : squares / (n - 1) };
}

/** Different values of several histograms in rising order, with their counts in each. */
export function mergedSteps(
  groups: readonly Histogram[],
): { readonly value: number; readonly counts: readonly number[] }[] {
  const steps = new Map<number, number[]>();
  groups.forEach(({ values, counts }, group) => {
    values.forEach((value, at) => {
      let step = steps.get(value);
      if (!step) steps.set(value, (step = groups.map(() => 0)));
      step[group]! += counts[at] as number;
    });
  });
  return [...steps]
    .map(([value, counts]) => ({ value, counts }))
    .filter(({ counts }) => counts.some((count) => count > 0))
    .sort((a, b) => a.value - b.value);
}
