import type { IndicatorModel } from '../model/indicatorModel';
import { lift } from '../model/weightPreset';
import type { Aggregate } from './aggregate';
import { levelOf, snap, type Level } from './levels';
import { modelScores } from './modelScores';
import type { ResponseCube } from './responseCube';
import type { Scope } from './scope';
import { cutGroups, scopeGroup } from './shownGroups';

/** Points of weight that a tornado moves each dimension up and down. */
export const tornadoPoints = 5;

/** What a change of weights does to one score and its ranking. */
export interface WeightOutcome {
  readonly score: number | null;
  readonly level: Level | null;
  /** Shown groups of the segment, the best first; empty without a segment. */
  readonly ranking: readonly { readonly value: string; readonly score: number }[];
}

/** One bar of the tornado. */
export interface TornadoBar {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  /** With 5 points of weight less (not under 0), and more (not over 100). */
  readonly less: WeightOutcome;
  readonly more: WeightOutcome;
  /** How far apart the two are; null where either has no score. */
  readonly swing: number | null;
  /** True where either side has another level, or another order of the groups. */
  readonly flipsLevel: boolean;
  readonly flipsRanking: boolean;
}

/** How much the overall score hangs on the weights. */
export interface Sensitivity {
  readonly now: WeightOutcome;
  /** The dimension that matters most first. */
  readonly bars: readonly TornadoBar[];
}

/** Overall score, level and ranking of the groups of a segment under a model. */
export function weightOutcome(
  model: IndicatorModel,
  whole: Aggregate,
  groups: readonly Aggregate[],
): WeightOutcome {
  const score = modelScores(model, whole).overall.score;
  return {
    score,
    level: score === null ? null : levelOf(score),
    ranking: groups
      .flatMap((group) => {
        const own = modelScores(model, group).overall.score;
        return own === null ? [] : [{ value: group.group, score: snap(own) }];
      })
      .sort((a, b) => b.score - a.score || (a.value < b.value ? -1 : 1)),
  };
}

/**
 * Moves the weight of each dimension by ±5 points, the others giving or taking in proportion, and says
 * what becomes of the overall score, its level, and the order of the groups of a segment.
 */
export function sensitivity(
  cubes: readonly ResponseCube[],
  model: IndicatorModel,
  scope: Scope,
  segmentId: string | null,
): Sensitivity {
  const whole = scopeGroup(cubes, scope);
  const groups =
    segmentId === null
      ? []
      : cutGroups(cubes, scope, segmentId).filter(
          ({ group, isHidden }) => group !== '' && !isHidden,
        );
  const now = weightOutcome(model, whole, groups);
  const order = ({ ranking }: WeightOutcome) => ranking.map(({ value }) => value).join('\u0000');
  const moved = (id: string, weight: number) =>
    weightOutcome({ ...model, dimensions: lift(model.dimensions, id, weight) }, whole, groups);
  const bars = model.dimensions.map(({ id, name, weight }): TornadoBar => {
    const less = moved(id, Math.max(0, weight - tornadoPoints));
    const more = moved(id, Math.min(100, weight + tornadoPoints));
    return {
      id,
      name,
      weight,
      less,
      more,
      swing: less.score === null || more.score === null ? null : Math.abs(more.score - less.score),
      flipsLevel: less.level !== now.level || more.level !== now.level,
      flipsRanking: order(less) !== order(now) || order(more) !== order(now),
    };
  });
  return { now, bars: bars.sort((a, b) => (b.swing ?? 0) - (a.swing ?? 0)) };
}
