import { ratedIn, type IndicatorModel } from '../model/indicatorModel';
import { reliability, type ItemStatistics, type Reliability } from '../statistics/reliability';
import { hasEnough } from './suppression';
import { isInSources, rowGroups, type SourceRows } from './linearisedError';
import { joined, responseIndexes } from './responseIndex';
import { periodFilter, type Scope } from './scope';

/** An item of a dimension with its name. */
export interface NamedItem extends Omit<ItemStatistics, 'mean'> {
  /** Score of the indicator in scope; null where it is not shown. */
  readonly mean: number | null;
  readonly id: string;
  readonly name: string;
}

/** How well the indicators of a dimension measure one thing. */
export interface DimensionReliability {
  readonly id: string;
  readonly name: string;
  /** Indicators with answers in scope. */
  readonly itemCount: number;
  /** Null for one indicator, under five complete responses, or where one has no variance. */
  readonly result: (Omit<Reliability, 'items'> & { readonly items: readonly NamedItem[] }) | null;
}

/**
 * Cronbach's alpha and item sheet of every dimension, over the responses in scope; none where fewer than
 * five answered all of it. `scores` by node: the means as they stand everywhere else.
 */
export function reliabilityReport(
  sources: readonly SourceRows[],
  model: IndicatorModel,
  scope: Scope,
  scores: ReadonlyMap<string, number | null>,
): DimensionReliability[] {
  const scoped = sources.flatMap((source) => {
    const { table, ledger, months } = source;
    const inPeriod = periodFilter(scope);
    const groups = isInSources(scope, table)
      ? rowGroups(table, ledger, months, scope, (month) => (inPeriod(month) ? 0 : -1))
      : null;
    return groups ? [{ table, groups }] : [];
  });
  return model.dimensions.map((dimension) => {
    const items = ratedIn(dimension)
      .map(({ id, name }) => ({
        id,
        name,
        column: joined(
          scoped.map(({ table, groups }) =>
            responseIndexes(table, model, id).map((score, row) =>
              groups[row] === 0 ? score : NaN,
            ),
          ),
        ),
      }))
      .filter(({ column }) => column.some((score) => !Number.isNaN(score)));
    const found = reliability(items.map(({ column }) => column));
    return {
      id: dimension.id,
      name: dimension.name,
      itemCount: items.length,
      result:
        found !== null && hasEnough(found.n)
          ? {
              ...found,
              items: found.items.map((item, at): NamedItem => ({
                ...item,
                id: items[at]?.id ?? '',
                name: items[at]?.name ?? '',
                mean: scores.get(items[at]?.id ?? '') ?? null,
              })),
            }
          : null,
    };
  });
}
