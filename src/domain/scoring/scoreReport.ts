import type { IndicatorModel } from '../model/indicatorModel';
import type { PeriodUnit } from '../model/period';
import { aggregate, type Aggregate } from './aggregate';
import { isDrop, lowBase, snap } from './levels';
import { modelScores, ratedScores, scoresById, type ModelScores } from './modelScores';
import { csatOf, npsOf, type Csat, type NetPromoterScore } from './namedMetrics';
import { hasEnough } from './suppression';
import { paretoOf, type CauseCount, type ParetoCause } from './pareto';
import type { ResponseCube } from './responseCube';
import { scopeProblem, type ScopeProblem } from './scopePrivacy';
import { periodsAndWhole, scopeGroup } from './shownGroups';
import type { Scope } from './scope';
import { summarise } from './tally';
import { commonBasis } from './weightedMean';

/** What the analysis asks: the responses, the model, the unit of time, what the Pareto counts. */
export interface ScoreRequest {
  readonly scope: Scope;
  readonly model: IndicatorModel;
  readonly unit: PeriodUnit;
  /** Count values of this segment as problems; null counts low ratings per indicator. */
  readonly paretoSegment: string | null;
}

/** The scores of one period. */
export interface PeriodScores extends ModelScores {
  readonly period: string;
  /** Very few responses, or they would give away another period: no figures. */
  readonly isHidden: boolean;
  readonly csat: Csat | null;
  readonly nps: NetPromoterScore | null;
}

/** How a node moved between two periods. */
export interface Change {
  readonly id: string;
  readonly previous: number;
  readonly current: number;
  readonly change: number;
  /** Fell by 0.3 or more. */
  readonly isDrop: boolean;
}

/** Two consecutive periods side by side, on what both measured. */
export interface Comparison {
  readonly previous: string;
  readonly current: string;
  readonly previousResponses: number;
  readonly currentResponses: number;
  readonly overall: Change | null;
  /** Nodes measured in both, by id. */
  readonly nodes: ReadonlyMap<string, Change>;
  readonly npsChange: number | null;
}

/** Everything the analysis room shows that is a sum over the cube. */
export interface ScoreReport {
  readonly scores: ModelScores;
  /** Why the scope may not be shown at all; null when it may. */
  readonly problem: ScopeProblem | null;
  readonly csat: Csat | null;
  /** Counts of the answers 1–5 of the overall question. */
  readonly overallDistribution: readonly number[];
  readonly nps: NetPromoterScore | null;
  /** Every period in scope apart from the scope's own periods, in time order. */
  readonly periods: readonly PeriodScores[];
  readonly comparison: Comparison | null;
  readonly pareto: readonly ParetoCause[];
}

/** A rating at or under this is a problem mentioned. */
export const lowRating = 2;

/** Scores, trend and problems from the cubes of all sources. */
export function scoreReport(cubes: readonly ResponseCube[], request: ScoreRequest): ScoreReport {
  const { scope, model, unit, paretoSegment } = request;
  const { whole: group, periods: shown } = periodsAndWhole(cubes, scope, unit);
  const scores = modelScores(model, group);
  // A hidden period keeps its place and its n, but shows no figures.
  const periods = shown.map((period): PeriodScores => ({
    ...modelScores(model, period),
    period: period.group,
    isHidden: period.isHidden,
    csat: visible(csatOf(period.tallies.get('overall') ?? empty)),
    nps: visible(npsOf(period.tallies.get('recommendation') ?? empty)),
  }));
  const overall = group.tallies.get('overall') ?? empty;
  return {
    scores,
    problem: scopeProblem(cubes, scope),
    csat: visible(csatOf(overall)),
    overallDistribution: summarise(overall).distribution,
    nps: visible(npsOf(group.tallies.get('recommendation') ?? empty)),
    periods,
    comparison: compareLast(periods, scope),
    pareto: paretoOf(
      paretoSegment === null ? lowRatings(scores, group) : segmentCounts(paretoSegment),
    ),
  };

  function segmentCounts(segmentId: string): CauseCount[] {
    return aggregate(cubes, scope, { by: 'segment', segmentId })
      .filter(({ group: value }) => value !== '')
      .map(({ group: name, responses: count }) => ({ id: name, name, count }));
  }
}

/** The scores of a scope by node id, as every screen shows them. */
export function shownScores(
  cubes: readonly ResponseCube[],
  model: IndicatorModel,
  scope: Scope,
): Map<string, number | null> {
  const scores = scoresById(modelScores(model, scopeGroup(cubes, scope)));
  return new Map([...scores].map(([id, { score }]) => [id, score]));
}

const empty = { values: [], counts: [] };

/** A metric of very few answers is hidden. */
function visible<T extends { readonly n: number }>(metric: T | null): T | null {
  return metric !== null && hasEnough(metric.n) ? metric : null;
}

function lowRatings(scores: ModelScores, group: Aggregate): CauseCount[] {
  return ratedScores(scores).map(({ id, name }) => {
    const { values, counts } = group.tallies.get(id) ?? empty;
    const count = values.reduce(
      (sum, value, step) => sum + (value <= lowRating ? (counts[step] as number) : 0),
      0,
    );
    return { id, name, count };
  });
}

/**
 * The chosen period, or the last full one (30 responses or more, where there are two such), against the
 * one before it; null without two periods.
 */
function compareLast(periods: readonly PeriodScores[], scope: Scope): Comparison | null {
  const chosen = periods.findIndex((period) => scope.periods.includes(period.period));
  // A period that has only begun, with a few interviews say, is no match for a full one.
  const isFull = ({ isHidden, responses }: PeriodScores) => !isHidden && responses >= lowBase;
  const full = periods.filter(isFull).length > 1 ? periods.findLastIndex(isFull) : -1;
  const last = scope.periods.length === 1 ? chosen : full >= 0 ? full : periods.length - 1;
  const current = periods[last];
  const previous = periods[last - 1];
  if (scope.periods.length > 1 || !current || !previous) return null;
  const before = scoresById(previous);
  const nodes = new Map<string, Change>();
  for (const [id, { score }] of scoresById(current)) {
    const change = id === 'overall' ? null : changeOf(id, before.get(id)?.score ?? null, score);
    if (change) nodes.set(id, change);
  }
  const common = commonBasis(previous.dimensions, current.dimensions);
  const hasOverall = previous.overall.score !== null && current.overall.score !== null;
  return {
    previous: previous.period,
    current: current.period,
    previousResponses: previous.responses,
    currentResponses: current.responses,
    overall: hasOverall ? changeOf('overall', common.previous, common.current) : null,
    nodes,
    npsChange: previous.nps && current.nps ? snap(current.nps.score - previous.nps.score) : null,
  };
}

function changeOf(id: string, previous: number | null, current: number | null): Change | null {
  if (previous === null || current === null) return null;
  return {
    id,
    previous,
    current,
    change: snap(current - previous),
    isDrop: isDrop(previous, current),
  };
}
