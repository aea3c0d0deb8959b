import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../support/repository';
import { expect, test } from './support';

/** Data of cases that is no part of the repository. */
const published = join(root, '../shared/reference/data');

/** Texts that the reference tests read, by the path they ask for. */
function referenceFiles(): Record<string, string> {
  const inFolder = (folder: string, name: string, ending: RegExp) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => ending.test(file))
          .map((file) => [`${name}/${file}`, readFileSync(join(folder, file), 'utf8')] as const)
      : [];
  return Object.fromEntries([
    ...inFolder(join(root, 'tests/reference'), 'checkout/tests/reference', /\.(?:json|csv)$/u),
    ...inFolder(published, 'shared/reference/data', /\.(?:json|csv)$/u),
  ]);
}

test('every reference case passes in Chromium as it does in Node', async ({ page }) => {
  const folder = join(root, 'tests/reference');
  const tests = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
  const shims = join(root, 'tests/support/inBrowser');
  const entry = 'virtual:reference';
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: {
        vitest: join(shims, 'vitest.ts'),
        'node:fs': join(shims, 'files.ts'),
        'node:path': join(shims, 'files.ts'),
      },
    },
    plugins: [
      {
        name: 'reference-entry',
        enforce: 'pre',
        resolveId(id) {
          if (id === entry) return `\0${entry}`;
          return id.endsWith('/repository') ? join(shims, 'repository.ts') : null;
        },
        load: (id) =>
          id === `\0${entry}`
            ? [
                ...tests.map((file) => `import ${JSON.stringify(join(folder, file))};`),
                `import { runClaims } from ${JSON.stringify(join(shims, 'vitest.ts'))};`,
                'globalThis.runReference = runClaims;',
              ].join('\n')
            : null,
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      rollupOptions: { input: entry, output: { format: 'es' } },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as {
    output: readonly { readonly type: string; readonly code: string }[];
  };
  const code = output.find(({ type }) => type === 'chunk')!.code;
  await page.goto('about:blank');
  await page.evaluate(
    (files) => Object.assign(globalThis, { referenceFiles: files }),
    referenceFiles(),
  );
  await page.addScriptTag({ type: 'module', content: code });
  const result = await page.evaluate(() =>
    (
      globalThis as unknown as {
        runReference: () => Promise<{ passed: number; failed: string[]; skipped: number }>;
      }
    ).runReference(),
  );
  expect(result.failed).toEqual([]);
  // 407 in all; those on data that is not there are skipped, and said to be.
  expect(result.passed + result.skipped).toBeGreaterThan(400);
  if (existsSync(published)) expect(result.skipped).toBe(0);
  test.info().annotations.push({
    type: 'reference cases',
    description: `${result.passed} passed, ${result.skipped} skipped`,
  });
});
