/** An entry of a legend: how it is drawn, and what it stands for. */
export interface LegendEntry {
  readonly mark:
    | 'line'
    | 'dashed'
    | 'dotted'
    | 'dot'
    | 'hollow'
    | 'tick'
    | 'whisker'
    | 'box'
    | 'diamond'
    | 'sparse';
  readonly label: string;
  /** A colour token such as `--c2`; the mark's own where left out. */
  readonly color?: string;
}
