/** The figures of a chart as a table; the first cell of a row names it. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** By row, the mark that a cell opens, by its column. Left out: none can be opened. */
  readonly opens?: readonly Readonly<Record<number, string>>[];
}
