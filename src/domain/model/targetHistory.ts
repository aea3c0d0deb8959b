import { targetFor, type IndicatorModel, type ModelVersion } from './indicatorModel';
import { firstMonth } from './period';

/** The target of a node (`overall` for the whole) in a model, inherited from above; null where there is none. */
export function targetIn(model: IndicatorModel, nodeId: string): number | null {
  if (nodeId === 'overall') return targetFor(model);
  for (const dimension of model.dimensions) {
    if (dimension.id === nodeId) return targetFor(dimension, model);
    for (const indicator of dimension.indicators) {
      if (indicator.id === nodeId) return targetFor(indicator, dimension, model);
      const part = indicator.parts.find(({ id }) => id === nodeId);
      if (part) return targetFor(part, indicator, dimension, model);
    }
  }
  return null;
}

/**
 * The target of a node in each period: that of the version in force when the period ended. Periods that
 * ended before the first version was saved have today's target: nothing is known of an older one.
 */
export function targetsByPeriod(
  versions: readonly ModelVersion[],
  nodeId: string,
  periods: readonly string[],
  today: number | null,
): (number | null)[] {
  const sorted = [...versions].sort((a, b) => a.savedAt - b.savedAt);
  return periods.map((key) => {
    const month = firstMonth(key);
    if (month === null) return today;
    const next = month + (key.includes('Q') ? 3 : 1);
    const end = Date.UTC(Math.floor(next / 12), next % 12, 1);
    const inForce = sorted.findLast(({ savedAt }) => savedAt < end);
    // The period that is running has today's target.
    if (!inForce || inForce === sorted.at(-1)) return today;
    return targetIn(inForce.model, nodeId);
  });
}
