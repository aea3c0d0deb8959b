import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProfile } from '../support/profile';
import {
  csv,
  downloaded,
  expect,
  expectValid,
  headline,
  importSmallSurvey,
  pick,
  smallSurvey,
  test,
} from './support';

/** About ten megabytes of survey. */
function largeSurvey(): string {
  const [header = '', ...rows] = smallSurvey().replaceAll(',9,', ',5,').split('\n');
  const block = rows.join('\n');
  return `${header}\n${Array.from({ length: 2_600 }, (_, index) => block.replaceAll('P', `P${index}x`)).join('\n')}\n`;
}

test('a full device: nothing half-imported, space is named, the old data stay (fault 1)', async ({
  baseURL,
}) => {
  // Quotas only bind a profile on disk.
  const folder = await mkdtemp(join(tmpdir(), 'satiscope-'));
  const context = await openProfile(folder, { baseURL });
  const page = await context.newPage();
  await importSmallSurvey(page);
  const cdp = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 });
  // Chromium keeps what it knew of free space while the database is open: let it close.
  const address = page.url();
  await page.goto('about:blank');
  await page.waitForTimeout(4_000);
  await page.goto(address);
  await expect(page.getByRole('region', { name: /^1 个数据来源/u })).toBeVisible();
  await pick(page, csv('大.csv', largeSurvey()));
  // The first file's answers hold for this one: nothing is asked again.
  await page.getByRole('button', { name: /^导入/u }).click();
  await expect(page.getByRole('alert')).toContainText(/存储空间不足.*导出快照/u, {
    timeout: 20_000,
  });
  await page.getByRole('button', { name: '换个文件' }).click();
  await expect(page.getByRole('region', { name: /^1 个数据来源/u })).toBeVisible();
  await page.getByRole('link', { name: '查看分析' }).click();
  await headline(page);
  await context.close();
  await rm(folder, { recursive: true, force: true });
});

test('a crash in the middle of an import leaves no trace of it (fault 4)', async ({
  page,
  context,
}) => {
  await importSmallSurvey(page);
  const address = page.url();
  await pick(page, csv('大.csv', largeSurvey()));
  // The first file's answers hold for this one: nothing is asked again.
  const cdp = await context.newCDPSession(page);
  await page.getByRole('button', { name: /^导入/u }).click();
  await page.waitForTimeout(120);
  const crashed = page.waitForEvent('crash');
  // The answer never comes: there is nobody left to give it.
  void cdp.send('Page.crash').catch(() => undefined);
  await crashed;
  const next = await context.newPage();
  await next.goto(address);
  await expect(next.getByRole('heading', { name: /^1 个数据来源/u })).toBeVisible();
  await expectValid(next, '58');
  const chunks = await next.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open('satiscope');
        open.onsuccess = () => {
          const count = open.result.transaction('chunks').objectStore('chunks').count();
          count.onsuccess = () => resolve(count.result);
        };
      }),
  );
  expect(chunks).toBe(1);
});

test('an import can be cancelled; what was there stays (fault 5)', async ({ page }) => {
  await importSmallSurvey(page);
  await pick(page, csv('大.csv', largeSurvey()));
  // The first file's answers hold for this one: nothing is asked again.
  await page.getByRole('button', { name: /^导入/u }).click();
  const cancel = page.getByRole('button', { name: '取消' });
  await cancel.click();
  await expect(page.getByRole('heading', { name: '已取消' })).toBeVisible();
  await page.getByRole('button', { name: '换个文件' }).click();
  await expect(page.getByRole('heading', { name: /^1 个数据来源/u })).toBeVisible();
});

test('storage that cannot be opened says so, and the analysis goes on in memory (fault 10)', async ({
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '打不开本机存储' })).toBeVisible();
  await expect(page.getByText(/无痕模式/u)).toBeVisible();
  await page.getByRole('button', { name: '在内存里继续' }).click();
  await expect(page.getByRole('alert')).toContainText('内容只在这个窗口的内存里');
  await page.getByRole('button', { name: '打开示例项目' }).first().click();
  await expect(page.getByRole('region', { name: '总览' })).toContainText('n = 1,130');
  // What cannot be saved is not begun.
  await page.getByRole('link', { name: '访谈', exact: true }).click();
  await expect(page.getByText(/不能进行访谈/u)).toBeVisible();
  // The way out: what is in memory leaves as a snapshot.
  await page.getByRole('alert').getByRole('button', { name: '导出快照' }).click();
  const { name } = await downloaded(page, () =>
    page.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click(),
  );
  expect(name).toMatch(/\.json(?:\.gz)?$/u);
});

test('writes are strict: what the screen calls saved is on the disk (fault 22)', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const original = IDBDatabase.prototype.transaction;
    const seen: string[] = [];
    Object.assign(window, { seen });
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      if (mode === 'readwrite') seen.push(options?.durability ?? 'default');
      return original.call(this, names, mode, options);
    };
  });
  await page.goto('/');
  await page.getByRole('button', { name: '新建项目' }).click();
  await page.getByRole('textbox', { name: '项目名称' }).fill('甲公司');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '把数据文件拖到这里' })).toBeVisible();
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen.length).toBeGreaterThan(0);
  expect(new Set(seen)).toEqual(new Set(['strict']));
});
