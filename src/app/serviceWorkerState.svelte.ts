class ServiceWorkerState {
  #isReady = $state(false);
  #waiting = $state.raw<ServiceWorker | null>(null);

  /** True once every part of the app is on this device. */
  get isOfflineReady(): boolean {
    return this.#isReady;
  }

  /** True when a newer build has been fetched and waits for consent. */
  get hasUpdate(): boolean {
    return this.#waiting !== null;
  }

  /** Registers the worker. A new build is only announced, never taken up by itself. */
  async register(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    // Without a network registering may wait or fail; a page that is served by the worker needs none.
    this.#isReady = navigator.serviceWorker.controller !== null;
    const url = new URL('serviceWorker.js', document.baseURI);
    const registration = await navigator.serviceWorker.register(url);
    if (registration.waiting && registration.active) this.#waiting = registration.waiting;
    registration.addEventListener('updatefound', () => {
      const installing = registration.installing;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed' && registration.active) this.#waiting = installing;
      });
    });
    await navigator.serviceWorker.ready;
    // Only a page that the worker serves has all its parts without a network.
    const look = () => (this.#isReady = navigator.serviceWorker.controller !== null);
    navigator.serviceWorker.addEventListener('controllerchange', look);
    look();
  }

  /** Takes up the waiting build and reloads. Call it on the user's word only. */
  update(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
      once: true,
    });
    this.#waiting?.postMessage({ type: 'SKIP_WAITING' });
  }
}

/** What the service worker has to say to the shell. */
export const serviceWorkerState = new ServiceWorkerState();
