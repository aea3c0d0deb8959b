interface Battery extends EventTarget {
  readonly level: number;
  readonly charging: boolean;
}

/** What may go wrong with the device during an interview. */
export interface Readiness {
  /** Share of the battery, 0–1; null where the browser does not say or it is charging. */
  readonly battery: number | null;
  /** Bytes free for this app; null where the browser does not say. */
  readonly freeBytes: number | null;
  /** False where the browser may clear the data when space runs short. */
  readonly isPersistent: boolean;
  /** True once the app works without a network. */
  readonly isOfflineReady: boolean;
}

/** Below this a device may go out in the middle of an interview. */
export const lowBattery = 0.25;
/** An hour of recording and its answers take about 20 MB; this leaves room for several. */
export const lowSpace = 200_000_000;

/** Looks at the device, and asks the browser to keep the data: now there is something to lose. */
export async function checkDevice(): Promise<Readiness> {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
  const battery = await getBattery?.call(navigator).catch(() => null);
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  const isPersistent =
    (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.()) || false;
  const { quota, usage } = estimate ?? {};
  return {
    battery: battery && !battery.charging ? battery.level : null,
    freeBytes: quota === undefined || usage === undefined ? null : quota - usage,
    isPersistent,
    isOfflineReady: navigator.serviceWorker?.controller != null,
  };
}

/**
 * Keeps the screen on while a component is on it; asks again when the page comes back to the front.
 * Call it while a component is set up.
 */
export function keepAwake(): void {
  $effect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      // A low battery or an old browser refuses; the system's own timeout then applies.
      lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
      if (isOver) void lock?.release();
    };
    const back = () => void ask();
    document.addEventListener('visibilitychange', back);
    void ask();
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', back);
      void lock?.release();
    };
  });
}

/** True while the browser has a network; follows it. */
export function networkState(): { readonly isOnline: boolean } {
  let isOnline = $state(navigator.onLine);
  $effect(() => {
    const look = () => (isOnline = navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  });
  return {
    get isOnline() {
      return isOnline;
    },
  };
}
