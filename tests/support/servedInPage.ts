/** Has the worker's script, loaded into this thread, answer on a port. */
export async function serveInPage(port: MessagePort): Promise<void> {
  await import('../../src/worker/serve');
  dispatchEvent(new CustomEvent('satiscope-answer', { detail: port }));
}
