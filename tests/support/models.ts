import type { IndicatorModel } from '../../src/domain/model/indicatorModel';

/** A model from `{ dimension: [weight, { indicator: weight }] }`; ids are the names. */
export function modelOf(
  tree: Readonly<Record<string, readonly [number, Readonly<Record<string, number>>]>>,
  lines: { readonly target?: number; readonly baseline?: number } = {},
): IndicatorModel {
  return {
    engagementId: 'e1',
    version: 1,
    updatedAt: 0,
    target: lines.target ?? null,
    baseline: lines.baseline ?? null,
    dimensions: Object.entries(tree).map(([name, [weight, indicators]]) => ({
      id: name,
      name,
      weight,
      target: null,
      baseline: null,
      indicators: Object.entries(indicators).map(([indicator, share]) => ({
        id: indicator,
        name: indicator,
        weight: share,
        target: null,
        baseline: null,
      })),
    })),
  };
}
