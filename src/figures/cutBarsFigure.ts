import type { CutReport, CutRequest } from '../domain/scoring/cutReport';
import type { CutTests } from '../domain/scoring/groupComparison';
import { lowBase, smallestBase } from '../domain/scoring/levels';
import { formatCount } from '../i18n/format';
import { t } from '../i18n/translate';
import { cutFinding, measureText } from './cutWords';
import { valueName } from './scopeText';
import type { BarsInput } from '../charts/bars/barsLayout';
import type { Figure } from './figure';

/** What cutBarsFigure is made from. */
interface Input {
  readonly request: CutRequest;
  readonly cut: CutReport;
  /** Null until the rows have been tested. */
  readonly tests: CutTests | null;
  readonly measureName: string;
  readonly scopeLine: string;
}

/** The groups of a cut as bars or dots with their intervals. */
export function cutBarsFigure({
  request,
  cut,
  tests,
  measureName,
  scopeLine,
}: Input): Figure<Omit<BarsInput, 'width'>> {
  const { measure, segmentId } = request;
  const most = 30;
  const shown = cut.groups.slice(0, most);
  const title = cutFinding(request, cut, tests, measureName);
  const bars = shown.map((group) => {
    const rest = tests?.versusRest.get(group.value);
    const interval = group.interval ?? tests?.intervals.get(group.value) ?? null;
    const n = tests?.sizes.get(group.value) ?? group.n;
    const size = group.responses < smallestBase ? `<${smallestBase}` : formatCount(n);
    return {
      id: group.isHidden || group.figure === null ? null : group.value,
      label: valueName(group.value),
      note: `n ${size}`,
      value: group.figure,
      interval,
      valueText: measureText(measure, group.figure),
      detail: [
        valueName(group.value),
        group.isHidden
          ? t('cut.hiddenSmall', { limit: smallestBase })
          : `${measureName} ${measureText(measure, group.figure)} · n ${size}`,
        ...(interval
          ? [
              `${t('analysis.ci')} ${interval.map((bound) => measureText(measure, bound)).join('–')}`,
            ]
          : []),
        ...(rest?.isSignificant ? [t(rest.difference > 0 ? 'cut.higher' : 'cut.lower')] : []),
      ].join('\n'),
      isLowBase: !group.isHidden && n < lowBase,
      direction: (rest?.isSignificant ? Math.sign(rest.difference) : 0) as -1 | 0 | 1,
      reason: group.isHidden ? t('cut.hidden') : '',
    };
  });
  const table = {
    columns: [segmentId, 'n', measureName, t('analysis.ci')],
    rows: bars.map(({ label, note, valueText, interval }) => [
      label,
      note.slice(2),
      valueText,
      interval ? interval.map((bound) => measureText(measure, bound)).join('–') : '—',
    ]),
  };

  return {
    title,
    subtitle: t(measure.kind === 'node' ? 'bars.subtitleDots' : 'bars.subtitleBars', {
      measure: measureName,
      segment: segmentId,
    }),
    footnote: scopeLine,
    table,
    legend: [],
    chart: {
      bars,
      whole:
        cut.whole === null
          ? null
          : {
              value: cut.whole,
              label: t('bars.whole', { score: measureText(measure, cut.whole) }),
            },
      kind: measure.kind === 'node' ? 'dot' : 'bar',
      format: (value) => measureText(measure, value),
    },
  };
}
