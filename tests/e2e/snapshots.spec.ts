import type { Page } from '@playwright/test';
import {
  answerRating,
  beginInterview,
  csv,
  downloaded,
  expect,
  headline,
  importSmallSurvey,
  makeQuestionnaire,
  openInterviews,
  openSample,
  planInterview,
  smallSurvey,
  test,
} from './support';

const toEngagements = (page: Page) => page.getByRole('link', { name: '项目', exact: true }).click();
const dialog = (page: Page) => page.getByRole('dialog');

/** Opens the export of the only engagement, settles it, and returns the file. */
async function exported(page: Page, settle: (page: Page) => Promise<void> = async () => undefined) {
  await toEngagements(page);
  await page.getByRole('button', { name: /^导出“/u }).click();
  await settle(page);
  return downloaded(page, () =>
    dialog(page).getByRole('button', { name: '导出', exact: true }).click(),
  );
}

/** Chooses a snapshot file on the list of engagements. */
async function offer(page: Page, buffer: Buffer, name = 's.satiscope.json') {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '导入快照' }).first().click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer });
}

test('a snapshot is previewed, opens on an empty profile with identical scores, and goes out again with identical bytes (fault 47); a broken one changes nothing (fault 46)', async ({
  page,
  browser,
}) => {
  await openSample(page);
  const scores = await headline(page);
  await toEngagements(page);
  await expect(page.getByText(/尚未备份/u)).toBeVisible();
  const { name, bytes } = await exported(page);
  expect(name).toMatch(/\.satiscope\.json$/u);
  expect(JSON.parse(bytes.toString('utf8'))).toMatchObject({
    format: 'satiscope.snapshot',
    version: expect.any(Number),
  });
  await expect(page.getByText(/备份于/u)).toBeVisible();

  const context = await browser.newContext({ locale: 'zh-CN', acceptDownloads: true });
  const other = await context.newPage();
  await other.goto('/');
  const refused = async (buffer: Buffer, message: RegExp) => {
    await offer(other, buffer);
    await expect(dialog(other).getByRole('alert')).toContainText(message);
    await dialog(other).getByRole('button', { name: '取消' }).click();
  };
  await refused(bytes.subarray(0, bytes.length - 500), /不完整或不是 JSON/u);
  await refused(
    Buffer.from(bytes.toString('utf8').replace('"target":4.2', '"target":4.3')),
    /校验和不符/u,
  );
  await refused(Buffer.from('['.repeat(20_000)), /嵌套超过 64 层/u);
  await refused(
    Buffer.from(bytes.toString('utf8').replace(/"version":\d+,"app"/u, '"version":99,"app"')),
    /更新的版本/u,
  );
  await expect(other.getByText(/把问卷导出的 CSV 或 Excel 文件拖到这里/u)).toBeVisible();
  await offer(other, bytes);
  await expect(dialog(other)).toContainText('1,214 份答卷');
  await expect(dialog(other)).toContainText('0.1.0');
  await dialog(other).getByRole('button', { name: '导入为新项目' }).click();
  expect(await headline(other)).toBe(scores);
  expect((await exported(other)).bytes.equals(bytes)).toBe(true);
  await context.close();
});

test('locked with a passphrase: unreadable without it, and with a wrong one', async ({ page }) => {
  await openSample(page);
  const { name, bytes } = await exported(page, async () => {
    await page.getByRole('checkbox', { name: /^设密码/u }).check();
    await page.getByLabel('密码（至少 8 位）').fill('correct horse');
    await page.getByLabel('再输一次').fill('correct horse');
  });
  expect(name).toMatch(/\.locked\.satiscope\.json$/u);
  const text = bytes.toString('utf8');
  expect(JSON.parse(text)).toMatchObject({
    format: 'satiscope.snapshot.sealed',
    kdf: { name: 'PBKDF2', iterations: 600_000 },
    cipher: { name: 'AES-GCM', length: 256 },
  });
  expect(text).not.toContain('响应');
  await offer(page, bytes);
  const unlock = dialog(page).getByRole('button', { name: '打开', exact: true });
  await dialog(page)
    .getByLabel(/请输入/u)
    .fill('wrong horse');
  await unlock.click();
  await expect(dialog(page).getByRole('alert')).toContainText('密码不对');
  await dialog(page)
    .getByLabel(/请输入/u)
    .fill('correct horse');
  await unlock.click();
  await expect(dialog(page)).toContainText('已经有这份快照的全部内容');
  await dialog(page).getByRole('button', { name: '取消' }).click();
  // A changed head is as good as a wrong passphrase: it is part of what is authenticated.
  await offer(page, Buffer.from(text.replace('"app":"0.1.0"', '"app":"0.1.1"')));
  await dialog(page)
    .getByLabel(/请输入/u)
    .fill('correct horse');
  await unlock.click();
  await expect(dialog(page).getByRole('alert')).toContainText('密码不对');
});

test('two colleagues bring their work together: a preview, a conflict decided, a report, and the way back', async ({
  page,
  browser,
}) => {
  await openSample(page);
  const { bytes } = await exported(page);
  const context = await browser.newContext({ locale: 'zh-CN', acceptDownloads: true });
  const other = await context.newPage();
  await other.goto('/');
  await offer(other, bytes);
  await dialog(other).getByRole('button', { name: '导入为新项目' }).click();
  await expect(other.getByRole('region', { name: '总览' })).toBeVisible();
  const rename = async (on: Page, to: string) => {
    await toEngagements(on);
    await on.getByRole('button', { name: /^重命名/u }).click();
    await on.getByRole('textbox', { name: '项目名称' }).fill(to);
    await on.getByRole('button', { name: '保存' }).click();
    await expect(on.getByText(to)).toBeVisible();
  };
  await rename(page, '海川 · 甲');
  await rename(other, '海川 · 乙');
  await other.getByRole('link', { name: /海川 · 乙/u }).click();
  await openInterviews(other);
  await makeQuestionnaire(other);
  await planInterview(other, '远山', '李总');
  await beginInterview(other);
  await answerRating(other, 2);
  await other.getByRole('combobox', { name: '跳到题目' }).selectOption('14');
  await other.getByRole('button', { name: '完成', exact: true }).click();
  await other.getByRole('button', { name: '完成访谈' }).click();
  await other.getByRole('button', { name: '返回列表' }).first().click();
  const back = await exported(other);
  await context.close();

  await offer(page, back.bytes);
  await expect(dialog(page)).toContainText(/访谈：新增 1/u);
  await expect(dialog(page)).toContainText('1 处两边都改过');
  await dialog(page).getByRole('radio', { name: /本机/u }).check();
  await dialog(page).getByRole('button', { name: '合并', exact: true }).click();
  await expect(page.getByText(/访谈：新增 1/u)).toBeVisible();
  await openInterviews(page);
  await expect(page.getByText('A公司 *总')).toBeVisible();
  await expect(page.getByText('海川 · 甲')).toBeVisible();
  await toEngagements(page);
  await offer(page, back.bytes);
  await expect(dialog(page)).toContainText('已经有这份快照的全部内容');
  await dialog(page).getByRole('button', { name: '取消' }).click();
  await page.getByRole('link', { name: '设置', exact: true }).click();
  await page.getByRole('button', { name: /^撤销 .* 的合并$/u }).click();
  await dialog(page).getByRole('button', { name: '撤销合并' }).click();
  await expect(page.getByText('“海川 · 甲”已回到合并前')).toBeVisible();
  await toEngagements(page);
  await page.getByRole('link', { name: /海川 · 甲/u }).click();
  await openInterviews(page);
  await expect(page.getByRole('link', { name: '访谈（0）' })).toBeVisible();
});

test('what leaves masked has no personal data in it, in the file or its name (fault 48); aggregates compare', async ({
  page,
}) => {
  const canaries = ['13912349876', 'canary.person@example.com', '110101199003078515', '金丝雀公司'];
  const survey = smallSurvey()
    .replace('第0天才回复', `请联系王经理 ${canaries[0]} 或 ${canaries[1]}`)
    .replaceAll('P7,', `${canaries[2]},`);
  await importSmallSurvey(page, csv(`航班 ${canaries[0]}.csv`, survey));
  await openInterviews(page);
  await makeQuestionnaire(page);
  await planInterview(page, canaries[3]!, `王经理 ${canaries[0]}`);
  await beginInterview(page);
  await answerRating(page, 2);
  await page.getByLabel('备注').fill(`回电 ${canaries[0]}，找王经理`);
  await expect(page.getByRole('status').filter({ hasText: '已自动保存' })).toBeVisible();
  await page.getByRole('combobox', { name: '跳到题目' }).selectOption({ index: 5 });
  await page.getByRole('button', { name: '完成', exact: true }).click();
  await page.getByRole('button', { name: '完成访谈' }).click();
  await page.getByRole('button', { name: '返回列表' }).first().click();
  const outgoing = [
    await downloaded(page, () => page.getByRole('button', { name: 'CSV' }).click()),
    await exported(page, () => page.getByRole('checkbox', { name: /^脱敏/u }).check()),
    await exported(page, () => page.getByRole('radio', { name: /^只有汇总分数/u }).check()),
    await exported(page, async () => {
      await page.getByRole('radio', { name: /^不含答卷/u }).check();
      await page.getByRole('checkbox', { name: /^脱敏/u }).check();
    }),
  ];
  for (const { name, bytes } of outgoing) {
    for (const canary of [...canaries, '王经理', 'P17']) {
      if (canary === 'P17' && name.endsWith('.csv')) continue;
      expect(`${name} ${bytes.toString('utf8')}`, `${canary} in ${name}`).not.toContain(canary);
    }
  }
  const [, , aggregates] = outgoing;
  await page.getByRole('button', { name: /与快照对比$/u }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog(page).getByRole('button', { name: '选择文件' }).click(),
  ]);
  await chooser.setFiles({
    name: 'a.json',
    mimeType: 'application/json',
    buffer: aggregates!.bytes,
  });
  await expect(dialog(page).getByRole('row', { name: /^总体得分/u })).toContainText('0.00');
});
