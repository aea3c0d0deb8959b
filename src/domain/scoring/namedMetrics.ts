import { momentsOf } from '../statistics/histogram';
import { wilsonInterval, type Interval } from '../statistics/intervals';
import { z95 } from '../statistics/specialFunctions';
import type { Tally } from './tally';

/** Share of satisfied answers (4–5 on five points) with its Wilson interval. */
export interface Csat {
  readonly n: number;
  readonly share: number;
  readonly interval: Interval;
}

/** CSAT of the overall question; null without answers (`scoring.md` §2). */
export function csatOf({ values, counts }: Tally): Csat | null {
  let n = 0;
  let satisfied = 0;
  values.forEach((value, step) => {
    const count = counts[step] as number;
    n += count;
    if (value >= 4) satisfied += count;
  });
  const interval = wilsonInterval(satisfied, n);
  return interval === null ? null : { n, share: satisfied / n, interval };
}

/** Net promoter score from −100 to 100, with what it is made of. */
export interface NetPromoterScore {
  readonly n: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly score: number;
  /** Adjusted Wald: does not collapse when all answer alike. */
  readonly interval: Interval;
}

/** NPS from counts of promoters (9–10), passives (7–8) and detractors (0–6); null without answers. */
export function netPromoterScore(
  promoters: number,
  passives: number,
  detractors: number,
): NetPromoterScore | null {
  const n = promoters + passives + detractors;
  if (n === 0) return null;
  // Three pseudo-respondents: ¾ promoter, 1½ passive, ¾ detractor (`scoring.md` §2).
  const size = n + 3;
  const p = (promoters + 0.75) / size;
  const d = (detractors + 0.75) / size;
  const centre = 100 * (p - d);
  const reach = 100 * z95 * Math.sqrt((p + d - (p - d) ** 2) / size);
  return {
    n,
    promoters,
    passives,
    detractors,
    score: (100 * (promoters - detractors)) / n,
    interval: [Math.max(-100, centre - reach), Math.min(100, centre + reach)],
  };
}

/** NPS of a tally of answers 0–10. */
export function npsOf({ values, counts }: Tally): NetPromoterScore | null {
  let promoters = 0;
  let passives = 0;
  let detractors = 0;
  values.forEach((answer, step) => {
    const count = counts[step] as number;
    if (answer >= 9) promoters += count;
    else if (answer >= 7) passives += count;
    else detractors += count;
  });
  return netPromoterScore(promoters, passives, detractors);
}

/** Customer effort score on seven points: mean, and share agreeing (5–7) with its Wilson interval. */
export interface CustomerEffort {
  readonly n: number;
  readonly mean: number;
  readonly agree: number;
  readonly interval: Interval;
}

/** CES of a tally of answers 1–7; null without answers (`scoring.md` §2). */
export function cesOf(tally: Tally): CustomerEffort | null {
  const moments = momentsOf(tally);
  if (moments === null) return null;
  const agreeing = tally.values.reduce(
    (sum, value, step) => sum + (value >= 5 ? (tally.counts[step] as number) : 0),
    0,
  );
  const { n, mean } = moments;
  const interval = wilsonInterval(agreeing, n);
  return interval === null ? null : { n, mean, agree: agreeing / n, interval };
}
