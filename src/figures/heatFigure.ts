import { lowBase, smallestBase } from '../domain/scoring/levels';
import { ratedScores } from '../domain/scoring/modelScores';
import {
  clusterOrder,
  type GroupFigures,
  type SegmentMatrix,
} from '../domain/scoring/segmentMatrix';
import { formatCount, formatScore, formatSigned } from '../i18n/format';
import { t } from '../i18n/translate';
import { heatFinding } from './findings';
import { valueName } from './scopeText';
import type { HeatmapInput } from '../charts/heatmap/heatmapLayout';
import { inGroup } from './markIds';
import type { Figure } from './figure';

/** By what the groups of a heatmap are put in order; `alike`: those that rate alike stand together. */
export type HeatOrder = 'size' | 'score' | 'alike';

/** What heatFigure is made from. */
interface Input {
  readonly matrix: SegmentMatrix;
  readonly shows: 'value' | 'gap';
  readonly order: HeatOrder;
  readonly scopeLine: string;
}

/** Segment × indicators: values coloured by their gap to target, or to the whole. */
export function heatFigure({
  matrix,
  shows,
  order,
  scopeLine,
}: Input): Figure<Omit<HeatmapInput, 'width'>> {
  const most = 30;
  const columns = matrix.whole.scores.dimensions.flatMap((dimension) =>
    ratedScores({ ...matrix.whole.scores, dimensions: [dimension] }).map((indicator) => ({
      id: indicator.id,
      label: indicator.name,
      group: dimension.name,
      target: indicator.target,
      whole: indicator.score,
    })),
  );
  const hasTarget = columns.some(({ target }) => target !== null);
  const scoreOf = (group: GroupFigures, id: string) =>
    ratedScores(group.scores).find((one) => one.id === id);
  const shown = (() => {
    const groups = matrix.groups.filter(({ value }) => value !== '').slice(0, most);
    if (order === 'score') {
      return [...groups].sort(
        (a, b) => (a.scores.overall.score ?? 9) - (b.scores.overall.score ?? 9),
      );
    }
    if (order === 'alike') {
      const places = clusterOrder(
        groups.map((group) => columns.map(({ id }) => scoreOf(group, id)?.score ?? null)),
      );
      return places.flatMap((at) => groups[at] ?? []);
    }
    return groups;
  })();
  /** Seven fixed steps (`visual-language.md`): ±0.10, 0.25, 0.45. */
  function toneOf(gap: number): number {
    const size = Math.abs(Math.round(gap * 1e6) / 1e6);
    const step = size < 0.1 ? 0 : size < 0.25 ? 1 : size < 0.45 ? 2 : 3;
    return gap < 0 ? -step : step;
  }

  function rowOf(group: GroupFigures, label: string, isWhole: boolean) {
    return {
      label,
      note: group.responses < smallestBase ? `<${smallestBase}` : formatCount(group.responses),
      isNoteStrong: group.responses < 50,
      cells: columns.map(({ id, label: name, target, whole }) => {
        const rated = scoreOf(group, id);
        const score = rated?.score ?? null;
        const n = rated?.summary.n ?? 0;
        const reference = target ?? (hasTarget ? null : whole);
        const gap = score === null || reference === null ? null : score - reference;
        const isLowBase = n > 0 && n < lowBase;
        const figure = shows === 'gap' && gap !== null ? formatSigned(gap) : formatScore(score);
        return {
          text: figure,
          label: [
            `${label} · ${name}`,
            group.isHidden
              ? t('cut.hiddenSmall', { limit: smallestBase })
              : score === null
                ? t('heat.few', { limit: smallestBase })
                : t('heat.cell', { score: formatScore(score), n }),
            ...(gap === null || group.isHidden
              ? []
              : [
                  t(target !== null ? 'heat.toTarget' : 'heat.toWhole', {
                    gap: formatSigned(gap),
                  }),
                ]),
          ].join('\n'),
          tone: group.isHidden || isLowBase || gap === null || score === null ? null : toneOf(gap),
          isHidden: group.isHidden,
          isLowBase: isLowBase && !group.isHidden,
          id: group.isHidden || score === null ? null : inGroup(id, isWhole ? null : group.value),
        };
      }),
    };
  }
  const rows = [
    rowOf(matrix.whole, t('heat.all'), true),
    ...shown.map((group) => rowOf(group, valueName(group.value), false)),
  ];
  const title = heatFinding(
    matrix,
    shown.map(({ value }) => value),
  );
  const table = {
    columns: [matrix.segmentId, 'n', ...columns.map(({ label }) => label)],
    rows: rows.map(({ label, note, cells }) => [
      label,
      note,
      ...cells.map(({ text, isHidden }) => (isHidden ? t('cut.hidden') : text)),
    ]),
  };

  return {
    title,
    subtitle: t(hasTarget ? 'heat.subtitleTarget' : 'heat.subtitleWhole', {
      segment: matrix.segmentId,
    }),
    footnote: scopeLine,
    table,
    legend: [],
    chart: { columns: columns.map(({ label, group }) => ({ label, group })), rows },
  };
}
