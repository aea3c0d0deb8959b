import { chromium, type BrowserContext } from '@playwright/test';
import { findChromium, quietSwitches } from './chromium.mjs';

/** A browser whose profile lies on disk, as a user's does; without one storage stays in memory. */
export function openProfile(
  folder: string,
  options: {
    readonly baseURL?: string | undefined;
    readonly viewport?: { readonly width: number; readonly height: number };
    readonly hasTouch?: boolean;
    /** With a microphone that hums, and leave to use it. */
    readonly hasMicrophone?: boolean;
  } = {},
): Promise<BrowserContext> {
  const executablePath = findChromium();
  return chromium.launchPersistentContext(folder, {
    args: options.hasMicrophone
      ? [...quietSwitches, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']
      : quietSwitches,
    locale: 'zh-CN',
    viewport: options.viewport ?? { width: 1440, height: 900 },
    hasTouch: options.hasTouch ?? false,
    ...(options.baseURL === undefined ? {} : { baseURL: options.baseURL }),
    ...(executablePath ? { executablePath } : {}),
  });
}
