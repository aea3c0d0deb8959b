import type { IndicatorModel } from '../model/indicatorModel';
import { momentsOf } from '../statistics/histogram';
import { meanInterval, type Interval } from '../statistics/intervals';
import { estimateOf } from '../statistics/groupTests';
import { aggregate, answersIn, withoutSmall, type Aggregate } from './aggregate';
import { smallestBase } from './levels';
import { modelScores, ratedScores, scoresById } from './modelScores';
import { csatOf, npsOf } from './namedMetrics';
import type { ResponseCube } from './responseCube';
import { pairKey, type Scope } from './scope';
import { hiddenCells, hiddenCross } from './suppression';
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
  const [all] = aggregate(cubes, scope, { by: 'none' });
  const groups = aggregate(cubes, scope, { by: 'segment', segmentId });
  const isRated = isRatedMeasure(model, measure);
  const small = hiddenCells(
    groups.map(({ responses }) => responses),
    true,
  );
  // Few answers to a question asked of many give themselves away just as few responses do.
  const unanswered = hiddenCells(
    groups.map((group) => (isRated ? answersIn(tallyOf(measure, group)) : 0)),
    true,
  );
  const hidden = groups.map((_, at) => small[at] === true || unanswered[at] === true);
  return {
    groups: groups.map((group, at): CutGroup => {
      const figures = hidden[at] ? null : figureOf(model, measure, group);
      return {
        value: group.group,
        responses: group.responses,
        isHidden: hidden[at] === true,
        n: figures?.n ?? group.responses,
        figure: figures?.figure ?? null,
        interval: figures?.interval ?? null,
      };
    }),
    whole: all ? (figureOf(model, measure, all)?.figure ?? null) : null,
    needsRows: !isRated,
  };
}

/** Values of a segment that may be shown beside the whole scope. */
export function shownValues(
  cubes: readonly ResponseCube[],
  scope: Scope,
  segmentId: string,
): Set<string> {
  const groups = aggregate(cubes, scope, { by: 'segment', segmentId });
  const hidden = hiddenCells(
    groups.map(({ responses }) => responses),
    true,
  );
  return new Set(groups.flatMap(({ group }, at) => (hidden[at] ? [] : [group])));
}

/** One cell of a cut by two segments at once. */
export interface CrossCell {
  readonly responses: number;
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
  const valuesOf = (id: string) =>
    aggregate(cubes, scope, { by: 'segment', segmentId: id })
      .map(({ group }) => group)
      .filter((value) => value !== '');
  const [rows, columns] = [valuesOf(segmentId), valuesOf(otherId)];
  const byKey = new Map(
    aggregate(cubes, scope, { by: 'pair', segmentIds: [segmentId, otherId] }).map((group) => [
      group.group,
      group,
    ]),
  );
  const groupAt = (row: string, column: string) => byKey.get(pairKey(row, column));
  const counts = rows.map((row) => columns.map((column) => groupAt(row, column)?.responses ?? 0));
  const hidden = hiddenCross(counts);
  return {
    rows,
    columns,
    cells: rows.map((row, r) =>
      columns.map((column, c): CrossCell => {
        const group = groupAt(row, column);
        const isHidden = hidden[r]?.[c] === true;
        const figure = group && !isHidden ? figureOf(model, measure, group) : null;
        return { responses: group?.responses ?? 0, isHidden, figure: figure?.figure ?? null };
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
      const score = scoresById(modelScores(model, withoutSmall(group))).get(measure.id)?.score;
      return score == null ? null : { n: group.responses, figure: score, interval: null };
    }
  }
}

function visible(figure: Figure | null): Figure | null {
  return figure !== null && figure.n >= smallestBase ? figure : null;
}
