import { chromium } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findChromium, quietSwitches } from './chromium.mjs';
import { serveFolder } from './staticServer.mjs';

/**
 * Writes down what the sample engagement shows on every screen, in both languages: all words, what charts
 * say to a screen reader, what stands on them, and their tables. For changes that must change nothing:
 * `node tests/support/readScreens.mjs dist before.txt`, change, build, again into another file, `diff`.
 */
const [folder = 'dist', target = 'screens.txt'] = process.argv.slice(2);
const views = ['overview', 'trends', 'segments', 'text', 'drivers', 'compare'];
const queries = [
  ...views.map((view) => `analysis?view=${view}`),
  'analysis?s.地区=华东&s.Region=East',
  'analysis?unit=month&view=trends',
  'data',
  'model',
  'model?view=weights',
  'model?view=goals',
  'model?view=versions',
  'interviews',
  'settings',
];

const server = await serveFolder(resolve(folder));
const executablePath = findChromium();
const browser = await chromium.launch({
  args: quietSwitches,
  ...(executablePath ? { executablePath } : {}),
});
const lines = [];
for (const language of ['zh-CN', 'en-US']) {
  const context = await browser.newContext({
    locale: language,
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(server.url);
  await page
    .getByRole('button', { name: /^(?:打开示例项目|Open the sample)/u })
    .first()
    .click();
  await page.waitForURL(/#\/e\//u);
  const id = /#\/e\/([^/]+)/u.exec(page.url())?.[1] ?? '';
  for (const query of queries) {
    console.log(language, query);
    await page.goto(`${server.url}#/e/${id}/${query}`);
    const shown = await atRest(page);
    await page.evaluate(() => {
      for (const button of document.querySelectorAll(
        'section.frame .tools button[aria-pressed=false]',
      )) {
        if (button instanceof HTMLElement) button.click();
      }
    });
    const tables = await atRest(page);
    lines.push(`=== ${language} ${query}`, shown, '--- tables', tables);
  }
  await context.close();
}
await browser.close();
await server.stop();
writeFileSync(
  target,
  lines.join('\n').replaceAll(/\d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?/gu, '<time>'),
);

/**
 * What the page says once nothing has changed on it for a second.
 * @param {import('@playwright/test').Page} page
 */
async function atRest(page) {
  let before = '';
  let unchanged = 0;
  for (let looked = 0; looked < 60 && unchanged < 5; looked++) {
    await page.waitForTimeout(200);
    const now = await page.evaluate(() => {
      const main = document.querySelector('main');
      const charts = [...(main?.querySelectorAll('svg') ?? [])].map((svg) =>
        [
          svg.getAttribute('aria-label') ?? '',
          ...[...svg.querySelectorAll('text, [aria-label], [data-mark]')].map(
            (part) => part.getAttribute('aria-label') ?? part.textContent?.trim() ?? '',
          ),
        ].join(' | '),
      );
      return [main?.innerText ?? '', ...charts.filter((text) => text !== '')].join('\n');
    });
    const isBusy = await page.locator('main .skeleton:visible, main progress:visible').count();
    unchanged = now === before && now !== '' && isBusy === 0 ? unchanged + 1 : 0;
    before = now;
  }
  return before;
}
