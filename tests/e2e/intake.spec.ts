import { dialects, dialectText, dialectWorkbook, encoded, expected } from '../fixtures/dialects';
import { workbookParts, worksheet, zipOf } from '../fixtures/zip';
import {
  answerQuestions,
  csv,
  expect,
  importSmallSurvey,
  pick,
  smallSurvey,
  test,
} from './support';
import type { Page } from '@playwright/test';

const dialect = (name: string) => dialects.find((one) => one.name === name)!;
const file = (name: string, buffer: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(buffer),
});
const mapping = (page: Page) => page.getByRole('region', { name: /^\d+ 项/u });

test('问卷星 in GB18030 opens without a question but the one for NPS', async ({ page }) => {
  await page.goto('/');
  const bytes = encoded(dialectText(dialect('问卷星 by text')), 'gb18030');
  await pick(page, file('客户.csv', bytes));
  await expect(page.getByRole('combobox', { name: '识别为' })).toHaveValue('wjxText');
  await expect(page.getByText(/依据：序号 · 提交答卷时间/u)).toBeVisible();
  await expect(
    page.getByText(`文件 ${expected.n} 条 = 可导入 ${expected.n} + 拒收 0`),
  ).toBeVisible();
  await expect(page.getByRole('combobox', { name: '编码' })).toHaveValue('gb18030');
  // Of an address only a number per network is kept, and the region in its text.
  const ip = mapping(page).getByRole('row', { name: /^来自IP 已隐藏/u });
  await expect(ip).toContainText('只记网络序号，不保存 IP 地址');
  await expect(mapping(page).getByRole('row', { name: /^来自IP → 地区/u })).toContainText(
    /上海|北京|广东|四川/u,
  );
  await page.getByRole('radio', { name: /用来计算 NPS/u }).check();
  await page.getByRole('button', { name: `导入 ${expected.n} 条` }).click();
  const source = page.getByRole('region', { name: /^1 个数据来源/u });
  await expect(source).toContainText('问卷星（按选项文本）');
  await expect(source).toContainText(`文件 ${expected.n} 条 = 导入 ${expected.n} + 拒收 0`);
  await page.getByRole('link', { name: '查看分析' }).click();
  await expect(page.getByRole('region', { name: '总览' })).toContainText(
    `${Math.round(expected.nps)}`.replace('-', '−'),
  );
});

test('the same survey by option number asks nothing more and gives the same NPS', async ({
  page,
}) => {
  await page.goto('/');
  await pick(page, file('序号.xlsx', dialectWorkbook(dialect('问卷星 by number'))));
  await expect(page.getByRole('combobox', { name: '识别为' })).toHaveValue('wjxNumber');
  await expect(page.getByRole('combobox', { name: '工作表' })).toHaveValue('结果');
  await page.getByRole('radio', { name: /用来计算 NPS/u }).check();
  await page.getByRole('button', { name: `导入 ${expected.n} 条` }).click();
  await page.getByRole('link', { name: '查看分析' }).click();
  await expect(page.getByRole('region', { name: '总览' })).toContainText(
    `${Math.round(expected.nps)}`.replace('-', '−'),
  );
});

test('what the file was recognised as can be changed', async ({ page }) => {
  await page.goto('/');
  await pick(
    page,
    csv('名单.csv', '客户编号,客户类型,客户经理,地区\nK1,VIP,张,华东\nK2,普通,李,华南\n'),
  );
  const platform = page.getByRole('combobox', { name: '识别为' });
  await expect(platform).toHaveValue('customers');
  await expect(page.getByText('识别为客户名单：作为单独的数据保存，不计入得分。')).toBeVisible();
  await platform.selectOption({ label: '普通表格' });
  await expect(platform).toHaveValue('plain');
  await expect(page.getByText('按你的选择读取')).toBeVisible();
  await platform.selectOption({ label: '客户名单' });
  await page.getByRole('button', { name: '导入 2 条' }).click();
  const source = page.getByRole('region', { name: /^1 个数据来源/u });
  await expect(source).toContainText('客户名单');
  await expect(source).toContainText('单独保存，不计入得分');
});

test("the next wave's file follows the first; changes of the questionnaire are shown", async ({
  page,
}) => {
  await importSmallSurvey(page);
  const next = smallSurvey()
    .replaceAll('2025-', '2026-')
    .replace('Food', 'Foods')
    .replace('Crew', 'Price');
  await pick(page, csv('下一期.csv', next));
  const notice = page.getByRole('status').filter({ hasText: '沿用了“航班.csv”的设置，问卷有变化' });
  await expect(notice).toBeVisible();
  await notice.getByText('改名 1 题，请确认').click();
  await expect(notice).toContainText('Food → Foods');
  await expect(notice.getByText('新增 1 题')).toBeVisible();
  await expect(notice.getByText('少了 1 题')).toBeVisible();
  // The zeros and the recommendation question were answered for the first file.
  await expect(page.getByRole('button', { name: /^导入 60/u })).toBeEnabled();
  await notice.getByRole('button', { name: '不沿用，重新识别' }).click();
  await expect(page.getByText('答案“0”是什么意思？')).toBeVisible();
});

test('dates written another way than last time are read as they are', async ({ page }) => {
  await importSmallSurvey(page);
  const next = smallSurvey().replace(/2025-(\d\d)-(\d\d)/gu, '$2/$1/2026');
  await pick(page, csv('下一期.csv', next));
  await expect(page.getByText(/沿用了“航班\.csv”的设置，问卷没有变化/u)).toBeVisible();
  await expect(page.getByRole('combobox', { name: '“Submitted”的日期顺序' })).toHaveValue('dmy');
  await page.getByRole('button', { name: '换个文件' }).click();
  // Last time's dates began with the year: they cannot tell which of these two orders it is.
  const open = smallSurvey().replace(/2025-(\d\d)-\d\d/gu, '$1/03/2026');
  await pick(page, csv('再下一期.csv', open));
  await expect(page.getByText(/^日期“.*\/03\/2026.*”是哪一天？$/u)).toBeVisible();
  await expect(page.getByRole('button', { name: /^导入 60/u })).toBeDisabled();
});

test('the same file twice in one drop is not imported twice by itself', async ({ page }) => {
  await page.goto('/');
  await pick(page, [csv('一.csv', smallSurvey()), csv('一的副本.csv', smallSurvey())]);
  await answerQuestions(page);
  await page.getByRole('button', { name: /^导入 60/u }).click();
  await expect(page.getByText(/这个文件已经导入过（一\.csv/u)).toBeVisible();
  await page.getByRole('button', { name: '换个文件' }).click();
  await expect(page.getByRole('heading', { name: /^1 个数据来源/u })).toBeVisible();
});

test('files dropped together with another questionnaire are asked about', async ({ page }) => {
  await page.goto('/');
  const other =
    'id,日期,价格,物流\n' +
    Array.from(
      { length: 12 },
      (_, row) => `${row},2025-03-0${(row % 9) + 1},${(row % 5) + 1},4`,
    ).join('\n');
  await pick(page, [csv('一.csv', smallSurvey()), csv('二.csv', other)]);
  await answerQuestions(page);
  await page.getByRole('button', { name: /^导入 60/u }).click();
  await expect(page.getByText('这个文件的问卷与刚导入的“一.csv”不同，怎么处理？')).toBeVisible();
  await expect(page.getByRole('button', { name: /^导入 12/u })).toBeDisabled();
  await page.getByRole('button', { name: /也属于这个项目/u }).click();
  await page.getByRole('button', { name: /^导入 12/u }).click();
  await expect(page.getByRole('heading', { name: /^2 个数据来源/u })).toBeVisible();
});

test('an encoding that cannot be told is asked about with a preview', async ({ page }) => {
  await page.goto('/');
  const bytes = Buffer.concat([
    Buffer.from('id,sex,Service\n'),
    ...Array.from({ length: 20 }, (_, row) =>
      Buffer.concat([
        Buffer.from(`${row},`),
        Buffer.from([0xc5, 0xae]),
        Buffer.from(`,${(row % 5) + 1}\n`),
      ]),
    ),
  ]);
  await pick(page, file('性别.csv', bytes));
  await expect(page.getByText('哪一种读起来是对的？')).toBeVisible();
  await expect(page.getByRole('button', { name: /^导入 20/u })).toBeDisabled();
  await expect(page.getByRole('button', { name: /GB18030：.*女/u })).toBeVisible();
  await page.getByRole('button', { name: /UTF-8：.*Ů/u }).click();
  await expect(page.getByRole('combobox', { name: '编码' })).toHaveValue('utf-8');
  await page.getByRole('button', { name: /GB18030/u }).click();
  await expect(page.getByRole('combobox', { name: '编码' })).toHaveValue('gb18030');
  await expect(page.getByRole('button', { name: /^导入 20/u })).toBeEnabled();
});

test('dates that can be read both ways are asked about, not guessed', async ({ page }) => {
  await page.goto('/');
  const rows = Array.from(
    { length: 12 },
    (_, row) => `${row},0${(row % 9) + 1}/0${row % 2 ? 4 : 7}/2025,${(row % 5) + 1}`,
  );
  await pick(page, csv('dates.csv', `id,date,Service\n${rows.join('\n')}`));
  await expect(page.getByText(/^日期“.*\/0[47]\/2025”是哪一天？$/u)).toBeVisible();
  await expect(page.getByRole('button', { name: /^导入 12/u })).toBeDisabled();
  await page.getByRole('radio', { name: /^日在前：2025年[47]月/u }).check();
  await page.getByRole('button', { name: /^导入 12/u }).click();
  await page.getByRole('link', { name: '查看分析' }).click();
  await page.getByRole('button', { name: /^期间/u }).click();
  await expect(page.getByText('2025 Q2').first()).toBeVisible();
});

test('values that look alike are made one only when somebody says so (fault 54)', async ({
  page,
}) => {
  await page.goto('/');
  const places = ['East', 'East ', 'Ea\u202est', 'West'];
  const rows = Array.from({ length: 40 }, (_, row) => `${row},${places[row % 4]},${(row % 5) + 1}`);
  await pick(page, csv('地区.csv', `id,Region,Service\n${rows.join('\n')}`));
  const question = page.getByRole('group', { name: '看起来一样的选项算同一个吗？' });
  await expect(question).toContainText('“East” · “East␣” · “Ea⟨U+202E⟩st”');
  await expect(page.getByRole('button', { name: /^导入 40/u })).toBeDisabled();
  await page.getByRole('radio', { name: '是，合并成一个' }).check();
  await page.getByRole('button', { name: /^导入 40/u }).click();
  await page.getByRole('link', { name: '查看分析' }).click();
  await page.getByRole('button', { name: /^Region/u }).click();
  await expect(page.getByRole('checkbox', { name: 'East 30' })).toBeVisible();
});

test('unknown answer words are assigned once for all questions, with a histogram', async ({
  page,
}) => {
  await page.goto('/');
  const words = ['非常满意', '满意', '一般', '不满意', '凑合'];
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${row},${words[row % 5]},${words[(row + 2) % 5]}`,
  );
  await pick(page, csv('文字.csv', `id,响应速度,服务态度\n${rows.join('\n')}`));
  await expect(page.getByText('答案“凑合”是什么意思？')).toBeVisible();
  await expect(page.getByText('量表之外，在 2 个评分列里出现 16 次。')).toBeVisible();
  await page.getByRole('radio', { name: '与“一般”同级' }).check();
  await page.getByRole('button', { name: '修改“响应速度”的计分' }).click();
  const dialog = page.getByRole('dialog', { name: /“响应速度”怎么计分/u });
  await dialog.getByRole('combobox', { name: '“凑合”计为' }).selectOption({ label: '2 · 不满意' });
  // 5, 4, 3, 2 and 2, eight times each.
  await expect(dialog.getByText('平均 3.20，40 个有效答案')).toBeVisible();
  await dialog.getByRole('button', { name: '应用' }).click();
  await page.getByRole('button', { name: /^导入 40/u }).click();
  await page.getByRole('link', { name: '查看分析' }).click();
  await expect(page.getByRole('row', { name: /满意度/u }).first()).toContainText('3.20');
});

test('worksheets that begin alike can be imported together', async ({ page }) => {
  const { utils, write } = await import('@e965/xlsx');
  const book = utils.book_new();
  for (const [at, name] of ['一月', '二月', '三月'].entries()) {
    const rows = Array.from({ length: 15 }, (_, row) => [
      `${name}${row}`,
      `2025-0${at + 1}-10`,
      (row % 5) + 1,
    ]);
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([['编号', '日期', '服务态度'], ...rows]),
      name,
    );
  }
  await page.goto('/');
  await pick(
    page,
    file('按月.xlsx', new Uint8Array(write(book, { type: 'array' }) as ArrayBuffer)),
  );
  await expect(page.getByText('另有 2 张工作表的表头相同。')).toBeVisible();
  await page.getByRole('button', { name: '一并导入' }).click();
  await page.getByRole('button', { name: /^导入 15/u }).click();
  await expect(page.getByRole('heading', { name: /^3 个数据来源/u })).toBeVisible();
  await expect(page.getByText('工作表“三月”')).toBeVisible();
});

/**
 * That the work was not done on the main thread: it would show as a task of many seconds. How short
 * tasks really are is measured by the benchmark, on a machine that does nothing else.
 */
function expectElsewhere(longestTaskMs: number): void {
  expect(longestTaskMs, 'longest task on the main thread').toBeLessThan(1_500);
}

/** The longest task on the main thread while something runs. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const found: number[] = [];
    (window as unknown as { tasks: number[] }).tasks = found;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.push(entry.duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  return () =>
    page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks));
}

test('1 row × 16,384 columns and a 200 MB bomb leave the page alive (faults 40, 41)', async ({
  page,
}) => {
  await page.goto('/');
  const longest = await watchTasks(page);
  const header = Array.from({ length: 16_384 }, (_, index) => `q${index}`).join(',');
  const values = Array.from({ length: 16_384 }, (_, index) => (index % 5) + 1).join(',');
  await pick(page, csv('宽.csv', `${header}\n${values}\n`));
  await expect(page.getByRole('heading', { name: /^16,384 项/u })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: '再显示 300 项' })).toBeVisible();
  expectElsewhere(await longest());
  await page.getByRole('button', { name: '换个文件' }).click();
  const plain = worksheet({ A1: 'id', A2: '1' });
  const bomb = { name: 'xl/media/a.bin', content: Buffer.alloc(200 * 1024 * 1024, ' ') };
  await pick(page, file('炸弹.xlsx', zipOf([...workbookParts(plain), bomb])));
  await expect(page.getByRole('alert')).toContainText(/展开后超过 160 MB.*另存为 CSV/u, {
    timeout: 30_000,
  });
});

test('200,000 × 40 opens without blocking the page, and can be cancelled (fault 40)', async ({
  page,
}) => {
  await page.goto('/');
  const header = `id,${Array.from({ length: 39 }, (_, index) => `Item ${index}`).join(',')}`;
  const lines = Array.from(
    { length: 1_000 },
    (_, row) =>
      `ROW,${Array.from({ length: 39 }, (_, index) => ((row + index) % 5) + 1).join(',')}`,
  ).join('\n');
  const body = Array.from({ length: 200 }, (_, block) => lines.replaceAll('ROW', `R${block}`)).join(
    '\n',
  );
  await pick(page, csv('长.csv', `${header}\n${body}\n`));
  const longest = await watchTasks(page);
  await expect(page.getByRole('button', { name: '导入全部' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '导入全部' }).click();
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page.getByRole('heading', { name: '已取消' })).toBeVisible();
  await page.getByRole('button', { name: '返回对应列' }).click();
  await page.getByRole('button', { name: '导入全部' }).click();
  await expect(page.getByText(/文件 200,000 条 = 导入 200,000 \+ 拒收 0/u)).toBeVisible({
    timeout: 40_000,
  });
  expectElsewhere(await longest());
});

test('a GB18030 file of 60 MB opens with its last line intact', async ({ page }) => {
  const thanks = Buffer.from(encoded('服务态度很好，等待时间太长，第', 'gb18030'));
  const body = Buffer.concat(
    Array.from({ length: 1_000 }, (_, row) =>
      Buffer.concat([
        Buffer.from(`2025-07-0${(row % 9) + 1},${(row % 5) + 1},`),
        thanks,
        Buffer.from(`${row}\n`),
      ]),
    ),
  );
  const times = Math.ceil((60 * 1024 * 1024) / body.length);
  const head = Buffer.from('date,Service,comment\n');
  // Playwright refuses buffers over 50 MB: the page makes the file itself.
  await page.goto('/');
  await importSmallSurvey(page);
  const longest = await watchTasks(page);
  await page.evaluate(
    ({ start, block, times }) => {
      const bytes = (text: string) =>
        Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const part = bytes(block);
      const data = new DataTransfer();
      data.items.add(
        new File([bytes(start), ...Array.from({ length: times }, () => part)], '大.csv'),
      );
      const init = { dataTransfer: data, bubbles: true, cancelable: true };
      window.dispatchEvent(new DragEvent('dragover', init));
      window.dispatchEvent(new DragEvent('drop', init));
    },
    {
      start: head.toString('base64'),
      block: body.toString('base64'),
      times,
    },
  );
  await expect(page.getByRole('combobox', { name: '编码' })).toHaveValue('gb18030', {
    timeout: 40_000,
  });
  await page.getByRole('button', { name: '导入全部' }).click();
  const rows = (times * 1_000).toLocaleString('en');
  await expect(
    page.getByText(new RegExp(`文件 ${rows} 条 = 导入 ${rows} \\+ 拒收 0`, 'u')),
  ).toBeVisible({ timeout: 60_000 });
  expectElsewhere(await longest());
});
