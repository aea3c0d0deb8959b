import { createContext } from 'svelte';

/** Files that were dropped or picked and wait for the data room to take them up. */
export class FileDrop {
  #waiting = $state.raw<readonly File[]>([]);

  get waiting(): readonly File[] {
    return this.#waiting;
  }

  offer(files: readonly File[]): void {
    this.#waiting = [...this.#waiting, ...files];
  }

  /** Takes the first waiting file; null when none waits. */
  take(): File | null {
    const [first, ...rest] = this.#waiting;
    if (!first) return null;
    this.#waiting = rest;
    return first;
  }

  clear(): void {
    this.#waiting = [];
  }
}

/** The shell provides it, rooms read it. */
export const [getFileDrop, setFileDrop] = createContext<FileDrop>();
