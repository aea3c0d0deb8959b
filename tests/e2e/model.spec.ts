import { csv, downloaded, expect, openSample, test } from './support';

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
  await expect(page.getByRole('spinbutton', { name: '响应速度的权重' })).toHaveValue('90');
});

test('weights at zero are refused with the way out; discarding can be undone', async ({ page }) => {
  for (const name of ['产品质量', '人员服务', '响应速度', '流程便捷']) {
    await page.getByRole('spinbutton', { name: `${name}的权重` }).fill('0');
  }
  await expect(page.getByText('有权重合计不是 100%')).toBeVisible();
  await expect(page.getByRole('button', { name: '保存为新版本' })).toBeDisabled();
  await page.getByRole('button', { name: '放弃修改' }).click();
  await expect(page.getByRole('spinbutton', { name: '产品质量的权重' })).toHaveValue('30');
  await page.getByRole('button', { name: '撤销' }).last().click();
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

test('an indicator moves by keyboard and by dragging, with undo', async ({ page }) => {
  const handle = page.getByRole('button', { name: '移动首次响应' });
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('首次响应已移到“人员服务”第 4 位')).toBeAttached();
  await expect(handle).toBeFocused();
  await expect(page.getByRole('spinbutton', { name: '首次响应的权重' })).toHaveValue('25');
  await expect(page.getByRole('spinbutton', { name: '解决时长的权重' })).toHaveValue('50');
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByRole('spinbutton', { name: '首次响应的权重' })).toHaveValue('33.34');
  // Dragged onto a dimension it becomes its last indicator.
  const from = await handle.boundingBox();
  const to = await page.getByRole('textbox', { name: '维度名称' }).first().boundingBox();
  await page.mouse.move(from!.x + 8, from!.y + 8);
  await page.mouse.down();
  await page.mouse.move(to!.x + 20, to!.y + to!.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByText('首次响应已移到“产品质量”第 4 位')).toBeAttached();
  await expect(page.getByRole('button', { name: '保存为新版本' })).toBeEnabled();
});

test('a third level, anchors and a lock are saved, versions are kept, going back is one click', async ({
  page,
}) => {
  await page.getByRole('button', { name: '在响应速度下添加指标' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称', { exact: true }).fill('时效');
  await dialog.getByRole('textbox', { name: '1 分的含义' }).fill('三天以上');
  await dialog.getByRole('button', { name: '确定' }).click();
  // What has no answers can take parts: it goes above the last indicator, which goes into it.
  await page.getByRole('button', { name: '移动时效' }).focus();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('button', { name: '移动进度告知' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/进度告知已移到“时效”第 1 位/u)).toBeAttached();
  await page.getByRole('button', { name: '锁定人员服务的权重' }).click();
  await page.getByRole('textbox', { name: /版本备注/u }).fill('试三级');
  await page.getByRole('button', { name: '保存为新版本' }).click();
  await expect(page.getByText('已保存为版本 4')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: '锁定人员服务的权重' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('link', { name: '版本', exact: true }).click();
  await expect(page.getByText('试三级')).toBeVisible();
  await page.getByRole('button', { name: '恢复版本 3' }).click();
  await expect(page.getByText('已保存为版本 5')).toBeVisible();
  await page.getByRole('link', { name: '指标', exact: true }).last().click();
  await expect(page.getByRole('textbox', { name: '指标名称' })).toHaveCount(12);
});

test('a rated indicator can neither be removed nor take parts', async ({ page }) => {
  await page.getByRole('button', { name: '删除首次响应' }).click();
  await expect(page.getByText(/“首次响应”下有已导入的评分，不能删除/u)).toBeVisible();
  await page.getByRole('button', { name: '移动解决时长' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(
    page.getByRole('status').filter({ hasText: '该指标已有评分' }).first(),
  ).toBeAttached();
});

test('a model goes out and comes back as a workbook, CSV and JSON', async ({ page }) => {
  for (const format of ['xlsx', 'csv', 'json']) {
    const file = await downloaded(page, async () => {
      await page.getByLabel('导出').selectOption(format);
    });
    expect(file.name).toContain(`v3.${format}`);
    await page.getByRole('spinbutton', { name: '产品质量的权重' }).fill('99');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '导入', exact: true }).click(),
    ]);
    await chooser.setFiles({ name: file.name, mimeType: '', buffer: file.bytes });
    await expect(page.getByText('已读入指标体系，检查后保存').last()).toBeVisible();
    await expect(page.getByRole('spinbutton', { name: '产品质量的权重' })).toHaveValue('30');
    await page.getByRole('button', { name: '放弃修改' }).click();
  }
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '导入', exact: true }).click(),
  ]);
  await chooser.setFiles(csv('bad.csv', 'level,name,weight\n1,A,100\n2,B,120\n'));
  await expect(page.getByText('第 3 行的 weight 列不对')).toBeVisible();
});

test('weights: a slider shows score, ranking and flips; presets side by side', async ({ page }) => {
  await page.getByRole('link', { name: '权重与敏感度' }).click();
  await expect(page.getByRole('heading', { name: /总分对“响应速度”的权重最敏感/u })).toBeVisible();
  const card = page.getByRole('region', { name: '权重敏感度' });
  await page.getByRole('slider', { name: '人员服务的权重' }).fill('100');
  await expect(card.getByRole('status')).toContainText('4.00 → 4.29');
  await expect(page.getByRole('slider', { name: '响应速度的权重' })).toHaveValue('0');
  await page.getByRole('textbox', { name: '方案名称' }).fill('只看人员');
  await page.getByRole('button', { name: '存为方案' }).click();
  const presets = page.getByRole('region', { name: '权重方案' });
  await expect(presets.getByRole('combobox', { name: '右侧方案' })).toContainText('只看人员');
  await expect(presets.getByRole('row', { name: /^加权总分/u })).toContainText('4.29');
  await expect(presets.getByRole('row', { name: /^加权总分/u })).toContainText('+0.28');
});

test('a goal is measured by wave; a vague one is pointed out', async ({ page }) => {
  await page.getByRole('link', { name: '目标', exact: true }).click();
  await page.getByRole('button', { name: '添加目标' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('起点').fill('4');
  await dialog.getByLabel('目标', { exact: true }).fill('+5%');
  await expect(dialog.getByText('即 4.20')).toBeVisible();
  await expect(dialog.getByText('没有截止日期')).toBeVisible();
  await dialog.getByLabel('开始日期').fill('2024-11-01');
  await dialog.getByLabel('截止日期').fill('2025-10-01');
  await dialog.getByRole('button', { name: '保存' }).click();
  const goal = page.getByRole('article', { name: '加权总分' });
  await expect(goal.getByText('已过期未达成')).toBeVisible();
  await expect(goal.getByRole('row', { name: /2025 Q3/u })).toContainText('3.92');
  await goal.getByRole('button', { name: '删除目标' }).click();
  await expect(goal).toBeHidden();
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(goal).toBeVisible();
});
