import { nodeOf } from '../domain/model/editModel';
import type { IndicatorModel } from '../domain/model/indicatorModel';
import {
  scoreInterval,
  type NodePrecision,
  type PrecisionReport,
} from '../domain/scoring/linearisedError';
import {
  partsOf,
  scoresById,
  type NodeScore,
  type RatedScore,
} from '../domain/scoring/modelScores';
import type { ScoreReport } from '../domain/scoring/scoreReport';
import type { Interval } from '../domain/statistics/intervals';
import {
  formatCount,
  formatFigure,
  formatNps,
  formatScore,
  formatShare,
  formatWeight,
} from '../i18n/format';
import { t } from '../i18n/translate';

/** One term of a figure: a part with its weight, or an answer with how often it was given. */
export interface TraceTerm {
  readonly name: string;
  readonly weight: string;
  readonly score: string;
  readonly contribution: string;
}

/** Everything a figure can be derived from, as finished texts. */
export interface TraceText {
  readonly name: string;
  readonly value: string;
  readonly definition: string;
  /** The formula with the numbers in it; null where there is no figure. */
  readonly formula: string | null;
  readonly terms: readonly TraceTerm[];
  readonly termHeadings: readonly [string, string, string, string];
  /** Answers or responses the figure rests on; null while they are being counted. */
  readonly n: number | null;
  readonly interval: Interval | null;
  readonly intervalFormula: string | null;
  /** What a person wrote about the indicator. */
  readonly description: string;
  readonly anchors: readonly string[];
}

/** Puts the derivation of a figure into words; null where the figure is unknown. */
export function traceText(
  figureId: string,
  model: IndicatorModel,
  report: ScoreReport,
  precision: PrecisionReport | null,
): TraceText | null {
  if (figureId === 'nps') return npsText(report);
  if (figureId === 'csat') return csatText(report);
  const node = scoresById(report.scores).get(figureId);
  if (!node) return null;
  const known =
    figureId === 'overall' ? precision?.scope.overall : precision?.scope.nodes.get(figureId);
  return 'summary' in node && (node as RatedScore).summary !== null
    ? ratedText(node as RatedScore, model)
    : compositeText(node, model, report, known);
}

function compositeText(
  node: NodeScore,
  model: IndicatorModel,
  report: ScoreReport,
  known: NodePrecision | undefined,
): TraceText {
  const isOverall = node.id === 'overall';
  const parts = isOverall ? report.scores.dimensions : partsOf(node);
  const weightOf = (id: string) => nodeOf(model, id)?.weight ?? 0;
  const measured = parts.filter(({ score, id }) => score !== null && weightOf(id) > 0);
  const total = measured.reduce((sum, { id }) => sum + weightOf(id), 0);
  const products = measured
    .map(({ id, score }) => `${formatWeight(weightOf(id), 2)} × ${formatScore(score)}`)
    .join(' + ');
  const interval = scoreInterval(node.score, known);
  return {
    name: isOverall ? t('analysis.overall') : node.name,
    value: formatScore(node.score),
    definition: t(isOverall ? 'trace.overall' : 'trace.composite'),
    formula:
      node.score === null
        ? null
        : `(${products}) ÷ ${formatWeight(total, 2)} = ${formatScore(node.score)}`,
    terms: parts.map(({ id, name, score, contribution }) => ({
      name,
      weight: formatWeight(weightOf(id), 2),
      score: formatScore(score),
      contribution: formatScore(contribution),
    })),
    termHeadings: [t('analysis.name'), t('analysis.weight'), t('analysis.mean'), t('trace.adds')],
    n: known?.n ?? null,
    interval,
    intervalFormula:
      interval && known?.standardError != null
        ? t('trace.linearised', {
            score: formatScore(node.score),
            error: known.standardError.toFixed(4),
            n: known.n,
          })
        : null,
    ...writtenOf(model, node.id),
  };
}

function ratedText(
  { id, name, score, summary, interval }: RatedScore,
  model: IndicatorModel,
): TraceText {
  const { n, mean, sd, distribution } = summary;
  return {
    name,
    value: formatScore(score),
    definition: t('trace.rated'),
    formula:
      mean === null ? null : `${formatFigure(mean * n)} ÷ ${formatCount(n)} = ${formatScore(mean)}`,
    terms: distribution.map((count, at) => ({
      name: String(at + 1),
      weight: formatCount(count),
      score: n === 0 ? '—' : formatShare(count / n, 1),
      contribution: '',
    })),
    termHeadings: [t('trace.answer'), t('trace.count'), t('analysis.share'), ''],
    n,
    interval,
    intervalFormula:
      interval && sd !== null
        ? t('trace.byT', { score: formatScore(score), sd: sd.toFixed(3), n })
        : null,
    ...writtenOf(model, id),
  };
}

function npsText({ nps }: ScoreReport): TraceText | null {
  if (!nps) return null;
  const { n, promoters, passives, detractors } = nps;
  const term = (name: string, count: number): TraceTerm => ({
    name,
    weight: formatCount(count),
    score: formatShare(count / n, 1),
    contribution: '',
  });
  return {
    name: 'NPS',
    value: formatNps(nps.score),
    definition: t('trace.nps'),
    formula: `(${formatCount(promoters)} − ${formatCount(detractors)}) ÷ ${formatCount(n)} × 100 = ${formatFigure(nps.score)}`,
    terms: [
      term(t('nps.promoters'), promoters),
      term(t('nps.passives'), passives),
      term(t('nps.detractors'), detractors),
    ],
    termHeadings: [t('trace.answer'), t('trace.count'), t('analysis.share'), ''],
    n,
    interval: nps.interval,
    intervalFormula: t('trace.npsInterval'),
    description: '',
    anchors: [],
  };
}

function csatText({ csat, overallDistribution }: ScoreReport): TraceText | null {
  if (!csat) return null;
  const { n, share, interval } = csat;
  return {
    name: 'CSAT',
    value: formatShare(share, 1),
    definition: t('trace.csat'),
    formula: `${formatCount(Math.round(share * n))} ÷ ${formatCount(n)} = ${formatShare(share, 1)}`,
    terms: overallDistribution.map((count, at) => ({
      name: String(at + 1),
      weight: formatCount(count),
      score: formatShare(count / n, 1),
      contribution: '',
    })),
    termHeadings: [t('trace.answer'), t('trace.count'), t('analysis.share'), ''],
    n,
    interval,
    intervalFormula: t('trace.wilson'),
    description: '',
    anchors: [],
  };
}

function writtenOf(model: IndicatorModel, id: string): Pick<TraceText, 'description' | 'anchors'> {
  const node = nodeOf(model, id);
  return {
    description: node?.description ?? '',
    anchors: node && 'anchors' in node ? node.anchors : [],
  };
}

/** An interval in the unit of its figure. */
export function traceInterval(figureId: string, [low, high]: Interval): string {
  const format =
    figureId === 'nps'
      ? formatNps
      : figureId === 'csat'
        ? (bound: number) => formatShare(bound, 1)
        : formatScore;
  return `${format(low)}–${format(high)}`;
}
