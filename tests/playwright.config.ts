import { defineConfig } from '@playwright/test';
import { findChromium, quietSwitches } from './support/chromium.mjs';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // Generous: these are claims about what happens, not about how fast; two cores may be shared.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: 'http://localhost:4173',
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
    // Recording every step of every test takes a quarter of the time: TRACE=1 for one that fails.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
    launchOptions: { args: quietSwitches, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: 'npx vite preview',
    cwd: '..',
    url: 'http://localhost:4173',
    reuseExistingServer: true,
  },
});
