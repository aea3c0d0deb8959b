import type { CleaningSettings, ManualDecision } from '../../domain/cleaning/cleaningSettings';
import type { PeriodUnit } from '../../domain/model/period';
import { aggregate } from '../../domain/scoring/aggregate';
import type { SourceRows } from '../../domain/scoring/linearisedError';
import type { ResponseCube } from '../../domain/scoring/responseCube';
import { wholeScope } from '../../domain/scoring/scope';
import { assembleTable } from '../../domain/table/responseTable';
import { isScored, type Source } from '../../domain/table/source';
import { loadCleaning, loadDecisions } from '../../storage/cleaningStore';
import {
  listSources,
  loadChunks,
  loadCube,
  saveCube,
  type StoredCube,
} from '../../storage/sourceStore';
import type { EngagementOverview, ScopeValue } from '../api';
import { cleanRows, countSource, cubeKey } from './countSource';

/** A source in memory: its counts at once, its rows when something first needs them. */
interface OpenSource {
  readonly source: Source;
  readonly stored: StoredCube;
  readonly decisions: readonly ManualDecision[];
  rows: Promise<SourceRows> | null;
}

/** The engagement the worker has open. Sources whose counts still hold are kept on refresh. */
export class OpenEngagement {
  readonly id: string;
  #sources: OpenSource[] = [];
  #settings: CleaningSettings | null = null;

  constructor(id: string) {
    this.id = id;
  }

  /** Reads what has changed in storage; counts again only what no longer holds. */
  async refresh(): Promise<void> {
    const settings = await loadCleaning(this.id);
    const open: OpenSource[] = [];
    for (const source of await listSources(this.id)) {
      if (!isScored(source.kind)) continue;
      const decisions = await loadDecisions(source.id);
      const key = cubeKey(settings, decisions);
      const known = this.#sources.find((candidate) => candidate.source.id === source.id);
      if (known?.stored.key === key) {
        open.push(known);
        continue;
      }
      const stored = await loadCube(source.id);
      if (stored?.key === key) {
        open.push({ source, stored, decisions, rows: null });
        continue;
      }
      const table = known?.rows
        ? (await known.rows).table
        : assembleTable(source, await loadChunks(source.id));
      const counted = countSource(source, table, settings, decisions);
      // Only a convenience for the next start: a full disk must not keep anybody from reading.
      await saveCube(source.id, counted.stored).catch(() => undefined);
      open.push({
        source,
        stored: counted.stored,
        decisions,
        rows: Promise.resolve(counted.rows),
      });
    }
    this.#sources = open;
    this.#settings = settings;
  }

  get sources(): readonly OpenSource[] {
    return this.#sources;
  }

  get cubes(): ResponseCube[] {
    return this.#sources.map(({ stored }) => stored.cube);
  }

  /** All rows of all sources, loaded when first asked for. */
  async rows(): Promise<SourceRows[]> {
    const settings = this.#settings ?? (await loadCleaning(this.id));
    return Promise.all(
      this.#sources.map((open) => {
        open.rows ??= loadChunks(open.source.id).then((chunks) =>
          cleanRows(open.source, assembleTable(open.source, chunks), settings, open.decisions),
        );
        open.rows.catch(() => {
          open.rows = null;
        });
        return open.rows;
      }),
    );
  }

  overview(): EngagementOverview {
    const { cubes } = this;
    const segmentIds = new Set(cubes.flatMap(({ axes }) => axes.map(({ segmentId }) => segmentId)));
    const roles = this.#sources.flatMap(({ source }) =>
      source.columns.map(({ role }) => role.kind),
    );
    const all = aggregate(cubes, wholeScope, { by: 'none' });
    return {
      sources: this.#sources.map(({ source }) => source),
      received: this.#sources.reduce((sum, { source }) => sum + source.rowCount, 0),
      valid: all[0]?.responses ?? 0,
      segments: [...segmentIds].map((segmentId) => ({
        segmentId,
        values: aggregate(cubes, wholeScope, { by: 'segment', segmentId }).map(
          ({ group, responses }) => ({ value: group, count: responses }),
        ),
      })),
      leftOut: this.#sources
        .flatMap(({ source }) => source.columns)
        .flatMap(({ role }) =>
          role.kind === 'segment' && !segmentIds.has(role.segmentId) ? [role.segmentId] : [],
        ),
      quarters: this.#periods('quarter'),
      months: this.#periods('month'),
      hasRatings: roles.includes('rating'),
      hasComments: roles.includes('comment'),
    };
  }

  #periods(unit: PeriodUnit): ScopeValue[] {
    return aggregate(this.cubes, wholeScope, { by: 'period', unit }).map(
      ({ group, responses }) => ({ value: group, count: responses }),
    );
  }
}
