import { controlLimits, type ControlLimits } from '../domain/statistics/controlLimits';
import { welchDifference } from '../domain/statistics/differences';
import { sharesP } from '../domain/statistics/shares';
import { isDrop, lowBase, significance, smallestBase } from '../domain/scoring/levels';
import { scoreInterval, type PrecisionReport } from '../domain/scoring/linearisedError';
import { scoresById, type ModelScores, type NodeScore } from '../domain/scoring/modelScores';
import type { Csat, NetPromoterScore } from '../domain/scoring/namedMetrics';
import type { TallySummary } from '../domain/scoring/tally';
import type { ScoreReport } from '../domain/scoring/scoreReport';
import type { Interval } from '../domain/statistics/intervals';
import { formatPeriod } from '../i18n/format';

/** One period or wave of a trend with all that can be drawn over it. */
export interface TrendPoint {
  readonly key: string;
  readonly label: string;
  readonly responses: number;
  /** What waves are put in order by; the key itself for periods. */
  readonly firstPeriod: string;
  readonly scores: ModelScores;
  readonly nps: NetPromoterScore | null;
  readonly csat: Csat | null;
  readonly precision: PrecisionReport['scope'] | null;
}

/** The periods of a report as points of a trend. */
export function periodPoints(
  { periods }: ScoreReport,
  precision: PrecisionReport | null,
): TrendPoint[] {
  return periods.map((period) => ({
    key: period.period,
    label: formatPeriod(period.period),
    responses: period.responses,
    firstPeriod: period.period,
    scores: period,
    nps: period.nps,
    csat: period.csat,
    precision: precision?.periods.get(period.period) ?? null,
  }));
}

/** A source as a wave of a trend. */
export function wavePoint(
  sourceId: string,
  fileName: string,
  report: ScoreReport,
  precision: PrecisionReport,
): TrendPoint {
  return {
    key: sourceId,
    label: fileName.replace(/\.[a-z]+(?:\.gz)?$/iu, ''),
    responses: report.scores.responses,
    firstPeriod: report.periods[0]?.period ?? '',
    scores: report.scores,
    nps: report.nps,
    csat: report.csat,
    precision: precision.scope,
  };
}

/** A measure at one point. */
export interface MeasureAt {
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly n: number;
  /** Of a score; null for NPS and CSAT, or where it is not known yet. */
  readonly standardError: number | null;
}

/** A measure at each point: a node, NPS or CSAT. */
export function measureAt(point: TrendPoint, id: string): MeasureAt {
  const none = { value: null, interval: null, n: 0, standardError: null };
  if (point.responses < smallestBase) return { ...none, n: point.responses };
  if (id === 'nps') {
    const { nps } = point;
    return nps ? { ...none, value: nps.score, interval: nps.interval, n: nps.n } : none;
  }
  if (id === 'csat') {
    const { csat } = point;
    return csat ? { ...none, value: csat.share, interval: csat.interval, n: csat.n } : none;
  }
  const node = scoresById(point.scores).get(id);
  if (!node) return none;
  const known = id === 'overall' ? point.precision?.overall : point.precision?.nodes.get(id);
  const rated = 'interval' in node ? (node.interval as Interval | null) : null;
  const summary = 'summary' in node ? (node.summary as TallySummary | null) : null;
  return {
    value: node.score,
    interval: rated ?? scoreInterval(node.score, known),
    n: summary?.n ?? known?.n ?? point.responses,
    standardError:
      summary?.sd == null ? (known?.standardError ?? null) : summary.sd / Math.sqrt(summary.n),
  };
}

/** The node of a measure at the last point, with its reference lines; null for NPS and CSAT. */
export function nodeAt(points: readonly TrendPoint[], id: string): NodeScore | null {
  const last = points.at(-1);
  return last ? (scoresById(last.scores).get(id) ?? null) : null;
}

/** Control limits need this many points before the tested one. */
const leastBaseline = 6;

/**
 * Limits of an individuals chart from all points but the last (`scoring.md` §4), and whether the last lies
 * outside; null with too few points.
 */
export function limitsOf(
  values: readonly (number | null)[],
): (ControlLimits & { readonly isOutside: boolean }) | null {
  const last = values.at(-1) ?? null;
  const baseline = values.slice(0, -1).filter((value) => value !== null);
  const limits = baseline.length < leastBaseline ? null : controlLimits(baseline);
  if (!limits) return null;
  return { ...limits, isOutside: last !== null && (last < limits.lower || last > limits.upper) };
}

/**
 * Two-sided p that a measure did not move between two points (`scoring.md` §4): Welch for scores, two shares
 * for CSAT; null where that cannot be told, or under thirty answers on either side. NPS is judged by whether
 * its intervals part, which needs no p.
 */
export function changeP(id: string, before: MeasureAt, now: MeasureAt): number | null {
  if (before.value === null || now.value === null) return null;
  if (Math.min(before.n, now.n) < lowBase) return null;
  if (id === 'csat') {
    const hits = ({ value, n }: MeasureAt) => Math.round((value ?? 0) * n);
    return sharesP(hits(now), now.n, hits(before), before.n);
  }
  if (id === 'nps') {
    if (!before.interval || !now.interval) return null;
    const isApart = now.interval[0] > before.interval[1] || now.interval[1] < before.interval[0];
    return isApart ? 0 : 1;
  }
  if (before.standardError === null || now.standardError === null) return null;
  const estimate = ({ value, standardError, n }: MeasureAt) => ({
    mean: value ?? 0,
    standardError: standardError ?? 0,
    n,
  });
  return welchDifference(estimate(now), estimate(before))?.p ?? null;
}

/** Points at which a score fell by the threshold or more, and more than chance would bring. */
export function dropsAt(id: string, measures: readonly MeasureAt[]): boolean[] {
  return measures.map((now, at) => {
    const before = measures[at - 1];
    if (before?.value == null || now.value === null || !isDrop(before.value, now.value))
      return false;
    const p = changeP(id, before, now);
    return p !== null && p < significance;
  });
}
