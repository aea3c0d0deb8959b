import {
  csv,
  downloaded,
  expect,
  expectValid,
  headline,
  importSmallSurvey,
  onSample,
  openSample,
  pick,
  smallSurvey,
  test,
} from './support';

test('from dropping a file to reading the finding, and again after closing the lid', async ({
  page,
}) => {
  await importSmallSurvey(page);
  // One too fast, one off the scale: 58 of 60.
  await expectValid(page, '58');
  await page.getByRole('link', { name: '查看分析' }).click();
  const before = await headline(page);
  await expect(page.getByRole('row', { name: /Wifi/u })).toContainText('3.48');
  // 29 valid responses a quarter carry no finding.
  await expect(page.getByRole('heading', { name: '得分趋势' })).toBeVisible();
  await expect(
    page
      .getByRole('group', { name: /的留言提到/u })
      .locator('text')
      .first(),
  ).toBeVisible();
  await page.reload();
  expect(await headline(page)).toBe(before);
});

test('a dropped file opens an engagement of its own', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '项目', level: 1 })).toBeVisible();
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], '掉落.csv'));
    return transfer;
  }, smallSurvey());
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await expect(page.getByText('松开鼠标，打开文件')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await expect(page.getByRole('heading', { name: '导入内容' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('掉落');
});

test('filters live in the address: Back, reload and a copied link keep them', async ({
  page,
  context,
}) => {
  await openSample(page);
  await headline(page);
  await page.getByRole('button', { name: /^地区/u }).click();
  await page.getByRole('checkbox', { name: /华东/u }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/s\.%E5%9C%B0%E5%8C%BA=/u);
  await expect(page.getByRole('region', { name: '数据范围' })).toContainText('有效 295');
  const filtered = await headline(page);
  await page.reload();
  expect(await headline(page)).toBe(filtered);
  const other = await context.newPage();
  await other.goto(page.url());
  expect(await headline(other)).toBe(filtered);
  await other.close();
  await page.goBack();
  await expect(page).not.toHaveURL(/s\./u);
  await page.goForward();
  await page.getByRole('link', { name: '数据', exact: true }).click();
  await page.getByRole('link', { name: '分析', exact: true }).click();
  expect(await headline(page)).toBe(filtered);
  await page.getByRole('button', { name: '清除筛选：地区' }).click();
  await expect(page.getByRole('region', { name: '总览' })).toContainText('1,130');
});

test('a filter that leaves fewer than five hides the figures and says which', async ({ page }) => {
  await importSmallSurvey(
    page,
    csv(
      'a.csv',
      smallSurvey().replace('P0,2025-02-01 10:00:00,120,East', 'P0,2025-02-01 10:00:00,120,Lone'),
    ),
  );
  await page.getByRole('link', { name: '查看分析' }).click();
  await page.getByRole('button', { name: /^Region/u }).click();
  await page.getByRole('checkbox', { name: /Lone/u }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/少于 5 份.*Lone/u)).toBeVisible();
  await page.getByRole('button', { name: '清除筛选', exact: true }).click();
  await headline(page);
});

onSample(
  'each chart has its figures as a table and downloads as SVG and PNG that stand alone',
  async ({ page }) => {
    await headline(page);
    for (const title of [/最大短板/u, /总分较/u, /低分评价/u, /的留言提到/u]) {
      const card = page.getByRole('region', { name: title }).first();
      await expect(card.locator('svg[role=group]').first()).toBeVisible();
      const svg = await downloaded(page, () =>
        card.getByRole('button', { name: /^下载 SVG/u }).click(),
      );
      const text = svg.bytes.toString('utf8');
      expect(svg.name).toMatch(/\.svg$/u);
      expect(text).not.toMatch(/<script|href=|var\(--/u);
      const problem = await page.evaluate(
        (xml) =>
          new DOMParser().parseFromString(xml, 'image/svg+xml').querySelector('parsererror')
            ?.textContent ?? '',
        text,
      );
      expect(problem).toBe('');
      const png = await downloaded(page, () =>
        card.getByRole('button', { name: /^下载 PNG/u }).click(),
      );
      expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
      await card.getByRole('button', { name: /^用表格看/u }).click();
      expect(await card.getByRole('row').count()).toBeGreaterThan(2);
    }
  },
);

test('the language changes at once and is remembered; so is the look', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const look = page.getByRole('button', { name: /^Appearance/u });
  await look.click();
  await look.click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

onSample('turning a tablet or resizing a window disturbs nothing', async ({ page }) => {
  for (const width of [1300, 1024, 820, 1366, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(150);
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the same file is noticed when it comes again', async ({ page }) => {
  await importSmallSurvey(page);
  await pick(page, csv('改名.csv', smallSurvey()));
  await expect(page.getByText(/这个文件已经导入过（航班\.csv/u)).toBeVisible();
});

test('hostile texts are shown as text wherever they come from (fault 50)', async ({ page }) => {
  const hostile = '<img src=x onerror=window.hacked=1>';
  const text = smallSurvey()
    .replace('Wifi', hostile)
    .replaceAll('East', hostile)
    .replaceAll('客服很有耐心', `${hostile} ${hostile}`);
  await importSmallSurvey(page, csv(`${hostile}.csv`, text));
  await page.getByRole('link', { name: '查看分析' }).click();
  await headline(page);
  await expect(page.getByText(hostile).first()).toBeVisible();
  await page.getByRole('link', { name: '指标', exact: true }).click();
  await expect(page.getByRole('textbox', { name: '指标名称' }).first()).toHaveValue(hostile);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await page.locator('main img, main script').count()).toBe(0);
});
