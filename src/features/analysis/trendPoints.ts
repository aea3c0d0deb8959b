import { controlLimits, type ControlLimits } from '../../domain/statistics/controlLimits';
import { isDrop, lowBase, smallestBase } from '../../domain/scoring/levels';
import { scoreInterval, type PrecisionReport } from '../../domain/scoring/linearisedError';
import { scoresById, type ModelScores, type NodeScore } from '../../domain/scoring/modelScores';
import type { Csat, NetPromoterScore } from '../../domain/scoring/namedMetrics';
import type { ScoreReport } from '../../domain/scoring/scoreReport';
import type { Interval } from '../../domain/statistics/intervals';
import { formatPeriod } from '../../i18n/format';

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
}

/** A measure at each point: a node, NPS or CSAT. */
export function measureAt(point: TrendPoint, id: string): MeasureAt {
  if (point.responses < smallestBase) return { value: null, interval: null, n: point.responses };
  if (id === 'nps') {
    const { nps } = point;
    return { value: nps?.score ?? null, interval: nps?.interval ?? null, n: nps?.n ?? 0 };
  }
  if (id === 'csat') {
    const { csat } = point;
    return { value: csat?.share ?? null, interval: csat?.interval ?? null, n: csat?.n ?? 0 };
  }
  const node = scoresById(point.scores).get(id);
  if (!node) return { value: null, interval: null, n: 0 };
  const known = id === 'overall' ? point.precision?.overall : point.precision?.nodes.get(id);
  const rated = 'interval' in node ? (node.interval as Interval | null) : null;
  const answers = 'summary' in node ? (node.summary as { n: number } | null)?.n : undefined;
  return {
    value: node.score,
    interval: rated ?? scoreInterval(node.score, known),
    n: answers ?? known?.n ?? point.responses,
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

/** Points at which a score fell by the threshold or more, with enough answers on both sides. */
export function dropsAt(measures: readonly MeasureAt[]): boolean[] {
  return measures.map(({ value, n }, at) => {
    const before = measures[at - 1];
    return (
      before?.value != null &&
      value !== null &&
      Math.min(n, before.n) >= lowBase &&
      isDrop(before.value, value)
    );
  });
}
