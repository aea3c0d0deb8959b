/** A row of ranked dots. Values on the 1–5 scale; texts are finished. */
export interface RankedRow {
  /** What opening it reports; null where it opens nothing. */
  readonly id: string | null;
  readonly label: string;
  /** What its tooltip says. */
  readonly detail: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly valueText: string;
}
