import type { IndicatorModel } from './indicatorModel';

/** Sums within this of 100 count as 100 (`scoring.md` §1.4). */
const sumTolerance = 1e-6;

interface Weighted {
  readonly weight: number;
}

/** What is wrong with a set of sibling weights; null when they can be used. */
export type WeightProblem =
  | { readonly kind: 'negative' }
  | { readonly kind: 'allZero' }
  | { readonly kind: 'sum'; readonly sum: number };

/** Sum of the weights in percent. */
export function sumOfWeights(items: readonly Weighted[]): number {
  return items.reduce((sum, item) => sum + item.weight, 0);
}

/** Checks one set of siblings: none negative, at least one positive, sum 100 %. */
export function weightProblem(items: readonly Weighted[]): WeightProblem | null {
  if (items.length === 0) return null;
  if (items.some((item) => !(item.weight >= 0) || !Number.isFinite(item.weight))) {
    return { kind: 'negative' };
  }
  const sum = sumOfWeights(items);
  if (sum === 0) return { kind: 'allZero' };
  return Math.abs(sum - 100) <= sumTolerance ? null : { kind: 'sum', sum };
}

/** Every place in a model where weights do not work; `at` is null for the dimensions themselves. */
export function weightProblems(
  model: IndicatorModel,
): { readonly at: string | null; readonly problem: WeightProblem }[] {
  const problems: { at: string | null; problem: WeightProblem }[] = [];
  const top = weightProblem(model.dimensions);
  if (top) problems.push({ at: null, problem: top });
  for (const dimension of model.dimensions) {
    const problem = weightProblem(dimension.indicators);
    if (problem) problems.push({ at: dimension.id, problem });
  }
  return problems;
}

/**
 * Brings sibling weights to 100 % keeping their proportions; all equal when none is positive.
 * Negative weights count as zero. Rounded to 2 decimals by largest remainder, so that the sum is
 * exact and equal weights differ by at most 0.01.
 */
export function rebalance<T extends Weighted>(items: readonly T[]): T[] {
  const positive = items.map((item) => (item.weight > 0 ? item.weight : 0));
  const sum = positive.reduce((a, b) => a + b, 0);
  const exact = positive.map((weight) =>
    sum === 0 ? 10_000 / items.length : (weight / sum) * 10_000,
  );
  const hundredths = exact.map(Math.floor);
  let rest = 10_000 - hundredths.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (rest <= 0) break;
    hundredths[index]!++;
    rest--;
  }
  return items.map((item, index) => ({ ...item, weight: (hundredths[index] as number) / 100 }));
}

/** The weight of every indicator of a model in its overall score, in percent, by its id. */
export function indicatorWeights({ dimensions }: IndicatorModel): Map<string, number> {
  return new Map(
    dimensions.flatMap((dimension) =>
      dimension.indicators.map((indicator) => [
        indicator.id,
        globalWeight(dimensions, dimension, indicator),
      ]),
    ),
  );
}

/** The weight of an indicator in the overall score, in percent: its share of its dimension's. */
export function globalWeight(
  dimensions: readonly Weighted[],
  dimension: Weighted & { readonly indicators: readonly Weighted[] },
  indicator: Weighted,
): number {
  const top = sumOfWeights(dimensions);
  const within = sumOfWeights(dimension.indicators);
  if (top <= 0 || within <= 0) return 0;
  return (dimension.weight / top) * (indicator.weight / within) * 100;
}
