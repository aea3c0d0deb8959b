import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { chartCases } from '../../support/chartCases';

describe('every chart as text', () => {
  it.each(chartCases.map((one) => [`${one.chart}: ${one.name}`, one] as const))(
    '%s: no NaN, no markup from labels, a name, its marks',
    (_, { component, draw, marks }) => {
      for (const width of [320, 760, 1_440]) {
        const { body } = render(component as Component, { props: draw(width) as never });
        expect(body).not.toMatch(/NaN|Infinity|undefined|\[object/u);
        expect(body).not.toContain('<img');
        expect(body).toMatch(/<svg[^>]*aria-label="[^"]+"/u);
        if (marks !== null) expect(body.match(/data-mark=/gu)?.length ?? 0).toBe(marks);
      }
    },
  );
  it('names a mark by what its tooltip says, and lets only marks that open something be buttons', () => {
    const heat = chartCases.find(({ chart, name }) => chart === 'heatmap' && name === 'two')!;
    const { body } = render(heat.component as Component, { props: heat.draw(760) as never });
    expect(body).toMatch(/data-mark="0 0" aria-label="响应速度 0" role="button"/u);
    const none = chartCases.find(
      ({ chart, name }) => chart === 'heatmap' && name === 'nothing measured',
    )!;
    expect(
      render(none.component as Component, { props: none.draw(760) as never }).body,
    ).not.toContain('role="button"');
  });
});
