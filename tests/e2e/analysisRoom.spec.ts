import { csv, downloaded, expect, onSample, openSample, pick, test } from './support';
import type { Page } from '@playwright/test';

/** Opens a view of the sample's analysis room. */
async function openView(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
}
const region = (page: Page, name: RegExp) => page.getByRole('region', { name });

onSample(
  'a mark is read by keyboard, opened with Enter, and leads to one whole response',
  async ({ page }) => {
    const radar = region(page, /最大短板|各项得分/u);
    const first = radar.getByRole('button', { name: /产品质量/u });
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await expect(radar.getByRole('button', { name: /人员服务/u })).toBeFocused();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: /人员服务/u });
    await panel.getByText(/^查看 1,130 份答卷/u).click();
    await panel.getByRole('button', { name: /第 1 行的答卷/u }).click();
    const response = page.getByRole('dialog', { name: /第 1 行的答卷/u });
    await expect(response.getByText('评分题')).toBeVisible();
    await expect(response.getByRole('rowheader', { name: '首次响应' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  },
);

test('a finger reads with the first tap and opens with the second', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    hasTouch: true,
    locale: 'zh-CN',
    viewport: { width: 1024, height: 768 },
    ...(baseURL ? { baseURL } : {}),
  });
  const page = await context.newPage();
  await openSample(page);
  const bar = region(page, /低分|问题排序/u)
    .getByRole('button')
    .filter({ hasText: '进度告知' });
  await bar.scrollIntoViewIfNeeded();
  await bar.tap();
  await expect(page.getByText('点击查看答卷')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await bar.tap();
  await expect(page.getByRole('dialog', { name: /进度告知/u })).toBeVisible();
  await context.close();
});

test('themes: comments are found, coded by two people, and rules are edited as a new version', async ({
  page,
}) => {
  await openSample(page);
  await openView(page, '文本与投诉');
  const themes = region(page, /负面留言最多|优先处理|客户在谈什么/u);
  await themes.getByRole('button', { name: /^服务 · 响应速度\s189 条提到/u }).press('Enter');
  const comments = region(page, /^留言$/u);
  await expect(comments.getByText(/189 条符合，共 696 条/u)).toBeVisible();
  await expect(page).toHaveURL(/theme=service\.speed/u);
  const coder = comments.getByRole('combobox', { name: '人工编码' });
  await coder.selectOption('first');
  const code = () => comments.getByRole('button', { name: /^照规则的建议/u }).first();
  await code().click();
  await expect(comments.getByText('已由第一编码员编码')).toHaveCount(1);
  await coder.selectOption('second');
  // The second coder sees no proposal.
  await expect(code()).toHaveCount(0);
  await comments.getByRole('checkbox', { name: '服务 · 响应速度' }).first().check();
  await expect(comments.getByText(/两位编码员都编码了 1 条/u)).toBeVisible();
  await page.reload();
  await expect(comments.getByText(/两位编码员都编码了 1 条/u)).toBeVisible();

  await page.getByRole('button', { name: '编辑主题与词库' }).click();
  const editor = page.getByRole('dialog', { name: '编辑主题与词库' });
  await editor.getByRole('button', { name: '响应速度', exact: true }).click();
  await expect(editor.getByText(/这些规则命中 189 条/u)).toBeVisible();
  await editor.getByRole('textbox', { name: '规则' }).fill('没有人会这样写');
  await expect(editor.getByText(/这些规则命中 0 条/u)).toBeVisible();
  await editor.getByRole('button', { name: '保存为新版本' }).click();
  await expect(page.getByText('主题版本 1（0 为内置）')).toBeVisible();
  // Only what was coded by hand is left: a person's word goes before the rules'.
  await expect(comments.getByText(/1 条符合，共 696 条/u)).toBeVisible();
  await expect(themes.getByRole('button', { name: /服务 · 响应速度\s1 条提到/u })).toHaveCount(1);
});

test('a hostile comment is shown as text, personal data masked, search marks what it finds', async ({
  page,
}) => {
  const rows = Array.from(
    { length: 12 },
    (_, at) =>
      `${at},4,"<img src=x onerror=alert(1)> 等了太久，请打 13812345678，邮箱 a.b@example.org，第${at}次"`,
  );
  await page.goto('/');
  await pick(page, csv('留言.csv', ['id,服务评分,意见', ...rows].join('\n')));
  await page.getByRole('button', { name: /^导入 \d/u }).click();
  await page.getByRole('link', { name: '查看分析' }).click();
  await openView(page, '文本与投诉');
  const comments = region(page, /^留言$/u);
  await expect(comments).toContainText('<img src=x onerror=alert(1)>');
  await expect(comments).not.toContainText('13812345678');
  await expect(comments).not.toContainText('a.b@example.org');
  await comments.getByRole('searchbox').fill('太久');
  await expect(comments.locator('mark').filter({ hasText: '太久' }).first()).toBeVisible();
  await comments.getByRole('searchbox').fill('没有这样的字');
  await comments.getByRole('button', { name: '显示全部留言' }).click();
  await expect(comments.getByText(/12 条符合，共 12 条/u)).toBeVisible();
});

test('feedback records alone open the text view, with the Pareto of their reasons', async ({
  page,
}) => {
  const reasons = ['物流慢', '物流慢', '物流慢', '客服', '价格'];
  const rows = Array.from(
    { length: 60 },
    (_, at) =>
      `F${at},在线,普通,2025-0${(at % 6) + 1}-10,送货太慢等了${at}天,${reasons[at % 5] as string},普通`,
  );
  await page.goto('/');
  await pick(
    page,
    csv(
      '反馈.csv',
      ['反馈编号,来源渠道,客户类型,反馈时间,问题描述,分类维度,优先级', ...rows].join('\n'),
    ),
  );
  await page.getByRole('button', { name: /^导入 \d/u }).click();
  await page.getByRole('link', { name: '查看分析' }).click();
  await expect(page.getByText(/反馈记录\s*60/u)).toBeVisible();
  const pareto = region(page, /80%|问题排序|没有少数主因/u);
  await expect(pareto.getByRole('combobox', { name: '统计' })).toHaveValue('分类维度');
  await pareto.getByRole('button', { name: /^物流慢/u }).press('Enter');
  await expect(page).toHaveURL(/s\.%E5%88%86%E7%B1%BB/u);
  await expect(region(page, /^留言$/u).getByText(/36 条符合，共 36 条/u)).toBeVisible();
});

onSample(
  'A against B: differences with their test, everything in the address',
  async ({ page }) => {
    await openView(page, 'A/B 对比');
    await expect(page.getByText('A 与 B 目前相同')).toBeVisible();
    const url = page.url();
    await page.goto(`${url}&s.地区=华东&b.s.地区=西南`);
    const card = region(page, /^A 的“进度告知”比 B 高/u);
    await card.getByRole('button', { name: /^用表格看/u }).click();
    const row = card.getByRole('row', { name: /进度告知/u });
    await expect(row).toContainText('3.74');
    await expect(row).toContainText('3.28');
    await expect(row).toContainText('p < 0.001');
    // Other rows are adjusted for all that were compared.
    await expect(card.getByRole('row', { name: /操作易用/u })).toContainText('p = 1.000');
    await expect(region(page, /^A.*驱动/u)).toBeVisible();
    // Overlapping sides are not tested.
    await page.goto(`${url}&b.s.地区=西南`);
    await expect(page.getByText(/两边可能有相同的答卷/u).first()).toBeVisible();
  },
);

test('trends: control limits by month, notes, and a wave per source', async ({ page }) => {
  await openSample(page);
  await openView(page, '趋势');
  await page.getByRole('button', { name: '月份', exact: true }).click();
  const overall = region(page, /^加权总分/u);
  await expect(overall.getByText(/控制限（由之前 \d+ 期算出/u)).toBeVisible();
  await page.getByRole('textbox', { name: '大事记内容' }).fill('新热线上线');
  await page.getByRole('button', { name: '加到趋势图' }).click();
  await expect(overall.getByRole('img', { name: /新热线上线/u })).toBeVisible();
  await page.reload();
  await expect(overall.getByRole('img', { name: /新热线上线/u })).toBeVisible();
  await page.getByRole('button', { name: '删除“新热线上线”' }).click();
  await expect(overall.getByRole('img', { name: /新热线上线/u })).toHaveCount(0);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(overall.getByRole('img', { name: /新热线上线/u })).toBeVisible();
});

onSample('alerts name their figures and lead to their chart', async ({ page }) => {
  await page.getByRole('button', { name: /项预警$/u }).click();
  const list = page.getByRole('dialog', { name: '预警' });
  const drop = list.getByRole('listitem').filter({ hasText: '响应速度' }).first();
  await expect(drop).toContainText('3.81 → 3.29（−0.52）');
  await drop.getByRole('link', { name: '查看图表' }).click();
  await expect(page).toHaveURL(/view=trends&trend=/u);
  await expect(region(page, /^响应速度较 2025 Q2 下降 0\.52/u)).toBeVisible();
});

test('a view is kept by name and comes back with its filters', async ({ page }) => {
  await openSample(page);
  await page.goto(`${page.url()}?view=segments&s.地区=西南&of=nps`);
  await page.getByRole('button', { name: /^视图/u }).click();
  await page.getByRole('textbox', { name: '给当前视图起个名字' }).fill('西南的 NPS');
  await page.getByRole('button', { name: '保存当前视图' }).click();
  await page.keyboard.press('Escape');
  await openView(page, '总览');
  await page.getByRole('button', { name: '清除筛选：地区' }).click();
  await page.getByRole('button', { name: '视图 1' }).click();
  await page.getByRole('link', { name: '西南的 NPS' }).click();
  await expect(page).toHaveURL(/of=nps/u);
  await expect(page.getByText(/地区: 西南；n = 204/u).first()).toBeVisible();
});

onSample(
  'presentation: one chart at a time by arrow keys, nothing of a person, nothing opens',
  async ({ page }) => {
    await openView(page, '文本与投诉');
    await expect(region(page, /^留言$/u)).toBeVisible();
    await page.getByRole('button', { name: '演示' }).click();
    const stage = page.getByRole('dialog', { name: /^演示：/u });
    // The charts are made one after the other and join in as they are ready.
    const count = 6;
    await expect(stage.getByText(new RegExp(`^1 / ${count}`, 'u'))).toBeVisible();
    for (let at = 1; at < count; at++) {
      await page.keyboard.press('ArrowRight');
      await expect(stage.getByText(new RegExp(`^${at + 1} / ${count}`, 'u'))).toBeVisible();
      await expect(stage.locator('section.card:visible')).toHaveCount(1);
      await expect(stage.locator('[data-personal]')).toBeHidden();
    }
    await expect(stage).toContainText('n = 696');
    await page.keyboard.press('Escape');
    await expect(stage).toHaveCount(0);
    await expect(region(page, /^留言$/u)).toBeVisible();
  },
);

test('filters of one engagement do not follow into another, and an unknown view falls back', async ({
  page,
}) => {
  await openSample(page);
  await page.goto(`${page.url()}?view=text&s.地区=西南`);
  await expect(page.getByText(/地区: 西南/u).first()).toBeVisible();
  await page.getByRole('link', { name: '项目', exact: true }).click();
  const rows = Array.from({ length: 40 }, (_, at) => `${at},${(at % 5) + 1},${at % 2 ? 'A' : 'B'}`);
  await pick(page, csv('另一份.csv', ['id,服务评分,门店', ...rows].join('\n')));
  await page.getByRole('button', { name: /^导入 \d/u }).click();
  await expect(page.getByRole('link', { name: '查看分析' })).toBeVisible();
  await page.getByRole('link', { name: '分析', exact: true }).click();
  await expect(page.getByRole('region', { name: '总览' })).toBeVisible();
  expect(page.url()).not.toContain('?');
  await page.goto(`${page.url()}?view=text&s.地区=西南&source=gone`);
  await expect(page.getByRole('region', { name: '总览' })).toContainText('共 40 份有效');
});

onSample('a heatmap goes out as SVG, PNG at twice its size, and CSV', async ({ page }) => {
  await openView(page, '分群对比');
  const heat = region(page, /差距最大|的指标得分/u);
  const svg = await downloaded(page, () => heat.getByRole('button', { name: /SVG/u }).click());
  const text = svg.bytes.toString('utf8');
  expect(text).toContain('进度告知');
  expect(text).not.toMatch(/var\(--|data-mark|<script/u);
  const png = await downloaded(page, () => heat.getByRole('button', { name: /PNG/u }).click());
  const width = Number(/<svg[^>]* width="(\d+)"/u.exec(text)?.[1]);
  expect(png.bytes.readUInt32BE(16)).toBe(2 * width);
  const table = await downloaded(page, () => heat.getByRole('button', { name: /CSV/u }).click());
  expect(table.bytes.toString('utf8')).toContain('西南');
});

onSample('the cut of a matrix is moved by its handles and put back', async ({ page }) => {
  await openView(page, '文本与投诉');
  const matrix = region(page, /先改|频次—影响矩阵/u);
  const cut = matrix.getByRole('slider', { name: '频次分界' });
  const before = await cut.getAttribute('aria-valuetext');
  await cut.focus();
  for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowRight');
  await expect(cut).not.toHaveAttribute('aria-valuetext', before as string);
  await matrix.getByRole('button', { name: '十字线回到中位数' }).click();
  await expect(cut).toHaveAttribute('aria-valuetext', before as string);
  await cut.scrollIntoViewIfNeeded();
  const box = (await cut.boundingBox())!;
  await page.mouse.move(box.x + 7, box.y + 7);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 7);
  await page.mouse.up();
  await expect(cut).not.toHaveAttribute('aria-valuetext', before as string);
});
