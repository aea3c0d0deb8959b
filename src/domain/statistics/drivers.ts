import { EigenvalueDecomposition, Matrix, QrDecomposition } from 'ml-matrix';
import { fitOf, inverseRowNorms, type Fit } from './leastSquares';
import { studentTail } from './specialFunctions';

/** What one predictor has to do with the outcome, the others in the model. */
export interface Driver {
  /** Raw slope and its standard error. */
  readonly slope: number;
  readonly standardError: number;
  /** Two-sided. */
  readonly p: number;
  /** Standardised slope: steps of the outcome's SD per SD of the predictor. */
  readonly beta: number;
  /** Part of R² due to the predictor; the parts sum to R². */
  readonly importance: number;
  /** Variance inflation: 1 where nothing is shared with the other predictors. */
  readonly inflation: number;
  /** Pearson's correlation with the outcome, among the same rows. */
  readonly correlation: number;
}

/** Which predictors move an outcome, and by how much. */
export interface KeyDrivers extends Fit {
  readonly n: number;
  readonly method: 'lmg' | 'johnson';
  readonly residualSd: number;
  readonly intercept: number;
  readonly drivers: readonly Driver[];
}

/** Up to this many predictors all subsets are tried (4,096); beyond, relative weights (§5). */
export const mostForLmg = 12;

/** The sums a driver analysis rests on: no row is needed any more. */
export interface DriverSums {
  readonly n: number;
  /** Means of the predictors, the outcome last. */
  readonly means: readonly number[];
  /** Triangle R of the rows of deviations from the means; the outcome is the last column. */
  readonly triangle: Matrix;
}

/** Why an analysis of drivers says nothing. */
export type NoDrivers = 'tooFewRows' | 'noVariance' | 'collinear';

/** A predictor that the others explain to more than 1 − this is as good as a sum of them. */
const tolerance = 1e-8;

/**
 * Key drivers (`scoring.md` §5) from the triangle of complete rows: slopes by QR, importance as LMG
 * (mean gain in R² over all orders; Lindeman, Merenda & Gold 1980) up to {@link mostForLmg}
 * predictors, beyond as Johnson's (2000) relative weights. Both sum to R².
 */
export function keyDrivers(
  { n, means, triangle }: DriverSums,
  method: KeyDrivers['method'] = methodFor(means.length - 1),
): KeyDrivers | NoDrivers {
  const count = means.length - 1;
  if (count < 1 || n < count + 2) return 'tooFewRows';
  const lengths = columnLengths(triangle);
  if (lengths.some((length) => !(length > tolerance))) return 'noVariance';
  const scaled = triangle.clone();
  lengths.forEach((length, column) => scaled.mulColumn(column, 1 / length));
  const predictors = scaled.subMatrix(0, count, 0, count - 1);
  const upper = triangular(predictors.clone());
  for (let at = 0; at < count; at++) {
    if (upper.get(at, at) ** 2 < tolerance) return 'collinear';
  }
  // The triangle is already triangular: its last column holds the projected outcome.
  const betas = backSubstitute(scaled, count);
  const rest = scaled.get(count, count) ** 2;
  const fit = fitOf(1 - rest, n, count);
  const residualSd = (lengths[count] as number) * Math.sqrt(rest / (n - count - 1));
  const spreads = inverseRowNorms(upper);
  const importance = method === 'lmg' ? lmg(scaled) : relativeWeights(scaled);
  const outcome = scaled.getColumn(count);
  const slopes = betas.map((beta, at) => (beta * lengths[count]!) / lengths[at]!);
  return {
    ...fit,
    n,
    method,
    residualSd,
    intercept: slopes.reduce((sum, slope, at) => sum - slope * means[at]!, means[count] as number),
    drivers: betas.map((beta, at): Driver => {
      const standardError = (residualSd * spreads[at]!) / lengths[at]!;
      const slope = slopes[at] as number;
      return {
        slope,
        standardError,
        p: 2 * studentTail(Math.abs(slope / standardError), n - count - 1),
        beta,
        importance: importance[at] as number,
        inflation: (spreads[at] as number) ** 2,
        correlation: dot(scaled.getColumn(at), outcome),
      };
    }),
  };
}

/** Importance of each predictor alone, for resampling; null where it cannot be told. */
export function driverImportance({ n, means, triangle }: DriverSums): number[] | null {
  const count = means.length - 1;
  const lengths = columnLengths(triangle);
  if (n < count + 2 || lengths.some((length) => !(length > tolerance))) return null;
  const scaled = triangle.clone();
  lengths.forEach((length, column) => scaled.mulColumn(column, 1 / length));
  return methodFor(count) === 'lmg' ? lmg(scaled) : relativeWeights(scaled);
}

function methodFor(predictors: number): KeyDrivers['method'] {
  return predictors <= mostForLmg ? 'lmg' : 'johnson';
}

function columnLengths(matrix: Matrix): number[] {
  return Array.from({ length: matrix.columns }, (_, column) =>
    Math.hypot(...matrix.getColumn(column)),
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
}

function triangular(matrix: Matrix): Matrix {
  return new QrDecomposition(matrix).upperTriangularMatrix;
}

function backSubstitute(triangle: Matrix, count: number): number[] {
  const solved = new Array<number>(count).fill(0);
  for (let row = count - 1; row >= 0; row--) {
    let value = triangle.get(row, count);
    for (let at = row + 1; at < count; at++)
      value -= triangle.get(row, at) * (solved[at] as number);
    solved[row] = value / triangle.get(row, row);
  }
  return solved;
}

/**
 * LMG: R² of every subset of predictors, then the mean gain of each predictor over all orders. The
 * subsets are walked as a tree: the columns left are made orthogonal to the one that joins (modified
 * Gram-Schmidt on a triangle of unit columns), so that each subset is one step from the one before.
 */
function lmg(scaled: Matrix): number[] {
  const width = scaled.columns;
  const count = width - 1;
  const rSquared = new Float64Array(2 ** count);
  // The columns left over at each depth of the walk, one after the other; made once.
  const levels = Array.from({ length: width }, () => new Float64Array(width * width));
  for (let column = 0; column < width; column++) {
    for (let row = 0; row < width; row++)
      levels[0]![column * width + row] = scaled.get(row, column);
  }
  visit(0, 0, 0, 0);
  const chances = orderChances(count);
  return Array.from({ length: count }, (_, predictor) => {
    const bit = 1 << predictor;
    let gain = 0;
    for (let subset = 0; subset < rSquared.length; subset++) {
      if (subset & bit) continue;
      gain +=
        (chances[bitCount(subset)] as number) *
        ((rSquared[subset | bit] as number) - (rSquared[subset] as number));
    }
    return gain;
  });

  /** Fills in all subsets that add predictors from `next` on to `subset`. */
  function visit(subset: number, next: number, explained: number, depth: number): void {
    rSquared[subset] = explained;
    const columns = levels[depth] as Float64Array;
    for (let predictor = next; predictor < count; predictor++) {
      const square = product(columns, predictor, predictor, width);
      const joined = subset | (1 << predictor);
      const rest = levels[depth + 1] as Float64Array;
      // As good as a sum of those that are in: it adds nothing.
      const adds = square >= tolerance;
      for (let other = predictor + 1; other < width; other++) {
        const factor = adds ? product(columns, other, predictor, width) / square : 0;
        for (let row = 0; row < width; row++) {
          rest[other * width + row] =
            (columns[other * width + row] as number) -
            factor * (columns[predictor * width + row] as number);
        }
      }
      const gain = adds ? product(columns, predictor, count, width) ** 2 / square : 0;
      visit(joined, predictor + 1, explained + gain, depth + 1);
    }
  }
}

/** Scalar product of two columns that stand one after the other. */
function product(columns: Float64Array, a: number, b: number, width: number): number {
  let sum = 0;
  for (let row = 0; row < width; row++) {
    sum += (columns[a * width + row] as number) * (columns[b * width + row] as number);
  }
  return sum;
}

/** Chance that, in a random order, a predictor comes right after a given set of each size. */
function orderChances(count: number): number[] {
  // s! (p − 1 − s)! / p! = 1 / (p · C(p − 1, s)).
  let choices = 1;
  return Array.from({ length: count }, (_, size) => {
    if (size > 0) choices = (choices * (count - size)) / size;
    return 1 / (count * choices);
  });
}

function bitCount(subset: number): number {
  let bits = 0;
  for (let rest = subset; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}

/**
 * Johnson's relative weights: the predictors are replaced by their nearest orthogonal counterparts
 * (symmetric root of their correlation matrix) and the explained variance is handed back.
 */
function relativeWeights(scaled: Matrix): number[] {
  const count = scaled.columns - 1;
  const predictors = scaled.subMatrix(0, count, 0, count - 1);
  const correlations = predictors.transpose().mmul(predictors);
  const outcome = predictors.transpose().mmul(scaled.getColumnVector(count)).to1DArray();
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(correlations, {
    assumeSymmetric: true,
  });
  const root = (power: (value: number) => number) =>
    eigenvectorMatrix
      .mmul(Matrix.diag(realEigenvalues.map(power)))
      .mmul(eigenvectorMatrix.transpose());
  const toOrthogonal = root((value) => Math.sqrt(Math.max(0, value)));
  const back = root((value) => (value > tolerance ? 1 / Math.sqrt(value) : 0));
  const squared = (matrix: Matrix) =>
    Matrix.zeros(matrix.rows, matrix.columns)
      .add(matrix)
      .apply(function square(row, column) {
        this.set(row, column, this.get(row, column) ** 2);
      });
  const weights = back
    .mmul(Matrix.columnVector(outcome))
    .to1DArray()
    .map((value) => value ** 2);
  return squared(toOrthogonal).mmul(Matrix.columnVector(weights)).to1DArray();
}
