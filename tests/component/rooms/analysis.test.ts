import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { numericScale } from '../../../src/domain/table/ratingScale';
import AnalysisPage from '../../../src/features/analysis/AnalysisPage.svelte';
import { sampleNames } from '../../../src/features/engagements/sampleNames';
import { locale } from '../../../src/i18n/locale.svelte';
import { loadModel, saveModel } from '../../../src/storage/modelStore';
import { fileOf, importAs } from '../../support/jobs';
import { CancelToken } from '../../../src/worker/cancelToken';
import { createSample } from '../../../src/worker/jobs/createSample';

const patience = { timeout: 20_000 };

beforeEach(() => locale.set('zh-CN'));

function open(engagementId: string): void {
  location.hash = `#/e/${engagementId}/analysis`;
  render(AnalysisPage, { params: { engagementId } });
}

const timesAsked = (name: string) => performance.getEntriesByName(name).length;

describe('the overview', () => {
  it('asks for the drivers once, whatever is clicked that they do not depend on', async () => {
    const user = userEvent.setup();
    open(await createSample('示例', sampleNames('zh-CN'), new CancelToken()));
    const map = await screen.findByRole('region', { name: /但表现低于平均/u }, patience);
    expect(map).toBeInTheDocument();
    const asked = timesAsked('answer.drivers');
    for (const unit of ['月份', '季度', '月份', '季度']) {
      await user.click(screen.getByRole('button', { name: unit }));
      await waitFor(() =>
        expect(screen.getByRole('button', { name: unit })).toHaveAttribute('aria-pressed', 'true'),
      );
      expect(map).toBeInTheDocument();
    }
    const [cutBy] = screen.getAllByRole('combobox', { name: /^按/u });
    await user.selectOptions(cutBy!, cutBy!.querySelectorAll('option')[1]!.textContent);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(timesAsked('answer.drivers')).toBe(asked);
    expect(map).toBeInTheDocument();
  }, 60_000);
});

describe('the Pareto of low ratings', () => {
  it('opens the right one of two indicators of the same name', async () => {
    const user = userEvent.setup();
    const rating = { kind: 'rating' as const, scale: numericScale(1, 5) };
    const rows = Array.from(
      { length: 40 },
      (_, row) => `${row},${row < 30 ? 1 : 5},${row < 10 ? 2 : 4}`,
    );
    const file = fileOf(['id,等待时间,服务态度', ...rows].join('\n'));
    const { engagementId } = await importAs(file, { 等待时间: rating, 服务态度: rating });
    const model = await loadModel(engagementId);
    const named = model.dimensions.map((dimension) => ({
      ...dimension,
      indicators: dimension.indicators.map((indicator) => ({ ...indicator, name: '同名' })),
    }));
    await saveModel({ ...model, dimensions: named }, Date.now(), '');
    open(engagementId);
    const pareto = await screen.findByRole('region', { name: '问题排序' }, patience);
    await user.click(within(pareto).getByRole('button', { name: /表格/u }));
    const [first, second] = within(pareto).getAllByRole('button', { name: /^同名/u });
    // 30 low ratings of the first, 10 of the second.
    expect([first?.textContent, second?.textContent]).toEqual(['30', '10']);
    await user.click(second!);
    // (10 · 2 + 30 · 4) / 40
    const dialog = await screen.findByRole('dialog', {}, patience);
    await waitFor(() => expect(dialog).toHaveTextContent('3.50'), patience);
    expect(dialog).not.toHaveTextContent('2.00');
  });
});
