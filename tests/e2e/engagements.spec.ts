import { readFile } from 'node:fs/promises';
import { downloaded, expect, headline, openSample, test } from './support';

test('create, rename, delete, undo, restore from the bin, delete for good', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: '新建项目' }).click();
  await page.getByRole('textbox', { name: '项目名称' }).fill('甲公司');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '把数据文件拖到这里' })).toBeVisible();
  await page.getByRole('link', { name: '项目', exact: true }).click();
  await page.getByRole('button', { name: '重命名“甲公司”' }).click();
  await page.getByRole('textbox', { name: '项目名称' }).fill('乙公司');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '删除“乙公司”' }).click();
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByRole('button', { name: '删除“乙公司”' })).toBeVisible();
  await page.getByRole('button', { name: '删除“乙公司”' }).click();
  await expect(page.getByText('已删除“乙公司”').last()).toBeVisible();
  await expect(page.getByText('最近删除（1）')).toBeVisible();
  await page.reload();
  await page.getByText('最近删除（1）').click();
  await page.getByRole('button', { name: '恢复' }).click();
  await page.getByRole('button', { name: '删除“乙公司”' }).click();
  await page.getByText('最近删除（1）').click();
  await page.getByRole('button', { name: '彻底删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '彻底删除' }).click();
  await expect(page.getByText(/^最近删除/u)).toBeHidden();
});

test('a snapshot opens on an empty profile with identical scores; a broken one changes nothing', async ({
  page,
  browser,
}) => {
  await openSample(page);
  const scores = await headline(page);
  await page.getByRole('link', { name: '项目', exact: true }).click();
  const { name, bytes } = await downloaded(page, () =>
    page.getByRole('button', { name: /^导出“/u }).click(),
  );
  expect(name).toMatch(/\.satiscope\.json$/u);

  const context = await browser.newContext({ locale: 'zh-CN' });
  const other = await context.newPage();
  await other.goto('/');
  const importFile = async (buffer: Buffer) => {
    const [chooser] = await Promise.all([
      other.waitForEvent('filechooser'),
      other.getByRole('button', { name: '导入快照' }).click(),
    ]);
    await chooser.setFiles({ name: 's.json', mimeType: 'application/json', buffer });
  };
  await importFile(bytes.subarray(0, bytes.length - 500));
  await expect(other.getByText(/快照文件不完整或不是 JSON/u)).toBeVisible();
  await importFile(Buffer.from(bytes.toString('utf8').replace('"target":4.2', '"target":4.3')));
  await expect(other.getByText(/校验和不符/u)).toBeVisible();
  await expect(other.getByText(/把问卷导出的 CSV 或 Excel 文件拖到这里/u)).toBeVisible();
  await importFile(bytes);
  expect(await headline(other)).toBe(scores);
  await context.close();
});

test('the list says when the last backup was made', async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: '项目', exact: true }).click();
  await expect(page.getByText(/尚未备份/u)).toBeVisible();
  const { bytes } = await downloaded(page, () =>
    page.getByRole('button', { name: /^导出“/u }).click(),
  );
  expect(JSON.parse(bytes.toString('utf8'))).toMatchObject({
    format: 'satiscope.snapshot',
    version: 5,
  });
  await expect(page.getByText(/备份于/u)).toBeVisible();
});

test('an unknown address offers the way back', async ({ page }) => {
  await page.goto('/#/nowhere/at/all');
  await page.getByRole('link', { name: '所有项目' }).click();
  await expect(page.getByRole('heading', { name: '项目', level: 1 })).toBeVisible();
  await page.goto('/#/e/gone/analysis');
  await expect(page.getByRole('alert')).toContainText('不存在或已被删除');
});

test('the screenshot of the README is there', async () => {
  const readme = await readFile('README.md', 'utf8');
  const picture = /!\[[^\]]*\]\(([^)]+)\)/u.exec(readme)?.[1] ?? '';
  expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');
});
