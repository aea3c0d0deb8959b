/** How one item goes with the others of its scale. */
export interface ItemStatistics {
  readonly mean: number;
  /** Sample standard deviation (n − 1). */
  readonly sd: number;
  /** Correlation with the sum of the other items; null where either has no variance. */
  readonly itemRest: number | null;
  /** Alpha of the others without it; null where it is undefined. */
  readonly alphaWithout: number | null;
}

/** How well the items of a scale measure one thing. */
export interface Reliability {
  /** Respondents who answered every item. */
  readonly n: number;
  /** Cronbach's alpha from covariances. */
  readonly alpha: number;
  /** Alpha from correlations, as if all items had the same variance. */
  readonly standardised: number;
  /** Mean correlation between the items. */
  readonly meanCorrelation: number;
  readonly items: readonly ItemStatistics[];
}

/**
 * Cronbach's alpha over respondents who answered every item (`scoring.md` §5); `columns` holds one
 * column of values per item, NaN where missing. Null for one item, under two complete respondents,
 * or where an item has no variance.
 */
export function reliability(columns: readonly ArrayLike<number>[]): Reliability | null {
  const k = columns.length;
  if (k < 2) return null;
  const { n, means, covariance } = completeCovariance(columns);
  if (n < 2) return null;
  const at = (i: number, j: number) => covariance[i * k + j] as number;
  const all = columns.map((_, item) => item);
  if (all.some((item) => at(item, item) <= 0)) return null;
  const alpha = alphaOf(all, at);
  if (alpha === null) return null;
  const correlation = (i: number, j: number) => at(i, j) / Math.sqrt(at(i, i) * at(j, j));
  let sum = 0;
  for (const i of all) for (const j of all) if (i < j) sum += correlation(i, j);
  const meanCorrelation = sum / ((k * (k - 1)) / 2);
  return {
    n,
    alpha,
    standardised: (k * meanCorrelation) / (1 + (k - 1) * meanCorrelation),
    meanCorrelation,
    items: all.map((item): ItemStatistics => {
      const others = all.filter((other) => other !== item);
      const together = others.reduce((total, other) => total + at(item, other), 0);
      const variance = sumOver(others, at);
      return {
        mean: means[item] as number,
        sd: Math.sqrt(at(item, item)),
        itemRest: variance > 0 ? together / Math.sqrt(at(item, item) * variance) : null,
        alphaWithout: others.length < 2 ? null : alphaOf(others, at),
      };
    }),
  };
}

type Entry = (i: number, j: number) => number;

/** k/(k − 1) · (1 − Σ variances / variance of the sum). */
function alphaOf(items: readonly number[], at: Entry): number | null {
  const total = sumOver(items, at);
  if (total <= 0) return null;
  const own = items.reduce((sum, item) => sum + at(item, item), 0);
  return (items.length / (items.length - 1)) * (1 - own / total);
}

function sumOver(items: readonly number[], at: Entry): number {
  let sum = 0;
  for (const i of items) for (const j of items) sum += at(i, j);
  return sum;
}

/** Means and covariances (n − 1) over the rows without NaN; two passes. */
export function completeCovariance(columns: readonly ArrayLike<number>[]): {
  readonly n: number;
  readonly means: readonly number[];
  /** k × k, row by row. */
  readonly covariance: Float64Array;
} {
  const k = columns.length;
  const rowCount = Math.min(...columns.map(({ length }) => length));
  const complete: number[] = [];
  const sums = new Float64Array(k);
  rows: for (let row = 0; row < rowCount; row++) {
    for (const column of columns) if (Number.isNaN(column[row])) continue rows;
    complete.push(row);
    columns.forEach((column, item) => (sums[item]! += column[row] as number));
  }
  const n = complete.length;
  const means = Array.from(sums, (sum) => sum / n);
  const covariance = new Float64Array(k * k);
  const deviations = new Float64Array(k);
  for (const row of complete) {
    for (let i = 0; i < k; i++) {
      const deviation = ((columns[i] as ArrayLike<number>)[row] as number) - (means[i] as number);
      deviations[i] = deviation;
      for (let j = 0; j <= i; j++) covariance[i * k + j]! += deviation * (deviations[j] as number);
    }
  }
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      covariance[i * k + j]! /= n - 1;
      covariance[j * k + i] = covariance[i * k + j] as number;
    }
  }
  return { n, means, covariance };
}
