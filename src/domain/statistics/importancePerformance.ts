/** What to do about an item, by its importance and its performance. */
export type Quadrant = 'concentrate' | 'keep' | 'lowPriority' | 'overkill';

/** An item with how much it matters and how it does. */
export interface RatedItem {
  readonly importance: number;
  readonly performance: number;
}

/** The map: cross-hairs at the grand means, and the quadrant of each item in the order given. */
export interface ImportancePerformance {
  readonly importanceCut: number;
  readonly performanceCut: number;
  readonly quadrants: readonly Quadrant[];
}

/**
 * Importance–performance map (Martilla & James 1977; `scoring.md` §5): cross-hairs at the grand means,
 * `>=` counts as high. Null without items.
 */
export function importancePerformance(items: readonly RatedItem[]): ImportancePerformance | null {
  if (items.length === 0) return null;
  const meanOf = (pick: (item: RatedItem) => number) =>
    items.reduce((sum, item) => sum + pick(item), 0) / items.length;
  const importanceCut = meanOf(({ importance }) => importance);
  const performanceCut = meanOf(({ performance }) => performance);
  return {
    importanceCut,
    performanceCut,
    quadrants: items.map(({ importance, performance }): Quadrant => {
      if (importance >= importanceCut)
        return performance >= performanceCut ? 'keep' : 'concentrate';
      return performance >= performanceCut ? 'overkill' : 'lowPriority';
    }),
  };
}
