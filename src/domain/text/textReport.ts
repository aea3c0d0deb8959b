import { levelBounds, lowBase, significance } from '../scoring/levels';
import { hasEnough, mayStandBeside } from '../scoring/suppression';
import { isMustFix } from '../scoring/pareto';
import { welchDifference, type MeanEstimate } from '../statistics/differences';
import { meanInterval, type Interval } from '../statistics/intervals';
import { sharesP } from '../statistics/shares';
import type { Sentiment } from './sentiment';
import type { Theme } from './taxonomy';

/** One comment as the report reads it. */
export interface ReadComment {
  /** Themes it is about, by their place in the taxonomy; null for none. */
  readonly themes: Uint8Array | null;
  readonly sentiment: Sentiment;
  /** Index (1–5) of its response; NaN where it has none. */
  readonly index: number;
  /** Key of its period; blank without a date. */
  readonly period: string;
}

/** What comments say about one theme. */
export interface ThemeStat {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** Comments that mention it, or one of its sub-themes. */
  readonly mentions: number;
  /** Of all comments (0–1). */
  readonly share: number;
  readonly negative: number;
  readonly positive: number;
  /** Mean index of those who mention it, and of those who do not; null under five of either. */
  readonly meanScore: number | null;
  readonly meanOthers: number | null;
  /** `meanOthers − meanScore`: how much lower those who mention it score. */
  readonly impact: number | null;
  /** 95 % interval of the impact (Welch); null where it cannot be given. */
  readonly impactInterval: Interval | null;
  /** 95 % interval of the mean of those who mention it. */
  readonly meanInterval: Interval | null;
  /** Comments with an index that mention it, and that do not. */
  readonly scored: number;
  readonly scoredOthers: number;
  /** More than 30 % mention it negatively (`scoring.md` §7); provisional under thirty comments. */
  readonly isMustFix: boolean;
  /** Mean low and at least 30 % mention it: to be dealt with first (`product.md` D7). */
  readonly isFirst: boolean;
}

/** How often something is said negatively, now against before. */
export interface NegativeTrend {
  /** Blank for negative comments as a whole. */
  readonly id: string;
  readonly name: string;
  readonly before: number;
  readonly now: number;
  readonly beforeBase: number;
  readonly nowBase: number;
  /** `now / before − 1`; null where nobody said it before. */
  readonly rise: number | null;
  readonly p: number;
  /** Up by 30 % or more, and more than chance would bring. */
  readonly isAlert: boolean;
}

/** The last period against those before it. */
export interface NegativeMonitor {
  readonly current: string;
  readonly baseline: readonly string[];
  readonly trends: readonly NegativeTrend[];
}

/** Share from which a theme counts as widely mentioned (`product.md` D7). */
const wideShare = 0.3;

/** A rise from which negative words are watched (`scoring.md` §7), in percent. */
const notableRise = 30;

/** Counts themes over comments, sub-themes into their main ones (`scoring.md` §7). */
export function themeStats(
  comments: readonly ReadComment[],
  themes: readonly Theme[],
): ThemeStat[] {
  const places = placesByTheme(themes);
  const all = sumOf(comments.map(({ index }) => index));
  return themes.map(({ id, name, parentId }, at): ThemeStat => {
    const own = places[at] as readonly number[];
    const told = comments.filter((comment) => isAbout(comment, own));
    const scores = sumOf(told.map(({ index }) => index));
    const others = {
      n: all.n - scores.n,
      sum: all.sum - scores.sum,
      squares: all.squares - scores.squares,
    };
    const isShown = hasEnough(scores.n) && mayStandBeside(all.n, scores.n);
    const meanScore = isShown ? scores.sum / scores.n : null;
    const meanOthers = isShown && others.n > 0 ? others.sum / others.n : null;
    const [mine, theirs] = [estimateOf(scores), estimateOf(others)];
    const impactTest = isShown && mine && theirs ? welchDifference(theirs, mine) : null;
    const interval = isShown && mine ? meanInterval(mine.mean, mine.standardError, mine.n) : null;
    const negative = told.filter(({ sentiment }) => sentiment === 'negative').length;
    const share = comments.length === 0 ? 0 : told.length / comments.length;
    return {
      id,
      name,
      parentId,
      mentions: told.length,
      share,
      negative,
      positive: told.filter(({ sentiment }) => sentiment === 'positive').length,
      meanScore,
      meanOthers,
      impact: meanScore !== null && meanOthers !== null ? meanOthers - meanScore : null,
      impactInterval: impactTest?.interval ?? null,
      meanInterval: interval,
      scored: scores.n,
      scoredOthers: others.n,
      isMustFix: comments.length >= lowBase && isMustFix(negative, comments.length),
      isFirst:
        comments.length >= lowBase &&
        meanScore !== null &&
        meanScore < levelBounds.basically &&
        // In integers: 30 % itself is widely mentioned.
        told.length * 10 >= comments.length * 10 * wideShare,
    };
  });
}

/** Rates of negative mentions in the last period against all before it; null with fewer than two. */
export function negativeMonitor(
  comments: readonly ReadComment[],
  themes: readonly Theme[],
): NegativeMonitor | null {
  const periods = [...new Set(comments.map(({ period }) => period))].filter((key) => key !== '');
  periods.sort();
  const current = periods.at(-1);
  if (current === undefined || periods.length < 2) return null;
  const now = comments.filter(({ period }) => period === current);
  const before = comments.filter(({ period }) => period !== '' && period !== current);
  const places = placesByTheme(themes);
  const isNegative = ({ sentiment }: ReadComment) => sentiment === 'negative';
  const compare = (
    id: string,
    name: string,
    counts: (comment: ReadComment) => boolean,
  ): NegativeTrend => {
    const [hitsNow, hitsBefore] = [now.filter(counts).length, before.filter(counts).length];
    const p = sharesP(hitsNow, now.length, hitsBefore, before.length) ?? 1;
    // In integers: +30 % is reached when 100 × now ≥ 130 × before, both as shares; from none it is always.
    const isUp =
      hitsNow > 0 && hitsNow * before.length * 100 >= hitsBefore * now.length * (100 + notableRise);
    return {
      id,
      name,
      before: hitsBefore / before.length,
      now: hitsNow / now.length,
      beforeBase: before.length,
      nowBase: now.length,
      rise: hitsBefore === 0 ? null : (hitsNow * before.length) / (hitsBefore * now.length) - 1,
      p,
      isAlert: isUp && p < significance && Math.min(now.length, before.length) >= lowBase,
    };
  };
  const trends = [
    compare('', '', isNegative),
    ...themes.map(({ id, name }, at) =>
      compare(id, name, (comment) => isNegative(comment) && isAbout(comment, places[at] ?? [])),
    ),
  ].filter(({ before: was, now: is }) => was + is > 0);
  return { current, baseline: periods.slice(0, -1), trends };
}

/** A theme that is said negatively by 30 % more than before, whether or not it may be chance. */
export function isRising({ rise, now }: NegativeTrend): boolean {
  return rise === null ? now > 0 : rise >= notableRise / 100 - 1e-9;
}

/** For each theme its own place and those of its sub-themes. */
function placesByTheme(themes: readonly Theme[]): number[][] {
  return themes.map(({ id }, at) => [
    at,
    ...themes.flatMap(({ parentId }, place) => (parentId === id ? [place] : [])),
  ]);
}

function isAbout({ themes }: ReadComment, places: readonly number[]): boolean {
  return themes !== null && places.some((place) => themes[place] === 1);
}

interface Sums {
  readonly n: number;
  readonly sum: number;
  /** Of the distances from the middle of the scale, which keeps the difference of squares exact enough. */
  readonly squares: number;
}

const middle = 3;

function sumOf(indexes: readonly number[]): Sums {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (const index of indexes) {
    if (Number.isNaN(index)) continue;
    n++;
    sum += index;
    squares += (index - middle) ** 2;
  }
  return { n, sum, squares };
}

/** Mean and standard error; null under two. */
function estimateOf({ n, sum, squares }: Sums): MeanEstimate | null {
  if (n < 2) return null;
  const mean = sum / n;
  const variance = Math.max(0, (squares - n * (mean - middle) ** 2) / (n - 1));
  return { mean, standardError: Math.sqrt(variance / n), n };
}
