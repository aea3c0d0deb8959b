import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { expect, it, vi } from 'vitest';
import ChartFrame from '../../src/charts/frame/ChartFrame.svelte';

const labels = {
  showTable: 'Show as table',
  showChart: 'Show as chart',
  downloadSvg: 'Download SVG',
  downloadPng: 'Download PNG',
  downloadCsv: 'Download CSV',
  open: 'Open',
  openMark: 'Click to see the responses',
};

it('reads a mark by keyboard and opens it; what a screen reader hears is its whole text', async () => {
  const onopen = vi.fn();
  // jsdom lays nothing out: the chart is drawn once its frame has a width.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(640);
  render(ChartFrame, {
    title: 'Marks',
    subtitle: 'two of them',
    table: { columns: ['a'], rows: [] },
    labels,
    onexport: vi.fn(),
    onexporttable: vi.fn(),
    onerror: vi.fn(),
    onopen,
    chart: createRawSnippet(() => ({
      render: () =>
        `<svg role="group" aria-label="drawn">${['East', 'West']
          .map(
            (name) => `<circle data-mark="${name}" role="button" aria-label="${name}&#10;3.72" />`,
          )
          .join('')}</svg>`,
    })),
  });
  const east = await screen.findByRole('button', { name: /^East/u });
  const west = screen.getByRole('button', { name: /^West/u });
  expect(east).toHaveAttribute('tabindex', '0');
  expect(west).toHaveAttribute('tabindex', '-1');
  east.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(west).toHaveFocus();
  expect(west).toHaveAttribute('tabindex', '0');
  await userEvent.keyboard('{Enter}');
  expect(onopen).toHaveBeenCalledExactlyOnceWith('West');
  vi.restoreAllMocks();
});

it('shows the same figures as a table, from the keyboard', async () => {
  render(ChartFrame, {
    title: 'Four causes make up 82%',
    subtitle: 'Mentions, n = 412',
    table: { columns: ['Cause', 'Count'], rows: [['<b>Slow</b>', '138']] },
    labels,
    onexport: vi.fn(),
    onexporttable: vi.fn(),
    onerror: vi.fn(),
    chart: createRawSnippet(() => ({ render: () => '<svg role="img" aria-label="drawn"></svg>' })),
  });
  expect(screen.getByRole('region', { name: 'Four causes make up 82%' })).toBeInTheDocument();
  await userEvent.tab();
  expect(screen.getByRole('button', { name: 'Show as table' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('rowheader', { name: '<b>Slow</b>' })).toBeInTheDocument();
  expect(screen.getByRole('cell', { name: '138' })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Download PNG' })).toBeDisabled();
});
