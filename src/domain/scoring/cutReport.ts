import type { IndicatorModel } from '../model/indicatorModel';
import { momentsOf } from '../statistics/histogram';
import { meanInterval, type Interval } from '../statistics/intervals';
import { estimateOf } from '../statistics/groupTests';
import type { Aggregate } from './aggregate';
import { hasEnough } from './suppression';
import { modelScores, ratedScores, scoresById } from './modelScores';
import { csatOf, npsOf } from './namedMetrics';
import type { ResponseCube } from './responseCube';
import type { Scope } from './scope';
import { crossGroups, cutGroups, scopeGroup } from './shownGroups';
import type { Tally } from './tally';

/** What a cut compares: a named metric, or the score of a node (`overall` for the whole). */
export type CutMeasure =
  { readonly kind: 'nps' | 'csat' } | { readonly kind: 'node'; readonly id: string };

/** What a cut asks. */
export interface CutRequest {
  readonly scope: Scope;
  readonly model: IndicatorModel;
  readonly segmentId: string;
  readonly measure: CutMeasure;
}

/** One group of a cut. */
export interface CutGroup {
  /** Value of the segment; empty for "no answer". */
  readonly value: string;
  readonly responses: number;
  /** Hidden to protect respondents: it is small, or would give a small one away. */
  readonly isHidden: boolean;
  /** Answers the figure rests on; responses for scores of several indicators. */
  readonly n: number;
  readonly figure: number | null;
  /** Null where it needs the rows, or none can be stated. */
  readonly interval: Interval | null;
}

/** Groups of a segment, the largest first, with the figure of each. */
export interface CutReport {
  readonly groups: readonly CutGroup[];
  /** The same figure for the whole scope. */
  readonly whole: number | null;
  /** True for the score of several indicators: intervals and tests come from the rows. */
  readonly needsRows: boolean;
}

/** Cuts a scope by a segment, from the cubes (`scoring.md` §4). */
export function cutReport(cubes: readonly ResponseCube[], request: CutRequest): CutReport {
  const { scope, model, segmentId, measure } = request;
  const groups = cutGroups(cubes, scope, segmentId);
  const isRated = isRatedMeasure(model, measure);
  return {
    groups: groups.map((group): CutGroup => {
      const figures = group.isHidden ? null : figureOf(model, measure, group);
      return {
        value: group.group,
        responses: group.responses,
        isHidden: group.isHidden,
        n: figures?.n ?? group.responses,
        figure: figures?.figure ?? null,
        interval: figures?.interval ?? null,
      };
    }),
    whole: figureOf(model, measure, scopeGroup(cubes, scope))?.figure ?? null,
    needsRows: !isRated,
  };
}

/** One cell of a cut by two segments at once. */
export interface CrossCell {
  /** Answers the figure rests on; responses for scores of several indicators, or without a figure. */
  readonly n: number;
  readonly isHidden: boolean;
  readonly figure: number | null;
}

/** A table of figures: rows are values of the first segment, columns of the second. */
export interface CrossReport {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly CrossCell[])[];
}

/** Cuts a scope by two segments at once; values without an answer are left out. */
export function crossReport(
  cubes: readonly ResponseCube[],
  { scope, model, segmentId, measure }: CutRequest,
  otherId: string,
): CrossReport {
  const { rows, columns, groups } = crossGroups(cubes, scope, [segmentId, otherId]);
  return {
    rows,
    columns,
    cells: groups.map((line) =>
      line.map((group): CrossCell => {
        const figure = group && !group.isHidden ? figureOf(model, measure, group) : null;
        return {
          n: figure?.n ?? group?.responses ?? 0,
          isHidden: group?.isHidden === true,
          figure: figure?.figure ?? null,
        };
      }),
    ),
  };
}

/** True where the measure is one question: its answers are all in the cube. */
export function isRatedMeasure(model: IndicatorModel, measure: CutMeasure): boolean {
  if (measure.kind !== 'node') return true;
  const empty = { group: '', responses: 0, tallies: new Map() };
  return ratedScores(modelScores(model, empty)).some(({ id }) => id === measure.id);
}

/** Which tally of the cube a measure of one question counts. */
export function tallyOf(measure: CutMeasure, { tallies }: Aggregate): Tally {
  const id =
    measure.kind === 'node' ? measure.id : measure.kind === 'nps' ? 'recommendation' : 'overall';
  return tallies.get(id) ?? { values: [], counts: [] };
}

interface Figure {
  readonly n: number;
  readonly figure: number;
  readonly interval: Interval | null;
}

/** The figure of a group; null where it was not measured, or by too few. */
function figureOf(model: IndicatorModel, measure: CutMeasure, group: Aggregate): Figure | null {
  switch (measure.kind) {
    case 'nps': {
      const nps = npsOf(tallyOf(measure, group));
      return visible(nps && { n: nps.n, figure: nps.score, interval: nps.interval });
    }
    case 'csat': {
      const csat = csatOf(tallyOf(measure, group));
      return visible(csat && { n: csat.n, figure: csat.share, interval: csat.interval });
    }
    case 'node': {
      if (isRatedMeasure(model, measure)) {
        const moments = momentsOf(tallyOf(measure, group));
        if (!moments) return null;
        const { n, mean, standardError } = estimateOf(moments);
        const interval = n < 2 ? null : meanInterval(mean, standardError, n);
        return visible({ n, figure: mean, interval });
      }
      const score = scoresById(modelScores(model, group)).get(measure.id)?.score;
      return score == null ? null : { n: group.responses, figure: score, interval: null };
    }
  }
}

function visible(figure: Figure | null): Figure | null {
  return figure !== null && hasEnough(figure.n) ? figure : null;
}
