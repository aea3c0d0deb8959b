import type { StorageTrouble } from './watchStorage';

/** What is wrong with the database of this page, for every screen that calls something saved. */
class TroubleState {
  #current = $state<StorageTrouble | null>(null);

  get current(): StorageTrouble | null {
    return this.#current;
  }

  /** True where what is typed from now on cannot be saved by this page. */
  get stopsSaving(): boolean {
    return this.#current === 'cleared' || this.#current === 'newer';
  }

  set(trouble: StorageTrouble | null): void {
    this.#current = trouble;
  }
}

export const storageTrouble = new TroubleState();
