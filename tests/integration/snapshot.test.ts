import { describe, expect, it } from 'vitest';
import { wholeScope } from '../../src/domain/scoring/scope';
import { scoreReport } from '../../src/domain/scoring/scoreReport';
import { database } from '../../src/storage/database';
import {
  eraseEngagement,
  findEngagement,
  listEngagements,
} from '../../src/storage/engagementStore';
import { loadModel } from '../../src/storage/modelStore';
import { CancelToken } from '../../src/worker/cancelToken';
import { createSample } from '../../src/worker/jobs/createSample';
import { OpenEngagement } from '../../src/worker/jobs/openEngagement';
import { exportWhole, importWhole } from '../support/snapshots';
import { sampleNames } from '../../src/features/engagements/sampleNames';

async function scoresOf(id: string) {
  const engagement = new OpenEngagement(id);
  await engagement.refresh();
  const model = await loadModel(id);
  const { comparison, ...report } = scoreReport(engagement.cubes, {
    scope: wholeScope,
    model,
    unit: 'month',
    paretoSegment: null,
  });
  return { ...report, change: comparison?.overall };
}

const sample = () => createSample('示例', sampleNames('zh-CN'), new CancelToken());

describe('a snapshot travels', () => {
  it('to an empty device with identical scores, and out again with identical bytes', async () => {
    const id = await sample();
    const scores = await scoresOf(id);
    const blob = await exportWhole(id);
    await eraseEngagement(id);
    expect(await database.chunks.count()).toBe(0);
    const restored = await importWhole(new File([blob], 's.json'));
    expect(await scoresOf(restored)).toEqual(scores);
    expect(await (await exportWhole(restored)).text()).toBe(await blob.text());
  });
  it('beside its original without touching it', async () => {
    const id = await sample();
    const copy = await importWhole(new File([await exportWhole(id)], 's.json'));
    expect(copy).not.toBe(id);
    expect(await listEngagements()).toHaveLength(2);
    await eraseEngagement(copy);
    expect((await scoresOf(id)).scores.responses).toBe(1_130);
    expect(await findEngagement(copy)).toBeNull();
  });
  it('or not at all: a damaged file changes nothing', async () => {
    const id = await sample();
    const text = await (await exportWhole(id)).text();
    const before = await database.sources.count();
    await expect(importWhole(new File([text.slice(0, -200)], 's.json'))).rejects.toThrow(
      'error.snapshotNotJson',
    );
    expect(await database.sources.count()).toBe(before);
    expect(await listEngagements()).toHaveLength(1);
  });
  it('over 500 MB is refused before it is read', async () => {
    const file = new File(['{}'], 's.json');
    Object.defineProperty(file, 'size', { value: 600 * 1024 * 1024 });
    await expect(importWhole(file)).rejects.toThrow('error.snapshotTooLarge');
  });
});
