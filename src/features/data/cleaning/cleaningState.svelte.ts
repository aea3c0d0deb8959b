import type { Suggestion } from '../../../domain/cleaning/suggestions';
import type { IndicatorModel } from '../../../domain/model/indicatorModel';
import type { CleaningReport } from '../../../domain/scoring/cleaningEffect';
import { errors } from '../../../ui/errors.svelte';
import { rowAnalysis } from '../../../worker/analysisClient';

/**
 * What the cleaning rules do to the open engagement. One worker answers all of it: it holds the
 * rows, so that a changed threshold costs one rule and not a second reading.
 */
export class CleaningState {
  #report = $state.raw<CleaningReport | null>(null);
  #suggestions = $state.raw<readonly Suggestion[]>([]);
  #isBusy = $state(false);
  #revision = $state(0);
  #asked = 0;

  get report(): CleaningReport | null {
    return this.#report;
  }

  get suggestions(): readonly Suggestion[] {
    return this.#suggestions;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Grows with each new report, so that lists know when to ask again. */
  get revision(): number {
    return this.#revision;
  }

  /** Asks for the report after something stored has changed; only the last answer counts. */
  async refresh(engagementId: string, model: IndicatorModel): Promise<void> {
    const ticket = ++this.#asked;
    this.#isBusy = true;
    try {
      await rowAnalysis().openEngagement(engagementId);
      const report = await rowAnalysis().cleaning(engagementId, model);
      if (ticket !== this.#asked) return;
      this.#report = report;
      this.#revision++;
      const suggested = await rowAnalysis().suggestions(engagementId);
      if (ticket === this.#asked) this.#suggestions = suggested;
    } catch (error) {
      if (ticket === this.#asked) errors.report(error);
    } finally {
      if (ticket === this.#asked) this.#isBusy = false;
    }
  }
}
