import Dexie from 'dexie';
import { beforeEach, describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/domain/snapshot/snapshot';
import { keptNames, keptOf } from '../../src/domain/snapshot/keptNouns';
import { columnFromJson } from '../../src/domain/snapshot/columnJson';
import { database, writerVersion } from '../../src/storage/database';
import { undoMerge } from '../../src/storage/mergeStore';
import { loadContents } from '../../src/storage/snapshotStore';
import { goldenSnapshot, releasedVersions } from '../support/golden';

/** The tables each version declared, as they were shipped. Never to be edited. */
const shipped: readonly (readonly [version: number, stores: Record<string, string>])[] = [
  [
    1,
    {
      meta: 'name',
      engagements: 'id',
      models: 'engagementId',
      cleaning: 'engagementId',
      sources: 'id, engagementId',
      chunks: '[sourceId+index], sourceId',
      cubes: 'sourceId',
      decisions: '[sourceId+row], sourceId',
    },
  ],
  [2, { recipes: 'id, engagementId' }],
  [3, {}],
  [
    4,
    {
      modelVersions: '[engagementId+version], engagementId',
      presets: 'id, engagementId',
      goals: 'id, engagementId',
    },
  ],
  [
    5,
    {
      taxonomies: '[engagementId+version], engagementId',
      commentCodes: '[sourceId+row+coder], sourceId, engagementId',
      views: 'id, engagementId',
      annotations: 'id, engagementId',
    },
  ],
  [
    6,
    {
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
    },
  ],
];

type Row = Record<string, unknown>;
interface Content extends Record<string, unknown> {
  readonly engagement: Row;
  readonly model: Row;
  readonly cleaning: unknown;
  readonly sources: readonly {
    readonly source: Row;
    readonly chunks: readonly { readonly rowCount: number; readonly columns: readonly never[] }[];
  }[];
}

/** Makes a database as a version left it, with a record in every table that the version had. */
async function makeDatabase(version: number, undo: Row = {}): Promise<void> {
  const { content } = JSON.parse(goldenSnapshot(version)) as { content: Content };
  const old = new Dexie('satiscope');
  const tables = new Set<string>();
  for (const [since, stores] of shipped) {
    if (since > version) break;
    old.version(since).stores(stores);
    for (const name of Object.keys(stores)) tables.add(name);
  }
  const { engagement, model, cleaning, sources, ...lists } = content;
  const engagementId = engagement['id'];
  const rows: Record<string, readonly Row[]> = {
    meta: [
      { name: 'sentinel', value: 7 },
      { name: 'minWriterVersion', value: version },
    ],
    engagements: [engagement],
    models: [model],
    cleaning: [{ engagementId, settings: cleaning }],
    sources: sources.map(({ source }) => source),
    chunks: sources.flatMap(({ source, chunks }) =>
      chunks.map(({ rowCount, columns }, index) => ({
        sourceId: source['id'],
        index,
        rowCount,
        columns: columns.map((column) => columnFromJson(column)),
      })),
    ),
    cubes: [{ sourceId: 's1', key: 'k', cube: {}, cleaning: {} }],
    ...(lists as Record<string, Row[]>),
    seen: [{ engagementId, seen: lists['seen'] }],
    stamps: ((lists['stamps'] ?? []) as Row[]).map((stamp) => ({
      ...stamp,
      scope: engagementId,
      fields: Object.fromEntries(
        (stamp['fields'] as [string, number, string][]).map(([field, at, by]) => [
          field,
          { at, by },
        ]),
      ),
    })),
    recordings: ((lists['recordings'] ?? []) as Row[]).map((piece) => ({
      ...piece,
      data: Uint8Array.from([1, 2, 255]).buffer,
    })),
    keyTable: [{ engagementId, kind: 'company', code: 'A公司', name: '海川' }],
    locks: [
      {
        engagementId,
        salt: 's',
        hashes: ['h'],
        wrong: 0,
        waitUntil: 0,
        place: '/',
        language: 'zh',
      },
    ],
    undos: [
      {
        engagementId,
        madeAt: 9,
        contents: {},
        mark: 'm',
        keptSources: [],
        addedSources: [],
        addedRecordings: [],
        ...undo,
      },
    ],
  };
  for (const name of tables) {
    const own = rows[name] ?? [];
    expect(own.length, `records of ${name} in version ${version}`).toBeGreaterThan(0);
    await old.table(name).bulkAdd([...own]);
  }
  old.close();
}

beforeEach(async () => {
  database.close();
  await Dexie.delete('satiscope');
});

describe('a database of a released version (fault 16)', () => {
  it.each(releasedVersions)('%i is opened with everything in it', async (version) => {
    await makeDatabase(version);
    await database.open();
    const { contents } = await readSnapshot(goldenSnapshot(version));
    const stored = await loadContents(contents.engagement.id);
    expect({ ...stored, engagement: { ...stored.engagement, backedUpAt: null } }).toEqual(contents);
    if (version >= 6) {
      expect(await database.keyTable.count()).toBe(1);
      expect(await database.locks.count()).toBe(1);
      expect(await database.undos.count()).toBe(1);
    }
  });
  it.each(releasedVersions)(
    '%i may no longer be written by the build that made it',
    async (version) => {
      await makeDatabase(version);
      await database.open();
      expect((await database.meta.get('minWriterVersion'))?.value).toBe(writerVersion);
      expect((await database.meta.get('sentinel'))?.value).toBe(7);
    },
  );
});

describe('the tables of what is kept', () => {
  it('are found by their key and by everything they lead to', async () => {
    await database.open();
    for (const name of keptNames) {
      const { schema } = database.table(name);
      const { keyPath } = schema.primKey;
      expect(Array.isArray(keyPath) ? keyPath : [keyPath], name).toEqual(keptOf(name).key);
      const leading = Object.entries<string>(keptOf(name).refs).flatMap(([field, target]) =>
        ['engagement', 'source', 'interview'].includes(target) ? [field] : [],
      );
      const indexes: unknown[] = schema.indexes.map((index) => index.name);
      expect(
        leading.filter((field) => !indexes.includes(field)),
        name,
      ).toEqual([]);
    }
  });
});

describe('a merge that was made before the upgrade to version 7', () => {
  const { content } = JSON.parse(goldenSnapshot(6)) as { content: Content };
  const { model, sources: _, recordings: __, ...lists } = content;
  const { updatedAt } = model as { updatedAt: number };
  const stamps = (content['stamps'] as Row[]).map((stamp) => ({
    ...stamp,
    fields: Object.fromEntries(
      (stamp['fields'] as [string, number, string][]).map(([field, at, by]) => [field, { at, by }]),
    ),
  }));
  /** As version 6 made it of the golden engagement. */
  const mark = [`1 ${updatedAt} 1`, 'v1', '1@5', 'p1@4', 'goals "g1" to15K2 '].sort().join('\n');
  const before = {
    ...lists,
    model,
    goals: [],
    stamps,
    sources: [],
    recordings: [],
  };

  it('can be undone after it', async () => {
    await makeDatabase(6, { mark, contents: before, keptSources: ['s1'] });
    await database.open();
    expect(await database.goals.count()).toBe(1);
    await undoMerge('e1');
    expect(await database.goals.count()).toBe(0);
    expect(await database.followUps.toArray()).toMatchObject([{ id: 'i1', urgency: 'low' }]);
    expect(await database.decisions.count()).toBe(1);
  });
  it('cannot where work was done since', async () => {
    await makeDatabase(6, { mark: `${mark}!`, contents: before, keptSources: ['s1'] });
    await database.open();
    await expect(undoMerge('e1')).rejects.toThrow('error.undoOvertaken');
    expect(await database.goals.count()).toBe(1);
  });
});
