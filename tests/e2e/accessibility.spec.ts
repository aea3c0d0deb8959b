import AxeBuilder from '@axe-core/playwright';
import { csv, expect, openSample, pick, smallSurvey, test } from './support';

// Colours hang on the look, words on the language: two walks see all of both.
for (const [look, language] of [
  ['light', 'zh-CN'],
  ['dark', 'en'],
] as const) {
  test(`axe finds nothing: ${look}, ${language}`, async ({ page }) => {
    // Every room and view in turn.
    test.setTimeout(150_000);
    await page.emulateMedia({ colorScheme: look });
    /** The shell is looked at whole where it first stands; then each room, or the dialog over it. */
    const check = async (place: string, within?: 'page') => {
      // A button that fades from disabled to enabled has neither colour.
      await page.evaluate(() =>
        Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
      );
      const axe = new AxeBuilder({ page });
      if (within !== 'page') {
        const isDialog = (await page.locator('dialog[open]').count()) > 0;
        axe.include(isDialog ? 'dialog[open]' : 'main');
      }
      const { violations } = await axe.analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      );
      expect(found, place).toEqual([]);
    };
    await page.goto('/');
    await expect(page.getByRole('heading', { name: '项目', level: 1 })).toBeVisible();
    await check('empty start', 'page');
    await openSample(page);
    if (language === 'en') await page.getByRole('button', { name: 'EN', exact: true }).click();
    const [overview, data, model] =
      language === 'en' ? ['Overview', 'Data', 'Model'] : ['总览', '数据', '指标'];
    await expect(page.getByRole('region', { name: overview })).toContainText(/95% CI \d/u);
    await expect(
      page.locator('svg[role=group] text').filter({ hasText: '响应慢' }).first(),
    ).toBeVisible();
    await check('analysis', 'page');
    const words =
      language === 'en'
        ? {
            views: ['Trends', 'Segments', 'Comments', 'Priorities', 'A vs B'],
            themes: 'Edit themes and words',
            alerts: /alert/u,
            present: 'Present',
          }
        : {
            views: ['趋势', '分群对比', '文本与投诉', '优先级与驱动', 'A/B 对比'],
            themes: '编辑主题与词库',
            alerts: /预警/u,
            present: '演示',
          };
    for (const view of words.views) {
      await page.getByRole('link', { name: view, exact: true }).click();
      await expect(page.getByRole('link', { name: view, exact: true })).toHaveAttribute(
        'aria-current',
        'page',
      );
      await expect(page.locator('main section.card').first()).toBeVisible();
      await page.waitForTimeout(700);
      await check(view);
    }
    await page.getByRole('link', { name: words.views[2]!, exact: true }).click();
    for (const name of [words.themes, words.alerts, words.present]) {
      await page.getByRole('button', { name }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await check(`dialog ${String(name)}`);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('link', { name: model, exact: true }).click();
    await expect(page.getByRole('spinbutton').first()).toBeVisible();
    await check('model');
    await page.getByRole('link', { name: data, exact: true }).click();
    await expect(page.getByRole('table').first()).toBeVisible();
    await check('data');
    await page
      .getByRole('button', { name: language === 'en' ? /^Too fast/u : /^作答过快/u })
      .click();
    await page.getByText(language === 'en' ? /^Not set up or/u : /^未设置，或/u).click();
    await check('a rule opened');
    await page
      .getByRole('button', {
        name: language === 'en' ? 'Open row 10' : '查看第 10 行',
        exact: true,
      })
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check('a response');
    await page.keyboard.press('Escape');
    const own =
      language === 'en'
        ? {
            interviews: 'Interviews',
            save: 'Save as a new version',
            list: /^Interviews \(/u,
            plan: 'Plan an interview',
            customer: 'Customer',
            keep: 'Save',
            start: 'Start',
            begin: 'Start the interview',
            without: /^Begin without/u,
            settings: 'Settings',
            pause: 'Pause',
            hand: 'Hand the tablet over',
            exportIt: 'Export snapshot',
          }
        : {
            interviews: '访谈',
            save: '保存为新版本',
            list: /^访谈（/u,
            plan: '计划访谈',
            customer: '客户',
            keep: '保存',
            start: '开始',
            begin: '开始访谈',
            without: /^不录音/u,
            settings: '设置',
            pause: '暂停',
            hand: '交给客户自填',
            exportIt: '导出快照',
          };
    const press = (name: string | RegExp) =>
      page.getByRole('button', { name, exact: true }).first().click();
    await page.getByRole('link', { name: own.interviews, exact: true }).click();
    await expect(page.getByRole('listitem').nth(14)).toBeVisible();
    await check('questionnaire');
    await press(own.save);
    await page.getByRole('link', { name: own.list }).click();
    await press(own.plan);
    await page.getByRole('dialog').getByLabel(own.customer).first().fill('Haichuan');
    await check('plan');
    await page.getByRole('dialog').getByRole('button', { name: own.keep, exact: true }).click();
    await press(own.hand);
    await check('hand over');
    await page.keyboard.press('Escape');
    await check('interviews');
    await press(own.start);
    await expect(page.getByRole('blockquote')).toBeVisible();
    await check('before the interview');
    await press(own.begin);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await check('consent');
    await press(own.without);
    await page.getByRole('radio').nth(1).click();
    await check('a question with a low rating');
    await press(own.pause);
    await page.getByRole('link', { name: own.settings, exact: true }).click();
    await press(own.exportIt);
    await check('export');
    await page.keyboard.press('Escape');
    await check('settings');
    await page.getByRole('link', { name: data, exact: true }).click();
    if (language === 'zh-CN') {
      await pick(page, csv('航班.csv', smallSurvey()));
      await expect(page.getByRole('heading', { name: '导入内容' })).toBeVisible();
      await check('mapping');
      await page.getByRole('radio', { name: /不适用/u }).check();
      await page.getByRole('radio', { name: /用来计算 NPS/u }).check();
      await page.getByRole('button', { name: /^修改“Wifi”的计分/u }).click();
      await check('scale editor');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^导入 60/u }).click();
      await pick(page, csv('下一期.csv', smallSurvey().replace('Wifi', 'Network')));
      await expect(page.getByText(/沿用了“航班\.csv”的设置/u)).toBeVisible();
      await check('recipe');
    }
  });
}

test('on a tablet everything to touch is at least 44 px high', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  await openSample(page);
  for (const room of ['分析', '数据', '指标', '访谈', '设置']) {
    await page.getByRole('link', { name: room, exact: true }).click();
    await expect(page.getByRole('main')).toBeVisible();
    await page.waitForTimeout(500);
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'button, select, input:not([type=radio]):not([type=checkbox]), nav a',
        ),
      ]
        .filter((element) => element.offsetParent !== null)
        .map((element) => {
          // The hit area of a drawing that is smaller is widened by a pseudo-element.
          const after = parseFloat(getComputedStyle(element, '::after').height) || 0;
          return {
            name: element.getAttribute('aria-label') ?? element.textContent,
            height: Math.max(element.getBoundingClientRect().height, after),
          };
        })
        .filter(({ height }) => height < 43.5),
    );
    expect(small, room).toEqual([]);
    if (room !== '数据') continue;
    await pick(page, csv('航班.csv', smallSurvey()));
    await page.getByRole('button', { name: /^修改“Wifi”的计分/u }).click();
    const dialog = page.getByRole('dialog');
    for (const control of await dialog.locator('button, select').all()) {
      expect((await control.boundingBox())?.height ?? 0).toBeGreaterThan(43.5);
    }
    await page.keyboard.press('Escape');
    for (const control of await page.locator('main button:visible, main select:visible').all()) {
      expect((await control.boundingBox())?.height ?? 0, 'mapping').toBeGreaterThan(43.5);
    }
    await page.getByRole('button', { name: '换个文件' }).click();
  }
  await context.close();
});
