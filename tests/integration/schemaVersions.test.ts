import Dexie from 'dexie';
import { afterAll, expect, it } from 'vitest';
import { SatiscopeDatabase, writerVersion } from '../../src/storage/database';

const name = 'satiscope-old';

/** The tables of version 1 as they were shipped, with a source in them (fault 16). */
async function shippedVersion1() {
  const old = new Dexie(name);
  old.version(1).stores({
    meta: 'name',
    engagements: 'id',
    models: 'engagementId',
    cleaning: 'engagementId',
    sources: 'id, engagementId',
    chunks: '[sourceId+index], sourceId',
    cubes: 'sourceId',
    decisions: '[sourceId+row], sourceId',
  });
  const scale = {
    kind: 'numeric',
    min: 1,
    max: 5,
    words: [],
    reversed: true,
    notApplicable: ['0'],
  };
  await old.table('meta').bulkAdd([
    { name: 'sentinel', value: 7 },
    { name: 'minWriterVersion', value: 1 },
  ]);
  await old.table('sources').add({
    id: 's1',
    engagementId: 'e1',
    fileName: 'old.csv',
    rowCount: 2,
    columns: [
      { id: 'c0', header: 'a', role: { kind: 'rating', indicatorId: 'i', scale }, values: [] },
      { id: 'c1', header: 'r', role: { kind: 'segment', segmentId: 'r' }, values: ['East'] },
      { id: 'c2', header: 'n', role: { kind: 'recommendation' }, values: [] },
    ],
  });
  await old.table('engagements').add({ id: 'e1', name: 'Old', deletedAt: null });
  const indicator = { id: 'i', name: 'a', weight: 100, target: 4, baseline: null };
  await old.table('models').add({
    engagementId: 'e1',
    version: 6,
    updatedAt: 8,
    target: 4.2,
    baseline: null,
    dimensions: [
      { id: 'd', name: 'D', weight: 100, target: null, baseline: 3.9, indicators: [indicator] },
    ],
  });
  await old.table('chunks').add({ sourceId: 's1', index: 0, rowCount: 2, columns: [] });
  const rule = (threshold: number) => ({ enabled: true, threshold });
  await old.table('cleaning').add({
    engagementId: 'e1',
    settings: {
      duplicateRespondent: rule(1),
      tooFast: rule(40),
      straightLining: rule(100),
      outOfRange: rule(1),
    },
  });
  await old.table('decisions').add({ sourceId: 's1', row: 1, decision: 'keep', decidedAt: 3 });
  old.close();
  return scale;
}

afterAll(() => Dexie.delete(name));

it('opens a database of version 1 with everything in it, and keeps older builds from writing', async () => {
  const scale = await shippedVersion1();
  const today = new SatiscopeDatabase(name);
  const source = await today.sources.get('s1');
  expect(source).toMatchObject({
    fileName: 'old.csv',
    rowCount: 2,
    kind: 'survey',
    platform: 'plain',
    sheet: null,
  });
  expect(source?.columns.map(({ role }) => role)).toEqual([
    { kind: 'rating', indicatorId: 'i', scale: { ...scale, values: [] } },
    { kind: 'segment', segmentId: 'r', meaning: null, mergesVariants: true },
    { kind: 'recommendation', scale: expect.objectContaining({ min: 0, max: 10 }) },
  ]);
  expect(await today.chunks.count()).toBe(1);
  expect((await today.cleaning.get('e1'))?.settings.rules.tooFast).toEqual({
    isOn: true,
    action: 'exclude',
    limits: { seconds: 40, medianPercent: 0 },
  });
  expect(await today.decisions.get(['s1', 1])).toEqual({
    sourceId: 's1',
    row: 1,
    decision: 'keep',
    reason: '',
    decidedAt: 3,
    corrections: [],
  });
  const model = await today.models.get('e1');
  expect(model).toMatchObject({ version: 6, target: 4.2, benchmark: null });
  expect(model?.dimensions[0]).toMatchObject({ baseline: 3.9, description: '', isLocked: false });
  expect(model?.dimensions[0]?.indicators[0]).toMatchObject({ target: 4, anchors: [], parts: [] });
  expect(await today.modelVersions.toArray()).toEqual([
    { engagementId: 'e1', version: 6, savedAt: 8, note: '', model },
  ]);
  expect((await today.engagements.get('e1'))?.population).toBeNull();
  expect((await today.meta.get('minWriterVersion'))?.value).toBe(writerVersion);
  expect((await today.meta.get('sentinel'))?.value).toBe(7);
  today.close();
});
