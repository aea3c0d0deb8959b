import Dexie, { type EntityTable, type Table } from 'dexie';
import type { CleaningSettings } from '../domain/cleaning/cleaningSettings';
import {
  ratedColumns,
  upgradeCleaning,
  upgradeDecision,
  withNewRules,
} from '../domain/cleaning/upgradeCleaning';
import type { Engagement } from '../domain/model/engagement';
import type { IndicatorModel, ModelVersion } from '../domain/model/indicatorModel';
import { upgradeModel } from '../domain/model/upgradeModel';
import type { CleaningCounts } from '../domain/scoring/cleaningCounts';
import type { ResponseCube } from '../domain/scoring/responseCube';
import type { TableChunk } from '../domain/table/columns';
import { upgradeFollowUp, upgradeFollowUpFields } from '../domain/interviews/followUp';
import type { InterviewLanguage } from '../domain/interviews/questionnaire';
import {
  keptNames,
  keptOf,
  keptVersion,
  type KeptName,
  type KeptRecord,
} from '../domain/snapshot/keptNouns';
import type { Seen } from '../domain/snapshot/stamps';
import type { Source } from '../domain/table/source';
import { upgradeSource } from '../domain/table/upgradeSource';
import { storeFactory, storeRanges } from './storeFactory';
import { watchChanges, type StampRow } from './stamping';
import { keepUndos } from './upgradeUndos';

/** Facts about the database itself, by name. */
interface MetaRow {
  readonly name: 'sentinel' | 'minWriterVersion' | 'lastStamp';
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

/** What a copy of an engagement knows of other devices' changes. */
interface SeenRow {
  readonly engagementId: string;
  readonly seen: Seen;
}

/** Which name stands behind a code. Never leaves the device unless asked for. */
export interface KeyRow {
  readonly engagementId: string;
  readonly kind: 'company' | 'person';
  readonly code: string;
  readonly name: string;
}

/** The lock of a tablet that is handed over: salted hashes, never the codes themselves. */
export interface LockRow {
  readonly engagementId: string;
  readonly salt: string;
  /** Of the code and of the one to recover with. */
  readonly hashes: readonly string[];
  /** Wrong codes in a row, and when the next may be tried. */
  readonly wrong: number;
  readonly waitUntil: number;
  readonly place: string;
  readonly language: InterviewLanguage;
}

/** What a merge replaced, to be undone; without the rows of sources, which are never changed. */
export interface UndoRow {
  readonly engagementId: string;
  readonly madeAt: number;
  readonly contents: unknown;
  /** Version of what is kept; absent before 7. */
  readonly version?: number;
  /** What the engagement looked like after the merge; anything else means work was done since. */
  readonly mark: string;
  /** Sources there were before. */
  readonly keptSources: readonly string[];
  /** Sources and recordings the merge added. */
  readonly addedSources: readonly string[];
  readonly addedRecordings: readonly (readonly [string, number, number])[];
}

/** The shape of the data that this build writes. */
export const writerVersion = keptVersion;

/** Kept tables by the fields they are found by: their key, and everything they lead to. */
type KeptTables = { readonly [N in KeptName]: Table<KeptRecord<N>, KeptKey<N>> };
type KeptKey<N extends KeptName> = N extends keyof CompoundKeys ? CompoundKeys[N] : string;

/** Keys of several parts, for those who look records up by them. */
interface CompoundKeys {
  modelVersions: [engagementId: string, version: number];
  taxonomies: [engagementId: string, version: number];
  commentCodes: [sourceId: string, row: number, coder: string];
  decisions: [sourceId: string, row: number];
  answers: [interviewId: string, questionId: string];
  recordings: [interviewId: string, take: number, index: number];
}

/** How Dexie declares a kept table: its key, then an index per identifier. */
function storeOf(name: KeptName): string {
  const { key, refs } = keptOf(name);
  const path = key.length === 1 ? (key[0] as string) : `[${key.join('+')}]`;
  const indexes = Object.entries(refs).flatMap(([field, target]) =>
    target === 'self' || target === 'local' ? [] : [field],
  );
  return [path, ...indexes].join(', ');
}

/** The tables that came with a version. */
function storesSince(version: number): Record<string, string> {
  return Object.fromEntries(
    keptNames.filter((name) => keptOf(name).since === version).map((name) => [name, storeOf(name)]),
  );
}

// The kept tables are properties of the database, made by Dexie from their declarations.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type
export interface SatiscopeDatabase extends KeptTables {}

/** The app's database. A released version is never edited; a new one adds an upgrade step. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class SatiscopeDatabase extends Dexie {
  declare meta: EntityTable<MetaRow, 'name'>;
  declare engagements: EntityTable<Engagement, 'id'>;
  declare models: EntityTable<IndicatorModel, 'engagementId'>;
  declare cleaning: EntityTable<CleaningRow, 'engagementId'>;
  declare sources: EntityTable<Source, 'id'>;
  declare chunks: Table<ChunkRow, [sourceId: string, index: number]>;
  declare cubes: EntityTable<CubeRow, 'sourceId'>;
  declare stamps: Table<StampRow, [table: string, key: string]>;
  declare seen: EntityTable<SeenRow, 'engagementId'>;
  declare keyTable: Table<KeyRow, [engagementId: string, kind: string, code: string]>;
  declare locks: EntityTable<LockRow, 'engagementId'>;
  declare undos: EntityTable<UndoRow, 'engagementId'>;

  constructor(name = 'satiscope') {
    super(name, {
      chromeTransactionDurability: 'strict',
      indexedDB: storeFactory,
      IDBKeyRange: storeRanges,
    });
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
    this.version(2)
      .stores({ recipes: 'id, engagementId' })
      .upgrade(async (transaction) => {
        await transaction
          .table('sources')
          .toCollection()
          .modify((source: Record<string, unknown>, reference) => {
            reference.value = upgradeSource(source);
          });
        // Older builds in other tabs would go on writing the shapes of version 1.
        await transaction.table('meta').put({ name: 'minWriterVersion', value: 2 });
      });
    this.version(3)
      .stores({})
      .upgrade(async (transaction) => {
        const items = new Map<string, number[]>();
        await transaction.table('sources').each((source: Source) => {
          if (source.removedAt) return;
          const known = items.get(source.engagementId) ?? [];
          items.set(source.engagementId, [...known, ratedColumns({ ...source })]);
        });
        await transaction
          .table('cleaning')
          .toCollection()
          .modify((row: { engagementId: string; settings: unknown }) => {
            row.settings = upgradeCleaning(
              row.settings as Record<string, unknown>,
              items.get(row.engagementId) ?? [],
            );
          });
        await transaction
          .table('decisions')
          .toCollection()
          .modify((decision: Record<string, unknown>, reference) => {
            reference.value = upgradeDecision(decision);
          });
        await transaction.table('meta').put({ name: 'minWriterVersion', value: 3 });
      });
    this.version(4)
      .stores({
        modelVersions: '[engagementId+version], engagementId',
        presets: 'id, engagementId',
        goals: 'id, engagementId',
      })
      .upgrade(async (transaction) => {
        await transaction
          .table('engagements')
          .toCollection()
          .modify((engagement: Record<string, unknown>) => {
            engagement['population'] = null;
          });
        const versions: ModelVersion[] = [];
        await transaction
          .table('models')
          .toCollection()
          .modify((model: Record<string, unknown>, reference) => {
            const upgraded = upgradeModel(model) as unknown as IndicatorModel;
            reference.value = upgraded;
            versions.push(versionOf(upgraded, ''));
          });
        // What was saved before version 4 is known as it was last.
        await transaction.table('modelVersions').bulkAdd(versions);
        await transaction.table('meta').put({ name: 'minWriterVersion', value: 4 });
      });
    this.version(5)
      .stores({
        taxonomies: '[engagementId+version], engagementId',
        commentCodes: '[sourceId+row+coder], sourceId, engagementId',
        views: 'id, engagementId',
        annotations: 'id, engagementId',
      })
      .upgrade(async (transaction) => {
        await transaction.table('meta').put({ name: 'minWriterVersion', value: 5 });
      });
    this.version(6)
      .stores({
        questionnaires: 'id, engagementId',
        interviews: 'id, engagementId',
        answers: '[interviewId+questionId], interviewId, engagementId',
        recordings: '[interviewId+take+index], interviewId',
        followUps: 'id, engagementId',
        stamps: '[table+key], scope',
        seen: 'engagementId',
        keyTable: '[engagementId+kind+code], engagementId',
        locks: 'engagementId',
        undos: 'engagementId',
      })
      .upgrade(async (transaction) => {
        await transaction.table('meta').put({ name: 'minWriterVersion', value: 6 });
      });
    this.version(7)
      .stores({ followUps: storeOf('followUps') })
      .upgrade(async (transaction) => {
        const renewUndos = await keepUndos(transaction);
        await transaction
          .table('followUps')
          .toCollection()
          .modify((followUp: Record<string, unknown>, reference) => {
            reference.value = upgradeFollowUp(followUp);
          });
        await transaction
          .table('stamps')
          .filter(({ table }: { table: string }) => table === 'followUps')
          .modify((stamp: { fields: Record<string, unknown> }) => {
            stamp.fields = upgradeFollowUpFields(stamp.fields);
          });
        await renewUndos();
        await transaction.table('meta').put({ name: 'minWriterVersion', value: 7 });
      });
    // From here on a new noun says itself since when it is kept.
    for (let version = 8; version <= writerVersion; version++) {
      this.version(version)
        .stores(storesSince(version))
        .upgrade(async (transaction) => {
          await transaction
            .table('cleaning')
            .toCollection()
            .modify((row: { settings: unknown }) => {
              row.settings = withNewRules(row.settings);
            });
          await transaction.table('meta').put({ name: 'minWriterVersion', value: version });
        });
    }
    this.on('populate', (transaction) => {
      void transaction.table('meta').bulkAdd([
        { name: 'sentinel', value: crypto.getRandomValues(new Uint32Array(1))[0] },
        { name: 'minWriterVersion', value: writerVersion },
      ]);
    });
    watchChanges(this);
  }
}

/** A model as the list of versions keeps it. */
export function versionOf(model: IndicatorModel, note: string): ModelVersion {
  const { engagementId, version, updatedAt } = model;
  return { engagementId, version, savedAt: updatedAt, note, model };
}

/** The one connection of this page or worker. */
export const database = new SatiscopeDatabase();
