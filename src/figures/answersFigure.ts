import { lowBase } from '../domain/scoring/levels';
import { ratedScores } from '../domain/scoring/modelScores';
import type { ScoreReport } from '../domain/scoring/scoreReport';
import { wilsonInterval } from '../domain/statistics/intervals';
import { formatCount, formatScore, formatShare } from '../i18n/format';
import { t } from '../i18n/translate';
import type { DistributionFigure } from '../charts/distribution/distributionFigure';
import type { Figure } from './figure';

/** What answersFigure is made from. */
interface Input {
  readonly report: ScoreReport;
  readonly scopeLine: string;
}

/** The answers 1–5 of each indicator, around their middle. */
export function answersFigure({ report, scopeLine }: Input): Figure<DistributionFigure> {
  const colors = [-3, -2, 0, 2, 3].map((tone) => {
    const name = tone === 0 ? '--div-0' : tone < 0 ? `--div-n${-tone}` : `--div-p${tone}`;
    return { fill: name, ink: `${name}-ink` };
  });
  const rated = ratedScores(report.scores)
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.summary.bottomTwo ?? 0) - (a.summary.bottomTwo ?? 0));
  const rows = rated.map(({ id, name, score, summary }) => ({
    id,
    label: name,
    counts: summary.distribution,
    valueText: formatScore(score),
    detail: [
      name,
      t('answers.note', {
        top: formatShare(summary.topTwo),
        bottom: formatShare(summary.bottomTwo),
        n: summary.n,
      }),
    ].join('\n'),
  }));
  const [first, second] = rated;
  /** A share whose interval holds the next one's is not the largest for sure. */
  const low = Math.round((first?.summary.bottomTwo ?? 0) * (first?.summary.n ?? 0));
  const isAhead =
    first !== undefined &&
    second !== undefined &&
    (wilsonInterval(low, first.summary.n)?.[0] ?? 0) > (second.summary.bottomTwo ?? 0);
  const title =
    first && rated.length > 1 && first.summary.n >= lowBase && isAhead
      ? t('answers.finding', {
          share: formatShare(first.summary.bottomTwo),
          name: first.name,
        })
      : t('answers.title');
  const table = {
    columns: [t('analysis.name'), 'n', '1', '2', '3', '4', '5', t('analysis.mean')],
    rows: rated.map(({ name, score, summary }) => [
      name,
      formatCount(summary.n),
      ...summary.distribution.map((count) =>
        formatShare(summary.n === 0 ? null : count / summary.n, 1),
      ),
      formatScore(score),
    ]),
    opens: rated.map(({ id }) => ({ 7: id })),
  };

  return {
    title,
    subtitle: t('answers.subtitle'),
    footnote: scopeLine,
    table,
    legend: colors.map((color, at) => ({
      mark: 'box' as const,
      label: String(at + 1),
      color: color.fill,
    })),
    chart: { rows, colors, middle: 2, shareText: (value) => formatShare(value) },
  };
}
