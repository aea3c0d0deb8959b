import { Matrix, QrDecomposition } from 'ml-matrix';
import { fisherTail, studentTail } from './specialFunctions';

/** One coefficient of a regression. */
export interface Coefficient {
  readonly estimate: number;
  readonly standardError: number;
  /** Two-sided; NaN where the standard error is zero. */
  readonly p: number;
}

/** Ordinary least squares. */
export interface LeastSquares {
  readonly n: number;
  /** In the order of the columns; the intercept, where there is one, is a column of ones. */
  readonly coefficients: readonly Coefficient[];
  readonly residualSd: number;
  readonly residualSquares: number;
}

/**
 * Ordinary least squares of `y` on the columns of `rows` by Householder QR, never by normal equations
 * (`scoring.md` §5). Null where there are no more rows than columns or the columns are collinear.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  y: readonly number[],
): LeastSquares | null {
  const n = rows.length;
  const width = rows[0]?.length ?? 0;
  if (width === 0 || n <= width) return null;
  const qr = new QrDecomposition(new Matrix(rows.map((row) => [...row])));
  const upper = qr.upperTriangularMatrix;
  if (!qr.isFullRank() || isNearlySingular(upper)) return null;
  const estimates = qr.solve(Matrix.columnVector([...y])).to1DArray();
  let residualSquares = 0;
  rows.forEach((row, at) => {
    const fitted = row.reduce(
      (sum, value, column) => sum + value * (estimates[column] as number),
      0,
    );
    residualSquares += ((y[at] as number) - fitted) ** 2;
  });
  const residualSd = Math.sqrt(residualSquares / (n - width));
  const spreads = inverseRowNorms(upper);
  return {
    n,
    residualSd,
    residualSquares,
    coefficients: estimates.map((estimate, column): Coefficient => {
      const standardError = residualSd * (spreads[column] as number);
      return {
        estimate,
        standardError,
        p: 2 * studentTail(Math.abs(estimate / standardError), n - width),
      };
    }),
  };
}

/** A diagonal this small beside its column's length means the column is a sum of the others. */
const collinearBelow = 1e-14;

function isNearlySingular(upper: Matrix): boolean {
  for (let column = 0; column < upper.columns; column++) {
    const length = Math.hypot(...upper.getColumn(column));
    if (!(Math.abs(upper.get(column, column)) > collinearBelow * length)) return true;
  }
  return false;
}

/** Lengths of the rows of the inverse of a triangular matrix: √diag((RᵀR)⁻¹). */
export function inverseRowNorms(upper: Matrix): number[] {
  const width = upper.columns;
  const norms = new Array<number>(width).fill(0);
  for (let column = 0; column < width; column++) {
    // The column of R⁻¹ by back substitution.
    const solved = new Float64Array(width);
    for (let row = column; row >= 0; row--) {
      let value = row === column ? 1 : 0;
      for (let at = row + 1; at <= column; at++) value -= upper.get(row, at) * (solved[at] ?? 0);
      solved[row] = value / upper.get(row, row);
      norms[row] = (norms[row] as number) + (solved[row] as number) ** 2;
    }
  }
  return norms.map(Math.sqrt);
}

/** Rows taken into the triangle at once. */
const blockRows = 512;

/**
 * The triangle R of the QR of rows that arrive one after the other: RᵀR is their cross-product without
 * it ever being formed. Holds `width²` figures, whatever the number of rows.
 */
export class TriangleBuilder {
  readonly width: number;
  #block: number[][] = [];
  #triangle: Matrix | null = null;

  constructor(width: number) {
    this.width = width;
  }

  /** Adds a row; it is kept until its block is full. */
  add(row: number[]): void {
    this.#block.push(row);
    if (this.#block.length >= blockRows) this.#fold();
  }

  /** Adds all rows another builder has been given, each as if it had come `times` times. */
  addTriangle(triangle: Matrix, times = 1): void {
    const factor = Math.sqrt(times);
    for (let row = 0; row < triangle.rows; row++) {
      this.add(triangle.getRow(row).map((value) => value * factor));
    }
  }

  /** The triangle of all rows so far, `width × width`. */
  finish(): Matrix {
    this.#fold();
    return this.#triangle ?? Matrix.zeros(this.width, this.width);
  }

  #fold(): void {
    if (this.#block.length === 0) return;
    const above = this.#triangle?.to2DArray() ?? [];
    const rows = [...above, ...this.#block];
    while (rows.length < this.width) rows.push(new Array<number>(this.width).fill(0));
    this.#triangle = new QrDecomposition(new Matrix(rows)).upperTriangularMatrix;
    this.#block = [];
  }
}

/** How well a regression fits as a whole. */
export interface Fit {
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  readonly f: number;
  readonly p: number;
}

/** The fit of a regression with an intercept on `predictors` columns. */
export function fitOf(rSquared: number, n: number, predictors: number): Fit {
  const rest = n - predictors - 1;
  const f = rSquared / predictors / ((1 - rSquared) / rest);
  return {
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (n - 1)) / rest,
    f,
    p: fisherTail(f, predictors, rest),
  };
}
