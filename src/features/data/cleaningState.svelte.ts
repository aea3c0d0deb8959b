import type { IndicatorModel } from '../../domain/model/indicatorModel';
import type { CleaningReport } from '../../domain/scoring/cleaningEffect';
import { errors } from '../../ui/errors.svelte';
import { analysis, rowAnalysis } from '../../worker/analysisClient';

/** What the cleaning rules do to the open engagement, counted by the worker. */
export class CleaningState {
  #report = $state.raw<CleaningReport | null>(null);
  #isBusy = $state(false);
  #revision = $state(0);
  #asked = 0;

  get report(): CleaningReport | null {
    return this.#report;
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
      await analysis().openEngagement(engagementId);
      const report = await analysis().cleaning(engagementId, model);
      if (ticket !== this.#asked) return;
      this.#report = report;
      await rowAnalysis().openEngagement(engagementId);
      if (ticket === this.#asked) this.#revision++;
    } catch (error) {
      if (ticket === this.#asked) errors.report(error);
    } finally {
      if (ticket === this.#asked) this.#isBusy = false;
    }
  }
}
