// Measures the built app in Chromium with a profile on disk and writes the table of results.
// Usage: npm run bench [-- rows ...]
import { chromium } from '@playwright/test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, quietSwitches } from '../support/chromium.mjs';
import { serveFolder } from '../support/staticServer.mjs';
import { generate } from './generate.mjs';
import { measureTexts } from './texts.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sizes = process.argv.slice(2).map(Number);
const repeats = 3;

/** @param {readonly number[]} values @param {number} share */
const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};
/** @param {readonly number[]} values */
const median = (values) => quantile(values, 0.5);
/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** Memory of a process in MB. @param {number} pid */
async function residentMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024;
}

/** Papaparse alone over the same decoded text. @param {import('@playwright/test').Page} page */
async function papaAlone(page) {
  return page.evaluate(async () => {
    const input = /** @type {HTMLInputElement} */ (document.querySelector('input'));
    const text = new TextDecoder().decode(
      await /** @type {File} */ (input.files?.[0]).arrayBuffer(),
    );
    const before = performance.now();
    /** @type {any} */ (window).Papa.parse(text);
    return performance.now() - before;
  });
}

/** Milliseconds from `act` until the element's text has changed. */
const untilChanged = `(selector, act) => new Promise((resolve) => {
  const element = document.querySelector(selector);
  const before = element.textContent;
  const start = performance.now();
  const observer = new MutationObserver(() => {
    if (document.querySelector(selector)?.textContent === before) return;
    observer.disconnect();
    resolve(performance.now() - start);
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  act();
})`;

/** @param {number} rows @param {string} folder @param {string} url */
async function measure(rows, folder, url) {
  const file = join(folder, `survey-${rows}.csv`);
  await generate(file, rows);
  /** @type {Record<string, number[]>} */
  const found = {
    papa: [],
    compute: [],
    clean: [],
    limit: [],
    store: [],
    visible: [],
    reload: [],
    cold: [],
    answer: [],
    filter: [],
    weight: [],
    peak: [],
    task: [],
  };
  for (let repeat = 0; repeat < repeats; repeat++) {
    const executablePath = findChromium();
    const context = await chromium.launchPersistentContext(
      join(folder, `profile-${rows}-${repeat}`),
      {
        args: quietSwitches,
        locale: 'en-US',
        viewport: { width: 1440, height: 900 },
        ...(executablePath ? { executablePath } : {}),
      },
    );
    const other = await context.newPage();
    await other.setContent('<input type="file">');
    await other.addScriptTag({ path: join(root, 'node_modules/papaparse/papaparse.min.js') });
    await other.setInputFiles('input', file);
    found['papa']?.push(await papaAlone(other));

    const page = await context.newPage();
    await page.addInitScript(() => {
      /** @type {any} */ (window).tasks = [];
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) {
          // The first second is start-up.
          if (startTime > 1000) /** @type {any} */ (window).tasks.push(duration);
        }
      }).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(url);
    await page.getByRole('button', { name: 'Choose a data file' }).waitFor();
    await page.waitForTimeout(1500);
    const browser = await context.browser()?.newBrowserCDPSession();
    const session = browser ?? (await context.newCDPSession(page));
    const pids = await processes(session);
    const empty = await Promise.all(pids.map(residentMb));
    let peak = 0;
    const watch = setInterval(async () => {
      const now = await Promise.all(pids.map(residentMb));
      peak = Math.max(peak, ...now.map((mb, index) => mb - (empty[index] ?? 0)));
    }, 50);

    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose a data file' }).click(),
    ]);
    await chooser.setFiles(file);
    await page.getByRole('radio', { name: /compute the NPS/u }).check({ timeout: 120_000 });
    const before = Date.now();
    await page.getByRole('button', { name: /^Import/u }).click();
    await page
      .getByRole('heading', { name: /^(?:Cleaning moves|The score stays)/u })
      .waitFor({ timeout: 120_000 });
    found['visible']?.push(Date.now() - before);
    clearInterval(watch);
    found['peak']?.push(peak);
    const measures = await page.evaluate(() =>
      performance.getEntriesByType('measure').map(({ name, duration }) => [name, duration]),
    );
    for (const [name, duration] of measures) {
      if (name === 'import.compute') found['compute']?.push(Number(duration));
      if (name === 'import.clean') found['clean']?.push(Number(duration));
      if (name === 'import.store') found['store']?.push(Number(duration));
    }
    found['papa']?.push(await papaAlone(other));
    await other.close();

    await page.getByRole('button', { name: /^Too fast/u }).click();
    await page.waitForTimeout(2500);
    for (let change = 0; change < 20; change++) {
      const took = await page.evaluate(
        `(${untilChanged})('section[aria-labelledby="cleaning-title"] dl', () => {
          const input = document.querySelector('.limits input');
          input.value = String(${change % 2 === 0 ? 90 : 120} + ${change});
          input.dispatchEvent(new Event('change', { bubbles: true }));
        })`,
      );
      found['limit']?.push(Number(took));
      await page.waitForTimeout(400);
    }
    await page.getByRole('link', { name: 'See the analysis' }).click();
    const score = page.getByRole('region', { name: 'Overview' });
    await score.waitFor();
    await page.waitForTimeout(2500);
    const filters = ['East', 'South', 'North', 'Central', 'Southwest', 'Northwest'];
    for (let change = 0; change < 40; change++) {
      const value = filters[change % filters.length] ?? '';
      const took = await page.evaluate(
        `(${untilChanged})('section[aria-label="Scope"] strong', () => { location.hash = location.hash.split('?')[0] + '?s.Region=' + ${JSON.stringify(value)}; })`,
      );
      found['filter']?.push(Number(took));
      await page.waitForTimeout(150);
    }
    const answers = await page.evaluate(() =>
      performance.getEntriesByName('analysis.answer').map(({ duration }) => duration),
    );
    found['answer']?.push(...answers.slice(-40));
    const tasks = /** @type {number[]} */ (await page.evaluate('window.tasks'));
    found['task']?.push(Math.max(0, ...tasks));

    const room = page.url().split('?')[0] ?? url;
    await page.goto(`${room}?view=segments`);
    await page.waitForTimeout(3000);
    for (const segment of filters.slice(0, 3)) {
      await page.goto(`${room}?view=segments&s.Region=${segment}&by=Channel`);
      await page.waitForTimeout(2500);
    }
    await page.goto(`${room}?view=drivers`);
    await page
      .getByRole('heading', { name: 'Reliability of the dimensions' })
      .waitFor({ timeout: 120_000 });
    await page.waitForTimeout(1000);
    for (const worker of page.workers()) {
      const entries = await worker.evaluate(() =>
        performance.getEntriesByType('measure').map(({ name, duration }) => [name, duration]),
      );
      for (const [name, duration] of entries) (found[String(name)] ??= []).push(Number(duration));
    }

    await page.goto(room);
    await page.waitForTimeout(500);
    const start = Date.now();
    await page.reload();
    await page.getByRole('region', { name: 'Overview' }).waitFor();
    found['reload']?.push(Date.now() - start);

    // A cold start without a network: another tab, everything from the precache and the disk.
    await context.setOffline(true);
    const cold = await context.newPage();
    const opened = Date.now();
    await cold.goto(room);
    await cold.getByRole('region', { name: 'Overview' }).waitFor();
    found['cold']?.push(Date.now() - opened);
    await cold.close();
    await context.setOffline(false);

    await page.getByRole('link', { name: 'Model', exact: true }).click();
    await page.getByRole('spinbutton').first().waitFor();
    await page.waitForTimeout(1000);
    for (let change = 0; change < 40; change++) {
      const took = await page.evaluate(
        `(${untilChanged})('section[aria-label="Effect on the score"] b', () => {
          const input = document.querySelectorAll('td input[aria-label^="Weight of"]')[1];
          input.value = String(${change % 2 === 0 ? 95 : 1});
          input.dispatchEvent(new Event('input', { bubbles: true }));
        })`,
      );
      found['weight']?.push(Number(took));
      await page.waitForTimeout(50);
    }
    await context.close();
  }
  return found;
}

/** Process ids of all renderers. @param {any} session @returns {Promise<number[]>} */
async function processes(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo
    .filter((/** @type {{ type: string }} */ { type }) => type === 'renderer')
    .map((/** @type {{ id: number }} */ { id }) => id);
}

const folder = await mkdtemp(join(tmpdir(), 'satiscope-bench-'));
const server = await serveFolder(join(root, 'dist'));
const day = new Date().toISOString().slice(0, 10);
const lines = [
  `# Benchmark of ${day}`,
  '',
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, headless Chromium with a profile on disk.`,
  `Generated survey, 20 columns, ${repeats} runs each, Papaparse before and after every import in the same browser; medians. Filter and weight changes: 95th percentile of ${repeats * 40}; answered: the worker's round trip, on screen: from the change to the changed text, round trip and rendering of all charts included.`,
  '',
  '| rows | Papaparse alone | import: decode … cube | rows/s | ratio to Papaparse | all cleaning rules | ratio to Papaparse | changed limit on screen p95 | storing | click to visible scores | reload to scores | room from a cold offline start | filter answered p95 | filter on screen p95 | weight on screen p95 | peak memory | longest task |',
  '|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
];
/** @type {string[]} */
const statistics = [];
for (const rows of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
  const found = await measure(rows, folder, server.url);
  const of = (/** @type {string} */ name) => median(found[name] ?? []);
  lines.push(
    `| ${rows.toLocaleString('en')} | ${seconds(of('papa'))} | ${seconds(of('compute'))} | ${Math.round(rows / (of('compute') / 1000)).toLocaleString('en')} | ${(of('compute') / of('papa')).toFixed(2)} | ${seconds(of('clean'))} | ${(of('clean') / of('papa')).toFixed(2)} | ${quantile(found['limit'] ?? [], 0.95).toFixed(0)} ms | ${seconds(of('store'))} | ${seconds(of('visible'))} | ${seconds(of('reload'))} | ${seconds(of('cold'))} | ${quantile(found['answer'] ?? [], 0.95).toFixed(1)} ms | ${quantile(found['filter'] ?? [], 0.95).toFixed(1)} ms | ${quantile(found['weight'] ?? [], 0.95).toFixed(1)} ms | ${Math.round(Math.max(...(found['peak'] ?? [0])))} MB | ${Math.max(...(found['task'] ?? [0])) < 50 ? '< 50 ms' : `${Math.round(Math.max(...(found['task'] ?? [0])))} ms`} |`,
  );
  const p95 = (/** @type {string} */ name) => `${quantile(found[name] ?? [], 0.95).toFixed(1)} ms`;
  const middle = (/** @type {string} */ name) => `${median(found[name] ?? []).toFixed(0)} ms`;
  statistics.push(
    `| ${rows.toLocaleString('en')} | ${p95('answer.score')} | ${p95('answer.cut')} | ${middle('answer.precision')} | ${middle('answer.cutTests')} | ${middle('answer.drivers')} | ${middle('answer.reliability')} |`,
  );
  console.log(
    statistics.at(-1),
    lines.at(-1),
    JSON.stringify(
      Object.fromEntries(
        Object.entries(found).map(([name, values]) => [name, values.slice(0, 6).map(Math.round)]),
      ),
    ),
  );
}
lines.push(
  '',
  'Statistics, in the worker: scores and cuts from the counts (95th percentile), everything else from the rows (median). Drivers: one pass over the rows, LMG of all indicators, 300 resamples.',
  '',
  '| rows | scores, trend, NPS | cut | interval of overall and dimensions, whole and by quarter | tests of a cut | drivers | reliability |',
  '|--:|--:|--:|--:|--:|--:|--:|',
  ...statistics,
  '',
  'To reach at 1M rows: import ratio ≤ 2.0 without the rules, rules ≤ 1.0, a changed limit ≤ 150 ms at 100,000 rows, storing ≤ 0.6 s, reload ≤ 0.8 s, filter and weight ≤ 16 ms, peak ≤ 650 MB above the empty page, no task over 50 ms after start-up; scores and cuts ≤ 16 ms from the counts, the interval ≤ 100 ms.',
  '',
);
const texts = await measureTexts(60_000, folder, server.url);
console.log(JSON.stringify(texts));
lines.push(
  'Texts: 60,000 Chinese comments (generated), words, phrases, themes, sentiment and copies; from opening the room with nothing in memory.',
  '',
  '| first cloud on screen (sample) | all on screen | in the worker: sample | in the worker: all | longest task |',
  '|--:|--:|--:|--:|--:|',
  `| ${seconds(texts.firstCloud)} | ${seconds(texts.all)} | ${seconds(texts.inWorker['answer.textSample'] ?? NaN)} | ${seconds(texts.inWorker['answer.text'] ?? NaN)} | ${Math.round(texts.longest)} ms |`,
  '',
  'To reach: first cloud from a sample within 1 s, all within 6 s in the worker.',
  '',
);
const target = join(root, 'tests/bench/results', `${day}.md`);
await writeFile(target, lines.join('\n'));
console.log(`written to ${target}`);
await server.stop();
await rm(folder, { recursive: true, force: true });
