import { downloaded, expect, onSample, openSample, test } from './support';

onSample(
  'every figure opens: definition, numbers in the formula, n, interval, rows',
  async ({ page }) => {
    const table = page.getByRole('region', { name: /低于目标/u });
    await table.getByRole('button', { name: /响应速度：查看计算过程/u }).click();
    const dialog = page.getByRole('dialog', { name: '响应速度是怎么算的' });
    await expect(
      dialog.getByText(/33\.34% × 3\.76 \+ 33\.33% × 3\.69 \+ 33\.33% × 3\.59/u),
    ).toBeVisible();
    await expect(dialog.getByText(/版本 3/u)).toBeVisible();
    await expect(dialog.getByText(/95% CI：/u)).toBeVisible();
    await expect(dialog.getByText('3.64–3.72')).toBeVisible();
    await dialog.getByText('查看 1,130 份答卷的评分').click();
    await expect(dialog.getByRole('cell', { name: /^C\d{5}$/u }).first()).toBeVisible();
    const { bytes } = await downloaded(page, () =>
      dialog.getByRole('button', { name: '下载答案（CSV）' }).click(),
    );
    const lines = bytes
      .toString('utf8')
      .replace(/^\ufeff/u, '')
      .trim()
      .split(/\r?\n/u);
    expect(lines).toHaveLength(1_131);
    // Nobody can be told from it: no identifier, no time, rows in the order of their answers.
    expect(lines.join('\n')).not.toMatch(/C\d{5}|2025/u);
    expect([...lines.slice(1)].sort()).toEqual(lines.slice(1));
    // The mean of a column is the score on screen.
    const header = lines[0]!.split(',');
    const column = header.indexOf('进度告知');
    const answers = lines
      .slice(1)
      .map((line) => line.split(',')[column]!)
      .filter((cell) => cell !== '');
    const mean = answers.reduce((sum, cell) => sum + Number(cell), 0) / answers.length;
    await page.keyboard.press('Escape');
    await table.getByRole('button', { name: /进度告知：查看计算过程/u }).click();
    await expect(
      page.getByRole('dialog').getByText(mean.toFixed(2), { exact: true }),
    ).toBeVisible();
  },
);

onSample('NPS and CSAT open too, in English', async ({ page }) => {
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await page.getByRole('button', { name: /NPS: see how it is made/u }).click();
  const dialog = page.getByRole('dialog', { name: 'How NPS is made' });
  await expect(dialog.getByText(/\(\d+ − \d+\) ÷ 1,130 × 100 = /u)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: /CSAT: see how it is made/u }).click();
  await expect(page.getByRole('dialog').getByText(/Wilson interval/u)).toBeVisible();
});

onSample(
  'groups are compared with marks, effect sizes and a sentence; two segments at once',
  async ({ page }) => {
    await page.getByRole('link', { name: '分群对比' }).click();
    const row = page.getByRole('row', { name: /^西南/u }).first();
    await expect(row).toContainText('显著低于其余');
    await expect(row).toContainText(/d = −0\.25 · p = 0\.0\d\d/u);
    await expect(page.getByRole('heading', { name: '西南的加权总分比其余低 0.11' })).toBeVisible();
    await expect(page.getByText(/这些组之间确有差异，整体上差异小/u)).toBeVisible();
    await page.getByLabel('再按').selectOption('渠道');
    await expect(page.getByRole('heading', { name: '地区 × 渠道 的加权总分' })).toBeVisible();
    await page.getByRole('combobox', { name: '比较', exact: true }).selectOption('nps');
    await expect(page.getByRole('heading', { name: '地区 × 渠道 的NPS' })).toBeVisible();
    await expect(page).toHaveURL(/of=nps/u);
    await page.reload();
    await expect(page.getByRole('combobox', { name: '比较', exact: true })).toHaveValue('nps');
  },
);

onSample('drivers with shares and intervals, the map, and reliability', async ({ page }) => {
  await page.getByRole('link', { name: '优先级与驱动' }).click();
  const card = page.getByRole('region', { name: '总体满意度的驱动因素' });
  await expect(card.getByRole('row')).toHaveCount(13);
  const shares = await card.getByRole('row').locator('td.strong:nth-of-type(2)').allInnerTexts();
  const total = shares.reduce((sum, share) => sum + Number.parseInt(share, 10), 0);
  expect(Math.abs(total - 100)).toBeLessThanOrEqual(6);
  await expect(page.getByRole('group', { name: /^先改.*重要，但表现低于平均/u })).toBeVisible();
  await page.getByRole('button', { name: '维度', exact: true }).click();
  await expect(
    page
      .getByRole('region', { name: /总体满意度/u })
      .first()
      .getByRole('row'),
  ).toHaveCount(5);
  await expect(
    page.getByRole('region', { name: '各维度的信度' }).getByText(/α = 0\.\d\d/u),
  ).toHaveCount(4);
});

onSample(
  'a filter that would give few respondents away is refused, with the way out',
  async ({ page }) => {
    // One month of the sample has too few responses by one channel and region for any figure.
    const url = page.url().split('?')[0]!;
    await page.goto(`${url}?s.${encodeURIComponent('地区')}=${encodeURIComponent('无')}`);
    await expect(page.getByText(/少于 5 份，为保护受访者不显示/u)).toBeVisible();
    await page.getByRole('button', { name: '清除筛选', exact: true }).click();
    await expect(page.getByRole('region', { name: '总览' })).toBeVisible();
  },
);

onSample('reference lines are hidden everywhere at once, and stay hidden', async ({ page }) => {
  await expect(page.getByRole('columnheader', { name: '距目标' })).toBeVisible();
  await page.getByRole('checkbox', { name: '目标' }).uncheck();
  await expect(page.getByRole('columnheader', { name: '距目标' })).toBeHidden();
  await expect(page.getByRole('img', { name: /^总分标尺/u })).not.toContainText('目标');
  await page.reload();
  await expect(page.getByRole('checkbox', { name: '目标' })).not.toBeChecked();
  await expect(page.getByRole('columnheader', { name: '距目标' })).toBeHidden();
});

test('the sample states its precision, with a calculator that knows the population', async ({
  page,
}) => {
  await openSample(page);
  await expect(page.getByText(/n = 1,130：均值 ±0\.03 分，占比 ±2\.9 个百分点/u)).toBeVisible();
  await page.getByRole('button', { name: '样本计算器' }).click();
  await page.getByLabel('客户总数').fill('1500');
  await page.getByRole('button', { name: '记住客户总数' }).click();
  // √((1500 − 1130)/1499) = .497: half the margin.
  await expect(page.getByText(/占比 ±1\.4 个百分点.*客户总数 1,500/u)).toBeVisible();
});
