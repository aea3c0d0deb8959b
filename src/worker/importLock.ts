const lockName = (sourceId: string) => `satiscope-import-${sourceId}`;

/** Runs an import while holding a lock that the browser releases if this worker dies. */
export async function holdImport<T>(sourceId: string, run: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return run();
  return navigator.locks.request(lockName(sourceId), run) as Promise<T>;
}

/** True while some tab is still importing this source. */
export async function isImportRunning(sourceId: string): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  return navigator.locks.request(
    lockName(sourceId),
    { ifAvailable: true },
    (lock) => lock === null,
  );
}
