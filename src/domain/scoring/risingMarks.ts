import { cleaningRules, type CleaningRuleId } from '../cleaning/rules';
import { twoShares } from '../statistics/shares';
import type { CleaningReport } from './cleaningEffect';

/** A rule that hits more in the last quarter than in the one before, shares 0–1. */
export interface RisingMarks {
  readonly rule: CleaningRuleId;
  readonly before: number;
  readonly now: number;
}

/** Fewer responses than this in either quarter say nothing about a change (`scoring.md` §4). */
const leastResponses = 30;

/** Rules that leave out a higher share in the last quarter (two shares, p < .05), the most first. */
export function risingMarks({ quarters, rules }: CleaningReport): RisingMarks[] {
  const [before, now] = quarters.slice(-2);
  if (!before || !now || Math.min(before.received, now.received) < leastResponses) return [];
  return rules
    .filter(({ isOn, action }) => isOn && action === 'exclude')
    .flatMap(({ rule }): RisingMarks[] => {
      const index = cleaningRules.indexOf(rule);
      const [then = 0, hits = 0] = [before.marked[index], now.marked[index]];
      const shares = { before: then / before.received, now: hits / now.received };
      const test = twoShares(then, before.received, hits, now.received);
      return shares.now > shares.before && test && test.p < 0.05 ? [{ rule, ...shares }] : [];
    })
    .sort((a, b) => b.now - b.before - (a.now - a.before));
}
