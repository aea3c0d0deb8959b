import { createContext } from 'svelte';

/** An engagement as the desk names it. */
export interface DeskEngagement {
  readonly id: string;
  readonly name: string;
}

/** What is to be imported, exported or compared; the shell shows the dialog for it over any room. */
export class SnapshotDesk {
  #incoming = $state.raw<readonly File[]>([]);
  #exporting = $state.raw<DeskEngagement | null>(null);
  #comparing = $state.raw<DeskEngagement | null>(null);

  /** True while there is a dialog to show. */
  get isOpen(): boolean {
    return this.#incoming.length > 0 || this.#exporting !== null || this.#comparing !== null;
  }

  /** The file to be looked at next; null when none waits. */
  get incoming(): File | null {
    return this.#incoming[0] ?? null;
  }

  get exporting(): DeskEngagement | null {
    return this.#exporting;
  }

  get comparing(): DeskEngagement | null {
    return this.#comparing;
  }

  /** Puts snapshot files in line. */
  offer(files: readonly File[]): void {
    this.#incoming = [...this.#incoming, ...files];
  }

  /** The first file was dealt with. */
  next(): void {
    this.#incoming = this.#incoming.slice(1);
  }

  /** Opens the export of an engagement; null closes it. */
  export(engagement: DeskEngagement | null): void {
    this.#exporting = engagement;
  }

  /** Opens the comparison of an engagement with a file; null closes it. */
  compare(engagement: DeskEngagement | null): void {
    this.#comparing = engagement;
  }
}

/** The shell provides it, rooms read it. */
export const [getSnapshotDesk, setSnapshotDesk] = createContext<SnapshotDesk>();
