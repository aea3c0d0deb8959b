/** Bands of a 1–5 score (`scoring.md` §1.8). */
export type Level = 'very' | 'basically' | 'needsImprovement';

/** Bounds of the bands on the 1–5 scale. */
export const levelBounds = { very: 4.5, basically: 3.5 } as const;

/** Rounds to six decimals, so that a sum just under a threshold counts as on it. */
export function snap(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** The band of a score; the score must not have been rounded to fewer decimals before. */
export function levelOf(score: number): Level {
  const value = snap(score);
  if (value >= levelBounds.very) return 'very';
  return value >= levelBounds.basically ? 'basically' : 'needsImprovement';
}

/** Drop between two waves that raises an alert (`scoring.md` §4). */
export const dropThreshold = 0.3;

/** True when a score fell by at least the threshold; plain subtraction would miss 4.3 − 4.0. */
export function isDrop(previous: number, current: number, threshold = dropThreshold): boolean {
  return snap(previous - current) >= threshold;
}

/** Results of fewer responses are hidden to protect respondents (`scoring.md` §4). */
export const smallestBase = 5;

/** Under this base figures are greyed and nothing is called significant (`scoring.md` §4). */
export const lowBase = 30;

/** Level of significance of marks and confirmed alerts. */
export const significance = 0.05;
