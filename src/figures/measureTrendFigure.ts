import type { Annotation } from '../domain/model/analysisNotes';
import { lineKinds } from '../domain/model/indicatorModel';
import { significance } from '../domain/scoring/levels';
import { formatCount, formatInterval, formatPeriod, noFigure } from '../i18n/format';
import { t } from '../i18n/translate';
import { differenceText, measureOf, measureText } from './cutWords';
import { changeP, dropsAt, limitsOf, measureAt, nodeAt, type TrendPoint } from './trendPoints';
import type { TrendInput } from '../charts/trend/trendLayout';
import { atPeriod } from './markIds';
import type { Figure } from './figure';

/** What measureTrendFigure is made from. */
interface Input {
  readonly id: string;
  readonly name: string;
  readonly points: readonly TrendPoint[];
  /** With the period of this trend each stands at. */
  readonly notes: readonly (Annotation & { readonly at: string })[];
  /** The target at each point, where it changed. */
  readonly targets: readonly (number | null)[];
  /** How many trends are looked at together. */
  readonly shownTogether: number;
  readonly scopeLine: string;
  /** Where the scale of a chart of this series begins. */
  readonly startOf: (input: Omit<TrendInput, 'width'>) => number;
}

/** One measure through time with its interval, its lines and control limits. */
export function measureTrendFigure({
  id,
  name,
  points,
  notes,
  targets,
  shownTogether,
  scopeLine,
  startOf,
}: Input): Figure<Omit<TrendInput, 'width'>> {
  const measure = measureOf(id);
  const text = (value: number | null) => measureText(measure, value);
  const at = points.map((point) => measureAt(point, id));
  const values = at.map(({ value }) => value);
  const limits = limitsOf(values);
  const drops = measure.kind === 'node' ? dropsAt(id, at) : at.map(() => false);
  const node = nodeAt(points, id);
  const bounds: [number, number] =
    measure.kind === 'nps' ? [-100, 100] : measure.kind === 'csat' ? [0, 1] : [1, 5];
  const references: TrendInput['references'] = [
    ...lineKinds.flatMap((kind) => {
      const value = node?.[kind] ?? null;
      return value === null
        ? []
        : [
            {
              kind,
              id: kind,
              value: kind === 'target' ? targets : value,
              label: `${t(`analysis.${kind}`)} ${text(value)}`,
            },
          ];
    }),
    ...(limits
      ? [
          {
            kind: 'limit' as const,
            id: 'upper',
            value: Math.min(bounds[1], limits.upper),
            label: t('trends.upper'),
          },
          {
            kind: 'limit' as const,
            id: 'lower',
            value: Math.max(bounds[0], limits.lower),
            label: t('trends.lower'),
          },
        ]
      : []),
  ];
  const flagOf = (key: string) => {
    const found = notes
      .map((note, index) => ({ ...note, number: index + 1 }))
      .filter((note) => note.at === key);
    const first = found[0];
    return first
      ? {
          number: first.number,
          text: [formatPeriod(key), ...found.map((note) => note.text)].join('\n'),
        }
      : null;
  };
  const input: Omit<TrendInput, 'width'> = {
    periods: points.map((point) => ({
      key: point.key,
      label: point.label,
      note: `n ${formatCount(point.responses)}`,
      isLowBase: point.responses < 50,
      flag: flagOf(point.key),
    })),
    series: [
      {
        id,
        label: name,
        valueText: text(values.findLast((value) => value !== null) ?? null),
        color: '--c1-text',
        values,
        details: points.map((point, index) =>
          [
            `${name} · ${point.label}`,
            `${text(at[index]?.value ?? null)} · n ${formatCount(at[index]?.n ?? 0)}`,
            ...(at[index]?.interval
              ? [`${t('analysis.ci')} ${formatInterval(at[index]?.interval ?? null, text)}`]
              : []),
            ...(drops[index] ? [t('trends.dropped')] : []),
          ].join('\n'),
        ),
        intervals: at.map(({ interval }) => interval),
        alerts: at.map(
          (_, index) =>
            drops[index] === true || (index === at.length - 1 && limits?.isOutside === true),
        ),
      },
    ],
    references,
    alert: null,
    bounds,
    format: text,
  };
  const start = startOf(input);
  /** How the last point moved, where more than chance; p after Bonferroni over the measures shown. */
  const title = titleOf();
  function titleOf(): string {
    const [before, now] = at.slice(-2);
    const previous = points.at(-2)?.label ?? '';
    const p = before && now ? changeP(id, before, now) : null;
    const isSure = p !== null && p * shownTogether < significance;
    if (!isSure || before?.value == null || now?.value == null) {
      return limits?.isOutside === true
        ? t('trends.outside', { name })
        : t('trends.title', { name });
    }
    const change = now.value - before.value;
    return t(change < 0 ? 'trends.fell' : 'trends.rose', {
      name,
      previous,
      size: differenceText(measure, Math.abs(change)).replace('+', ''),
    });
  }
  const table = {
    columns: [t('scope.period'), name, t('analysis.ci'), 'n'],
    rows: points.map((point, index) => [
      point.label,
      text(at[index]?.value ?? null),
      at[index]?.interval ? formatInterval(at[index]?.interval ?? null, text) : noFigure,
      formatCount(at[index]?.n ?? 0),
    ]),
    opens: points.map(({ key }, row): Readonly<Record<number, string>> =>
      at[row]?.value == null ? {} : { 1: atPeriod(id, key) },
    ),
  };

  return {
    title,
    subtitle: limits
      ? t('trends.subtitleLimits', { start: text(start), n: limits.n })
      : t('trends.subtitle', { start: text(start) }),
    footnote: scopeLine,
    table,
    legend: [
      { mark: 'line', label: name, color: '--c1-text' },
      ...(node?.target == null ? [] : [{ mark: 'dashed' as const, label: t('analysis.target') }]),
      ...(node?.baseline == null
        ? []
        : [{ mark: 'dotted' as const, label: t('analysis.baseline') }]),
      ...(node?.benchmark == null
        ? []
        : [{ mark: 'sparse' as const, label: t('analysis.benchmark') }]),
    ],
    chart: input,
  };
}
