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
};

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
