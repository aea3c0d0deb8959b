import type { ParetoCause } from '../domain/scoring/pareto';
import { formatCount, formatShare } from '../i18n/format';
import { t } from '../i18n/translate';
import { paretoFinding } from './findings';
import type { ParetoInput } from '../charts/pareto/paretoLayout';
import type { Figure } from './figure';

/** What paretoFigure is made from. */
interface Input {
  readonly causes: readonly ParetoCause[];
  readonly isByIndicator: boolean;
  readonly subtitle: string;
  /** False where nothing stands behind a bar that could be shown. */
  readonly canOpen: boolean;
  readonly scopeLine: string;
}

/** Causes in Pareto order, whatever they are counted from; what has room depends on the width. */
export function paretoFigure({
  causes,
  isByIndicator,
  subtitle,
  canOpen,
  scopeLine,
}: Input): Figure<(width: number) => Omit<ParetoInput, 'width'>> {
  const colors = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6'];
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  const vitalCount = causes.filter(({ isVital }) => isVital).length;
  const title = paretoFinding(causes, isByIndicator);

  /** As many bars as have room for their names; the vital few come first, the rest are summed up. */
  function barsFor(width: number) {
    // Long names need wide bars to be read under them.
    const isLong = causes.slice(0, 8).some(({ name }) => name.length > 18);
    const fitting = Math.max(4, Math.floor((width - 44) / (isLong ? 96 : 58)));
    // The crossing of 80 % is what the chart is about: it stays in sight while it can.
    const room = Math.max(fitting, vitalCount <= Math.max(8, 1.5 * fitting) ? vitalCount : 0);
    const shown = causes.length <= room + 1 ? causes : causes.slice(0, room);
    const rest = causes.slice(shown.length);
    const detail = (name: string, count: number, cumulative: number) =>
      [
        name,
        t('analysis.causeNote', { n: count, share: formatShare(count / total, 1) }),
        t('analysis.cumulativeNote', { share: formatShare(cumulative, 1) }),
      ].join('\n');
    const named = shown.map(({ id, name, count, cumulative, isVital }, index) => ({
      id: canOpen ? id : null,
      label: name,
      detail: detail(name, count, cumulative),
      count,
      countText: formatCount(count),
      cumulative,
      color: isVital ? (colors[index] ?? null) : null,
    }));
    if (rest.length === 0) return named;
    const count = rest.reduce((sum, cause) => sum + cause.count, 0);
    const label = t('analysis.others', { n: rest.length });
    return [
      ...named,
      {
        id: null,
        label,
        detail: detail(label, count, 1),
        count,
        countText: formatCount(count),
        cumulative: 1,
        color: null,
      },
    ];
  }

  function crossingAmong(namedBars: number) {
    const cause = causes[vitalCount - 1];
    return cause && vitalCount <= namedBars
      ? { index: vitalCount - 1, label: formatShare(cause.cumulative, 1) }
      : null;
  }
  const table = {
    columns: [
      t('analysis.cause'),
      t('analysis.mentions'),
      t('analysis.share'),
      t('analysis.cumulative'),
    ],
    rows: causes.map(({ name, count, share, cumulative }) => [
      name,
      formatCount(count),
      formatShare(share, 1),
      formatShare(cumulative, 1),
    ]),
    opens: causes.map(({ id }): Readonly<Record<number, string>> => (canOpen ? { 1: id } : {})),
  };

  return {
    title,
    subtitle: subtitle,
    footnote: scopeLine,
    table,
    legend: [],
    chart: (width) => {
      const bars = barsFor(width);
      return {
        bars,
        total,
        limitLabel: '80%',
        crossing: crossingAmong(bars.length < causes.length ? bars.length - 1 : bars.length),
      };
    },
  };
}
