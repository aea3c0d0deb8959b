import { formatCount, formatShare } from '../i18n/format';
import { t } from '../i18n/translate';
import type { TextReport } from '../domain/text/textRequest';
import type { DistributionFigure } from '../charts/distribution/distributionFigure';
import type { Figure } from './figure';

/** What sentimentFigure is made from. */
interface Input {
  readonly report: TextReport;
  readonly scopeLine: string;
}

/** Negative, neutral and positive comments, of all and of each main theme. */
export function sentimentFigure({ report, scopeLine }: Input): Figure<DistributionFigure> {
  const colors = [
    { fill: '--div-n2', ink: '--div-n2-ink' },
    { fill: '--div-0', ink: '--div-0-ink' },
    { fill: '--div-p2', ink: '--div-p2-ink' },
  ];
  const lines = [
    {
      id: null,
      label: t('text.allComments'),
      counts: [report.sentiment.negative, report.sentiment.neutral, report.sentiment.positive],
    },
    ...report.themes
      .filter(({ parentId, mentions }) => parentId === null && mentions > 0)
      .map(({ id, name, mentions, negative, positive }) => ({
        id,
        label: name,
        counts: [negative, mentions - negative - positive, positive],
      })),
  ];
  const rows = lines.map(({ id, label, counts }) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return {
      id,
      label,
      counts,
      valueText: formatCount(total),
      detail: [
        label,
        t('text.sentimentNote', {
          negative: formatShare(total === 0 ? null : (counts[0] ?? 0) / total),
          neutral: formatShare(total === 0 ? null : (counts[1] ?? 0) / total),
          positive: formatShare(total === 0 ? null : (counts[2] ?? 0) / total),
        }),
      ].join('\n'),
    };
  });
  const share = report.commentCount === 0 ? null : report.sentiment.negative / report.commentCount;
  const title =
    report.commentCount >= 30
      ? t('text.sentimentFinding', { share: formatShare(share) })
      : t('text.sentimentTitle');
  const table = {
    columns: [t('text.theme'), t('text.negative'), t('text.neutral'), t('text.positive')],
    rows: lines.map(({ label, counts }) => [label, ...counts.map(formatCount)]),
  };

  return {
    title,
    subtitle: t('text.sentimentSubtitle', { n: report.commentCount }),
    footnote: scopeLine,
    table,
    legend: [
      { mark: 'box', label: t('text.negative'), color: '--div-n2' },
      { mark: 'box', label: t('text.neutral'), color: '--div-0' },
      { mark: 'box', label: t('text.positive'), color: '--div-p2' },
    ],
    chart: { rows, colors, middle: 1, shareText: (value) => formatShare(value) },
  };
}
