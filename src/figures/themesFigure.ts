import { wilsonInterval } from '../domain/statistics/intervals';
import type { Taxonomy } from '../domain/text/taxonomy';
import type { ThemeStat } from '../domain/text/textReport';
import { formatCount, formatScore, formatShare, formatSigned } from '../i18n/format';
import { t } from '../i18n/translate';
import type { TextReport } from '../domain/text/textRequest';
import { themesFinding } from './findings';
import { themeName } from './themeNames';
import type { BarsInput } from '../charts/bars/barsLayout';
import type { Figure } from './figure';

/** What themesFigure is made from. */
interface Input {
  readonly report: TextReport;
  readonly taxonomy: Taxonomy;
  readonly level: 'main' | 'sub';
  readonly scopeLine: string;
}

/** How many comments each theme is in. */
export function themesFigure({
  report,
  taxonomy,
  level,
  scopeLine,
}: Input): Figure<Omit<BarsInput, 'width'>> {
  const base = report.commentCount;
  const isOnLevel = (stat: ThemeStat) => (stat.parentId === null) === (level === 'main');
  const stats = report.themes
    .filter((stat) => stat.mentions > 0 && isOnLevel(stat))
    .sort((a, b) => b.mentions - a.mentions);
  const title = themesFinding(report, taxonomy);
  const bars = stats.map((stat) => ({
    id: stat.id,
    label: themeName(taxonomy, stat.id),
    note: formatCount(stat.mentions),
    value: stat.share,
    interval: wilsonInterval(stat.mentions, base),
    valueText: formatShare(stat.share),
    detail: [
      themeName(taxonomy, stat.id),
      t('text.mentionNote', { n: stat.mentions, share: formatShare(stat.share, 1) }),
      t('text.negativeNote', { share: formatShare(stat.negative / stat.mentions) }),
      ...(stat.meanScore === null
        ? []
        : [t('text.meanOfThese', { score: formatScore(stat.meanScore) })]),
    ].join('\n'),
    isLowBase: base < 30,
    direction: 0 as const,
    reason: '',
  }));
  const table = {
    columns: [
      t('text.theme'),
      t('analysis.mentions'),
      t('analysis.share'),
      t('text.negativeShare'),
      t('analysis.meanOfThese'),
      t('text.meanOthers'),
      t('text.impact'),
    ],
    rows: stats.map((stat) => [
      themeName(taxonomy, stat.id),
      formatCount(stat.mentions),
      formatShare(stat.share, 1),
      formatShare(stat.negative / stat.mentions),
      formatScore(stat.meanScore),
      formatScore(stat.meanOthers),
      stat.impact === null ? formatScore(null) : formatSigned(stat.impact),
    ]),
    opens: stats.map(({ id }) => ({ 1: id })),
  };

  return {
    title,
    subtitle: t('text.themesSubtitle', { n: base, unassigned: report.unassigned }),
    footnote: scopeLine,
    table,
    legend: [],
    chart: { bars, whole: null, kind: 'bar', format: (value) => formatShare(value) },
  };
}
