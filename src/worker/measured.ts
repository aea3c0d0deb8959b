/** Runs a job and leaves how long it took for the performance panel and the benchmark. */
export async function measured<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  performance.measure(name, { start });
  return result;
}
