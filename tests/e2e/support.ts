import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

/** A file as it lies on the user's disk. */
export interface DiskFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const csv = (name: string, text: string): DiskFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

/** Faults a test plants itself and therefore expects in the console. */
const expected = /favicon|net::ERR_|Failed to load resource|Content Security Policy/u;

/** A page that must not talk to anybody but its own server, and in which nothing may go wrong unnoticed. */
async function guarded(page: Page, use: (page: Page) => Promise<void>): Promise<void> {
  const foreign: string[] = [];
  const faults: string[] = [];
  await page.route('**/*', async (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    const isOwn = hostname === 'localhost' || protocol === 'blob:' || protocol === 'data:';
    if (!isOwn) foreign.push(route.request().url());
    await (isOwn ? route.fallback() : route.abort());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await use(page);
  expect(
    foreign.filter((url) => !url.startsWith('https://example.com')),
    'requests to other origins',
  ).toEqual([]);
  expect(faults, 'errors in the console').toEqual([]);
}

/** Every test of the suite is also a test of what {@link guarded} watches. */
export const test = base.extend<{ page: Page }>({
  page: ({ page }, use) => guarded(page, use),
});

/** A device that has the sample engagement, for all tests of a worker that only look at it. */
interface SampleDevice {
  readonly context: BrowserContext;
  readonly address: string;
}

/**
 * For tests that change nothing but what the browser remembers: their page stands on the sample's
 * analysis, which was opened once.
 */
export const onSample = base.extend<{ page: Page }, { sampleDevice: SampleDevice }>({
  sampleDevice: [
    async ({ browser }, use) => {
      const context = await browser.newContext({
        baseURL: 'http://localhost:4173',
        viewport: { width: 1440, height: 900 },
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        acceptDownloads: true,
      });
      const page = await context.newPage();
      await openSample(page);
      const address = page.url();
      await page.close();
      await use({ context, address });
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ sampleDevice: { context, address } }, use) => {
    const page = await context.newPage();
    await guarded(page, async (watched) => {
      await watched.goto(address);
      await expect(watched.getByRole('region', { name: '总览' })).toBeVisible();
      await use(watched);
      await watched.evaluate(() => localStorage.clear());
    });
    await page.close();
  },
});

export { expect };

/** A small airline-like survey: 60 responses, zeros that mean "not applicable", one of each fault. */
export function smallSurvey(): string {
  const lines = [
    'id,Submitted,Duration (seconds),Region,Phone,Wifi,Food,Crew,Recommend 0-10,Comment',
  ];
  for (let row = 0; row < 60; row++) {
    const month = row < 30 ? '02' : '05';
    const wifi = row % 10 === 0 ? 0 : row < 30 ? 4 : 3;
    lines.push(
      [
        `P${row}`,
        `2025-${month}-${String((row % 27) + 1).padStart(2, '0')} 10:00:00`,
        row === 5 ? 9 : 120,
        row % 2 === 0 ? 'East' : 'West',
        `1380000${String(1000 + row)}`,
        wifi,
        (row % 5) + 1,
        row === 7 ? 9 : (row % 4) + 2,
        row % 11,
        row % 3 === 0 ? `等待太久，响应慢，第${row}天才回复` : `第${row}位客服很有耐心`,
      ].join(','),
    );
  }
  return lines.join('\n');
}

/** Chooses files through the page's own button. */
export async function pick(page: Page, files: DiskFile | readonly DiskFile[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page
      .getByRole('button', { name: /^(?:选择(?:数据)?文件|添加文件)$/u })
      .first()
      .click(),
  ]);
  await chooser.setFiles(files);
}

/** The card with the cleaning rules. */
export const rules = (page: Page) => page.getByRole('region', { name: /^清洗(?:规则|使|后)/u });

/** Expects this many valid responses after cleaning. */
export async function expectValid(page: Page, count: string): Promise<void> {
  await expect(rules(page).locator('dl > div').last().locator('dd').first()).toHaveText(count);
}

/** Answers what the small survey asks: zeros are "not applicable", the 0–10 question is NPS. */
export async function answerQuestions(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /不适用/u }).check();
  await page.getByRole('radio', { name: /用来计算 NPS/u }).check();
}

/** Imports the small survey from an empty start page and ends in the data room. */
export async function importSmallSurvey(
  page: Page,
  file = csv('航班.csv', smallSurvey()),
): Promise<void> {
  await page.goto('/');
  await pick(page, file);
  await answerQuestions(page);
  await page.getByRole('button', { name: /^导入 \d/u }).click();
  await expect(page.getByRole('link', { name: '查看分析' })).toBeVisible();
}

/** Opens the sample engagement in the analysis room. */
export async function openSample(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: '打开示例项目' }).first().click();
  await expect(page.getByRole('region', { name: '总览' })).toBeVisible();
}

/** The bytes of what a click downloads, and the name they came under. */
export async function downloaded(page: Page, click: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The overall score on screen. */
export async function headline(page: Page): Promise<string> {
  const region = page.getByRole('region', { name: '总览' });
  await expect(region).toContainText(/95% CI \d/u);
  // The ellipsis stands for the interval that is still to come.
  await expect(region).not.toContainText('…');
  return (await region.innerText()).replace(/\s+/gu, ' ');
}

/** Goes to the interviews of the engagement on screen. */
export async function openInterviews(page: Page): Promise<void> {
  await page.getByRole('link', { name: '访谈', exact: true }).click();
}

/** Saves the questionnaire made from the model, and goes to the list. */
export async function makeQuestionnaire(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存为新版本' }).click();
  await expect(page.getByText(/^第 1 版/u).first()).toBeVisible();
  await page.getByRole('link', { name: /^访谈（/u }).click();
}

/** Plans an interview. */
export async function planInterview(page: Page, customer: string, contact: string): Promise<void> {
  await page.getByRole('button', { name: '计划访谈' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('客户', { exact: false }).first().fill(customer);
  await dialog.getByLabel(/^联系人角色/u).fill(contact);
  await dialog.getByLabel('访谈人', { exact: true }).fill('李敏');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
}

/** Starts the planned interview, without recording, up to the first question. */
export async function beginInterview(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开始', exact: true }).click();
  await page.getByRole('button', { name: '开始访谈' }).click();
  await page.getByRole('button', { name: /^不录音/u }).click();
  await expect(page.getByRole('radiogroup')).toBeVisible();
}

/** An interview on the sample's questionnaire, from the sample to its first question. */
export async function interviewOnSample(page: Page): Promise<void> {
  await openSample(page);
  await openInterviews(page);
  await makeQuestionnaire(page);
  await planInterview(page, '海川', '李总');
  await beginInterview(page);
}

/** Clears the site's data under the open page, as a person could in the browser's settings. */
export async function clearSiteData(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
}

/** Rates the question on screen. */
export async function answerRating(page: Page, rating: number): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${rating} `, 'u') }).click();
}
