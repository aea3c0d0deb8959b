import type { TornadoInput } from '../charts/tornado/tornadoLayout';
import { tornadoPoints, type Sensitivity } from '../domain/scoring/sensitivity';
import { formatMove, formatScore } from '../i18n/format';
import { t } from '../i18n/translate';
import type { Figure } from './figure';

/** Swings under this are not seen in two decimals. */
const leastSwing = 0.005;

/** What the overall score does when the weight of each dimension moves down or up. */
export function tornadoFigure(
  sensitivity: Sensitivity | null,
): Figure<Omit<TornadoInput, 'width'>> {
  const now = sensitivity?.now.score ?? null;
  const bars = sensitivity?.bars ?? [];
  const [first] = bars;
  const widest = Math.max(0, ...bars.map(({ swing }) => swing ?? 0));
  const text = (value: number | null) => formatMove(now, value).to;
  const finding =
    first && widest >= leastSwing
      ? t('weights.tornadoFinding', { name: first.name, swing: formatScore(widest) })
      : t('weights.tornadoStable');
  return {
    title: now === null ? t('weights.noScore') : finding,
    subtitle: t('weights.tornadoSubtitle', { points: tornadoPoints, score: formatScore(now) }),
    footnote: '',
    table: {
      columns: [
        t('analysis.name'),
        t('weights.less', { points: tornadoPoints }),
        t('weights.more', { points: tornadoPoints }),
      ],
      rows: bars.map(({ name, less, more }) => [name, text(less.score), text(more.score)]),
    },
    legend: [],
    chart: {
      now,
      rows: bars.map(({ name, less, more }) => ({
        label: name,
        less: less.score,
        more: more.score,
        lessText: text(less.score),
        moreText: text(more.score),
      })),
    },
  };
}
