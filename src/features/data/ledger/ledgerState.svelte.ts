import { untrack } from 'svelte';
import type { LedgerQuery, LedgerRow } from '../../../domain/scoring/ledgerPage';
import { rowAnalysis } from '../../../worker/analysisClient';

/** Rows asked for at once. */
const pageSize = 100;

/** The query a ledger begins with. */
export const wholeLedger: LedgerQuery = {
  filter: 'marked',
  rule: null,
  sourceId: null,
  search: '',
  sort: 'row',
  isDescending: false,
};

/** The rows of a ledger as far as they have been looked at; fetched page by page. */
export class LedgerState {
  readonly #onerror: (error: unknown) => void;
  readonly #engagementId: string;
  #query = $state.raw<LedgerQuery>(wholeLedger);
  #total = $state<number | null>(null);
  #hasFailed = $state(false);
  #asks = $state(0);
  #pages = $state.raw<ReadonlyMap<number, readonly LedgerRow[]>>(new Map());
  #asked = new Set<number>();
  #generation = 0;
  #range: [from: number, to: number] = [0, pageSize];

  constructor(engagementId: string, onerror: (error: unknown) => void) {
    this.#engagementId = engagementId;
    this.#onerror = onerror;
  }

  get query(): LedgerQuery {
    return this.#query;
  }

  /** Responses the query finds; null until that is known. */
  get total(): number | null {
    return this.#total;
  }

  /** True where nothing could be read yet, and why was reported. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Changes when another list is asked for, from the top. */
  get order(): number {
    return this.#asks;
  }

  rowAt(index: number): LedgerRow | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Asks anew with parts of the query changed, from the top. */
  ask(change: Partial<LedgerQuery>): void {
    this.#query = { ...this.#query, ...change };
    this.#range = [0, pageSize];
    this.#asks++;
    void this.reload();
  }

  /** Asks the same again, after something stored has changed; what is on screen stays till then. */
  async reload(): Promise<void> {
    const generation = ++this.#generation;
    this.#asked = new Set(pagesOf(...this.#range));
    try {
      const asked = [...this.#asked];
      const answers = await Promise.all(asked.map((page) => this.#read(page)));
      if (generation !== this.#generation) return;
      this.#pages = new Map(asked.map((page, at) => [page, answers[at]?.rows ?? []]));
      this.#total = answers[0]?.total ?? 0;
      this.#hasFailed = false;
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#hasFailed = this.#total === null;
      this.#onerror(error);
    }
  }

  /** Fetches what is not there yet of the rows from `from` to `to` (excluded). */
  need(from: number, to: number): void {
    untrack(() => {
      this.#range = [from, Math.max(to, from + 1)];
      if (this.#total === null) return;
      for (const page of pagesOf(from, Math.min(to, this.#total))) void this.#add(page);
    });
  }

  async #add(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    const generation = this.#generation;
    try {
      const { rows } = await this.#read(page);
      if (generation === this.#generation) this.#pages = new Map(this.#pages).set(page, rows);
    } catch (error) {
      this.#asked.delete(page);
      if (generation === this.#generation) this.#onerror(error);
    }
  }

  #read(page: number) {
    return rowAnalysis().ledger(this.#engagementId, this.#query, page * pageSize, pageSize);
  }
}

/** The pages that hold the rows from `from` to `to` (excluded). */
function pagesOf(from: number, to: number): number[] {
  const first = Math.floor(from / pageSize);
  return Array.from(
    { length: Math.max(0, Math.ceil(to / pageSize) - first) },
    (_, at) => first + at,
  );
}
