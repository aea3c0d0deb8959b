/** How far a long job has come. */
export interface JobProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly rows: number;
}

export type OnProgress = (progress: JobProgress) => void;

const everyMs = 100;

/** Passes progress on at most ten times a second; each report crosses to the main thread. */
export function throttled(onProgress: OnProgress): OnProgress {
  let last = -Infinity;
  return (progress: JobProgress) => {
    const now = performance.now();
    if (now - last < everyMs && progress.bytesDone < progress.bytesTotal) return;
    last = now;
    onProgress(progress);
  };
}
