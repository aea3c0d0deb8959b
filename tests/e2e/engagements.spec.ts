import { readFile } from 'node:fs/promises';
import { expect, test } from './support';

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
