import { serveInPage } from './servedInPage';

/**
 * The worker's own script in the thread of the test: the same areas, jobs and storage as in the browser,
 * through the same messages. Component tests of whole rooms run on it.
 */
export class InThreadWorker {
  readonly #port: MessagePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    void serveInPage(port2);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: EventListener): void {
    if (type === 'message') this.#port.addEventListener(type, listener);
    this.#port.start();
  }

  removeEventListener(type: string, listener: EventListener): void {
    this.#port.removeEventListener(type, listener);
  }

  terminate(): void {
    this.#port.close();
  }
}
