import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { gridValues, sharedRange } from '../../../src/charts/dots/dotsLayout';
import { fitText, wrapText } from '../../../src/charts/frame/measureText';
import ParetoChart from '../../../src/charts/pareto/ParetoChart.svelte';
import { paretoLayout } from '../../../src/charts/pareto/paretoLayout';
import RadarChart from '../../../src/charts/radar/RadarChart.svelte';
import { radarLayout } from '../../../src/charts/radar/radarLayout';
import Ruler from '../../../src/charts/ruler/Ruler.svelte';
import { rulerLayout } from '../../../src/charts/ruler/rulerLayout';
import { trendLayout } from '../../../src/charts/trend/trendLayout';
import TrendChart from '../../../src/charts/trend/TrendChart.svelte';
import { wordSize } from '../../../src/charts/wordCloud/wordSize';

const hostile = [
  '<img src=x onerror=alert(1)>',
  '</text><script>alert(1)</script>',
  'javascript:alert(1)',
  ']]>',
  'a & b',
];

describe('ruler', () => {
  const bands = [
    { from: 1, label: 'low' },
    { from: 3.5, label: 'basic' },
    { from: 4.5, label: 'high' },
  ];
  it('marks the band the score lies in, bounds included', () => {
    const current = (score: number) =>
      rulerLayout({
        width: 400,
        score,
        interval: null,
        target: null,
        baseline: null,
        benchmark: null,
        bands,
      }).bands.find(({ isCurrent }) => isCurrent)?.label;
    expect([3.49, 3.5, 4.49, 4.5, 5].map(current)).toEqual([
      'low',
      'basic',
      'basic',
      'high',
      'high',
    ]);
  });
  it('keeps the labels of target and baseline apart and inside', () => {
    const { labels, width } = rulerLayout({
      width: 240,
      score: 4,
      interval: [3.9, 4.1],
      bands,
      target: { value: 4.95, label: 'Target 4.95' },
      baseline: { value: 4.94, label: 'Baseline 4.94' },
      benchmark: null,
    });
    const [left, right] = labels;
    expect(left!.x).toBeLessThanOrEqual(width);
    expect(right!.x + 'Target 4.95'.length * 6.7).toBeLessThanOrEqual(width + 1);
  });
});

describe('radar', () => {
  const axis = (label: string, value: number | null) => ({
    id: label,
    detail: label,
    label,
    value,
    target: 4,
    baseline: null,
    benchmark: null,
    valueText: '4.00',
    noteText: '',
    isAlert: false,
  });
  it('draws no shape over an axis that was not measured: missing is never the lowest score', () => {
    const radar = radarLayout({ width: 320, axes: [axis('a', 4), axis('b', null), axis('c', 3)] });
    expect(radar.valuePath).toBeNull();
    expect(radar.points.length).toBe(2);
  });
  it('begins its scale under the lowest value, at a whole number', () => {
    expect(
      radarLayout({ width: 320, axes: [axis('a', 3.1), axis('b', 4), axis('c', 5)] }).start,
    ).toBe(2);
    expect(
      radarLayout({ width: 320, axes: [axis('a', 4.4), axis('b', 4.5), axis('c', 5)] }).start,
    ).toBe(3);
  });
});

describe('trend', () => {
  const period = (key: string) => ({
    key,
    label: key,
    note: 'n 1',
    isLowBase: false,
    flag: null,
  });
  const input = {
    width: 480,
    periods: ['Q1', 'Q2', 'Q3'].map(period),
    series: [
      {
        id: 'o',
        label: 'Overall',
        valueText: '4',
        color: '--c1',
        values: [4, null, 3.5],
        details: ['', '', ''],
        intervals: [[3.9, 4.1] as const, null, null],
      },
    ],
    references: [{ kind: 'target' as const, id: 'target', value: 4.2, label: 'Target' }],
    alert: { seriesId: 'o', title: 'Alert', text: '4 → 3.5' },
    bounds: [1, 5] as const,
    format: (value: number) => value.toFixed(1),
  };
  it('breaks the line where nothing was measured', () => {
    expect(trendLayout(input).lines[0]!.path.match(/M/gu)?.length).toBe(2);
    expect(trendLayout(input).lines[0]!.points.length).toBe(2);
  });
  it('keeps the alert inside the plot', () => {
    const { alert, plot } = trendLayout(input);
    expect(alert!.box!.x).toBeGreaterThanOrEqual(plot.left);
    expect(alert!.box!.y + alert!.box!.height).toBeLessThanOrEqual(plot.bottom);
  });
});

describe('Pareto', () => {
  it('puts bars and line on one scale: the first point is the top of the first bar', () => {
    const bars = [
      {
        id: 'a',
        detail: '',
        label: 'a',
        count: 60,
        countText: '60',
        cumulative: 0.6,
        color: '--c1',
      },
      { id: 'b', detail: '', label: 'b', count: 40, countText: '40', cumulative: 1, color: null },
    ];
    const pareto = paretoLayout({
      width: 300,
      bars,
      total: 100,
      limitLabel: '80%',
      crossing: { index: 1, label: '100%' },
    });
    expect(pareto.points[0]!.y).toBeCloseTo(pareto.bars[0]!.box.y, 9);
    expect(pareto.points[1]!.y).toBeLessThan(pareto.points[0]!.y);
  });
});

it('dots share a range of at least one point around their values', () => {
  expect(sharedRange([3.61, 4.41, null])).toEqual([3.5, 5]);
  expect(sharedRange([4.2])).toEqual([3.5, 4.5]);
  expect(sharedRange([])).toEqual([1, 5]);
  expect(gridValues([3.5, 4.5])).toEqual([3.5, 4, 4.5]);
});

it('labels fit their room', () => {
  expect(fitText('响应速度与解决', 40)).toBe('响应…');
  expect(wrapText('响应速度', 26, 2)).toEqual(['响应', '速度']);
  expect(wrapText('slow response', 60, 2)).toEqual(['slow', 'response']);
});

it('words grow with their count between two bounds', () => {
  expect([1, 50, 100].map((count) => wordSize(count, 1, 100))).toEqual([13, 24, 30]);
  expect(wordSize(5, 5, 5)).toBeGreaterThan(13);
});

describe('hostile names in charts (fault 50)', () => {
  it.each(hostile)('%s is drawn as text', (name) => {
    const bands = [{ from: 1, label: name }];
    const mark = { value: 4, label: name };
    const drawn = [
      render(Ruler, {
        props: {
          title: name,
          width: 300,
          score: 4,
          interval: null,
          bands,
          target: mark,
          baseline: null,
          benchmark: null,
        },
      }),
      render(RadarChart, {
        props: {
          title: name,
          width: 300,
          axes: [1, 2, 3].map(() => ({
            id: name,
            detail: name,
            label: name,
            value: 4,
            target: null,
            baseline: null,
            benchmark: null,
            valueText: '4',
            noteText: name,
            isAlert: false,
          })),
        },
      }),
      render(ParetoChart, {
        props: {
          title: name,
          width: 300,
          total: 1,
          limitLabel: name,
          crossing: null,
          bars: [
            {
              id: name,
              detail: name,
              label: name,
              count: 1,
              countText: '1',
              cumulative: 1,
              color: null,
            },
          ],
        },
      }),
      render(TrendChart, {
        props: {
          title: name,
          width: 300,
          references: [],
          alert: null,
          bounds: [1, 5],
          format: String,
          periods: [
            {
              key: 'a',
              label: name,
              note: name,
              isLowBase: false,
              flag: { number: 1, text: name },
            },
          ],
          series: [
            {
              id: 'x',
              label: name,
              valueText: name,
              color: '--c1',
              values: [4],
              details: [name],
              intervals: null,
            },
          ],
        },
      }),
    ];
    for (const { body } of drawn) {
      expect(body).not.toMatch(/<(?:img|script)/u);
      expect(body).toContain('<svg');
    }
  });
});
