import { expect, openSample, test } from './support';

test.beforeEach(async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: '指标', exact: true }).click();
});

test('a weight moves the score at once; saving needs 100 %, one click away', async ({ page }) => {
  const effect = page.getByRole('region', { name: '对得分的影响' });
  await expect(effect).toContainText('4.0');
  await page.getByRole('spinbutton', { name: '响应速度的权重' }).fill('90');
  await expect(effect.getByRole('status')).toContainText(/总分 4\.\d\d → 3\.\d\d/u);
  const save = page.getByRole('button', { name: '保存为新版本' });
  await expect(save).toBeDisabled();
  await page.getByRole('button', { name: '全部一键配平' }).click();
  await expect(save).toBeEnabled();
  await save.click();
  await expect(page.getByText(/已保存为版本 \d/u)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('spinbutton', { name: '响应速度的权重' })).toHaveValue('54.55');
});

test('weights at zero are refused with the way out; discarding can be undone', async ({ page }) => {
  for (const name of ['产品质量', '人员服务', '响应速度', '流程便捷']) {
    await page.getByRole('spinbutton', { name: `${name}的权重` }).fill('0');
  }
  await expect(page.getByText('有权重合计不是 100%')).toBeVisible();
  await expect(page.getByRole('button', { name: '保存为新版本' })).toBeDisabled();
  await page.getByRole('button', { name: '放弃修改' }).click();
  await expect(page.getByRole('spinbutton', { name: '产品质量的权重' })).toHaveValue('30');
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByRole('spinbutton', { name: '产品质量的权重' })).toHaveValue('0');
});

test('a target and a baseline reach the analysis', async ({ page }) => {
  await page.getByRole('spinbutton', { name: '加权总分的目标值' }).fill('4.75');
  await page.getByRole('combobox', { name: /用某一期作基线/u }).selectOption('2024-Q4');
  await page.getByRole('button', { name: '保存为新版本' }).click();
  await expect(page.getByText(/已保存为版本 \d/u)).toBeVisible();
  await page.getByRole('link', { name: '分析', exact: true }).click();
  await expect(page.getByRole('img', { name: /^总分标尺/u })).toContainText('目标 4.75');
  await expect(page.getByRole('img', { name: /^总分标尺/u })).toContainText('基线 4.0');
});

test('leaving the room does not lose what was typed', async ({ page }) => {
  await page.getByRole('spinbutton', { name: '响应速度的权重' }).fill('40');
  await page.getByRole('link', { name: '分析', exact: true }).click();
  await page.getByRole('link', { name: '指标', exact: true }).click();
  await expect(page.getByRole('spinbutton', { name: '响应速度的权重' })).toHaveValue('40');
  await expect(page.getByText('有未保存的修改')).toBeVisible();
});

test('an indicator can be moved to another dimension', async ({ page }) => {
  await page
    .getByRole('combobox', { name: '首次响应所属维度' })
    .selectOption({ label: '人员服务' });
  await expect(page.getByRole('spinbutton', { name: '首次响应的权重' })).toHaveValue('25');
  await expect(page.getByRole('button', { name: '保存为新版本' })).toBeEnabled();
});
