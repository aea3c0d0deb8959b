import type { Page } from '@playwright/test';
import {
  answerQuestions,
  answerRating,
  clearSiteData,
  csv,
  downloaded,
  expect,
  importSmallSurvey,
  interviewOnSample,
  makeQuestionnaire,
  openInterviews,
  openSample,
  pick,
  smallSurvey,
  test,
} from './support';

/** Creates an engagement and ends on the list of engagements. */
async function create(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: '新建项目' }).click();
  await page.getByRole('textbox', { name: '项目名称' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '把数据文件拖到这里' })).toBeVisible();
  await page.getByRole('link', { name: '项目', exact: true }).click();
}

async function rename(page: Page, to: string): Promise<void> {
  await page.getByRole('button', { name: /^重命名/u }).click();
  await page.getByRole('textbox', { name: '项目名称' }).fill(to);
  await page.getByRole('button', { name: '保存' }).click();
}

/** Names of all engagements as they lie in the database, whatever version that has. */
function storedNames(page: Page): Promise<{ version: number; names: string[] }> {
  return page.evaluate(
    () =>
      new Promise<{ version: number; names: string[] }>((resolve) => {
        const open = indexedDB.open('satiscope');
        open.onsuccess = () => {
          const { version } = open.result;
          const all = open.result.transaction('engagements').objectStore('engagements').getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve({ version, names: all.result.map(({ name }: { name: string }) => name) });
          };
        };
      }),
  );
}

/** Upgrades the database from a page of its own, as a later build would. */
function upgradeFrom(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('satiscope', 990);
        open.onupgradeneeded = () => {
          const meta = open.transaction!.objectStore('meta');
          meta.put({ name: 'minWriterVersion', value: 99 });
        };
        open.onerror = () => reject(new Error(open.error?.message));
        open.onsuccess = () => {
          open.result.close();
          resolve();
        };
      }),
  );
}

test('site data cleared under an open page: it says so and writes nothing (fault 9)', async ({
  page,
}) => {
  await create(page, '甲公司');
  await clearSiteData(page);
  await expect(page.getByRole('alert')).toContainText('数据刚被浏览器清除');
  await page.getByRole('button', { name: '新建项目' }).click();
  await page.getByRole('textbox', { name: '项目名称' }).fill('乙公司');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(400);
  expect((await storedNames(page)).names).toEqual([]);
});

test('opening that fails twice is tried again; one that always fails ends on a page that deletes nothing (fault 11)', async ({
  page,
}) => {
  await create(page, '甲公司');
  await page.addInitScript(() => {
    const original = IDBFactory.prototype.open;
    let failures = Number(sessionStorage.getItem('failures') ?? '2');
    IDBFactory.prototype.open = function (...parameters) {
      if (failures-- > 0) throw new DOMException('Internal error opening', 'UnknownError');
      return original.apply(this, parameters);
    };
    const deleted = IDBFactory.prototype.deleteDatabase;
    IDBFactory.prototype.deleteDatabase = function (name) {
      sessionStorage.setItem('deleted', name);
      return deleted.call(this, name);
    };
  });
  await page.reload();
  await expect(page.getByText('甲公司')).toBeVisible();
  await page.evaluate(() => sessionStorage.setItem('failures', '1000'));
  await page.reload();
  await expect(page.getByRole('heading', { name: '打不开本机存储' })).toBeVisible();
  await expect(page.getByText(/不要清除网站数据/u)).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem('deleted'))).toBeNull();
  await page.evaluate(() => sessionStorage.setItem('failures', '0'));
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.getByText('甲公司')).toBeVisible();
});

test('a newer build upgrades under an open page: this one reads, exports and writes no more, also after going back to it (faults 12, 14 and 30)', async ({
  page,
  context,
}) => {
  await create(page, '甲公司');
  const later = await context.newPage();
  await later.goto('/manifest.webmanifest');
  await upgradeFrom(later);
  for (const isReloaded of [false, true]) {
    if (isReloaded) await page.reload();
    await expect(page.getByRole('alert')).toContainText('已升级到新版本');
    await rename(page, '乙公司');
    await expect(page.getByText(/请刷新这个页面/u)).toBeVisible();
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: /^导出“/u }).click();
    const { bytes } = await downloaded(page, () =>
      page.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click(),
    );
    expect(bytes.toString('utf8')).toContain('甲公司');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  expect(await storedNames(later)).toEqual({ version: 990, names: ['甲公司'] });
});

/** A database as version 1 shipped it, with one engagement; `broken` makes its upgrade fail half way. */
function shipVersion1(page: Page, broken: boolean): Promise<void> {
  return page.evaluate(
    (isBroken) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('satiscope', 10);
        open.onupgradeneeded = () => {
          const database = open.result;
          const store = (name: string, keyPath: string | string[], ...indexes: string[]) => {
            const made = database.createObjectStore(name, { keyPath });
            for (const index of indexes) made.createIndex(index, index);
            return made;
          };
          const meta = store('meta', 'name');
          meta.put({ name: 'sentinel', value: 7 });
          meta.put({ name: 'minWriterVersion', value: 1 });
          store('engagements', 'id').put({
            id: 'e1',
            name: '老项目',
            isSample: false,
            createdAt: 1,
            updatedAt: 1,
            deletedAt: null,
            backedUpAt: null,
          });
          store('models', 'engagementId').put({
            engagementId: 'e1',
            version: 1,
            updatedAt: 1,
            target: null,
            baseline: null,
            dimensions: [],
          });
          store('cleaning', 'engagementId').put({ engagementId: 'e1', settings: {} });
          const sources = store('sources', 'id', 'engagementId');
          // Without its columns a source cannot be brought up to date.
          if (isBroken) sources.put({ id: 's1', engagementId: 'e1', fileName: 'f.csv' });
          const chunks = store('chunks', ['sourceId', 'index'], 'sourceId');
          chunks.createIndex('[sourceId+index]', ['sourceId', 'index']);
          store('cubes', 'sourceId');
          const decisions = store('decisions', ['sourceId', 'row'], 'sourceId');
          decisions.createIndex('[sourceId+row]', ['sourceId', 'row']);
        };
        open.onerror = () => reject(new Error(open.error?.message));
        open.onsuccess = () => {
          (window as unknown as { held: IDBDatabase }).held = open.result;
          resolve();
        };
      }),
    broken,
  );
}

test('an old window that does not give way: the new one asks to close it and goes on when it is (fault 13)', async ({
  page,
  context,
}) => {
  const old = await context.newPage();
  await old.goto('/manifest.webmanifest');
  await shipVersion1(old, false);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '请关闭其他窗口' })).toBeVisible();
  await old.close();
  await expect(page.getByRole('link', { name: /^老项目/u })).toBeVisible();
});

test.describe('with an upgrade that fails', () => {
  test('half way the old version stays whole, and what is there is not touched (fault 15)', async ({
    context,
  }) => {
    const page = await context.newPage();
    await page.goto('/manifest.webmanifest');
    await shipVersion1(page, true);
    await page.evaluate(() => (window as unknown as { held: IDBDatabase }).held.close());
    await page.goto('/');
    await expect(page.getByRole('heading', { name: '打不开本机存储' })).toBeVisible();
    await page.goto('/manifest.webmanifest');
    expect(await storedNames(page)).toEqual({ version: 10, names: ['老项目'] });
  });
});

test('two windows import at once: two sources, each whole (fault 18)', async ({
  page,
  context,
}) => {
  await importSmallSurvey(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await pick(page, csv('甲.csv', smallSurvey().replaceAll('P', 'A')));
  await pick(other, csv('乙.csv', smallSurvey().replaceAll('P', 'B')));
  for (const one of [page, other]) {
    const asks = one.getByRole('radio', { name: /不适用/u });
    if (await asks.isVisible()) await answerQuestions(one);
  }
  await Promise.all(
    [page, other].map((one) => one.getByRole('button', { name: /^导入 \d/u }).click()),
  );
  await expect(page.getByRole('region', { name: /^3 个数据来源/u })).toContainText('共 180 份');
  await expect(other.getByRole('region', { name: /^3 个数据来源/u })).toContainText('共 180 份');
});

test('the banner about backups: shown while the browser may clear the data, gone once it keeps them (fault 21)', async ({
  page,
  context,
}) => {
  await page.clock.install({ time: Date.UTC(2026, 10, 1) });
  await create(page, '甲公司');
  await expect(page.getByText(/还没有备份，而浏览器/u)).toBeHidden();
  await page.clock.setFixedTime(Date.UTC(2026, 10, 12));
  await page.reload();
  await expect(page.getByText(/“甲公司”还没有备份，而浏览器/u)).toBeVisible();
  const cdp = await context.newCDPSession(page);
  const { targetInfo } = await cdp.send('Target.getTargetInfo');
  await cdp.send('Browser.grantPermissions', {
    ...(targetInfo.browserContextId ? { browserContextId: targetInfo.browserContextId } : {}),
    origin: new URL(page.url()).origin,
    permissions: ['durableStorage'],
  });
  await page.getByRole('button', { name: '请浏览器长期保留' }).click();
  await expect(page.getByText(/还没有备份，而浏览器/u)).toBeHidden();
  await page.reload();
  await expect(page.getByText('甲公司')).toBeVisible();
  await expect(page.getByText(/还没有备份，而浏览器/u)).toBeHidden();
});

test('site data cleared during an interview: the answers stay on screen and can be downloaded; leaving asks (fault 9)', async ({
  page,
}) => {
  await interviewOnSample(page);
  await answerRating(page, 4);
  await page.getByLabel('备注').fill('等了九天');
  await expect(page.locator('[data-state="saved"]')).toBeVisible();
  await clearSiteData(page);
  await expect(page.getByRole('alert')).toContainText('请先下载回答');
  await expect(page.getByRole('radio', { name: /^4 / })).toHaveAttribute('aria-checked', 'true');
  const rescue = await downloaded(page, () =>
    page.getByRole('button', { name: '下载回答' }).click(),
  );
  expect(rescue.bytes.toString('utf8')).toContain('等了九天');
  // What is typed now is not saved anywhere: neither Back nor the button take it away silently.
  await page.getByLabel('备注').fill('等了九天，换了三个人');
  await expect(page.getByRole('alert')).toContainText('没有保存');
  const address = page.url();
  await page.goBack();
  const ask = page.getByRole('dialog', { name: '有回答还没保存' });
  await expect(ask).toBeVisible();
  expect(page.url()).toBe(address);
  await ask.getByRole('button', { name: '留在这里' }).click();
  await expect(page.getByLabel('备注')).toHaveValue('等了九天，换了三个人');
  await page.getByRole('button', { name: '暂停' }).click();
  const { bytes } = await downloaded(page, () =>
    ask.getByRole('button', { name: '下载并离开' }).click(),
  );
  expect(bytes.toString('utf8')).toContain('换了三个人');
});

test('site data cleared while handed over: the tablet stays locked, staff get the answers with the code', async ({
  page,
}) => {
  await openSample(page);
  await openInterviews(page);
  await makeQuestionnaire(page);
  await page.getByRole('link', { name: /^访谈（/u }).click();
  await page.getByRole('button', { name: '交给客户自填' }).click();
  await page.getByLabel(/^退出码（/u).fill('2468');
  await page.getByLabel('再输一次').fill('2468');
  await page.getByRole('button', { name: '开始自填' }).click();
  await page.getByRole('button', { name: '开始填写' }).click();
  await page.getByRole('radio', { name: /^2 / }).click();
  await expect(page.locator('[data-state="saved"]')).toBeVisible();
  await clearSiteData(page);
  await expect(page.getByRole('alert')).toContainText('请把平板交给工作人员');
  await expect(page.getByRole('radio', { name: /^2 / })).toHaveAttribute('aria-checked', 'true');
  await expect(page.getByRole('navigation')).toBeHidden();
  await page.getByRole('button', { name: '退出自填' }).click();
  const code = page.getByLabel('退出码或备用码');
  await code.fill('1111');
  await page.getByRole('button', { name: '退出', exact: true }).click();
  await expect(page.getByText('退出码不对。')).toBeVisible();
  await code.fill('2468');
  const { bytes } = await downloaded(page, () =>
    page.getByRole('button', { name: '退出', exact: true }).click(),
  );
  expect(bytes.toString('utf8')).toContain('2 ');
  await expect(page.getByRole('alert').first()).toContainText('数据刚被浏览器清除');
});
