/** A cause with how often it was mentioned. */
export interface CauseCount {
  /** What tells it from others of the same name: id of the indicator or theme, or the value itself. */
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** A cause in Pareto order. */
export interface ParetoCause extends CauseCount {
  /** Share of all mentions, and of those up to and with this cause (0–1). */
  readonly share: number;
  readonly cumulative: number;
  /** Among the vital few: the shortest prefix that reaches 80 %. */
  readonly isVital: boolean;
}

/**
 * Pareto order: by count descending, ties by name; the vital few by integers, as
 * cumulative × 100 ≥ 80 × total, since 0.1 + 0.7 falls short of 0.8 (`scoring.md` §7).
 * Causes never mentioned are left out.
 */
export function paretoOf(causes: readonly CauseCount[]): ParetoCause[] {
  const sorted = causes
    .filter((cause) => cause.count > 0)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const total = sorted.reduce((sum, cause) => sum + cause.count, 0);
  let before = 0;
  return sorted.map((cause) => {
    const isVital = before * 100 < 80 * total;
    before += cause.count;
    return { ...cause, share: cause.count / total, cumulative: before / total, isVital };
  });
}

/** More than 30 % of the base, in integers: 30 % itself is not (`scoring.md` §7, must fix). */
export function isMustFix(count: number, total: number): boolean {
  return count * 10 > total * 3;
}
