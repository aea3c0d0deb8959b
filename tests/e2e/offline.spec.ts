import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProfile } from '../support/profile';
import { serveFolder } from '../support/staticServer.mjs';
import { dialects, dialectWorkbook } from '../fixtures/dialects';
import { expect, expectValid, pick, test } from './support';

const dist = join(import.meta.dirname, '../../dist');

test('on a plane: with the server stopped and the browser restarted every room opens (fault 28)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'satiscope-'));
  // A sub-folder of a plain host: nothing may depend on the root.
  const server = await serveFolder(dist, { base: '/tools/satiscope/' });
  let context = await openProfile(join(folder, 'profile'));
  let page = await context.newPage();
  await page.goto(server.url);
  await expect(page.getByText('离线可用')).toBeVisible();
  await page.getByRole('button', { name: '打开示例项目' }).first().click();
  await expect(page.getByRole('region', { name: '总览' })).toBeVisible();
  const id = /\/e\/([^/]+)\//u.exec(page.url())?.[1] ?? '';
  await context.close();
  await server.stop();

  context = await openProfile(join(folder, 'profile'));
  page = await context.newPage();
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: '项目', level: 1 })).toBeVisible();
  await expect(page.getByText('离线可用')).toBeVisible();
  await page.goto(`${server.url}#/e/${id}/analysis`);
  await expect(page.getByRole('region', { name: '总览' })).toContainText(/95% CI \d/u);
  // The word segmenter (WebAssembly) and the cloud come from the cache too.
  await expect(
    page
      .getByRole('group', { name: /响应慢/u })
      .locator('text')
      .first(),
  ).toBeVisible();
  await page.goto(`${server.url}#/e/${id}/data`);
  await expectValid(page, '1,130');
  // So does the reader of workbooks, which nobody has needed yet.
  const book = dialectWorkbook(dialects.find(({ name }) => name === 'SurveyMonkey, two rows')!);
  await pick(page, { name: '离线.xlsx', mimeType: '', buffer: Buffer.from(book) });
  await expect(page.getByRole('combobox', { name: '识别为' })).toHaveValue('surveyMonkey');
  await page.getByRole('button', { name: '换个文件' }).click();
  await page.goto(`${server.url}#/e/${id}/model`);
  await expect(page.getByRole('spinbutton', { name: '响应速度的权重' })).toHaveValue('25');
  await context.close();
  await rm(folder, { recursive: true, force: true });
});

test('an update waits for consent while the old page goes on working (fault 24)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'satiscope-'));
  const site = join(folder, 'site');
  await cp(dist, site, { recursive: true });
  const server = await serveFolder(site);
  const context = await openProfile(join(folder, 'profile'));
  const page = await context.newPage();
  await page.goto(server.url);
  await expect(page.getByText('离线可用')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: '更新到新版本' })).toBeHidden();

  // The next build: another page text under another revision.
  const index = await readFile(join(site, 'index.html'), 'utf8');
  await writeFile(join(site, 'index.html'), index.replace('<body>', '<body data-build="2">'));
  const worker = await readFile(join(site, 'serviceWorker.js'), 'utf8');
  const revised = worker.replace(
    /("?revision"?:\s*[`"'])[0-9a-f]+([`"'][^}]*index\.html|[^}]*index\.html)/u,
    '$1ffff$2',
  );
  const other = worker.replace(/(index\.html[`"'],\s*"?revision"?:\s*[`"'])[0-9a-f]+/u, '$1ffff');
  const next = other === worker ? revised : other;
  expect(next).not.toBe(worker);
  await writeFile(join(site, 'serviceWorker.js'), next);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());

  const update = page.getByRole('button', { name: '更新到新版本' });
  await expect(update).toBeVisible();
  await page.reload();
  await expect(page.locator('body')).not.toHaveAttribute('data-build', '2');
  await page.getByRole('button', { name: '打开示例项目' }).first().click();
  await expect(page.getByRole('region', { name: '总览' })).toBeVisible();
  await update.click();
  await expect(page.locator('body')).toHaveAttribute('data-build', '2');
  await expect(page.getByRole('region', { name: '总览' })).toBeVisible();
  await context.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the app says what it is when it is installed', async ({ request }) => {
  const manifest = (await (await request.get('/manifest.webmanifest')).json()) as {
    icons: { src: string; sizes: string }[];
  };
  expect(manifest).toMatchObject({
    short_name: '满意度分析台',
    display: 'standalone',
    start_url: './',
  });
  for (const { src } of manifest.icons) expect((await request.get(`/${src}`)).ok()).toBe(true);
  const worker = await (await request.get('/serviceWorker.js')).text();
  expect(worker).toMatch(/jieba_rs_wasm_bg-[\w-]+\.wasm/u);
  expect(worker).toMatch(/analysisWorker-[\w-]+\.js/u);
});
