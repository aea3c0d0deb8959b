import type { CloudWord } from './placeWords';

/** A word with its colour token and what is read of it. */
export interface NotedWord extends CloudWord {
  readonly color: string;
  readonly note: string;
}
