// Measures how fast comments are read: a file of Chinese comments, imported into the built app.
import { chromium } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findChromium, quietSwitches } from '../support/chromium.mjs';

const openings = [
  '这次',
  '上周',
  '说实话，',
  '总的来说',
  '昨天下单，',
  '用了半年，',
  '作为老客户，',
  '',
];
const subjects = [
  '送货',
  '客服',
  '包装',
  '质量',
  '价格',
  '系统',
  '流程',
  '售后',
  '安装师傅',
  '物流',
  '界面',
  '发票',
];
const degrees = ['很', '非常', '有点', '太', '不太', '特别', '还算', ''];
const verdicts = [
  '慢',
  '耐心',
  '差',
  '好',
  '复杂',
  '及时',
  '贵',
  '方便',
  '专业',
  '不稳定',
  '清楚',
  '麻烦',
  '满意',
  '失望',
];
const tails = [
  '，等了三天才有人联系我',
  '，希望以后能改进一下',
  '，下次还会再来',
  '，打了好几次电话都没人接',
  '，总体还是值得推荐给同事',
  '，退款到现在还没到账',
  '，同样的材料交了三遍',
  '',
];

/** Writes `rows` Chinese comments, the same for everybody. @param {string} path @param {number} rows */
export async function generateComments(path, rows) {
  let state = 7;
  const pick = (/** @type {readonly string[]} */ items) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return items[Math.floor((state / 4_294_967_296) * items.length)] ?? '';
  };
  const clause = () => `${pick(subjects)}${pick(degrees)}${pick(verdicts)}`;
  const lines = Array.from(
    { length: rows },
    (_, at) =>
      `C${at},2025-${String(1 + (at % 12)).padStart(2, '0')}-15,${pick(['华东', '华南', '西南'])},${1 + (at % 5)},"${pick(openings)}${clause()}，${clause()}${pick(tails)}。第${at}条"`,
  );
  await writeFile(path, `编号,提交时间,地区,服务评分,意见\n${lines.join('\n')}\n`);
}

/**
 * Seconds until the first cloud and until all comments are read, as seen on screen and in the worker.
 * @param {number} rows @param {string} folder @param {string} url
 */
export async function measureTexts(rows, folder, url) {
  const file = join(folder, `comments-${rows}.csv`);
  await generateComments(file, rows);
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(join(folder, `texts-${rows}`), {
    args: quietSwitches,
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    ...(executablePath ? { executablePath } : {}),
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    /** @type {any} */ (window).tasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        if (startTime > 1000) /** @type {any} */ (window).tasks.push(duration);
      }
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '选择数据文件' }).first().click(),
  ]);
  await chooser.setFiles(file);
  await page.getByRole('button', { name: /^导入/u }).last().click();
  await page.getByRole('link', { name: '查看分析' }).waitFor({ timeout: 120_000 });
  const room = page.url().replace(/data.*$/u, 'analysis?view=text');
  // A start as on another day: nothing is in any worker's memory.
  await page.goto('about:blank');
  await page.goto(room);
  const start = Date.now();
  await page.locator('svg text[data-mark]').first().waitFor({ timeout: 60_000 });
  const firstCloud = Date.now() - start;
  await page
    .getByText(new RegExp(`${rows.toLocaleString('en')} 条留言中的短语`, 'u'))
    .waitFor({ timeout: 120_000 });
  const all = Date.now() - start;
  const tasks = /** @type {number[]} */ (await page.evaluate('window.tasks'));
  /** @type {Record<string, number>} */
  const inWorker = {};
  for (const worker of page.workers()) {
    const entries = await worker.evaluate(() =>
      performance.getEntriesByType('measure').map(({ name, duration }) => [name, duration]),
    );
    for (const [name, duration] of entries) inWorker[String(name)] = Number(duration);
  }
  await context.close();
  return { firstCloud, all, longest: Math.max(0, ...tasks), inWorker };
}
