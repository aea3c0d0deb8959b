// Measures how fast a snapshot goes out and comes in: 100,000 responses × 20 columns in the built app.
// Usage: node tests/bench/snapshots.mjs [rows]   (after npm run build)
import { chromium } from '@playwright/test';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findChromium, quietSwitches } from '../support/chromium.mjs';
import { serveFolder } from '../support/staticServer.mjs';
import { generate } from './generate.mjs';

/** Longest task on the main thread since `mark`, in ms. @param {import('@playwright/test').Page} page */
const longestTask = (page) =>
  page.evaluate(() => Math.max(0, .../** @type {any} */ (window).tasks.splice(0)));

/** @param {number} rows @param {number} repeats */
export async function measureSnapshots(rows, repeats) {
  const folder = await mkdtemp(join(tmpdir(), 'satiscope-bench-'));
  const dist = fileURLToPath(new URL('../../dist', import.meta.url));
  const server = await serveFolder(dist);
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    args: quietSwitches,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    ...(executablePath ? { executablePath } : {}),
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    /** @type {number[]} */
    const tasks = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const file = join(folder, 'survey.csv');
  await generate(file, rows);
  await page.goto(server.url);
  const [first] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a data file' }).first().click(),
  ]);
  await first.setFiles(file);
  await page.getByRole('radio', { name: /compute the NPS/u }).check({ timeout: 120_000 });
  await page.getByRole('button', { name: /^Import/u }).click();
  await page
    .getByRole('heading', { name: /^(?:Cleaning moves|The score stays)/u })
    .waitFor({ timeout: 120_000 });
  /** @type {{ out: number[], in: number[], outTask: number[], inTask: number[], bytes: number }} */
  const found = { out: [], in: [], outTask: [], inTask: [], bytes: 0 };
  for (let repeat = 0; repeat < repeats; repeat++) {
    await page.goto(server.url);
    await page
      .getByRole('button', { name: /^Export a snapshot of/u })
      .last()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Export', exact: true }).waitFor();
    await longestTask(page);
    const started = Date.now();
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      dialog.getByRole('button', { name: 'Export', exact: true }).click(),
    ]);
    found.out.push(Date.now() - started);
    found.outTask.push(await longestTask(page));
    const path = join(folder, 'out.satiscope.json');
    await download.saveAs(path);
    found.bytes = (await stat(path)).size;
    await page.waitForTimeout(500);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page
        .getByRole('button', { name: /^Import (?:a )?snapshot/u })
        .first()
        .click(),
    ]);
    await chooser.setFiles(path);
    const copy = dialog.getByRole('button', { name: 'Import as a copy' });
    await copy.waitFor({ timeout: 60_000 });
    await longestTask(page);
    const begun = Date.now();
    await copy.click();
    await page.getByText('imported', { exact: false }).first().waitFor({ timeout: 60_000 });
    found.in.push(Date.now() - begun);
    found.inTask.push(await longestTask(page));
  }
  await context.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = Number(process.argv[2] ?? 100_000);
  const { out, in: back, outTask, inTask, bytes } = await measureSnapshots(rows, 3);
  console.log(`${rows} responses × 20 columns, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`file ${(bytes / 1e6).toFixed(1)} MB`);
  console.log(`export ${out.join(', ')} ms; longest task ${outTask.map(Math.round).join(', ')} ms`);
  console.log(`import ${back.join(', ')} ms; longest task ${inTask.map(Math.round).join(', ')} ms`);
}
