import { cleaningRules, type CleaningRuleId } from '../cleaning/cleaningSettings';
import type { IndicatorModel } from '../model/indicatorModel';
import { byHandBucket, type CleaningCounts, type ResponseCube } from './responseCube';
import { modelScores } from './modelScores';

/** What one rule does, after the rules before it. */
export interface RuleEffect {
  readonly rule: CleaningRuleId;
  /** Responses the rule marks, and those it is the first to exclude. */
  readonly marked: number;
  readonly excluded: number;
  /** Responses left after it. */
  readonly left: number;
  /** Overall score before and after it; null where none can be stated. */
  readonly before: number | null;
  readonly after: number | null;
}

/** From the received responses to the valid ones, rule by rule. */
export interface CleaningReport {
  readonly received: number;
  readonly valid: number;
  readonly scoreReceived: number | null;
  readonly scoreValid: number | null;
  readonly rules: readonly RuleEffect[];
  readonly excludedByHand: number;
  readonly keptByHand: number;
}

/** Adds up the sources' counts and scores what is left after each rule. */
export function cleaningReport(
  sources: readonly { readonly cube: ResponseCube; readonly cleaning: CleaningCounts }[],
  model: IndicatorModel,
): CleaningReport {
  const buckets = byHandBucket + 1;
  const responses = new Array<number>(buckets).fill(0);
  const marked = new Array<number>(cleaningRules.length).fill(0);
  let keptByHand = 0;
  for (const { cleaning } of sources) {
    cleaning.responses.forEach((count, bucket) => (responses[bucket]! += count));
    cleaning.marked.forEach((count, rule) => (marked[rule]! += count));
    keptByHand += cleaning.keptByHand;
  }
  const received = responses.reduce((sum, count) => sum + count, 0);
  const left = new Set(Array.from({ length: buckets }, (_, bucket) => bucket));
  const scoreReceived = scoreOf(sources, model, left);
  let score = scoreReceived;
  let leftCount = received;
  const rules = cleaningRules.map((rule, index): RuleEffect => {
    const bucket = index + 1;
    left.delete(bucket);
    const excluded = responses[bucket] as number;
    const before = score;
    score = excluded === 0 ? before : scoreOf(sources, model, left);
    leftCount -= excluded;
    return {
      rule,
      marked: marked[index] as number,
      excluded,
      left: leftCount,
      before,
      after: score,
    };
  });
  left.delete(byHandBucket);
  return {
    received,
    valid: responses[0] as number,
    scoreReceived,
    scoreValid: scoreOf(sources, model, left),
    rules,
    excludedByHand: responses[byHandBucket] as number,
    keptByHand,
  };
}

function scoreOf(
  sources: readonly { readonly cube: ResponseCube; readonly cleaning: CleaningCounts }[],
  model: IndicatorModel,
  buckets: ReadonlySet<number>,
): number | null {
  const tallies = new Map<string, { values: number[]; counts: number[] }>();
  for (const { cube, cleaning } of sources) {
    for (const { id, values, offset } of cube.measures) {
      let tally = tallies.get(id);
      if (!tally) tallies.set(id, (tally = { values: [], counts: [] }));
      for (const bucket of buckets) {
        values.forEach((value, step) => {
          tally.values.push(value);
          tally.counts.push(cleaning.counts[bucket * cube.width + offset + step] as number);
        });
      }
    }
  }
  return modelScores(model, { group: '', responses: 0, tallies }).overall.score;
}
