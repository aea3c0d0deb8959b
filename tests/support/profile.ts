import { chromium, type BrowserContext } from '@playwright/test';
import { findChromium, quietSwitches } from './chromium.mjs';

/** A browser whose profile lies on disk, as a user's does; without one storage stays in memory. */
export function openProfile(
  folder: string,
  options: { readonly baseURL?: string | undefined } = {},
): Promise<BrowserContext> {
  const executablePath = findChromium();
  return chromium.launchPersistentContext(folder, {
    args: quietSwitches,
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    ...(options.baseURL === undefined ? {} : { baseURL: options.baseURL }),
    ...(executablePath ? { executablePath } : {}),
  });
}
