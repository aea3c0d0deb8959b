import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import { numericScale } from '../../../src/domain/table/ratingScale';
import ModelPage from '../../../src/features/model/ModelPage.svelte';
import { locale } from '../../../src/i18n/locale.svelte';
import { fileOf, importAs } from '../../support/jobs';

const patience = { timeout: 20_000 };

beforeEach(() => locale.set('zh-CN'));

/** Twenty responses that rate two questions alike. */
function survey(rating: number, first: number): string {
  const rows = Array.from({ length: 20 }, (_, row) => `P${first + row},${rating},${rating}`);
  return ['id,等待时间,服务态度', ...rows].join('\n');
}

it('scores what another tab imports while the model is open', async () => {
  const rating = { kind: 'rating' as const, scale: numericScale(1, 5) };
  const scales = { 等待时间: rating, 服务态度: rating };
  const { engagementId } = await importAs(fileOf(survey(2, 0), 'a.csv'), scales);
  location.hash = `#/e/${engagementId}/model`;
  render(ModelPage, { params: { engagementId } });
  const page = await screen.findByRole('main', {}, patience);
  await waitFor(() => expect(page).toHaveTextContent('2.00'), patience);
  expect(page).not.toHaveTextContent('3.50');
  await importAs(fileOf(survey(5, 100), 'b.csv'), scales, engagementId);
  // (20 · 2 + 20 · 5) / 40
  await waitFor(() => expect(page).toHaveTextContent('3.50'), patience);
});
