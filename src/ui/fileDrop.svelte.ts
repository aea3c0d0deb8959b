import { createContext } from 'svelte';

/** A file to be imported, and which of its worksheets; null for the first with a table. */
export interface WaitingFile {
  readonly engagementId: string;
  readonly file: File;
  readonly sheet: string | null;
}

/** Files that were dropped or picked and wait for an engagement's data room to take them up. */
export class FileDrop {
  #waiting = $state.raw<readonly WaitingFile[]>([]);

  /** How many files wait for an engagement. */
  countFor(engagementId: string): number {
    return this.#waiting.filter((waiting) => waiting.engagementId === engagementId).length;
  }

  offer(engagementId: string, files: readonly File[]): void {
    this.#waiting = [
      ...this.#waiting,
      ...files.map((file) => ({ engagementId, file, sheet: null })),
    ];
  }

  /** Puts further worksheets of a file next in line. */
  offerSheets(engagementId: string, file: File, sheets: readonly string[]): void {
    this.#waiting = [...sheets.map((sheet) => ({ engagementId, file, sheet })), ...this.#waiting];
  }

  /** Puts a file that was taken back at the head of the line. */
  putBack({ engagementId, file, sheet }: WaitingFile): void {
    this.#waiting = [{ engagementId, file, sheet }, ...this.#waiting];
  }

  /** Takes the first file that waits for an engagement; null when none does. */
  take(engagementId: string): WaitingFile | null {
    const first = this.#waiting.find((waiting) => waiting.engagementId === engagementId);
    if (!first) return null;
    this.#waiting = this.#waiting.filter((waiting) => waiting !== first);
    return first;
  }
}

/** The shell provides it, rooms read it. */
export const [getFileDrop, setFileDrop] = createContext<FileDrop>();
