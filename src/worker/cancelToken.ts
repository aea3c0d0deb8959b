import { AppError } from '../shared/AppError';

/** A request to stop that long jobs look at between blocks. */
export class CancelToken {
  #isCancelled = false;

  cancel(): void {
    this.#isCancelled = true;
  }

  /** Throws `error.cancelled` once the job was asked to stop. */
  check(): void {
    if (this.#isCancelled) throw new AppError('error.cancelled');
  }
}
