import type { IndicatorModel } from '../model/indicatorModel';
import { smallestBase } from './levels';
import { indicatorScores, modelScores, type ModelScores } from './modelScores';
import { csatOf, npsOf, type Csat, type NetPromoterScore } from './namedMetrics';
import type { Aggregate } from './aggregate';
import type { ResponseCube } from './responseCube';
import type { Scope } from './scope';
import { cutGroups, scopeGroup } from './shownGroups';

/** All figures of one group of a segment. */
export interface GroupFigures {
  /** Value of the segment; blank for "no answer". */
  readonly value: string;
  readonly responses: number;
  /** Hidden to protect respondents: no figures. */
  readonly isHidden: boolean;
  readonly scores: ModelScores;
  readonly nps: NetPromoterScore | null;
  readonly csat: Csat | null;
}

/** Every figure of every group of a segment: heatmap, NPS split and scatter are read from it. */
export interface SegmentMatrix {
  readonly segmentId: string;
  readonly whole: GroupFigures;
  /** The largest first. */
  readonly groups: readonly GroupFigures[];
}

/** Cuts a scope by a segment, with all scores of each group, from the cubes (`scoring.md` §4). */
export function segmentMatrix(
  cubes: readonly ResponseCube[],
  model: IndicatorModel,
  scope: Scope,
  segmentId: string,
): SegmentMatrix {
  return {
    segmentId,
    whole: figuresOf(model, scopeGroup(cubes, scope), false),
    groups: cutGroups(cubes, scope, segmentId).map((group) =>
      figuresOf(model, group, group.isHidden),
    ),
  };
}

const none = { values: [], counts: [] };

function figuresOf(model: IndicatorModel, group: Aggregate, isHidden: boolean): GroupFigures {
  const shown = <T extends { readonly n: number }>(metric: T | null) =>
    metric !== null && metric.n >= smallestBase && !isHidden ? metric : null;
  return {
    value: group.group,
    responses: group.responses,
    isHidden,
    scores: modelScores(model, group),
    nps: shown(npsOf(group.tallies.get('recommendation') ?? none)),
    csat: shown(csatOf(group.tallies.get('overall') ?? none)),
  };
}

/** Score and answers of a node of a group; the overall score is `overall`. */
export function figureOfNode(
  { scores, responses }: GroupFigures,
  nodeId: string,
): { readonly score: number | null; readonly n: number } {
  if (nodeId === 'overall') return { score: scores.overall.score, n: responses };
  for (const dimension of scores.dimensions) {
    if (dimension.id === nodeId) return { score: dimension.score, n: responses };
    for (const indicator of indicatorScores(dimension)) {
      if (indicator.id === nodeId) {
        return { score: indicator.score, n: indicator.summary?.n ?? responses };
      }
    }
  }
  return { score: null, n: 0 };
}

/**
 * Rows in an order that puts alike next to alike: repeatedly the two nearest neighbours' chains are
 * joined (single linkage, Euclidean over what both have). Returns places of `rows`.
 */
export function clusterOrder(rows: readonly (readonly (number | null)[])[]): number[] {
  let chains = rows.map((_, at) => [at]);
  const distance = (a: number, b: number) => {
    let sum = 0;
    let n = 0;
    (rows[a] ?? []).forEach((value, at) => {
      const other = rows[b]?.[at] ?? null;
      if (value === null || other === null) return;
      sum += (value - other) ** 2;
      n++;
    });
    return n === 0 ? Infinity : sum / n;
  };
  while (chains.length > 1) {
    let best = {
      least: Infinity,
      a: 0,
      b: 1,
      joined: [...(chains[0] ?? []), ...(chains[1] ?? [])],
    };
    for (let a = 0; a < chains.length; a++) {
      for (let b = a + 1; b < chains.length; b++) {
        const [left, right] = [chains[a] as number[], chains[b] as number[]];
        for (const first of [left, [...left].reverse()]) {
          for (const second of [right, [...right].reverse()]) {
            const between = distance(first.at(-1) as number, second[0] as number);
            if (between < best.least)
              best = { least: between, a, b, joined: [...first, ...second] };
          }
        }
      }
    }
    chains = [best.joined, ...chains.filter((_, at) => at !== best.a && at !== best.b)];
  }
  return chains[0] ?? [];
}
