import Dexie, { type EntityTable, type Table } from 'dexie';
import type { CleaningSettings, ManualDecision } from '../domain/cleaning/cleaningSettings';
import type { Engagement } from '../domain/model/engagement';
import type { IndicatorModel } from '../domain/model/indicatorModel';
import type { CleaningCounts, ResponseCube } from '../domain/scoring/responseCube';
import type { TableChunk } from '../domain/table/columns';
import type { Source } from '../domain/table/source';

/** Facts about the database itself, by name. */
interface MetaRow {
  readonly name: 'sentinel' | 'minWriterVersion';
  readonly value: number;
}

interface CleaningRow {
  readonly engagementId: string;
  readonly settings: CleaningSettings;
}

interface ChunkRow extends TableChunk {
  readonly sourceId: string;
  readonly index: number;
}

/** The counts of a source under the settings named by `key`; can always be built again. */
interface CubeRow {
  readonly sourceId: string;
  readonly key: string;
  readonly cube: ResponseCube;
  readonly cleaning: CleaningCounts;
}

/** The shape of the data that this build writes. */
export const writerVersion = 1;

/** The app's database. A released version is never edited; a new one adds an upgrade step. */
export class SatiscopeDatabase extends Dexie {
  declare meta: EntityTable<MetaRow, 'name'>;
  declare engagements: EntityTable<Engagement, 'id'>;
  declare models: EntityTable<IndicatorModel, 'engagementId'>;
  declare cleaning: EntityTable<CleaningRow, 'engagementId'>;
  declare sources: EntityTable<Source, 'id'>;
  declare chunks: Table<ChunkRow, [sourceId: string, index: number]>;
  declare cubes: EntityTable<CubeRow, 'sourceId'>;
  declare decisions: Table<ManualDecision, [sourceId: string, row: number]>;

  constructor(name = 'satiscope') {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      meta: 'name',
      engagements: 'id',
      models: 'engagementId',
      cleaning: 'engagementId',
      sources: 'id, engagementId',
      chunks: '[sourceId+index], sourceId',
      cubes: 'sourceId',
      decisions: '[sourceId+row], sourceId',
    });
    this.on('populate', (transaction) => {
      void transaction.table('meta').bulkAdd([
        { name: 'sentinel', value: crypto.getRandomValues(new Uint32Array(1))[0] },
        { name: 'minWriterVersion', value: writerVersion },
      ]);
    });
  }
}

/** The one connection of this page or worker. */
export const database = new SatiscopeDatabase();
