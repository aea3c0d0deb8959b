/** Means of a kept figure by group of a segment. */
export interface SegmentFigure {
  /** The column's name in the file. */
  readonly name: string;
  readonly means: readonly { readonly value: string; readonly mean: number; readonly n: number }[];
}
