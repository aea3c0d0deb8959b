import { expect, it } from 'vitest';
import { href, parseQuery, routeTo } from '../../../src/shared/address';
import { queryFromView, viewFromQuery } from '../../../src/features/analysis/room/scopeAddress';

it('writes and reads a view through the address', () => {
  const view = {
    scope: {
      segments: [{ segmentId: '地区 & type=1', values: ['华东', '', 'a,b'] }],
      periods: ['2025-Q3'],
      sourceIds: ['s1'],
    },
    unit: 'month' as const,
    room: 'segments' as const,
    cut: { by: 'Region', and: 'Tier', of: 'nps' },
    drivers: { outcome: 'recommendation' as const, by: 'dimensions' as const },
    trend: { of: ['overall', 'd1'], byWave: true },
    text: { themeId: '', causes: '*' },
    other: {
      segments: [{ segmentId: 'b.s.地区', values: ['西南'] }],
      periods: ['2025-Q2', '2025-07'],
      sourceIds: [],
    },
    paretoSegment: 'Class',
  };
  const route = routeTo('analysis', 'e1', queryFromView(view));
  expect(viewFromQuery(parseQuery(route.split('?')[1]))).toEqual(view);
  expect(href('data', 'e1')).toBe('#/e/e1/data');
  expect(href('engagements')).toBe('#/');
});

it('keeps the value whose drivers are asked for', () => {
  const view = viewFromQuery({});
  const drivers = {
    outcome: { segmentId: 'outcome & so', value: 'yes, "very"' },
    by: view.drivers.by,
  };
  const route = routeTo('analysis', 'e1', queryFromView({ ...view, drivers }));
  expect(viewFromQuery(parseQuery(route.split('?')[1])).drivers).toEqual(drivers);
  expect(queryFromView(view)).not.toHaveProperty('outcome');
});

it('is not led astray by hostile parameters', () => {
  const query = parseQuery('__proto__=x&constructor=y');
  expect(({} as { x?: string }).x).toBeUndefined();
  expect(viewFromQuery(query).scope.segments).toEqual([]);
});
