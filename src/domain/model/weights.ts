import { indicatorsOf, type IndicatorModel, type ModelNode } from './indicatorModel';

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

/** Every set of siblings in a model; `at` is the node above them, null for the dimensions. */
export function siblingSets(
  model: IndicatorModel,
): { readonly at: string | null; readonly nodes: readonly ModelNode[] }[] {
  return [
    { at: null, nodes: model.dimensions },
    ...model.dimensions.flatMap((dimension) => [
      { at: dimension.id, nodes: dimension.indicators },
      ...dimension.indicators.map(({ id, parts }) => ({ at: id, nodes: parts })),
    ]),
  ];
}

/** Every place in a model where weights do not work; `at` as in {@link siblingSets}. */
export function weightProblems(
  model: IndicatorModel,
): { readonly at: string | null; readonly problem: WeightProblem }[] {
  return siblingSets(model).flatMap(({ at, nodes }) => {
    const problem = weightProblem(nodes);
    return problem === null ? [] : [{ at, problem }];
  });
}

/**
 * Brings sibling weights to 100 %, leaving locked ones as they are; see {@link rebalance}. Unchanged where
 * that is impossible: all are locked, or the locked ones take more than 100 %.
 */
export function rebalanceUnlocked<T extends Weighted & { readonly isLocked: boolean }>(
  items: readonly T[],
): T[] {
  const open = items.filter(({ isLocked }) => !isLocked);
  const left = 100 - sumOfWeights(items.filter(({ isLocked }) => isLocked));
  if (open.length === 0 || left < 0) return [...items];
  const shared = rebalance(open, left);
  return items.map((item) => (item.isLocked ? item : (shared[open.indexOf(item)] as T)));
}

/**
 * Brings sibling weights to 100 %, or the total given, keeping their proportions; all equal when none is
 * positive.
 * Negative weights count as zero. Rounded to 2 decimals by largest remainder, so that the sum is
 * exact and equal weights differ by at most 0.01.
 */
export function rebalance<T extends Weighted>(items: readonly T[], total = 100): T[] {
  const whole = Math.round(total * 100);
  const positive = items.map((item) => (item.weight > 0 ? item.weight : 0));
  const sum = positive.reduce((a, b) => a + b, 0);
  const exact = positive.map((weight) =>
    sum === 0 ? whole / items.length : (weight / sum) * whole,
  );
  const hundredths = exact.map(Math.floor);
  let rest = whole - hundredths.reduce((a, b) => a + b, 0);
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

/** The weight of every rated indicator in the overall score, in percent, by its id. */
export function indicatorWeights(model: IndicatorModel): Map<string, number> {
  const weights = nodeWeights(model);
  return new Map(indicatorsOf(model).map(({ indicator: { id } }) => [id, weights.get(id) ?? 0]));
}

/** The weight of every node in the overall score, in percent: its share of that of the one above. */
export function nodeWeights({ dimensions }: IndicatorModel): Map<string, number> {
  const weights = new Map<string, number>();
  const share = (siblings: readonly ModelNode[], total: number) => {
    const sum = sumOfWeights(siblings);
    for (const { id, weight } of siblings) weights.set(id, sum > 0 ? (weight / sum) * total : 0);
  };
  share(dimensions, 100);
  for (const { id, indicators } of dimensions) {
    share(indicators, weights.get(id) as number);
    for (const indicator of indicators) share(indicator.parts, weights.get(indicator.id) as number);
  }
  return weights;
}
