import type { SegmentMatrix } from '../domain/scoring/segmentMatrix';
import { formatCount, formatInterval, formatNps, formatShare } from '../i18n/format';
import { t } from '../i18n/translate';
import { valueName } from './scopeText';
import type { DistributionFigure } from '../charts/distribution/distributionFigure';
import { inGroup } from './markIds';
import type { Figure } from './figure';

/** What npsSplitFigure is made from. */
interface Input {
  readonly matrix: SegmentMatrix;
  readonly scopeLine: string;
}

/** Detractors, passives and promoters of each group. */
export function npsSplitFigure({ matrix, scopeLine }: Input): Figure<DistributionFigure> {
  const colors = [
    { fill: '--div-n2', ink: '--div-n2-ink' },
    { fill: '--div-0', ink: '--div-0-ink' },
    { fill: '--div-p2', ink: '--div-p2-ink' },
  ];
  const groups = [matrix.whole, ...matrix.groups.slice(0, 30)].flatMap((group, at) =>
    group.nps === null
      ? []
      : [
          {
            ...group,
            nps: group.nps,
            name: at === 0 ? t('heat.all') : valueName(group.value),
            at,
          },
        ],
  );
  const rows = groups.map(({ nps, name, value, at }) => ({
    id: inGroup('nps', at === 0 ? null : value),
    label: name,
    counts: [nps.detractors, nps.passives, nps.promoters],
    valueText: formatNps(nps.score),
    detail: [
      name,
      `NPS ${formatNps(nps.score)} · ${t('analysis.ci')} ${formatInterval(nps.interval, formatNps)}`,
      `n ${formatCount(nps.n)}`,
    ].join('\n'),
  }));
  const title = t('nps.title', { segment: matrix.segmentId });
  const table = {
    columns: [
      matrix.segmentId,
      'n',
      'NPS',
      t('analysis.ci'),
      t('nps.detractors'),
      t('nps.passives'),
      t('nps.promoters'),
    ],
    rows: groups.map(({ nps, name }) => [
      name,
      formatCount(nps.n),
      formatNps(nps.score),
      formatInterval(nps.interval, formatNps),
      formatShare(nps.detractors / nps.n, 1),
      formatShare(nps.passives / nps.n, 1),
      formatShare(nps.promoters / nps.n, 1),
    ]),
  };

  return {
    title,
    subtitle: t('nps.subtitle'),
    footnote: scopeLine,
    table,
    legend: [
      { mark: 'box', label: t('nps.detractors'), color: '--div-n2' },
      { mark: 'box', label: t('nps.passives'), color: '--div-0' },
      { mark: 'box', label: t('nps.promoters'), color: '--div-p2' },
    ],
    chart: { rows, colors, middle: null, shareText: (value) => formatShare(value) },
  };
}
