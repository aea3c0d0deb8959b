/** The figures of a chart as a table; the first cell of a row names it. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What opening a cell does; null for cells that cannot be opened. Left out: none can. */
  readonly opens?: (row: number, column: number) => (() => void) | null;
}
