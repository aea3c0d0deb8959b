import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

/**
 * What the page may do. Nothing leaves the origin; styles may be inline because components set
 * positions, scripts never. WebAssembly is the Chinese word segmenter.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the policy into the built page, so that any static host serves it. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

const firstScreenBudgetKb = 150;

/** Fails the build when the script needed before the first screen outgrows its budget (gzip). */
function firstScreenBudget(): Plugin {
  return {
    name: 'first-screen-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const needed = new Set<string>();
      const add = (fileName: string) => {
        const chunk = bundle[fileName];
        if (needed.has(fileName) || chunk?.type !== 'chunk') return;
        needed.add(fileName);
        chunk.imports.forEach(add);
      };
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && chunk.isEntry) add(chunk.fileName);
      }
      let bytes = 0;
      for (const fileName of needed) {
        const chunk = bundle[fileName];
        if (chunk?.type === 'chunk') bytes += gzipSync(chunk.code).length;
      }
      const kb = bytes / 1000;
      if (kb === 0) return;
      this.info(`script before the first screen: ${kb.toFixed(1)} kB gzip`);
      if (kb > firstScreenBudgetKb) {
        this.error(
          `first screen needs ${kb.toFixed(1)} kB, the budget is ${firstScreenBudgetKb} kB`,
        );
      }
    },
  };
}

/** What the browser checks a part of the build by before it keeps it for offline use. */
function integrityOf(url: string): string {
  const digest = createHash('sha384')
    .update(readFileSync(`dist/${url}`))
    .digest('base64');
  return `sha384-${digest}`;
}

const port = 4173;

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  base: './',
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: { target: 'es2023', chunkSizeWarningLimit: 1_000 },
  worker: { format: 'es' },
  server: { port: 5173, strictPort: true },
  preview: {
    port,
    strictPort: true,
    headers: {
      'Content-Security-Policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
  },
  plugins: [
    svelte({ compilerOptions: { runes: true } }),
    policyInPage(),
    firstScreenBudget(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'serviceWorker.ts',
      injectRegister: false,
      manifestFilename: 'manifest.webmanifest',
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,wasm,webmanifest}'],
        // jieba-wasm is 4 MB; without this it would silently stay out of the precache.
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        // A part that arrives cut short, or as some page with status 200, is not installed.
        manifestTransforms: [
          (entries) => ({
            manifest: entries.map((entry) =>
              // The plugin lists the manifest itself, without.
              entry.url.endsWith('.webmanifest')
                ? entry
                : { ...entry, integrity: integrityOf(entry.url) },
            ),
          }),
        ],
      },
      manifest: {
        id: './',
        name: '满意度分析台 Satiscope',
        short_name: '满意度分析台',
        description: '满意度问卷的清洗、计分与图表，全部在本机完成',
        lang: 'zh-CN',
        start_url: './',
        scope: './',
        display: 'standalone',
        file_handlers: [
          {
            action: './',
            accept: {
              'application/json': ['.json'],
              'text/csv': ['.csv', '.tsv'],
              'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
              'application/vnd.ms-excel': ['.xls'],
            },
          },
        ],
        launch_handler: { client_mode: 'focus-existing' },
        background_color: '#F4F6F6',
        theme_color: '#0B6B78',
        icons: [
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          setupFiles: ['tests/support/languages.ts'],
          include: [
            'tests/unit/**/*.test.ts',
            'tests/reference/**/*.test.ts',
            'tests/architecture/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['tests/integration/**/*.test.ts'],
          setupFiles: ['tests/support/integrationSetup.ts', 'tests/support/languages.ts'],
          // Some unfold hundreds of megabytes; a busy machine needs longer for that than for a unit.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['tests/component/*.test.ts'],
          setupFiles: ['tests/support/componentSetup.ts', 'tests/support/languages.ts'],
        },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: {
          // Whole rooms on the real storage code and the worker's own script, without a browser.
          name: 'rooms',
          environment: 'jsdom',
          include: ['tests/component/rooms/*.test.ts'],
          setupFiles: [
            'tests/support/componentSetup.ts',
            'tests/support/roomSetup.ts',
            'tests/support/languages.ts',
          ],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
