import { chiSquareQuantile } from '../statistics/specialFunctions';
import type { ResponseTable } from '../table/responseTable';
import { ratedItems, valuesAsAnswered } from './answerProfile';
import { defineRule } from './cleaningRule';
import { perTable } from './perTable';

/**
 * Responses far from what answers to these questions have in common: squared Mahalanobis distance
 * beyond the χ² quantile with one degree of freedom per item. Complete responses only
 * (`scoring.md` §6).
 */
export const mahalanobis = defineRule({
  since: 3,
  usual: { isOn: false, action: 'lookAt' },
  actions: ['lookAt', 'exclude'],
  limits: { percent: { usual: 99.9, min: 90, max: 99.99, step: 0.01 } },
  unfit({ table }) {
    if (ratedItems(table).length < 2) return 'tooFewItems';
    return distancesOf(table) === null ? 'dependent' : null;
  },
  mark({ table }, { percent }, mark) {
    const distances = distancesOf(table);
    if (distances === null) return;
    const limit = chiSquareQuantile(1 - percent / 100, ratedItems(table).length);
    // A missing distance is NaN, which is beyond nothing.
    distances.forEach((distance, row) => {
      if (distance > limit) mark(row);
    });
  },
  evidence: ({ table }, { percent }, row) => ({
    value: distancesOf(table)?.[row] ?? NaN,
    limit: chiSquareQuantile(1 - percent / 100, ratedItems(table).length),
  }),
});

function distancesOf(table: ResponseTable): Float64Array | null {
  return distancesIn(table, null);
}

const distancesIn = perTable(
  () => '',
  (table) => {
    const columns = ratedItems(table).map((item): CodedColumn => {
      const values = new Float64Array(256).fill(NaN);
      valuesAsAnswered(item).forEach((value, step) => (values[step + 1] = value));
      return { codes: item.codes, values };
    });
    return mahalanobisDistances(columns, table.rowCount);
  },
);

/** A column by its codes and the value of each code; NaN for codes that are no answer. */
export interface CodedColumn {
  readonly codes: Uint8Array;
  readonly values: Float64Array;
}

/**
 * Squared Mahalanobis distance of each row from the mean of the complete rows, with their sample
 * covariance (n − 1); NaN for a row with a missing value. Null where the covariance has no inverse:
 * an item without variance, items that follow from others, or no more complete rows than items.
 */
export function mahalanobisDistances(
  columns: readonly CodedColumn[],
  rowCount: number,
): Float64Array | null {
  const p = columns.length;
  const values = new Float64Array(p);
  const read = (row: number): boolean => {
    for (let item = 0; item < p; item++) {
      const column = columns[item] as CodedColumn;
      const value = column.values[column.codes[row] as number] as number;
      if (value !== value) return false;
      values[item] = value;
    }
    return true;
  };
  const means = new Float64Array(p);
  let n = 0;
  for (let row = 0; row < rowCount; row++) {
    if (!read(row)) continue;
    n++;
    for (let item = 0; item < p; item++) means[item]! += values[item] as number;
  }
  if (n <= p) return null;
  for (let item = 0; item < p; item++) means[item]! /= n;
  const covariance = new Float64Array(p * p);
  for (let row = 0; row < rowCount; row++) {
    if (!read(row)) continue;
    for (let i = 0; i < p; i++) {
      const deviation = (values[i] as number) - (means[i] as number);
      values[i] = deviation;
      for (let j = 0; j <= i; j++) covariance[i * p + j]! += deviation * (values[j] as number);
    }
  }
  for (let at = 0; at < covariance.length; at++) covariance[at]! /= n - 1;
  if (!factorise(covariance, p)) return null;
  const distances = new Float64Array(rowCount).fill(NaN);
  for (let row = 0; row < rowCount; row++) {
    if (!read(row)) continue;
    let sum = 0;
    for (let i = 0; i < p; i++) {
      let z = (values[i] as number) - (means[i] as number);
      for (let j = 0; j < i; j++) z -= (covariance[i * p + j] as number) * (values[j] as number);
      z /= covariance[i * p + i] as number;
      values[i] = z;
      sum += z * z;
    }
    distances[row] = sum;
  }
  return distances;
}

/** Cholesky: overwrites the lower half of a symmetric matrix with its factor; false if singular. */
function factorise(matrix: Float64Array, p: number): boolean {
  for (let i = 0; i < p; i++) {
    const variance = matrix[i * p + i] as number;
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * p + j] as number;
      for (let k = 0; k < j; k++) {
        sum -= (matrix[i * p + k] as number) * (matrix[j * p + k] as number);
      }
      if (i === j) {
        if (sum <= variance * 1e-10) return false;
        matrix[i * p + i] = Math.sqrt(sum);
      } else {
        matrix[i * p + j] = sum / (matrix[j * p + j] as number);
      }
    }
  }
  return true;
}
