import type { BrowserContext, Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../src/shared/seededRandom';
import { withChecksum } from '../support/checksum';
import { openProfile } from '../support/profile';
import { serveFolder } from '../support/staticServer.mjs';
import {
  beginInterview,
  csv,
  downloaded,
  expect,
  makeQuestionnaire,
  openInterviews,
  pick,
  planInterview,
  smallSurvey,
  test,
} from './support';

/** `KILLS=200 npx playwright test …/kill.spec.ts` is the long run; CI does a short one. */
const kills = Number(process.env['KILLS'] ?? '4');
const seed = Number(process.env['SEED'] ?? '7');

interface Stored {
  readonly engagements: { id: string }[];
  readonly models: { engagementId: string }[];
  readonly cleaning: { engagementId: string }[];
  readonly sources: { id: string; rowCount: number; engagementId: string; platform: string }[];
  readonly chunks: { sourceId: string; rowCount: number }[];
  readonly answers: { questionId: string; step: number | null; interviewId: string }[];
  readonly goals: { id: string }[];
}

/** Reads the database from a page without the app. */
async function stored(context: BrowserContext, url: string): Promise<Stored> {
  const page = await context.newPage();
  await page.goto(`${url}manifest.webmanifest`);
  const result = await page.evaluate(
    () =>
      new Promise<Stored>((resolve) => {
        const open = indexedDB.open('satiscope');
        open.onsuccess = () => {
          const names = [
            'engagements',
            'models',
            'cleaning',
            'sources',
            'chunks',
            'answers',
            'goals',
          ];
          const transaction = open.result.transaction(names);
          const found: Record<string, unknown[]> = {};
          for (const name of names) {
            transaction.objectStore(name).getAll().onsuccess = (event) => {
              const rows = (event.target as IDBRequest<Record<string, unknown>[]>).result;
              found[name] = rows.map(({ columns, dimensions, settings, ...row }) => row);
            };
          }
          transaction.oncomplete = () => {
            open.result.close();
            resolve(found as unknown as Stored);
          };
        };
      }),
  );
  await page.close();
  return result;
}

/** Kills the renderer after a while; `work` goes on until then. */
async function killedDuring(
  context: BrowserContext,
  page: Page,
  afterMs: number,
  work: () => Promise<void>,
) {
  const cdp = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash', { timeout: 30_000 });
  const timer = setTimeout(() => void cdp.send('Page.crash').catch(() => undefined), afterMs);
  await Promise.race([work().catch(() => undefined), crashed.catch(() => undefined)]);
  await crashed;
  clearTimeout(timer);
  await page.close().catch(() => undefined);
}

/** Every source has all its rows, every engagement its model and rules: nothing half done. */
function expectWhole({ engagements, models, cleaning, sources, chunks }: Stored): void {
  for (const { id, rowCount } of sources) {
    const rows = chunks.filter(({ sourceId }) => sourceId === id);
    expect(rows.reduce((sum, chunk) => sum + chunk.rowCount, 0)).toBe(rowCount);
  }
  const known = new Set(sources.map(({ id }) => id));
  expect(chunks.filter(({ sourceId }) => !known.has(sourceId))).toEqual([]);
  const ids = engagements.map(({ id }) => id).sort();
  expect(models.map(({ engagementId }) => engagementId).sort()).toEqual(ids);
  expect(cleaning.map(({ engagementId }) => engagementId).sort()).toEqual(ids);
}

test(`killed at ${kills} random moments of interviews, imports, restores and merges, what was called saved is there`, async () => {
  test.setTimeout(60_000 + kills * 15_000);
  const random = seededRandom(seed);
  const folder = await mkdtemp(join(tmpdir(), 'satiscope-'));
  const server = await serveFolder(join(import.meta.dirname, '../../dist'));
  const context = await openProfile(join(folder, 'profile'));
  const first = await context.newPage();
  await first.goto(server.url);
  await first.getByRole('button', { name: '打开示例项目' }).first().click();
  await expect(first.getByRole('region', { name: '总览' })).toBeVisible();
  const engagementId = /\/e\/([^/]+)\//u.exec(first.url())![1]!;
  await openInterviews(first);
  await makeQuestionnaire(first);
  await planInterview(first, '海川', '李总');
  await beginInterview(first);
  const interview = first.url();
  await first.goto(server.url);
  await first.getByRole('button', { name: /^导出“/u }).click();
  const { bytes } = await downloaded(first, () =>
    first.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click(),
  );
  await first.close();
  const counts = { interview: 0, import: 0, restore: 0, merge: 0 };
  const said = new Map<string, number>();

  for (let run = 0; run < kills; run++) {
    const before = await stored(context, server.url);
    expectWhole(before);
    const page = await context.newPage();
    const afterMs = Math.floor(random() * 1_600);
    const kind = (['interview', 'import', 'restore', 'merge'] as const)[run % 4]!;
    counts[kind]++;
    let isAcknowledged = false;
    switch (kind) {
      case 'interview': {
        await page.goto(interview);
        await page.getByRole('button', { name: /^从第/u }).click();
        const status = page.getByRole('status').filter({ hasText: '已自动保存' });
        const questions = await page.evaluate(
          () =>
            new Promise<string[]>((resolve) => {
              const open = indexedDB.open('satiscope');
              open.onsuccess = () => {
                const all = open.result
                  .transaction('questionnaires')
                  .objectStore('questionnaires')
                  .getAll();
                all.onsuccess = () => {
                  open.result.close();
                  const [{ questions }] = all.result as [{ questions: { id: string }[] }];
                  resolve(questions.map(({ id }) => id));
                };
              };
            }),
        );
        const tried = new Map<string, number>();
        await killedDuring(context, page, afterMs, async () => {
          for (;;) {
            const jump = page.getByRole('combobox', { name: '跳到题目' });
            const at = Number(await jump.inputValue());
            const step = Math.floor(random() * 5);
            const radio = page.getByRole('radio').nth(step);
            tried.set(questions[at]!, step);
            if ((await radio.getAttribute('aria-checked', { timeout: 500 })) !== 'true') {
              await radio.click({ timeout: 500 });
              await expect(radio).toHaveAttribute('aria-checked', 'true');
            }
            await expect(status).toBeVisible();
            // Only what the screen has called saved counts.
            said.set(questions[at]!, step);
            await jump.selectOption(String((at + 1) % 12), { timeout: 500 });
          }
        });
        const { answers } = await stored(context, server.url);
        for (const [questionId, step] of said) {
          const answer = answers.find((one) => one.questionId === questionId);
          // The last choice may have been written without its check mark being seen.
          expect([step, tried.get(questionId)]).toContain(answer?.step);
          said.set(questionId, answer!.step as number);
        }
        break;
      }
      case 'import': {
        await page.goto(`${server.url}#/e/${engagementId}/data`);
        await pick(page, csv(`${run}.csv`, smallSurvey().replaceAll('P', `R${run}x`)));
        const go = page.getByRole('button', { name: /^导入 \d/u });
        await expect(go).toBeVisible();
        const asks = page.getByRole('radio', { name: /不适用/u });
        if (await asks.isVisible()) {
          await asks.check();
          await page.getByRole('radio', { name: /用来计算 NPS/u }).check();
        }
        await killedDuring(context, page, Math.floor(afterMs / 3), async () => {
          await go.click();
          await expect(page.getByText(/^已导入/u)).toBeVisible();
          isAcknowledged = true;
        });
        const after = await stored(context, server.url);
        const grown = after.sources.length - before.sources.length;
        expect(isAcknowledged ? [1] : [0, 1]).toContain(grown);
        break;
      }
      case 'restore': {
        await page.goto(server.url);
        const [chooser] = await Promise.all([
          page.waitForEvent('filechooser'),
          page.getByRole('button', { name: '导入快照' }).first().click(),
        ]);
        await chooser.setFiles({ name: 's.json', mimeType: 'application/json', buffer: bytes });
        const go = page.getByRole('button', { name: /^(?:另存为副本|导入为新项目)$/u });
        await expect(go).toBeVisible();
        await killedDuring(context, page, Math.floor(afterMs / 2), async () => {
          await go.click();
          await expect(page.getByText('快照已导入')).toBeVisible();
          isAcknowledged = true;
        });
        const after = await stored(context, server.url);
        const grown = after.engagements.length - before.engagements.length;
        expect(isAcknowledged ? [1] : [0, 1]).toContain(grown);
        break;
      }
      case 'merge': {
        const id = randomUUID();
        const file = withGoal(bytes, id, engagementId);
        await page.goto(server.url);
        const [chooser] = await Promise.all([
          page.waitForEvent('filechooser'),
          page.getByRole('button', { name: '导入快照' }).first().click(),
        ]);
        await chooser.setFiles({ name: 's.json', mimeType: 'application/json', buffer: file });
        const go = page.getByRole('button', { name: '合并', exact: true });
        await expect(go).toBeVisible();
        await killedDuring(context, page, Math.floor(afterMs / 2), async () => {
          await go.click();
          await expect(page.getByText(/目标：新增 1/u).last()).toBeVisible();
          await expect(page.getByRole('dialog')).toBeHidden();
          isAcknowledged = true;
        });
        const after = await stored(context, server.url);
        const isThere = after.goals.some((goal) => goal.id === id);
        if (isAcknowledged) expect(isThere).toBe(true);
        expect(after.goals.length - before.goals.length).toBe(isThere ? 1 : 0);
        expect(after.answers.length).toBe(before.answers.length);
        break;
      }
    }
    expectWhole(await stored(context, server.url));
  }
  test.info().annotations.push({ type: 'kills', description: JSON.stringify(counts) });
  const last = await context.newPage();
  await last.goto(interview);
  await expect(last.getByRole('heading', { name: '这场访谈还没做完' })).toBeVisible();
  await context.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The snapshot as a colleague would send it, with one goal more. */
function withGoal(bytes: Buffer, id: string, engagementId: string): Buffer {
  const file = JSON.parse(bytes.toString('utf8')) as { content: { goals: object[] } };
  file.content.goals.push({
    id,
    engagementId,
    metric: { kind: 'overall' },
    note: '',
    from: null,
    to: 4.5,
    startDay: null,
    dueDay: null,
    createdAt: 9,
  });
  return Buffer.from(withChecksum(file));
}
