/** What a benchmark table says. */
export interface BenchmarkTable {
  readonly fileName: string;
  readonly values: readonly { readonly metric: string; readonly value: number }[];
}
