import type { Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProfile } from '../support/profile';
import { serveFolder } from '../support/staticServer.mjs';
import {
  answerRating,
  beginInterview,
  downloaded,
  expect,
  interviewOnSample,
  makeQuestionnaire,
  openInterviews,
  openSample,
  planInterview,
  test,
} from './support';

const dist = join(import.meta.dirname, '../../dist');

const saved = (page: Page) => page.getByRole('status').filter({ hasText: /已自动保存|Saved/u });

test('in a basement: planned, begun, killed, resumed and finished without a network (faults 7 and 8)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'satiscope-'));
  const server = await serveFolder(dist);
  const context = await openProfile(join(folder, 'profile'), {
    viewport: { width: 1180, height: 820 },
    hasTouch: true,
    hasMicrophone: true,
  });
  let page = await context.newPage();
  await page.goto(server.url);
  await expect(page.getByText('离线可用')).toBeVisible();
  await page.getByRole('button', { name: '打开示例项目' }).first().click();
  await expect(page.getByRole('region', { name: '总览' })).toBeVisible();
  // From here on there is no network at all.
  await server.stop();
  await openInterviews(page);
  await makeQuestionnaire(page);
  await planInterview(page, '海川装备有限公司', '王经理');
  await expect(page.getByText('A公司 *经理')).toBeVisible();
  await page.getByRole('button', { name: '开始', exact: true }).tap();
  await expect(page.getByRole('heading', { name: '开场白' })).toBeVisible();
  await page.getByRole('button', { name: '开始访谈' }).tap();
  await page.getByRole('button', { name: /同意录音/u }).tap();
  await page.getByRole('button', { name: /同意匿名引用/u }).tap();
  await page.getByRole('button', { name: '保存并开始提问' }).tap();
  await expect(page.getByRole('button', { name: /正在录音/u })).toBeVisible();
  await page.getByRole('radio', { name: /^2 / }).tap();
  await page.getByRole('button', { name: /流程缺陷/u }).tap();
  await page.getByLabel('客户原话').fill('转了三次人');
  await page.getByRole('button', { name: /标记此刻/u }).tap();
  await expect(saved(page)).toBeVisible();
  await page.getByRole('button', { name: '下一题' }).tap();
  await answerRating(page, 4);
  await expect(saved(page)).toBeVisible();
  // Long enough for a piece of the recording.
  await page.waitForTimeout(3_600);
  const address = page.url();
  await page.close();

  page = await context.newPage();
  await page.goto(address);
  await expect(page.getByRole('heading', { name: '这场访谈还没做完' })).toBeVisible();
  await expect(page.getByText(/已保存 2 \/ 15 题/u)).toBeVisible();
  await page.getByRole('button', { name: '从第 2 题继续' }).tap();
  await expect(page.getByRole('radio', { name: /^4 / })).toHaveAttribute('aria-checked', 'true');
  // Away and back straight after an answer: nothing waits for the page to be hidden.
  await answerRating(page, 1);
  await page.getByRole('button', { name: /不了解/u }).tap();
  await expect(saved(page)).toBeVisible();
  await page.goto('about:blank');
  await page.goto(address);
  await page.getByRole('button', { name: '从第 2 题继续' }).tap();
  await expect(page.getByRole('button', { name: /不了解/u })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  // Its questionnaire is edited meanwhile: the draft goes on with its own.
  await page.getByRole('button', { name: '暂停' }).tap();
  await page.getByRole('link', { name: '问卷', exact: true }).tap();
  await page.getByRole('button', { name: /^删除“您对“功能满足”/u }).tap();
  await page.getByRole('button', { name: '保存为新版本' }).tap();
  await expect(page.getByText(/^第 2 版/u).first()).toBeVisible();
  await page.getByRole('link', { name: /^访谈（1）/u }).tap();
  await page.getByRole('button', { name: '继续' }).tap();
  await expect(page.getByText(/第 1 版/u)).toBeVisible();
  await page.getByRole('button', { name: '从第 2 题继续' }).tap();
  await page.getByRole('combobox', { name: '跳到题目' }).selectOption('14');
  await page.getByRole('textbox').first().fill('再不处理就解约，电话 13812345678');
  await page.getByRole('button', { name: '完成', exact: true }).tap();
  await expect(page.getByRole('heading', { name: '还没答的题' })).toBeVisible();
  await page.getByRole('button', { name: '完成访谈' }).tap();
  await expect(page.getByRole('heading', { name: '访谈记录' })).toBeVisible();
  await page.getByRole('button', { name: '播放' }).first().tap();
  const audio = page.locator('audio');
  await expect(audio).toHaveJSProperty('readyState', 4);
  await audio.evaluate((element: HTMLAudioElement) => element.pause());
  await expect(audio).toHaveJSProperty('paused', true);
  await page.getByRole('button', { name: /的标记前几秒播放$/u }).tap();
  await expect(audio).toHaveJSProperty('paused', false);

  // It is a source like any other, and the customer is to be called within the hour.
  await page.getByRole('button', { name: '返回列表' }).first().tap();
  const { bytes } = await downloaded(page, () => page.getByRole('button', { name: 'CSV' }).tap());
  expect(bytes.toString('utf8')).toContain('转了三次人');
  expect(bytes.toString('utf8')).not.toContain('13812345678');
  expect(bytes.toString('utf8')).not.toContain('海川装备有限公司');
  await page.getByRole('link', { name: '跟进（1）' }).tap();
  await expect(page.getByText('紧急')).toBeVisible();
  await expect(page.getByText(/还有 (?:1 小时 0|0 小时 59) 分/u)).toBeVisible();
  await page.getByRole('link', { name: '数据', exact: true }).tap();
  await expect(page.getByText('1 场已完成的访谈')).toBeVisible();
  await page.goto(page.url().replace('/data', '/analysis?s.访谈人=李敏'));
  await expect(page.getByText(/答卷太少|少于/u).first()).toBeVisible();

  // Consent is taken back: the recording is gone, the ratings stay.
  await page.goto(address);
  await page.getByRole('button', { name: '撤回' }).tap();
  await page.getByRole('button', { name: '撤回并删除录音' }).tap();
  await expect(page.getByRole('heading', { name: '录音' })).toBeHidden();
  await expect(page.getByText(/已撤回同意/u)).toBeVisible();
  await context.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe('on a tablet held upright, in English', () => {
  test.use({ locale: 'en-GB', viewport: { width: 820, height: 1180 }, hasTouch: true });

  test('handed over: only the questionnaire can be reached until the code is entered', async ({
    page,
  }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Open the sample' }).first().tap();
    await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
    await page.getByRole('link', { name: 'Interviews', exact: true }).tap();
    await page.getByRole('button', { name: 'Save as a new version' }).tap();
    await page.getByRole('link', { name: /^Interviews \(/u }).tap();
    await page.getByRole('button', { name: 'Hand the tablet over' }).tap();
    await page.getByLabel('Code to leave (4–8 digits)').fill('2468');
    await page.getByLabel('Once more').fill('2468');
    const recovery = (await page.locator('dialog b').innerText()).trim();
    await page.getByRole('button', { name: 'Start', exact: true }).tap();
    const welcome = page.getByRole('heading', { name: 'Welcome' });
    await expect(welcome).toBeVisible();
    await expect(page.getByRole('navigation')).toBeHidden();
    // Neither a reload nor another address leads anywhere else.
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto('/#/settings');
    await page.reload();
    await expect(welcome).toBeVisible();
    for (const rating of [5, 2]) {
      await page.getByRole('button', { name: 'Start', exact: true }).tap();
      await page.getByRole('radio', { name: new RegExp(`^${rating} `, 'u') }).tap();
      if (rating < 3) {
        await expect(
          page.getByRole('heading', { name: 'What was the main reason?' }),
        ).toBeVisible();
      }
      // Each turn is written before the next one counts, so that a double tap skips no question.
      for (let shown = 2; shown <= 15; shown++) {
        await page.getByRole('button', { name: 'Next', exact: true }).tap();
        await expect(page.getByText(`${shown} / 15`)).toBeVisible();
      }
      // A tap this soon after would be the second half of a double tap.
      await page.waitForTimeout(500);
      await page.getByRole('button', { name: 'Submit' }).tap();
      await expect(page.getByRole('heading', { name: /^Thank you/u })).toBeVisible();
      await page.getByRole('button', { name: 'Next person' }).tap();
    }
    await page.getByRole('button', { name: 'Leave' }).tap();
    const code = page.getByLabel('Code or recovery code');
    await code.fill('1111');
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).tap();
    await expect(page.getByText('Wrong code.')).toBeVisible();
    await code.fill(recovery);
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).tap();
    await page.goto(page.url().replace(/#.*/u, '#/'));
    await page.getByRole('link', { name: /Sample/u }).tap();
    await page.getByRole('link', { name: 'Interviews', exact: true }).tap();
    await expect(page.getByText('Filled in by the customer')).toHaveCount(2);
    // The code is nowhere on the device.
    const stored = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const open = indexedDB.open('satiscope');
          open.onsuccess = () => {
            const all = open.result.transaction('locks').objectStore('locks').getAll();
            all.onsuccess = () => resolve(JSON.stringify(all.result));
          };
        }),
    );
    expect(stored).toBe('[]');
  });
});

test('a questionnaire that was never saved keeps nobody in its room, and its edits wait there', async ({
  page,
}) => {
  await openSample(page);
  await openInterviews(page);
  const remove = page.getByRole('button', { name: /^删除“您对“功能满足”/u });
  await remove.click();
  await expect(remove).toHaveCount(0);
  for (const [room, heading] of [
    ['数据', '数据'],
    ['分析', '分析'],
    ['设置', '设置'],
  ] as const) {
    await page.getByRole('link', { name: room, exact: true }).click();
    await expect(
      page.getByRole('heading', { name: heading, exact: true, level: 1 }),
    ).toBeAttached();
  }
  await page.getByRole('link', { name: '访谈', exact: true }).click();
  await expect(page.getByRole('button', { name: '撤销' })).toBeEnabled();
  await expect(remove).toHaveCount(0);
});

test('two windows on one interview lose no answer (fault 17), and a lost connection is made again (fault 23)', async ({
  page,
  context,
}) => {
  await context.addInitScript(() => {
    const opened: IDBDatabase[] = [];
    Object.assign(window, { opened });
    const original = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...parameters) {
      const request = original.apply(this, parameters);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    };
  });
  await interviewOnSample(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: /^从第 1 题继续/u }).click();
  await other.getByRole('button', { name: '下一题' }).click();
  await Promise.all([answerRating(page, 2), answerRating(other, 5)]);
  await expect(saved(page)).toBeVisible();
  await expect(saved(other)).toBeVisible();
  await other.close();
  await page.evaluate(() =>
    (window as unknown as { opened: IDBDatabase[] }).opened.forEach((one) => one.close()),
  );
  await page.getByLabel('备注').fill('连接断开后写下的');
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/已保存 2 \/ 15 题/u)).toBeVisible();
  await page.getByRole('button', { name: /继续/u }).click();
  const rating = page.getByRole('radio', { name: /^2 / });
  if ((await rating.getAttribute('aria-checked')) !== 'true') {
    await page.getByRole('button', { name: '上一题' }).click();
  }
  await expect(rating).toHaveAttribute('aria-checked', 'true');
  await expect(page.getByLabel('备注')).toHaveValue('连接断开后写下的');
});

test('a window closed while somebody types loses the last half second at most (fault 7)', async ({
  context,
  page,
}) => {
  await interviewOnSample(page);
  const address = page.url();
  let current = page;
  for (const [round, pauseMs] of [0, 10, 100, 500].entries()) {
    await current.getByRole('radio', { name: new RegExp(`^${round + 1} `, 'u') }).click();
    await expect(saved(current)).toBeVisible();
    const text = `第 ${round} 次写下的话`;
    await current.getByLabel('备注').fill(text);
    if (pauseMs > 0) await current.waitForTimeout(pauseMs);
    await current.close();
    current = await context.newPage();
    await current.goto(address);
    await current.getByRole('button', { name: '从第 1 题继续' }).click();
    await expect(
      current.getByRole('radio', { name: new RegExp(`^${round + 1} `, 'u') }),
    ).toHaveAttribute('aria-checked', 'true');
    const before = round === 0 ? '' : `第 ${round - 1} 次写下的话`;
    const note = await current.getByLabel('备注').inputValue();
    // Longer than the pause it waits for: written. Shorter: whole, or as it was.
    expect(pauseMs === 500 ? [text] : [text, before, '']).toContain(note);
  }
});

test('a full device: the answer stays on screen and is written once there is room (fault 2)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'satiscope-'));
  const server = await serveFolder(dist);
  const context = await openProfile(folder);
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('button', { name: '打开示例项目' }).first().click();
  await expect(page.getByRole('region', { name: '总览' })).toBeVisible();
  await openInterviews(page);
  await makeQuestionnaire(page);
  await planInterview(page, '海川', '李总');
  await beginInterview(page);
  const address = page.url();
  const cdp = await context.newCDPSession(page);
  const origin = new URL(address).origin;
  await page.goto('about:blank');
  await page.waitForTimeout(4_000);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000 });
  await page.goto(address);
  await page.getByRole('button', { name: '从第 1 题继续' }).click();
  await page.getByLabel('备注').fill('很长的一段话。'.repeat(12_000));
  await expect(page.getByRole('alert')).toContainText(/没有保存.*存储空间不足/u, {
    timeout: 20_000,
  });
  await cdp.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: '再存一次' }).click();
  await expect(saved(page)).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await page.getByRole('button', { name: '从第 1 题继续' }).click();
  await expect(page.getByLabel('备注')).toHaveValue(/^很长的一段话。/u);
  await context.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
