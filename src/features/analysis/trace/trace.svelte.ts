import type { Scope } from '../../../domain/scoring/scope';

/** A figure on screen: `overall`, `nps`, `csat` or a node of the model, under a scope. */
export interface TracedFigure {
  readonly figureId: string;
  readonly scope: Scope;
  /** Only the responses that rate it low are wanted. */
  readonly isLow: boolean;
}

/** The figure whose derivation is shown, if any: one panel serves the whole room. */
export class Trace {
  #open = $state.raw<TracedFigure | null>(null);

  get open(): TracedFigure | null {
    return this.#open;
  }

  show(figureId: string, scope: Scope, isLow = false): void {
    this.#open = { figureId, scope, isLow };
  }

  close(): void {
    this.#open = null;
  }
}
