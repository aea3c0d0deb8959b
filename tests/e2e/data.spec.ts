import {
  answerQuestions,
  csv,
  expect,
  expectValid,
  importSmallSurvey,
  pick,
  smallSurvey,
  test,
} from './support';

const bad = [
  ['图片.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /是图片（PNG）.*请选择 CSV/u],
  ['空.csv', Buffer.alloc(0), /“空\.csv”是空文件/u],
  ['表头.csv', Buffer.from('a,b,c\n'), /只有表头/u],
  ['引号.csv', Buffer.from('a,b\n1,2\n3,"open\n4,5\n'), /从第 3 行起有一个引号没有闭合/u],
  ['工作簿.xlsx', Buffer.from('PK\u0003\u0004'), /不是能读的工作簿.*另存一份/u],
] as const;

for (const [name, buffer, message] of bad) {
  test(`bad input says what to do next: ${name}`, async ({ page }) => {
    await importSmallSurvey(page);
    await pick(page, { name, mimeType: 'text/csv', buffer });
    await expect(page.getByRole('alert')).toContainText(message);
    await expect(page.getByRole('alert')).toContainText('已有数据都没有改动');
    await page.getByRole('button', { name: '换个文件' }).click();
    await expect(page.getByRole('region', { name: /^1 个数据来源/u })).toBeVisible();
  });
}

test('a file with nothing to analyse cannot be imported until a column is chosen', async ({
  page,
}) => {
  await page.goto('/');
  await pick(page, csv('plain.csv', 'a,b\n1,x\n2,y\n'));
  const button = page.getByRole('button', { name: /^导入 2/u });
  await expect(page.getByText(/没有评分列，也没有意见列/u)).toBeVisible();
  await expect(button).toBeDisabled();
  await page.getByRole('combobox', { name: '“a”的角色' }).selectOption({ label: '评分' });
  await expect(button).toBeEnabled();
});

test('a rating whose answers are not on its scale is stopped before it empties the survey', async ({
  page,
}) => {
  await page.goto('/');
  await pick(
    page,
    csv(
      'words.csv',
      'id,Speed,Happy\n' +
        Array.from(
          { length: 40 },
          (_, row) => `${row},${(row % 5) + 1},${row % 2 ? 'yes' : 'no'}`,
        ).join('\n'),
    ),
  );
  await page.getByRole('combobox', { name: '“Happy”的角色' }).selectOption({ label: '总体满意度' });
  await expect(page.getByText(/“Happy”只有 0% 的答案在所选量表里/u)).toBeVisible();
  await expect(page.getByRole('button', { name: /^导入 40/u })).toBeDisabled();
});

test('frequent zeros are asked about before anything is imported', async ({ page }) => {
  await page.goto('/');
  await pick(page, csv('航班.csv', smallSurvey()));
  await expect(page.getByText('答案“0”是什么意思？')).toBeVisible();
  await expect(page.getByRole('button', { name: /^导入 60/u })).toBeDisabled();
  await page.getByRole('radio', { name: /最低分/u }).check();
  await page.getByRole('radio', { name: /用来计算 NPS/u }).check();
  await page.getByRole('button', { name: /^导入 60/u }).click();
  await page.getByRole('link', { name: '查看分析' }).click();
  // On 0–5 the answers 4, 3 and 0 become 4.2, 3.4 and 1: (25 × 4.2 + 27 × 3.4 + 6 × 1)/58.
  await expect(page.getByRole('row', { name: /Wifi/u })).toContainText('3.50');
});

test('a source can be removed and brought back', async ({ page }) => {
  await importSmallSurvey(page);
  await page.getByRole('button', { name: '移除“航班.csv”' }).click();
  await expect(page.getByRole('heading', { name: '把数据文件拖到这里' })).toBeVisible();
  await page.getByRole('button', { name: '撤销' }).click();
  await expectValid(page, '58');
});

test('several files at once: the same questionnaire is imported by itself', async ({ page }) => {
  await page.goto('/');
  await pick(page, [
    csv('一.csv', smallSurvey()),
    csv('二.csv', smallSurvey().replaceAll('2025-', '2024-')),
  ]);
  await expect(page.getByText('还有 1 个文件等待')).toBeVisible();
  await answerQuestions(page);
  await page.getByRole('button', { name: /^导入 60/u }).click();
  await expect(page.getByText(/“二\.csv”与前一个文件是同一份问卷/u)).toBeVisible();
  await expect(page.getByRole('heading', { name: /^2 个数据来源/u })).toBeVisible();
  await page.getByRole('link', { name: '查看分析' }).click();
  await expect(page.getByRole('button', { name: /^来源/u })).toBeVisible();
});

test('the whole way works from the keyboard', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: '选择数据文件' }).focus();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.keyboard.press('Enter'),
  ]);
  await chooser.setFiles(csv('航班.csv', smallSurvey()));
  await page.getByRole('radio', { name: /不适用/u }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('radio', { name: /用来计算 NPS/u }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: /^导入 60/u }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '查看分析' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Region/u }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/s\.Region=/u);
});
