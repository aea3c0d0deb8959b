import type { Indicator, IndicatorModel } from '../model/indicatorModel';
import type { ResponseTable } from '../table/responseTable';
import { snap } from './levels';
import { leastAnswered } from './weightedMean';

/** A score of every response, and the share of the node's weight it rests on; NaN and 0 without one. */
interface Column {
  readonly scores: Float64Array;
  readonly covered: Float64Array;
}

/**
 * The index of every response of a table (`scoring.md` §1.6): the scores' own formula inside the
 * response. NaN where less than half of the weight was answered. `nodeId`: that of a dimension or an
 * indicator alone; null for the overall index.
 */
export function responseIndexes(
  table: ResponseTable,
  model: IndicatorModel,
  nodeId: string | null = null,
): Float64Array {
  const { scores, covered } = columnFor(table, model, nodeId);
  for (let row = 0; row < scores.length; row++) {
    if (snap(covered[row] as number) < leastAnswered) scores[row] = NaN;
  }
  return scores;
}

function columnFor(table: ResponseTable, model: IndicatorModel, nodeId: string | null): Column {
  if (nodeId === null) {
    return combined(
      table.rowCount,
      model.dimensions.map(({ weight, indicators }) => ({
        weight,
        column: () => siblings(table, indicators),
      })),
    );
  }
  for (const { id, indicators } of model.dimensions) {
    if (id === nodeId) return siblings(table, indicators);
    for (const indicator of indicators) {
      const found = [indicator, ...indicator.parts].find((one) => one.id === nodeId);
      if (found) return columnOf(table, found);
    }
  }
  return columnOf(table, null);
}

function siblings(table: ResponseTable, indicators: readonly Indicator[]): Column {
  return combined(
    table.rowCount,
    indicators.map((indicator) => ({
      weight: indicator.weight,
      column: () => columnOf(table, indicator),
    })),
  );
}

function columnOf(table: ResponseTable, indicator: Indicator | null): Column {
  if (indicator && indicator.parts.length > 0) return siblings(table, indicator.parts);
  const scores = new Float64Array(table.rowCount).fill(NaN);
  const covered = new Float64Array(table.rowCount);
  const rating = table.ratings.find(({ indicatorId }) => indicatorId === indicator?.id);
  if (rating) {
    for (let row = 0; row < scores.length; row++) {
      const score = rating.scores[(rating.codes[row] as number) - 1];
      if (score === undefined) continue;
      scores[row] = score;
      covered[row] = 1;
    }
  }
  return { scores, covered };
}

/** The weighted mean of columns, row by row; what is missing gives its weight to the rest. */
function combined(
  rowCount: number,
  parts: readonly { readonly weight: number; readonly column: () => Column }[],
): Column {
  const sums = new Float64Array(rowCount);
  const measured = new Float64Array(rowCount);
  const covered = new Float64Array(rowCount);
  let total = 0;
  for (const { weight, column } of parts) {
    if (!(weight > 0)) continue;
    total += weight;
    const part = column();
    for (let row = 0; row < rowCount; row++) {
      const score = part.scores[row] as number;
      if (Number.isNaN(score)) continue;
      sums[row]! += weight * score;
      measured[row]! += weight;
      covered[row]! += weight * (part.covered[row] as number);
    }
  }
  for (let row = 0; row < rowCount; row++) {
    const weight = measured[row] as number;
    sums[row] = weight === 0 ? NaN : (sums[row] as number) / weight;
    covered[row] = total === 0 ? 0 : (covered[row] as number) / total;
  }
  return { scores: sums, covered };
}

/** Columns one after the other. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
