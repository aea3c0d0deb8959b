import type { Endpoint } from 'comlink';

/** Somebody who answers questions: a worker, or the page itself. */
export interface Answerer {
  readonly endpoint: Endpoint;
  /** Tells when it has failed for good. */
  onerror(tell: (message: string) => void): void;
  end(): void;
}

const eventName = 'satiscope-answer';

/** Calls `serve` with a port for everybody in this page who asks. */
export function listenInPage(serve: (port: MessagePort) => void): void {
  addEventListener(eventName, (event) => {
    if (event instanceof CustomEvent && event.detail instanceof MessagePort) serve(event.detail);
  });
}

/** Runs the worker's script in this page and talks to it as if it were one. */
export function answerInPage(url: string): Answerer {
  const { port1, port2 } = new MessageChannel();
  let tellFailure: (message: string) => void = () => undefined;
  import(/* @vite-ignore */ url)
    .then(() => dispatchEvent(new CustomEvent(eventName, { detail: port2 })))
    .catch((error: unknown) => tellFailure(String(error)));
  return {
    endpoint: port1,
    onerror(tell) {
      tellFailure = tell;
    },
    end: () => port1.close(),
  };
}
