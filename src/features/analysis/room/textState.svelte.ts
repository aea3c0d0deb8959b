import { proxy } from 'comlink';
import type { TextReport, TextRequest } from '../../../domain/text/textRequest';
import { equal } from '../../../shared/equal';
import { answer, type Answer } from '../../../ui/answer.svelte';
import { rowAnalysis } from '../../../worker/analysisClient';

/** With more comments than this a part of them is read first, for an impression within a second. */
const sampleFrom = 6_000;
const sampleOf = 1_500;

/** Reading anew begins when changes have rested this long. */
const restMs = 200;

/** The comments that are asked about; `rows` is how many responses may have one. */
export interface TextQuestion {
  readonly engagementId: string;
  readonly revision: number;
  readonly request: TextRequest;
  readonly rows: number;
}

/** What the comments in scope say; a first impression comes before the whole. */
export class TextState {
  readonly #answer: Answer<TextQuestion, TextReport>;
  /** What was read last: the first reading of an engagement's texts waits for nothing. */
  #read: { readonly engagementId: string; readonly revision: number } | null = null;
  #progress = $state.raw<{ readonly done: number; readonly total: number } | null>(null);

  constructor(question: () => TextQuestion | null, rowsReady: () => Promise<unknown>) {
    this.#answer = answer<TextQuestion, TextReport>(
      question,
      async ({ engagementId, revision, request, rows }, { tell, isCurrent }) => {
        this.#read = { engagementId, revision };
        await rowsReady();
        const onProgress = proxy((done: number, total: number) => {
          if (isCurrent()) this.#progress = { done, total };
        });
        try {
          if (rows > sampleFrom && this.report === null && isCurrent()) {
            tell(await rowAnalysis().text(engagementId, request, sampleOf, onProgress));
          }
          if (!isCurrent()) return null;
          return await rowAnalysis().text(engagementId, request, null, onProgress);
        } finally {
          if (isCurrent()) this.#progress = null;
        }
      },
      {
        // Under another scope nothing of the last one is shown; other rules or codes count the same comments.
        about: ({ engagementId, revision, request }) => ({
          engagementId,
          revision,
          scope: request.scope,
        }),
        restMs: ({ engagementId, revision }) =>
          equal(this.#read, { engagementId, revision }) ? restMs : 0,
      },
    );
  }

  get report(): TextReport | null {
    // A first impression does not stand for the whole that could not be read.
    return this.#answer.hasFailed ? null : this.#answer.current;
  }

  /** The comments in scope could not be read, or may not be shown. */
  get hasFailed(): boolean {
    return this.#answer.hasFailed;
  }

  /** How many rows have been read for the whole; null while nothing is being read. */
  get progress(): { readonly done: number; readonly total: number } | null {
    return this.#answer.isAsking ? this.#progress : null;
  }
}
