import { lowBase } from '../domain/scoring/levels';
import type { Taxonomy } from '../domain/text/taxonomy';
import { formatCount, formatScore, formatShare, formatSigned, noFigure } from '../i18n/format';
import { t } from '../i18n/translate';
import type { TextReport } from '../domain/text/textRequest';
import { themeName } from './themeNames';
import type { ScatterFigure } from './scatterFigure';
import type { Figure } from './figure';

/** What matrixFigure is made from. */
interface Input {
  readonly report: TextReport;
  readonly taxonomy: Taxonomy;
  /** Where the quarters part; the medians where nobody has moved them. */
  readonly moved: { readonly x: number; readonly y: number } | null;
  readonly scopeLine: string;
}

/** Frequency × impact of the themes (`scoring.md` §7): how many say it, and how much lower they score. */
export function matrixFigure({ report, taxonomy, moved, scopeLine }: Input): Figure<ScatterFigure> {
  const stats =
    report.commentCount < lowBase
      ? []
      : report.themes.flatMap((stat) =>
          stat.parentId !== null && stat.impact !== null ? [{ ...stat, impact: stat.impact }] : [],
        );
  const median = (values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const at = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2;
  };
  const medians = {
    x: median(stats.map(({ share }) => share)),
    y: median(stats.map(({ impact }) => impact)),
  };
  const cuts = moved ?? medians;
  const isFirst = (stat: { share: number; impact: number }) =>
    stat.share >= cuts.x && stat.impact >= cuts.y && stat.impact > 0;
  /** Named in the title only where the lower score is more than chance. */
  const first = stats
    .filter(
      (stat) =>
        isFirst(stat) &&
        Math.min(stat.scored, stat.scoredOthers) >= lowBase &&
        (stat.impactInterval?.[0] ?? 0) > 0,
    )
    .sort((a, b) => b.impact - a.impact);
  const title =
    first.length > 0 && first.length <= 3
      ? t('text.matrixFinding', { names: first.map(({ name }) => name).join(t('map.and')) })
      : t('text.matrixTitle');
  const points = stats.map((stat) => ({
    id: stat.id,
    label: stat.name,
    x: stat.share,
    y: stat.impact,
    isMarked: isFirst(stat),
    detail: [
      themeName(taxonomy, stat.id),
      t('text.mentionNote', { n: stat.mentions, share: formatShare(stat.share, 1) }),
      t('text.impactNote', {
        score: formatScore(stat.meanScore),
        others: formatScore(stat.meanOthers),
        impact: formatSigned(stat.impact),
      }),
    ].join('\n'),
  }));
  const table = {
    columns: [
      t('text.theme'),
      t('analysis.mentions'),
      t('analysis.share'),
      t('text.impact'),
      t('analysis.ci'),
    ],
    rows: stats.map((stat) => [
      themeName(taxonomy, stat.id),
      formatCount(stat.mentions),
      formatShare(stat.share, 1),
      formatSigned(stat.impact),
      stat.impactInterval
        ? `${formatSigned(stat.impactInterval[0])}–${formatSigned(stat.impactInterval[1])}`
        : noFigure,
    ]),
  };

  return {
    title,
    subtitle: t('text.matrixSubtitle'),
    footnote: `${scopeLine} · ${t('text.commentBase', { n: report.commentCount })}`,
    table,
    legend: [],
    chart: {
      points,
      cuts,
      xFormat: (value) => formatShare(value),
      yFormat: (value) => formatScore(value),
      xLabel: t('text.frequencyAxis'),
      yLabel: t('text.impactAxis'),
      quarters: [
        t('text.quarterDeep'),
        t('text.quarterFirst'),
        t('text.quarterLater'),
        t('text.quarterWatch'),
      ],
    },
  };
}
