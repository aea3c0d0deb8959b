import type { PrecisionReport } from '../domain/scoring/linearisedError';
import { ratedScores, type NodeScore } from '../domain/scoring/modelScores';
import type { ScoreReport } from '../domain/scoring/scoreReport';
import { formatInterval, formatScore, formatSigned, noFigure } from '../i18n/format';
import { t } from '../i18n/translate';
import { nodeInterval, weakestFinding } from './findings';
import type { RadarAxis, RadarInput } from '../charts/radar/radarLayout';
import type { RankedRow } from '../charts/dots/rankedRow';
import type { Figure } from './figure';

/** A radar is readable with this many axes. */
const fewestAxes = 3;
const mostAxes = 10;

/** A radar over few nodes, dots over more. */
export type ProfileChart =
  | ({ readonly kind: 'radar' } & Pick<RadarInput, 'axes'>)
  | { readonly kind: 'dots'; readonly rows: readonly RankedRow[] };

/** What profileFigure is made from. */
interface Input {
  readonly report: ScoreReport;
  readonly precision: PrecisionReport | null;
  readonly scopeLine: string;
  /** Where the scale of a radar over these axes begins. */
  readonly startOf: (axes: readonly RadarAxis[]) => number;
}

/** The nodes of the first level against their lines: a radar where its number of axes reads well, else dots. */
export function profileFigure({
  report,
  precision,
  scopeLine,
  startOf,
}: Input): Figure<ProfileChart> {
  const fits = (count: number) => count >= fewestAxes && count <= mostAxes;
  const indicators = ratedScores(report.scores);
  const isByDimension = report.scores.dimensions.length >= fewestAxes;
  const nodes = isByDimension ? report.scores.dimensions : indicators;
  const isRadar = fits(nodes.length);
  const axes = nodes.map((node) => ({
    id: node.score === null ? null : node.id,
    detail: detailOf(node),
    label: node.name,
    value: node.score,
    target: node.target,
    baseline: node.baseline,
    benchmark: node.benchmark,
    valueText: formatScore(node.score),
    noteText: node.gap === null ? '' : formatSigned(node.gap),
    isAlert: node.gap !== null && node.gap <= -0.2,
  }));
  const ranked = [...nodes]
    .sort((a, b) => (a.score ?? 9) - (b.score ?? 9))
    .map((node) => ({
      id: node.score === null ? null : node.id,
      detail: detailOf(node),
      label: node.name,
      value: node.score,
      target: node.target,
      valueText: formatScore(node.score),
    }));
  function detailOf(node: NodeScore): string {
    const interval = nodeInterval(node, precision);
    return [
      node.name,
      formatScore(node.score),
      ...(interval ? [`${t('analysis.ci')} ${formatInterval(interval, formatScore)}`] : []),
      ...(node.gap === null ? [] : [`${t('analysis.gap')} ${formatSigned(node.gap)}`]),
    ].join('\n');
  }
  const hasTarget = axes.some(({ target }) => target !== null);
  const hasBaseline = isRadar && axes.every(({ baseline }) => baseline !== null);
  const hasBenchmark = isRadar && axes.every(({ benchmark }) => benchmark !== null);
  const start = startOf(axes);
  const title = weakestFinding(report, nodes, precision);
  const subtitle = t(isByDimension ? 'analysis.profileDimensions' : 'analysis.profileIndicators', {
    n: nodes.length,
  });
  const table = {
    columns: [
      t('analysis.name'),
      t('analysis.mean'),
      ...(isByDimension ? [] : [t('analysis.median')]),
      t('analysis.target'),
      t('analysis.baseline'),
      t('analysis.benchmark'),
      t('analysis.gap'),
    ],
    rows: nodes.map((node) => [
      node.name,
      formatScore(node.score),
      ...('summary' in node ? [formatQuartiles(node.summary.quartiles)] : []),
      formatScore(node.target),
      formatScore(node.baseline),
      formatScore(node.benchmark),
      formatSigned(node.gap),
    ]),
    opens: nodes.map((node) => (node.score === null ? {} : { 1: node.id })),
  };

  function formatQuartiles(quartiles: readonly [number, number, number] | null): string {
    if (quartiles === null) return noFigure;
    const [q1, median, q3] = quartiles.map((value) => String(Math.round(value * 100) / 100));
    return `${median} (${q1}–${q3})`;
  }

  return {
    title,
    subtitle: subtitle,
    footnote: isRadar
      ? `${t('analysis.radialStart', { start: start.toFixed(1) })} ${scopeLine}`
      : scopeLine,
    table,
    legend: [
      { mark: isRadar ? 'line' : 'dot', label: t('analysis.thisScope') },
      ...(hasTarget
        ? [{ mark: isRadar ? ('dashed' as const) : ('tick' as const), label: t('analysis.target') }]
        : []),
      ...(hasBaseline ? [{ mark: 'dotted' as const, label: t('analysis.baseline') }] : []),
      ...(hasBenchmark ? [{ mark: 'sparse' as const, label: t('analysis.benchmark') }] : []),
    ],
    chart: isRadar ? { kind: 'radar', axes } : { kind: 'dots', rows: ranked },
  };
}
