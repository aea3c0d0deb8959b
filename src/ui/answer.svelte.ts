import { untrack } from 'svelte';
import { equal } from '../shared/equal';
import { errors } from './errors.svelte';

/** The latest answer to a question that changes. */
export interface Answer<Q, A> {
  /** Null while there is none. */
  readonly current: A | null;
  /** The question it answers; null while there is none. */
  readonly question: Q | null;
  /** True while an answer to the latest question is still to come. */
  readonly isAsking: boolean;
  /** True where the latest question could not be answered; the error has been reported. */
  readonly hasFailed: boolean;
}

/** What an asker may do until its answer is complete. */
export interface Asking<A> {
  /** Shows a part of the answer; nothing once the question has changed. */
  tell(part: A): void;
  /** False once the question has changed: what is asked further is for nobody. */
  isCurrent(): boolean;
}

interface Options<Q> {
  /**
   * What an answer is about: under a question about something else the last answer is not shown. Left
   * out, it stays until the next one is there.
   */
  readonly about?: (question: Q) => unknown;
  /** How long a question must rest before it is asked; it is asked at once where left out. */
  readonly restMs?: (question: Q) => number;
}

/**
 * Asks a question again whenever its value changes, and shows the answer to the latest one. The old answer
 * stays until the new one is there; errors go to the one handler. A question of null asks nothing; an answer
 * of null, for a question that was overtaken, shows nothing. Call it while a component is set up.
 */
export function answer<Q extends object, A>(
  question: () => Q | null,
  ask: (question: Q, asking: Asking<A>) => Promise<A | null>,
  { about = () => null, restMs = () => 0 }: Options<Q> = {},
): Answer<Q, A> {
  let last: Q | null = null;
  // The same object for equal questions: nothing that depends on it is asked anew.
  const asked = $derived.by(() => {
    const next = question();
    if (!equal(next, last)) last = next;
    return last;
  });
  let given = $state.raw<{ readonly question: Q; readonly answer: A } | null>(null);
  let isAsking = $state(false);
  let hasFailed = $state(false);
  const shown = $derived(
    given !== null && asked !== null && equal(about(given.question), about(asked)) ? given : null,
  );

  $effect(() => {
    const current = asked;
    return untrack(() => begin(current));
  });

  function begin(current: Q | null): () => void {
    let isCurrent = true;
    isAsking = current !== null;
    hasFailed = false;
    const rest = current ? restMs(current) : 0;
    const wait = current && rest > 0 ? setTimeout(() => void run(current), rest) : null;
    if (current && wait === null) void run(current);
    return () => {
      isCurrent = false;
      if (wait !== null) clearTimeout(wait);
    };

    async function run(question: Q): Promise<void> {
      const tell = (part: A) => {
        if (isCurrent) given = { question, answer: part };
      };
      try {
        const whole = await ask(question, { tell, isCurrent: () => isCurrent });
        if (whole !== null) tell(whole);
      } catch (error) {
        if (!isCurrent) return;
        hasFailed = true;
        errors.report(error);
      } finally {
        if (isCurrent) isAsking = false;
      }
    }
  }

  return {
    get current() {
      return shown?.answer ?? null;
    },
    get question() {
      return shown?.question ?? null;
    },
    get isAsking() {
      return isAsking;
    },
    get hasFailed() {
      return hasFailed;
    },
  };
}
