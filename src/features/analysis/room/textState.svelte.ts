import { proxy } from 'comlink';
import { rowAnalysis } from '../../../worker/analysisClient';
import type { TextReport, TextRequest } from '../../../domain/text/textRequest';

/** With more comments than this a part of them is read first, for an impression within a second. */
const sampleFrom = 6_000;
const sampleOf = 1_500;

/** What the comments in scope say; a first impression comes before the whole. */
export class TextState {
  #report = $state.raw<TextReport | null>(null);
  #progress = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  #hasFailed = $state(false);
  #ticket = 0;
  #scope = '';

  get report(): TextReport | null {
    return this.#report;
  }

  /** The comments in scope could not be read, or may not be shown. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** How many rows have been read for the whole; null while nothing is being read. */
  get progress(): { readonly done: number; readonly total: number } | null {
    return this.#progress;
  }

  /** Nothing is known any more: what is asked next has other comments. */
  clear(): void {
    this.#ticket++;
    this.#report = null;
    this.#progress = null;
  }

  /** Asks about the comments in scope; `rows` is how many responses may have one. */
  async ask(engagementId: string, request: TextRequest, rows: number): Promise<void> {
    const ticket = ++this.#ticket;
    const isCurrent = () => ticket === this.#ticket;
    // Under another scope nothing of the last one is shown; other rules or codes count the same comments.
    const scope = JSON.stringify(request.scope);
    if (scope !== this.#scope) {
      this.#scope = scope;
      this.#report = null;
    }
    this.#hasFailed = false;
    const onProgress = proxy((done: number, total: number) => {
      if (isCurrent()) this.#progress = { done, total };
    });
    try {
      if (rows > sampleFrom && this.#report === null) {
        const first = await rowAnalysis().text(engagementId, request, sampleOf, onProgress);
        if (!isCurrent()) return;
        this.#report = first;
      }
      const report = await rowAnalysis().text(engagementId, request, null, onProgress);
      if (isCurrent()) this.#report = report;
    } catch (error) {
      if (isCurrent()) {
        this.#report = null;
        this.#hasFailed = true;
      }
      throw error;
    } finally {
      if (isCurrent()) this.#progress = null;
    }
  }
}
