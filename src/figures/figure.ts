import type { ChartTable } from '../charts/frame/chartTable';
import type { LegendEntry } from '../charts/frame/legendEntry';

/**
 * A chart with everything that is said of it: what a card draws, a slide shows and a sheet lists. `chart`
 * is what the chart itself is given, but for its size.
 */
export interface Figure<Chart> {
  /** A finding where the sample carries it, a neutral name else. */
  readonly title: string;
  readonly subtitle: string;
  /** What it is about: the scope with its base. */
  readonly footnote: string;
  readonly table: ChartTable;
  readonly legend: readonly LegendEntry[];
  readonly chart: Chart;
}
