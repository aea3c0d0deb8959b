import { liveQuery } from 'dexie';
import { createSubscriber } from 'svelte/reactivity';
import { equal } from '../shared/equal';
import { readableStorageError } from './guardedWrite';

/** A query's latest answer: undefined while loading. */
export interface LiveState<T> {
  readonly current: T | undefined;
  readonly error: unknown;
}

/**
 * Runs a storage query while something on screen reads it, and runs it again whenever the value of its
 * input changes or this page, a worker or another tab changes what it read.
 */
export function liveState<I, T>(input: () => I, query: (input: I) => Promise<T>): LiveState<T> {
  let current: T | undefined;
  let error: unknown;
  let last: { readonly input: I } | null = null;
  const asked = $derived.by(() => {
    const next = input();
    if (last === null || !equal(next, last.input)) last = { input: next };
    return last;
  });
  const subscribe = $derived.by(() => {
    const { input: of } = asked;
    return createSubscriber((update) => {
      const subscription = liveQuery(() => query(of)).subscribe({
        next: (value) => {
          current = value;
          error = undefined;
          update();
        },
        error: (reason: unknown) => {
          error = readableStorageError(reason);
          update();
        },
      });
      return () => subscription.unsubscribe();
    });
  });
  return {
    get current() {
      subscribe();
      return current;
    },
    get error() {
      subscribe();
      return error;
    },
  };
}
