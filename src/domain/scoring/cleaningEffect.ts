import type { CleaningSettings } from '../cleaning/cleaningSettings';
import type { RuleAction, Unfit } from '../cleaning/cleaningRule';
import { cleaningRules, type CleaningRuleId } from '../cleaning/rules';
import type { IndicatorModel } from '../model/indicatorModel';
import { noMonth, periodKey } from '../model/period';
import { byHandBucket, monthWidth, type CleaningCounts } from './cleaningCounts';
import type { ResponseCube } from './responseCube';
import { modelScores, type ModelScores } from './modelScores';

/** How far a dimension's score moved. */
export interface DimensionMove {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** What one rule does, after the rules before it. */
export interface RuleEffect {
  readonly rule: CleaningRuleId;
  readonly isOn: boolean;
  readonly action: RuleAction;
  /** Responses the rule marks, and those it is the first to exclude. */
  readonly marked: number;
  readonly excluded: number;
  /** Marked ones that are kept and that nobody has settled. */
  readonly open: number;
  /** Responses that no other rule leaves out: they come back when this one is switched off. */
  readonly sole: number;
  /** Responses left after it. */
  readonly left: number;
  /** Overall score before and after it; null where none can be stated. */
  readonly before: number | null;
  readonly after: number | null;
  /** The overall score if everything stayed as it is but this rule were off. */
  readonly scoreWithout: number | null;
  /** The dimension whose score it moves most; null where it moves none. */
  readonly hardest: DimensionMove | null;
  /** Why it says nothing, where that holds for every source. */
  readonly unfit: Unfit | null;
}

/** The marks in one source or one quarter; `marked[n]` belongs to rule n of `cleaningRules`. */
export interface CleaningShare {
  /** Id of the source, or key of the quarter. */
  readonly key: string;
  readonly received: number;
  readonly valid: number;
  readonly marked: readonly number[];
}

/** From the received responses to the valid ones, rule by rule. */
export interface CleaningReport {
  readonly received: number;
  readonly valid: number;
  readonly scoreReceived: number | null;
  readonly scoreValid: number | null;
  /** In the order in which they are applied. */
  readonly rules: readonly RuleEffect[];
  readonly excludedByHand: number;
  readonly keptByHand: number;
  readonly toVerify: number;
  readonly toLookAt: number;
  readonly sources: readonly CleaningShare[];
  /** Quarters in order of time; responses without a date are in none. */
  readonly quarters: readonly CleaningShare[];
}

/** The counts of a source that a report is made of. */
export interface CountedSource {
  readonly cube: ResponseCube;
  readonly cleaning: CleaningCounts;
}

/** Adds up the sources' counts and scores what is left after each rule. */
export function cleaningReport(
  sources: readonly CountedSource[],
  model: IndicatorModel,
  { order, rules: settings }: CleaningSettings,
): CleaningReport {
  const sum = (figure: (cleaning: CleaningCounts) => number) =>
    sources.reduce((total, { cleaning }) => total + figure(cleaning), 0);
  const received = sum(({ rowCount }) => rowCount);
  const left = new Set(Array.from({ length: byHandBucket + 1 }, (_, bucket) => bucket));
  const everything = scoresOf(sources, model, left);
  const valid = scoresOf(sources, model, new Set([0]));
  let scores = everything;
  let leftCount = received;
  const rules = order.map((rule): RuleEffect => {
    const index = cleaningRules.indexOf(rule);
    const excluded = sum(({ responses }) => responses[index + 1] ?? 0);
    const sole = sum(({ soleResponses }) => soleResponses[index] ?? 0);
    left.delete(index + 1);
    const before = scores;
    if (excluded > 0) scores = scoresOf(sources, model, left);
    leftCount -= excluded;
    const without = sole === 0 ? valid : scoresOf(sources, model, new Set([0]), index);
    return {
      rule,
      isOn: settings[rule].isOn,
      action: settings[rule].action,
      marked: sum(({ marked }) => marked[index] ?? 0),
      excluded,
      open: sum(({ open }) => open[index] ?? 0),
      sole,
      left: leftCount,
      before: before.overall.score,
      after: scores.overall.score,
      scoreWithout: without.overall.score,
      hardest: hardestHit(before, scores),
      unfit: commonReason(sources.map(({ cleaning }) => cleaning.unfit[index] ?? null)),
    };
  });
  return {
    received,
    valid: sum(({ responses }) => responses[0] ?? 0),
    scoreReceived: everything.overall.score,
    scoreValid: valid.overall.score,
    rules,
    excludedByHand: sum(({ responses }) => responses[byHandBucket] ?? 0),
    keptByHand: sum(({ keptByHand }) => keptByHand),
    toVerify: sum(({ toVerify }) => toVerify),
    toLookAt: sum(({ toLookAt }) => toLookAt),
    sources: sources.map(({ cube, cleaning }) => ({
      key: cube.sourceId,
      received: cleaning.rowCount,
      valid: cleaning.responses[0] ?? 0,
      marked: [...cleaning.marked],
    })),
    quarters: quartersOf(sources),
  };
}

/** A rule that can be applied to one source says something. */
function commonReason(reasons: readonly (Unfit | null)[]): Unfit | null {
  return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null;
}

function hardestHit(before: ModelScores, after: ModelScores): DimensionMove | null {
  let hardest: DimensionMove | null = null;
  let most = 0;
  before.dimensions.forEach(({ name, score }, index) => {
    const then = after.dimensions[index]?.score ?? null;
    if (score === null || then === null || Math.abs(then - score) <= most) return;
    most = Math.abs(then - score);
    hardest = { name, before: score, after: then };
  });
  return hardest;
}

function quartersOf(sources: readonly CountedSource[]): CleaningShare[] {
  const quarters = new Map<string, number[]>();
  for (const { cleaning } of sources) {
    cleaning.months.forEach((month, at) => {
      if (month === noMonth) return;
      const key = periodKey(month, 'quarter');
      let figures = quarters.get(key);
      if (!figures) quarters.set(key, (figures = new Array<number>(monthWidth).fill(0)));
      for (let figure = 0; figure < monthWidth; figure++) {
        figures[figure]! += cleaning.monthCounts[at * monthWidth + figure] as number;
      }
    });
  }
  return [...quarters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, [received = 0, valid = 0, ...marked]]) => ({ key, received, valid, marked }));
}

/** Scores the responses of some verdict buckets, with those that only one rule leaves out. */
function scoresOf(
  sources: readonly CountedSource[],
  model: IndicatorModel,
  buckets: ReadonlySet<number>,
  soleRule: number | null = null,
): ModelScores {
  const tallies = new Map<string, { values: number[]; counts: number[] }>();
  for (const { cube, cleaning } of sources) {
    for (const { id, values, offset } of cube.measures) {
      let tally = tallies.get(id);
      if (!tally) tallies.set(id, (tally = { values: [], counts: [] }));
      values.forEach((value, step) => {
        let count = 0;
        for (const bucket of buckets) {
          count += cleaning.counts[bucket * cube.width + offset + step] as number;
        }
        if (soleRule !== null) {
          count += cleaning.soleCounts[soleRule * cube.width + offset + step] as number;
        }
        tally.values.push(value);
        tally.counts.push(count);
      });
    }
  }
  return modelScores(model, { group: '', responses: 0, tallies });
}
