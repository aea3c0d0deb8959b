import type { Component } from 'svelte';
import IntervalBars from '../../src/charts/bars/IntervalBars.svelte';
import Distribution from '../../src/charts/distribution/Distribution.svelte';
import RankedDots from '../../src/charts/dots/RankedDots.svelte';
import Heatmap from '../../src/charts/heatmap/Heatmap.svelte';
import ParetoChart from '../../src/charts/pareto/ParetoChart.svelte';
import RadarChart from '../../src/charts/radar/RadarChart.svelte';
import Ruler from '../../src/charts/ruler/Ruler.svelte';
import ScatterChart from '../../src/charts/scatter/ScatterChart.svelte';
import TornadoChart from '../../src/charts/tornado/TornadoChart.svelte';
import TrendChart from '../../src/charts/trend/TrendChart.svelte';

/** One chart with one input; `draw` gives its properties at a width. */
export interface ChartCase {
  readonly chart: string;
  readonly name: string;
  readonly component: Component<never>;
  readonly draw: (width: number) => Record<string, unknown>;
  /** Marks that a keyboard must reach; null where the case does not say. */
  readonly marks: number | null;
}

const longChinese =
  '关于售后服务人员在接到客户报修以后能否及时响应并且把处理进度主动告知客户直到问题彻底解决为止的总体评价与感受如何请您如实作答';
const longEnglish =
  'How satisfied are you with the overall responsiveness of our service team in all matters';
const hostile = '<img src=x onerror=alert(1)>';
const names = (count: number, kind: 'short' | 'zh' | 'en') =>
  Array.from({ length: count }, (_, at) =>
    kind === 'short'
      ? `指标${at + 1}`
      : `${at + 1} ${(kind === 'zh' ? longChinese : longEnglish).slice(0, 58)}`,
  );
/** Values between 1 and 5, with stretches that were not measured. */
const scores = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    count > 6 && at % 7 > 4 ? null : 2 + ((at * 37) % 29) / 10,
  );

interface Input {
  readonly name: string;
  readonly labels: readonly string[];
  readonly values: readonly (number | null)[];
}

const inputs: readonly Input[] = [
  { name: 'nothing', labels: [], values: [] },
  { name: 'one', labels: ['响应速度'], values: [3.72] },
  { name: 'two', labels: ['响应速度', hostile], values: [3.72, 4.41] },
  { name: 'ordinary', labels: names(6, 'short'), values: [3.61, 4.2, 3.98, 4.51, 3.84, 4.02] },
  { name: 'sixty', labels: names(60, 'short'), values: scores(60) },
  { name: 'long Chinese', labels: names(8, 'zh'), values: scores(8) },
  { name: 'long English', labels: names(8, 'en'), values: scores(8) },
  { name: 'all equal', labels: names(6, 'short'), values: Array.from({ length: 6 }, () => 4) },
  {
    name: 'nothing measured',
    labels: names(5, 'short'),
    values: Array.from({ length: 5 }, () => null),
  },
];

const text = (value: number | null) => (value === null ? '—' : value.toFixed(2));
const measured = (values: readonly (number | null)[]) =>
  values.filter((value) => value !== null).length;

function each(
  chart: string,
  component: unknown,
  draw: (input: Input, width: number) => Record<string, unknown>,
  marks: (input: Input) => number | null,
  used: readonly Input[] = inputs,
): ChartCase[] {
  return used.map((input) => ({
    chart,
    name: input.name,
    component: component as Component<never>,
    draw: (width) => ({ title: `${chart}: ${input.name}`, width, ...draw(input, width) }),
    marks: marks(input),
  }));
}

const pointOf = ({ labels, values }: Input) =>
  labels.flatMap((label, at) => {
    const y = values[at] ?? null;
    return y === null
      ? []
      : [
          {
            id: `p${at}`,
            label,
            x: 1 + ((at * 13) % 17) / 4,
            y,
            isMarked: at % 2 === 0,
            detail: label,
          },
        ];
  });

const bars = ({ labels, values }: Input) =>
  labels.map((label, at) => {
    const value = values[at] ?? null;
    return {
      id: label,
      label,
      note: `n ${at * 1_111}`,
      value,
      interval: value === null ? null : ([value - 0.1, value + 0.1] as const),
      valueText: text(value),
      detail: label,
      isLowBase: at % 5 === 1,
      direction: ((at % 3) - 1) as -1 | 0 | 1,
      reason: value === null ? longChinese : '',
    };
  });

/** Values with signs and one far beyond the others. */
const wild: Input = {
  name: 'negative and one huge',
  labels: names(6, 'short'),
  values: [-40, -3, 0, 12, 55, 9_000],
};

const heatRows = ({ labels, values }: Input, columns: number) =>
  labels.map((label, row) => ({
    label,
    note: row % 3 === 0 ? '1,203' : '34',
    isNoteStrong: row % 3 !== 0,
    cells: Array.from({ length: columns }, (_, column) => {
      const value = values[row] ?? null;
      return {
        text: text(value),
        label: `${label} ${column}`,
        tone: value === null ? null : ((row + column) % 7) - 3,
        isHidden: value === null && column % 2 === 0,
        isLowBase: column % 5 === 4,
        id: value === null ? null : `${row} ${column}`,
      };
    }),
  }));

function causes({ labels, values }: Input) {
  const counts = values.map((value) => (value === null ? 0 : Math.round(value * 10)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  const shown = labels.map((label, at) => {
    before += counts[at] ?? 0;
    return {
      id: label,
      label,
      detail: label,
      count: counts[at] ?? 0,
      countText: String(counts[at] ?? 0),
      cumulative: total === 0 ? 0 : before / total,
      color: at < 3 ? `--c${at + 1}` : null,
    };
  });
  const at = shown.findIndex(({ cumulative }) => cumulative >= 0.8);
  return { bars: shown, total, crossing: at < 0 ? null : { index: at, label: '87.4%' } };
}

const radarInputs = inputs.filter(({ labels }) => labels.length <= 12);

/** Every chart in ordinary and extreme inputs. */
export const chartCases: readonly ChartCase[] = [
  ...each(
    'dots',
    RankedDots,
    ({ labels, values }) => ({
      rows: labels.map((label, at) => ({
        id: label,
        label,
        detail: label,
        value: values[at] ?? null,
        target: 4,
        valueText: text(values[at] ?? null),
      })),
    }),
    ({ labels }) => labels.length,
  ),
  ...each(
    'radar',
    RadarChart,
    ({ labels, values }) => ({
      axes: labels.map((label, at) => ({
        id: label,
        detail: label,
        label,
        value: values[at] ?? null,
        target: 4.2,
        baseline: 3.9,
        benchmark: null,
        valueText: text(values[at] ?? null),
        noteText: '−0.48',
        isAlert: at === 1,
      })),
      others: [{ color: '--c2', values: labels.map(() => 3.5) }],
    }),
    ({ values }) => measured(values),
    [
      ...radarInputs,
      {
        name: 'twelve',
        labels: names(12, 'short'),
        values: Array.from({ length: 12 }, (_, at) => 3 + at / 10),
      },
    ],
  ),
  ...each(
    'Pareto',
    ParetoChart,
    (input) => ({ ...causes(input), limitLabel: '80%' }),
    ({ labels }) => labels.length,
    [...inputs, { ...wild, values: [90_000, 3, 2, 1, 1, 1] }],
  ),
  ...each(
    'bars',
    IntervalBars,
    (input) => ({
      bars: bars(input),
      whole: { value: 4, label: '整体 4.00' },
      kind: 'dot',
      format: text,
    }),
    ({ labels }) => labels.length,
  ),
  ...each(
    'bars from zero',
    IntervalBars,
    (input) => ({
      bars: bars(input),
      whole: null,
      kind: 'bar',
      format: (value: number) => value.toFixed(0),
    }),
    ({ labels }) => labels.length,
    [...inputs, wild],
  ),
  ...each(
    'heatmap',
    Heatmap,
    (input) => ({
      columns: names(12, 'short').map((label, at) => ({
        label,
        group: `维度${Math.floor(at / 3)}`,
      })),
      rows: heatRows(input, 12),
    }),
    ({ labels }) => labels.length * 12,
  ),
  ...each(
    'heatmap with long names',
    Heatmap,
    (input) => ({
      columns: input.labels.map((label) => ({ label, group: longEnglish })),
      rows: heatRows({ ...input, labels: input.labels.slice(0, 5) }, input.labels.length),
    }),
    ({ labels }) => Math.min(5, labels.length) * labels.length,
  ),
  ...each(
    'scatter',
    ScatterChart,
    (input) => ({
      points: pointOf(input),
      cuts: { x: 3, y: 3.9 },
      xFormat: text,
      yFormat: text,
      xLabel: longEnglish,
      yLabel: longChinese,
      quarters: ['优先改进', '继续保持', '次要改进', '适度维持'],
    }),
    ({ values }) => measured(values),
    [...inputs, wild],
  ),
  ...each(
    'scatter with a fit',
    ScatterChart,
    (input) => ({
      points: pointOf(input),
      cuts: null,
      fit: {
        points: [1, 2, 3].map((x) => ({ x, y: 3 + x / 10, low: 2.5, high: 4.5 })),
      },
      xFormat: text,
      yFormat: text,
      xLabel: '满意度 →',
      yLabel: '↑ 续约率',
    }),
    ({ values }) => measured(values),
  ),
  ...each(
    'trend',
    TrendChart,
    ({ labels, values }) => ({
      periods: labels.map((label, at) => ({
        key: `${at}`,
        label,
        note: `n ${at * 300}`,
        isLowBase: at === 0,
        flag: at === 2 ? { number: 1, text: 'Q3\n新热线' } : null,
      })),
      series: [
        {
          id: 'o',
          label: longChinese,
          valueText: '4.08',
          color: '--c1-text',
          values,
          details: labels,
          intervals: values.map((value) =>
            value === null ? null : ([value - 0.1, value + 0.1] as const),
          ),
        },
      ],
      references: [
        {
          kind: 'target',
          id: 'target',
          value: labels.map((_, at) => (at < 2 ? 4 : 4.2)),
          label: '目标 4.20',
        },
        { kind: 'limit', id: 'upper', value: 4.6, label: '上控制限' },
        { kind: 'baseline', id: 'baseline', value: 4.1, label: '基线 4.10' },
      ],
      alert: { seriesId: 'o', title: '预警 −0.30', text: '4.02 → 3.72，达阈值 0.30' },
      bounds: [1, 5],
      format: (value: number) => value.toFixed(1),
    }),
    ({ values, labels }) => measured(values) + (labels.length > 2 ? 1 : 0),
  ),
  ...each(
    'distribution',
    Distribution,
    ({ labels, values }) => ({
      rows: labels.map((label, at) => ({
        id: label,
        label,
        detail: label,
        counts: values[at] === null ? [0, 0, 0, 0, 0] : [at, 2 * at, 10, 30, 20],
        valueText: text(values[at] ?? null),
      })),
      colors: [-3, -2, 0, 2, 3].map((tone) => ({
        fill: tone === 0 ? '--div-0' : tone < 0 ? `--div-n${-tone}` : `--div-p${tone}`,
        ink: '--ink',
      })),
      middle: 2,
      shareText: (share: number) => `${Math.round(share * 100)}%`,
    }),
    ({ labels }) => labels.length,
  ),
  ...each(
    'split from the left',
    Distribution,
    ({ labels }) => ({
      rows: labels.map((label, at) => ({
        id: label,
        label,
        detail: label,
        counts: [at, 5, 1_000_000],
        valueText: '17',
      })),
      colors: [],
      middle: null,
      shareText: (share: number) => `${Math.round(share * 100)}%`,
    }),
    ({ labels }) => labels.length,
  ),
  ...each(
    'tornado',
    TornadoChart,
    ({ labels, values }) => ({
      now: 4,
      rows: labels.map((label, at) => ({
        label,
        less: values[at] == null ? null : 4 - (at % 9) / 20,
        more: values[at] == null ? null : 4 + (at % 7) / 20,
        lessText: '3.95',
        moreText: '4.10',
      })),
    }),
    () => null,
  ),
  ...each(
    'ruler',
    Ruler,
    ({ values }) => ({
      score: values[0] ?? null,
      interval: values[0] == null ? null : [values[0] - 0.1, values[0] + 0.1],
      target: { value: 4.2, label: '目标 4.20' },
      baseline: { value: 4.18, label: '基线 4.18' },
      benchmark: null,
      bands: [
        { from: 1, label: '需要改进' },
        { from: 3.5, label: '基本满意' },
        { from: 4.5, label: '非常满意' },
      ],
    }),
    () => null,
    inputs.filter(({ name }) => name === 'one' || name === 'nothing measured'),
  ),
];
