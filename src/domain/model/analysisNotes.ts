/** A state of the analysis room, kept by name: its address says everything about it. */
export interface SavedView {
  readonly id: string;
  readonly engagementId: string;
  readonly name: string;
  /** The query of the room's address, as written by the app. */
  readonly query: string;
  readonly createdAt: number;
}

/** What happened in a period, written by hand into trends ("new hotline"). */
export interface Annotation {
  readonly id: string;
  readonly engagementId: string;
  /** A month or a quarter, as `2025-07` or `2025-Q3`. */
  readonly period: string;
  readonly text: string;
  readonly createdAt: number;
}
