import type { IndicatorModel } from '../model/indicatorModel';
import { holm, welchDifference, type MeanEstimate } from '../statistics/differences';
import { lowBase, significance } from './levels';
import { hasEnough } from './suppression';
import {
  indicatorScores,
  modelScores,
  ratedScores,
  type DimensionScore,
  type ModelScores,
} from './modelScores';
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
    metric !== null && hasEnough(metric.n) && !isHidden ? metric : null;
  return {
    value: group.group,
    responses: group.responses,
    isHidden,
    scores: modelScores(model, group),
    nps: shown(npsOf(group.tallies.get('recommendation') ?? none)),
    csat: shown(csatOf(group.tallies.get('overall') ?? none)),
  };
}

/**
 * Score of a node of a group, and the fewest answers any of its measured indicators rests on; the overall
 * score is `overall`.
 */
export function figureOfNode(
  { scores }: GroupFigures,
  nodeId: string,
): { readonly score: number | null; readonly n: number } {
  const least = (dimensions: readonly DimensionScore[]) => {
    const counts = ratedScores({ ...scores, dimensions })
      .map(({ summary }) => summary.n)
      .filter((n) => n > 0);
    return counts.length === 0 ? 0 : Math.min(...counts);
  };
  if (nodeId === 'overall') return { score: scores.overall.score, n: least(scores.dimensions) };
  for (const dimension of scores.dimensions) {
    if (dimension.id === nodeId) return { score: dimension.score, n: least([dimension]) };
    for (const indicator of indicatorScores(dimension)) {
      if (indicator.id === nodeId) {
        return { score: indicator.score, n: indicator.summary?.n ?? least([dimension]) };
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

/** The group and indicator surely lowest beside the other drawn groups. */
export interface LowestCell {
  readonly value: string;
  readonly indicator: string;
  /** Below the mean of the others' answers. */
  readonly difference: number;
}

/**
 * The cell furthest below the answers of the other drawn groups, where more than chance: Welch, Holm over
 * all cells, n ≥ 30 on both sides (`scoring.md` §4). Null where none is sure. `values`: the groups drawn.
 */
export function lowestCell(
  { groups }: SegmentMatrix,
  values: readonly string[],
): LowestCell | null {
  const byIndicator = new Map<string, { value: string; name: string; moments: Sums }[]>();
  for (const group of groups) {
    if (group.isHidden || !values.includes(group.value)) continue;
    for (const { id, name, score, summary } of ratedScores(group.scores)) {
      if (score === null || summary.sd === null) continue;
      const moments = { n: summary.n, mean: score, squares: summary.sd ** 2 * (summary.n - 1) };
      const cells = byIndicator.get(id);
      if (cells) cells.push({ value: group.value, name, moments });
      else byIndicator.set(id, [{ value: group.value, name, moments }]);
    }
  }
  const tested = [...byIndicator.values()].flatMap((cells) => {
    const all = cells.map(({ moments }) => moments).reduce(together);
    return cells.flatMap(({ value, name, moments }) => {
      const rest = without(all, moments);
      if (moments.n < lowBase || rest.n < lowBase) return [];
      const test = welchDifference(estimateOf(moments), estimateOf(rest));
      return test ? [{ value, indicator: name, test }] : [];
    });
  });
  const adjusted = holm(tested.map(({ test }) => test.p));
  const [most] = tested
    .filter(({ test }, at) => (adjusted[at] as number) < significance && test.difference < 0)
    .sort((a, b) => a.test.difference - b.test.difference);
  return most
    ? { value: most.value, indicator: most.indicator, difference: most.test.difference }
    : null;
}

/** Number, mean, and squared distances from it. */
interface Sums {
  readonly n: number;
  readonly mean: number;
  readonly squares: number;
}

/** Two groups as one (Chan, Golub & LeVeque 1983). */
function together(a: Sums, b: Sums): Sums {
  const n = a.n + b.n;
  const between = b.mean - a.mean;
  return {
    n,
    mean: a.mean + (between * b.n) / n,
    squares: a.squares + b.squares + (between ** 2 * a.n * b.n) / n,
  };
}

/** The others of a group that is part of `all`. */
function without(all: Sums, part: Sums): Sums {
  const n = all.n - part.n;
  if (n <= 0) return { n: 0, mean: 0, squares: 0 };
  const mean = (all.mean * all.n - part.mean * part.n) / n;
  const between = part.mean - mean;
  const squares = all.squares - part.squares - (between ** 2 * part.n * n) / all.n;
  return { n, mean, squares: Math.max(0, squares) };
}

function estimateOf({ n, mean, squares }: Sums): MeanEstimate {
  return { n, mean, standardError: Math.sqrt(squares / (n - 1) / n) };
}
