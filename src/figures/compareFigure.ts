import type { BarsInput } from '../charts/bars/barsLayout';
import type { RadarInput } from '../charts/radar/radarLayout';
import { lowBase } from '../domain/scoring/levels';
import type { PrecisionReport } from '../domain/scoring/linearisedError';
import { compareScopes } from '../domain/scoring/scopeComparison';
import type { ScoreReport } from '../domain/scoring/scoreReport';
import { formatScore, formatSigned } from '../i18n/format';
import { t } from '../i18n/translate';
import { pText } from './cutWords';
import type { Figure } from './figure';
import { inGroup } from './markIds';

/** What is compared: the scores of a scope, with their intervals once they are known. */
export interface ComparedScores {
  readonly report: ScoreReport;
  readonly precision: PrecisionReport | null;
}

/** What the comparison is made from. */
interface Input {
  readonly a: ComparedScores;
  readonly b: ComparedScores;
  /** True where no response is on both sides: only then can differences be tested. */
  readonly isDisjoint: boolean;
  /** The scopes of both sides in words. */
  readonly lines: readonly [a: string, b: string];
}

/** Marks of the second side stand for a group of this name. */
export const otherSide = 'B';

/** A against B as a radar over the dimensions; no axes where there are none. */
export function compareRadarFigure(input: Input): Figure<Omit<RadarInput, 'width'>> {
  const nodes = comparedNodes(input);
  const dimensions = nodes.filter(({ depth }) => depth === 1);
  const { dimensions: own } = input.a.report.scores;
  const axes = dimensions.map((node) => ({
    id: node.id,
    label: node.name,
    value: node.a,
    target: own.find(({ id }) => id === node.id)?.target ?? null,
    baseline: null,
    benchmark: null,
    valueText: `${formatScore(node.a)} / ${formatScore(node.b)}`,
    noteText: '',
    isAlert: false,
    detail: `${node.name}\nA ${formatScore(node.a)}\nB ${formatScore(node.b)}`,
  }));
  return {
    title: t('compare.radar'),
    subtitle: t('compare.radarSubtitle'),
    footnote: footnoteOf(input),
    table: tableOf(nodes),
    legend: [
      { mark: 'line', label: 'A', color: '--c1-text' },
      { mark: 'line', label: 'B', color: '--c2-text' },
      ...(axes.some(({ target }) => target !== null)
        ? [{ mark: 'dashed' as const, label: t('analysis.target') }]
        : []),
    ],
    chart: { axes, others: [{ color: '--c2', values: dimensions.map(({ b }) => b) }] },
  };
}

/** The differences between A and B, with their intervals where they could be tested. */
export function compareFigure(input: Input): Figure<Omit<BarsInput, 'width'>> {
  const nodes = comparedNodes(input);
  const sure = nodes
    .filter(({ isSignificant }) => isSignificant)
    .sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0));
  /** Only then may it be said that there is no difference. */
  const isAllTested =
    nodes.some(({ difference }) => difference !== null) &&
    nodes.every(
      ({ difference, test, least }) => difference === null || (test !== null && least >= lowBase),
    );
  const [most] = sure;
  const neutral = isAllTested ? t('compare.none') : t('compare.title');
  return {
    title: most
      ? t((most.difference ?? 0) < 0 ? 'compare.findingLower' : 'compare.findingHigher', {
          name: most.name,
          size: formatScore(Math.abs(most.difference ?? 0)),
        })
      : neutral,
    subtitle: t(input.isDisjoint ? 'compare.subtitle' : 'compare.subtitlePlain'),
    footnote: footnoteOf(input),
    table: tableOf(nodes),
    legend: [],
    chart: {
      bars: barsOf(nodes),
      whole: null,
      kind: 'bar',
      format: (value) => formatSigned(value, 1),
    },
  };
}

type ComparedNode = ReturnType<typeof comparedNodes>[number];

function comparedNodes({ a, b, isDisjoint }: Input) {
  return compareScopes(a, b, isDisjoint).map((node) => ({
    ...node,
    name: node.id === 'overall' ? t('analysis.overall') : node.name,
  }));
}

function tableOf(nodes: readonly ComparedNode[]) {
  return {
    columns: [t('analysis.name'), 'A', 'B', t('cut.difference'), t('analysis.ci'), 'p'],
    rows: nodes.map((node) => [
      node.name,
      formatScore(node.a),
      formatScore(node.b),
      node.difference === null ? '—' : formatSigned(node.difference),
      node.test ? node.test.interval.map((bound) => formatSigned(bound)).join('–') : '—',
      node.p === null ? '—' : pText(node.p),
    ]),
    opens: nodes.map(({ id }) => ({ 1: id, 2: inGroup(id, otherSide) })),
  };
}

function barsOf(nodes: readonly ComparedNode[]): BarsInput['bars'] {
  return nodes
    .filter(({ difference }) => difference !== null)
    .map((node) => ({
      id: node.id,
      label: `${'　'.repeat(Math.max(0, node.depth - 1))}${node.name}`,
      note: `${formatScore(node.a)} / ${formatScore(node.b)}`,
      value: node.difference,
      interval: node.test?.interval ?? null,
      valueText: formatSigned(node.difference ?? 0),
      detail: [
        node.name,
        `A ${formatScore(node.a)} · B ${formatScore(node.b)} · ${formatSigned(node.difference ?? 0)}`,
        ...(node.test
          ? [
              `${t('analysis.ci')} ${node.test.interval.map((bound) => formatSigned(bound)).join('–')}`,
              `d = ${formatSigned(node.test.cohensD)} · ${pText(node.p ?? 1)}`,
            ]
          : []),
        ...(node.isSignificant ? [t('compare.significant')] : []),
      ].join('\n'),
      isLowBase: node.least < lowBase,
      direction: (node.isSignificant ? Math.sign(node.difference ?? 0) : 0) as -1 | 0 | 1,
      reason: '',
    }));
}

function footnoteOf({ lines: [a, b], isDisjoint }: Input): string {
  return `A ${a} · B ${b} · ${isDisjoint ? t('compare.test') : t('compare.overlap')}`;
}
