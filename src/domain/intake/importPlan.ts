import { assertNever } from '../../shared/assertNever';
import {
  newDimension,
  newIndicator,
  ratedIn,
  type Dimension,
  type IndicatorModel,
} from '../model/indicatorModel';
import { rebalance } from '../model/weights';
import { stepCount } from '../table/ratingScale';
import { progressField, recommendationScale } from '../table/responseTable';
import { isScored, type ColumnRole, type SourceColumn, type SourceKind } from '../table/source';
import { isSingular, type ColumnPlan } from './columnPlan';
import type { Question } from './question';

/** Everything a person decided about a file before it is imported. */
export interface ImportPlan {
  /** One plan per question of the file, in its order. */
  readonly columns: readonly ColumnPlan[];
  /** The quarter of the whole file when no column has dates, as `2025-Q3`. */
  readonly period: string | null;
  /** Name of the dimension for ratings without a group. */
  readonly commonDimension: string;
}

/** Why a plan cannot be carried out; the first reason found. */
export type PlanProblem =
  | { readonly kind: 'nothingToAnalyse' }
  | { readonly kind: 'twice'; readonly role: ColumnPlan['kind'] }
  | { readonly kind: 'noScale'; readonly name: string }
  | { readonly kind: 'noDates'; readonly name: string }
  | { readonly kind: 'sameName'; readonly name: string };

/** Checks a plan; null when it can be carried out. */
export function planProblem(
  columns: readonly ColumnPlan[],
  sourceKind: SourceKind,
): PlanProblem | null {
  const seen = new Set<string>();
  const ratingNames = new Set<string>();
  const bareNames = new Set<string>();
  for (const { kind, name, dimension, scale, dateOrder } of columns) {
    if (isSingular(kind)) {
      if (seen.has(kind)) return { kind: 'twice', role: kind };
      seen.add(kind);
    }
    if ((kind === 'rating' || kind === 'overall') && scale === null) {
      return { kind: 'noScale', name };
    }
    if ((kind === 'date' || kind === 'moment') && dateOrder === null)
      return { kind: 'noDates', name };
    if (kind === 'rating' || kind === 'segment') {
      // A rating without a dimension may find its indicator in any: its name must be its own.
      const key = JSON.stringify([kind, kind === 'rating' ? dimension : '', name]);
      const isTaken =
        seen.has(key) ||
        (kind === 'rating' && (dimension === '' ? ratingNames.has(name) : bareNames.has(name)));
      if (isTaken) return { kind: 'sameName', name };
      seen.add(key);
      if (kind === 'rating') (dimension === '' ? bareNames : ratingNames).add(name);
    }
  }
  if (!isScored(sourceKind)) {
    return columns.some(({ kind }) => kind !== 'ignore') ? null : { kind: 'nothingToAnalyse' };
  }
  const analysed: readonly ColumnPlan['kind'][] = [
    'rating',
    'overall',
    'recommendation',
    'comment',
    'choices',
    // Without these there are still responses to clean and to count.
    'segment',
    'duration',
  ];
  return columns.some(({ kind }) => analysed.includes(kind)) ? null : { kind: 'nothingToAnalyse' };
}

/** The kept columns of a file and the model with the indicators they need. */
export interface ResolvedPlan {
  readonly columns: readonly SourceColumn[];
  /** The question that each kept column comes from. */
  readonly questions: readonly Question[];
  readonly model: IndicatorModel;
}

/**
 * Turns a plan into columns. Ratings whose dimension and name the model knows go to that
 * indicator; new ones are added, with the mean weight of their neighbours, and the weights of
 * what grew are brought back to 100 %.
 */
export function resolvePlan(
  plan: ImportPlan,
  questions: readonly Question[],
  model: IndicatorModel,
  newId: () => string,
  now: number,
): ResolvedPlan {
  const dimensions = model.dimensions.map((dimension) => ({
    ...dimension,
    indicators: [...dimension.indicators],
  }));
  const grown = new Set<string>();
  let hasNewDimension = false;

  const indicatorFor = (dimensionName: string, name: string): string => {
    const known = dimensions
      .filter((dimension) => dimensionName === '' || dimension.name === dimensionName)
      .flatMap(ratedIn)
      .find((indicator) => indicator.name === name);
    if (known) return known.id;
    const wanted = dimensionName === '' ? plan.commonDimension : dimensionName;
    let dimension = dimensions.find((candidate) => candidate.name === wanted);
    if (!dimension) {
      dimension = { ...newDimension(newId(), wanted, NaN), indicators: [] };
      dimensions.push(dimension);
      hasNewDimension = true;
    }
    const indicator = newIndicator(newId(), name, NaN);
    dimension.indicators.push(indicator);
    grown.add(dimension.id);
    return indicator.id;
  };

  const columns: SourceColumn[] = [];
  const kept: Question[] = [];
  plan.columns.forEach((column, index) => {
    const question = questions[index];
    if (column.kind === 'ignore' || question === undefined) return;
    kept.push(question);
    columns.push({
      id: `c${index}`,
      header: question.header,
      role: roleOf(column, question, indicatorFor),
      field: question.meta === 'progress' ? progressField : question.field,
      values: [],
      rawMedian: null,
      outOfRange: [],
    });
  });
  if (grown.size === 0) return { columns, questions: kept, model };
  const reweighted: Dimension[] = dimensions.map((dimension) =>
    grown.has(dimension.id)
      ? { ...dimension, indicators: rebalance(withMeanWeight(dimension.indicators)) }
      : dimension,
  );
  return {
    columns,
    questions: kept,
    model: {
      ...model,
      updatedAt: now,
      dimensions: hasNewDimension ? rebalance(withMeanWeight(reweighted)) : reweighted,
    },
  };
}

/** Newcomers (weight NaN) get the mean weight of those that were there, or 1 where none was. */
function withMeanWeight<T extends { readonly weight: number }>(items: readonly T[]): T[] {
  const old = items.filter((item) => !Number.isNaN(item.weight));
  const mean = old.length === 0 ? 1 : old.reduce((sum, item) => sum + item.weight, 0) / old.length;
  return items.map((item) => (Number.isNaN(item.weight) ? { ...item, weight: mean } : item));
}

function roleOf(
  column: ColumnPlan,
  { reading }: Question,
  indicatorFor: (dimension: string, name: string) => string,
): ColumnRole {
  switch (column.kind) {
    case 'segment':
      return {
        kind: 'segment',
        segmentId: column.name,
        meaning: column.meaning,
        mergesVariants: column.mergesVariants === true,
      };
    case 'rating':
      if (column.scale === null) throw new Error('rating without a scale');
      return {
        kind: 'rating',
        indicatorId: indicatorFor(column.dimension, column.name),
        scale: column.scale,
      };
    case 'overall':
      if (column.scale === null) throw new Error('rating without a scale');
      return { kind: 'overall', scale: column.scale };
    case 'recommendation': {
      // Exports by option number write 1 to 11 for the answers 0 to 10.
      const scale = column.scale ?? recommendationScale;
      const steps = stepCount(recommendationScale);
      return {
        kind: 'recommendation',
        scale: stepCount(scale) === steps ? scale : recommendationScale,
      };
    }
    case 'date':
    case 'moment':
      return { kind: column.kind, order: column.dateOrder ?? 'ymd' };
    case 'choices':
      return { kind: 'choices', isRanked: reading.kind !== 'cell' && reading.isRanked };
    case 'text':
      return { kind: 'text', isPersonal: column.isPersonal };
    case 'comment':
    case 'duration':
    case 'ignore':
    case 'network':
    case 'number':
    case 'respondentId':
      return { kind: column.kind };
    default:
      return assertNever(column.kind);
  }
}
