import { defaultTaxonomy } from '../../src/domain/text/defaultTaxonomy';
import type { Taxonomy } from '../../src/domain/text/taxonomy';
import { knownThemeIds, type KnownThemeId } from '../../src/domain/text/words/themeWords';
import {
  newDimension,
  newIndicator,
  noLines,
  type IndicatorModel,
} from '../../src/domain/model/indicatorModel';

/** Indicators of a dimension by name: a weight, or a weight with parts. */
type Indicators = Readonly<
  Record<string, number | readonly [number, Readonly<Record<string, number>>]>
>;

/** A model from `{ dimension: [weight, { indicator: weight }] }`; ids are the names. */
export function modelOf(
  tree: Readonly<Record<string, readonly [number, Indicators]>>,
  lines: { readonly target?: number; readonly baseline?: number } = {},
): IndicatorModel {
  return {
    engagementId: 'e1',
    version: 1,
    updatedAt: 0,
    ...noLines,
    target: lines.target ?? null,
    baseline: lines.baseline ?? null,
    dimensions: Object.entries(tree).map(([name, [weight, indicators]]) =>
      newDimension(
        name,
        name,
        weight,
        Object.entries(indicators).map(([indicator, share]) =>
          typeof share === 'number'
            ? newIndicator(indicator, indicator, share)
            : {
                ...newIndicator(indicator, indicator, share[0]),
                parts: Object.entries(share[1]).map(([part, own]) => newIndicator(part, part, own)),
              },
        ),
      ),
    ),
  };
}

/** The taxonomy every engagement begins with, its themes named by their ids. */
export function builtInTaxonomy(engagementId: string): Taxonomy {
  const names = Object.fromEntries(knownThemeIds.map((id) => [id, id])) as Record<
    KnownThemeId,
    string
  >;
  return defaultTaxonomy(engagementId, names);
}
