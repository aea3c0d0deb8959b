import { liveQuery } from 'dexie';
import { readableStorageError } from './guardedWrite';

/** A query's latest answer: undefined while loading. */
export interface LiveState<T> {
  readonly current: T | undefined;
  readonly error: unknown;
}

/**
 * Runs a storage query and runs it again whenever its input changes or this page, a worker or
 * another tab changes what it read. Call it while a component is set up.
 */
export function liveState<I, T>(input: () => I, query: (input: I) => Promise<T>): LiveState<T> {
  let current = $state.raw<T | undefined>(undefined);
  let error = $state.raw<unknown>(undefined);
  $effect(() => {
    const asked = input();
    const subscription = liveQuery(() => query(asked)).subscribe({
      next: (value) => {
        current = value;
        error = undefined;
      },
      error: (reason: unknown) => {
        error = readableStorageError(reason);
      },
    });
    return () => subscription.unsubscribe();
  });
  return {
    get current() {
      return current;
    },
    get error() {
      return error;
    },
  };
}
