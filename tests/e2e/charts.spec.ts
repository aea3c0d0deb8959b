import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../support/repository';
import { expect, test } from './support';

/** The charts and their cases as one script for a blank page. */
async function chartScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ compilerOptions: { css: 'injected' } })],
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      rollupOptions: {
        input: join(root, 'tests/support/inBrowser/charts.ts'),
        output: { format: 'es' },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as {
    output: readonly { readonly type: string; readonly code: string }[];
  };
  return output.find(({ type }) => type === 'chunk')!.code;
}

interface ChartPage {
  measureCharts: (widths: readonly number[]) => { chart: string; width: number; what: string }[];
  drawToWalk: (chart: string) => { marks: number };
  walkable: string[];
  placeLongWords: () => Promise<{ asked: number; placed: number; sizes: number[] }>;
  said: string[];
  opened: string[];
}

test.describe('charts in the browser', () => {
  let script = '';
  test.beforeAll(async () => {
    script = await chartScript();
  });
  test.beforeEach(async ({ page }) => {
    await page.goto('about:blank');
    for (const file of ['tokens.css', 'base.css']) {
      await page.addStyleTag({ content: readFileSync(join(root, 'src/ui', file), 'utf8') });
    }
    await page.addScriptTag({ type: 'module', content: script });
  });

  test('no label covers another and nothing leaves its frame, from 320 to 2,560 px', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 2_600, height: 900 });
    const faults = await page.evaluate(() =>
      (globalThis as unknown as ChartPage).measureCharts([320, 480, 760, 1_440, 2_560]),
    );
    expect(faults.map(({ chart, width, what }) => `${chart} @${width}: ${what}`)).toEqual([]);
  });

  test('arrow keys walk every mark of every chart, Enter opens one', async ({ page }) => {
    const charts = await page.evaluate(() => (globalThis as unknown as ChartPage).walkable);
    expect(charts.length).toBeGreaterThanOrEqual(10);
    for (const chart of charts) {
      const { marks } = await page.evaluate(
        (name) => (globalThis as unknown as ChartPage).drawToWalk(name),
        chart,
      );
      await page.keyboard.press('Tab');
      for (let at = 1; at < marks; at++) await page.keyboard.press('ArrowRight');
      // At the end there is nothing further.
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      const { said, opened } = await page.evaluate(() => {
        const { said: read, opened: open } = globalThis as unknown as ChartPage;
        return { said: read, opened: open };
      });
      expect(said.length, chart).toBe(marks + 1);
      expect(
        said.every((line) => line.length > 0),
        chart,
      ).toBe(true);
      expect(opened.length, chart).toBe(1);
    }
  });

  test('a word cloud of equally frequent long phrases is finished; what finds no room is left out', async ({
    page,
  }) => {
    const { asked, placed, sizes } = await page.evaluate(() =>
      (globalThis as unknown as ChartPage).placeLongWords(),
    );
    expect(placed).toBeGreaterThan(0);
    expect(placed).toBeLessThan(asked);
    // Equal counts, equal sizes.
    expect(sizes).toHaveLength(1);
  });
});
