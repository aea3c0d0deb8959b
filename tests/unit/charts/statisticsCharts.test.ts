import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import ScatterChart from '../../../src/charts/scatter/ScatterChart.svelte';
import { scatterLayout, type ScatterPoint } from '../../../src/charts/scatter/scatterLayout';
import TornadoChart from '../../../src/charts/tornado/TornadoChart.svelte';
import { tornadoLayout } from '../../../src/charts/tornado/tornadoLayout';

const points = (count: number, spread = 1): ScatterPoint[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `p${at}`,
    label: `指标很长的名字 ${at}`,
    x: 3 + spread * ((at * 7) % 11) * 0.1,
    y: 0.05 + spread * ((at * 5) % 13) * 0.01,
    isMarked: at % 3 === 0,
    detail: `指标 ${at}`,
  }));
const scatter = (width: number, given: readonly ScatterPoint[]) => ({
  width,
  points: given,
  cuts: { x: 3.5, y: 0.1 },
  xFormat: (value: number) => value.toFixed(2),
  yFormat: (value: number) => value.toFixed(2),
});

describe('the map of importance and performance', () => {
  it.each([
    [320, 12],
    [700, 30],
    [1200, 60],
  ])(
    'at %i px with %i points: labels cover neither each other nor a point, and stay inside',
    (width, count) => {
      const { labels, points: placed, plot, height } = scatterLayout(scatter(width, points(count)));
      for (const [at, { box }] of labels.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(plot.left);
        expect(box.right).toBeLessThanOrEqual(width);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.bottom).toBeLessThanOrEqual(height);
        const meets = (other: typeof box) =>
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom;
        expect(labels.slice(at + 1).some((other) => meets(other.box))).toBe(false);
        expect(
          placed.some(({ cx, cy }) =>
            meets({ left: cx - 5, right: cx + 5, top: cy - 5, bottom: cy + 5 }),
          ),
        ).toBe(false);
      }
      expect(labels.length).toBeGreaterThan(count / 6);
    },
  );
  it.each([
    [0, 1],
    [1, 1],
    [2, 0],
    [60, 0],
  ])('%i points, spread %i: draws without NaN', (count, spread) => {
    const { body } = render(ScatterChart, {
      props: {
        ...scatter(400, points(count, spread)),
        title: 'map',
        xLabel: 'x',
        yLabel: 'y',
        quarters: ['a', 'b', 'c', 'd'],
      },
    });
    expect(body).not.toMatch(/NaN|Infinity|undefined/u);
    expect(body.match(/<circle/gu)?.length ?? 0).toBe(count);
  });
});

describe('the tornado', () => {
  const row = (less: number | null, more: number | null, label = '响应速度') => ({
    label,
    less,
    more,
    lessText: String(less),
    moreText: String(more),
  });
  it('draws both ends from where the figure is', () => {
    const { rows, centre } = tornadoLayout({ width: 600, now: 4, rows: [row(3.9, 4.1)] });
    const [bar] = rows;
    expect(bar!.less!.x + bar!.less!.width).toBeCloseTo(centre, 6);
    expect(bar!.more!.x).toBeCloseTo(centre, 6);
    expect(bar!.less!.width).toBeCloseTo(bar!.more!.width, 6);
  });
  it.each([
    [null, [row(null, null)]],
    [4, [row(null, 4.2)]],
    [4, [row(4, 4)]],
    [4, []],
  ] as const)('from %j: no NaN in the markup', (now, rows) => {
    const { body } = render(TornadoChart, {
      props: { title: 't', width: 320, now, rows: [...rows] },
    });
    expect(body).not.toMatch(/NaN|Infinity|undefined/u);
  });
});
