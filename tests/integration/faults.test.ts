import { afterEach, describe, expect, it, vi } from 'vitest';
import { newDimension, newIndicator } from '../../src/domain/model/indicatorModel';
import { questionnaireFrom } from '../../src/domain/interviews/newQuestionnaire';
import { database } from '../../src/storage/database';
import { createEngagement, eraseEngagement } from '../../src/storage/engagementStore';
import { guardedWrite } from '../../src/storage/guardedWrite';
import {
  finishInterview,
  listAnswers,
  listInterviews,
  planInterview,
  saveAnswer,
  startInterview,
} from '../../src/storage/interviewStore';
import { saveQuestionnaire } from '../../src/storage/questionnaireStore';
import { loadModel, saveModel } from '../../src/storage/modelStore';
import { mergeSnapshot } from '../../src/worker/jobs/transferSnapshot';
import { withChecksum } from '../support/checksum';
import { fileOf, importAs } from '../support/jobs';
import { exportWhole, importWhole } from '../support/snapshots';

const methods = ['put', 'add', 'delete'] as const;
const originals = Object.fromEntries(
  methods.map((name) => [name, IDBObjectStore.prototype[name]] as const),
);

/** Makes the n-th write from now on abort its transaction; returns how many there were. */
function failAt(n: number): { readonly count: () => number } {
  let writes = 0;
  for (const name of methods) {
    const original = originals[name] as (...parameters: unknown[]) => unknown;
    IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...parameters: unknown[]) {
      writes++;
      if (writes === n) {
        this.transaction.abort();
        throw new DOMException('planted', 'AbortError');
      }
      return original.apply(this, parameters);
    } as never;
  }
  return { count: () => writes };
}

function heal(): void {
  for (const name of methods) IDBObjectStore.prototype[name] = originals[name] as never;
}
afterEach(() => {
  heal();
  vi.restoreAllMocks();
});

const survey = 'id,date,Wifi,Food,Region\n1,2025-01-02,4,5,East\n2,2025-01-03,2,3,West\n';

/** Everything in the database, cubes and undo apart: what can be built again or taken back. */
async function everything(): Promise<string> {
  const tables = database.tables.filter(({ name }) => !['cubes', 'undos'].includes(name));
  const rows = await Promise.all(tables.map(async (table) => [table.name, await table.toArray()]));
  return JSON.stringify(rows);
}

/** An engagement with a file, a model and an interview. */
async function engagement(): Promise<string> {
  const { engagementId } = await importAs(fileOf(survey));
  const model = await loadModel(engagementId);
  const extra = newDimension('d', 'D', 100, [newIndicator('n', '响应', 100)]);
  await saveModel({ ...model, dimensions: [extra, ...model.dimensions] }, 3);
  const newId = () => crypto.randomUUID();
  const built = questionnaireFrom(await loadModel(engagementId), 'zh', newId, 4);
  const questionnaire = await saveQuestionnaire(built, '', 4);
  const plan = {
    mode: 'interviewer',
    customer: 'A公司',
    contact: '',
    cooperationYears: null,
    place: '',
    interviewer: '李敏',
    plannedDay: null,
    language: 'zh',
  } as const;
  const { id } = await planInterview(engagementId, plan, 5);
  await startInterview(id, 6, 480);
  await saveAnswer(id, questionnaire.questions[0]!.id, { step: 1 }, 7);
  await finishInterview(id, 8, 60);
  return engagementId;
}

/** Runs `work` with its n-th write failing, for every n it has; `check` looks at what is left. */
async function failingEverywhere(
  prepare: () => Promise<() => Promise<unknown>>,
): Promise<{ readonly runs: number }> {
  for (let n = 1; ; n++) {
    await Promise.all(
      database.tables.filter(({ name }) => name !== 'meta').map((table) => table.clear()),
    );
    const work = await prepare();
    const before = await everything();
    const { count } = failAt(n);
    const outcome = await work().then(
      () => 'done' as const,
      () => 'failed' as const,
    );
    heal();
    const writes = count();
    if (outcome === 'failed') expect(await everything(), `write ${n}`).toBe(before);
    if (writes < n) return { runs: n - 1 };
  }
}

describe('any write may fail (fault 3)', () => {
  it.each([
    [
      'an import',
      async () => {
        const { id } = await createEngagement('x', 1);
        return () => importAs(fileOf(survey), {}, id);
      },
    ],
    [
      'an erasure',
      async () => {
        const id = await engagement();
        return () => eraseEngagement(id);
      },
    ],
    [
      'a restore; the engagement beside it stays whole (fault 6)',
      async () => {
        const id = await engagement();
        const file = fileOf(await (await exportWhole(id)).text(), 's.json');
        return () => importWhole(file);
      },
    ],
    [
      'a merge',
      async () => {
        const id = await engagement();
        const snapshot = JSON.parse(await (await exportWhole(id)).text()) as {
          content: { goals: unknown[]; interviews: { place: string }[] };
        };
        await database.engagements.update(id, { name: 'changed here' });
        const text = resealed(snapshot);
        return () => mergeSnapshot(fileOf(text, 's.json'), null, new Map(), () => undefined);
      },
    ],
  ])(
    '%s leaves all or nothing',
    async (_, prepare) => {
      const { runs } = await failingEverywhere(prepare);
      expect(runs).toBeGreaterThan(4);
    },
    120_000,
  );
});

/** A snapshot with a goal more, under a checksum that fits. */
function resealed(snapshot: { content: { goals: unknown[] } }): string {
  snapshot.content.goals.push({
    id: 'goal',
    engagementId: (snapshot.content as unknown as { engagement: { id: string } }).engagement.id,
    metric: { kind: 'overall' },
    note: '',
    from: null,
    to: 4.5,
    startDay: null,
    dueDay: null,
    createdAt: 9,
  });
  return withChecksum(snapshot);
}

describe('a foreign wait inside a transaction (fault 19)', () => {
  it('fails as a whole and is told, whatever row was written first', async () => {
    const { id } = await createEngagement('before', 1);
    const write = guardedWrite([database.engagements], async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await database.engagements.update(id, { name: 'after' });
    });
    await expect(write).rejects.toThrow();
    expect((await database.engagements.get(id))?.name).toBe('before');
  });
});

describe('writes wait for the disk (fault 22)', () => {
  it('in an import, an interview, a decision, a restore and a merge', async () => {
    const transaction = IDBDatabase.prototype.transaction;
    const durabilities: (string | undefined)[] = [];
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      names,
      mode,
      options,
    ) {
      if (mode === 'readwrite') durabilities.push(options?.durability);
      return transaction.call(this, names, mode, options);
    });
    // A connection keeps the function it was opened with.
    database.close({ disableAutoOpen: false });
    await database.open();
    const id = await engagement();
    const text = await (await exportWhole(id)).text();
    await importWhole(fileOf(text, 's.json'));
    const file = fileOf(resealed(JSON.parse(text) as never), 's.json');
    await mergeSnapshot(file, null, new Map(), () => undefined);
    expect(durabilities.length).toBeGreaterThan(9);
    expect(new Set(durabilities)).toEqual(new Set(['strict']));
  });
});

describe('two windows on one answer (fault 17)', () => {
  it('keep the field that each of them changed', async () => {
    const id = await engagement();
    const [interview] = await listInterviews(id);
    const [{ questionId = '' } = {}] = await listAnswers(interview!.id);
    await Promise.all([
      saveAnswer(interview!.id, questionId, { note: '转了三次' }, 20),
      saveAnswer(interview!.id, questionId, { step: 3 }, 21),
      saveAnswer(interview!.id, questionId, { reasons: ['process'] }, 22),
    ]);
    expect(await listAnswers(interview!.id)).toMatchObject([
      { note: '转了三次', step: 3, reasons: ['process'] },
    ]);
  });
});

describe('what was written is read back (fault 20)', () => {
  it('and an import that differs from its file is taken back', async () => {
    const id = await engagement();
    const file = fileOf(await (await exportWhole(id)).text(), 's.json');
    await eraseEngagement(id);
    // A disk that loses one of the answers.
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: never, key: never) {
      const { step, questionId } = value as { step?: number; questionId?: string };
      const damaged = questionId && step === 1 ? { ...(value as object), step: 2 } : value;
      return put.call(this, damaged as never, key);
    } as never;
    await expect(importWhole(file)).rejects.toThrow('error.readBackDiffers');
    heal();
    expect(await database.engagements.count()).toBe(0);
    expect(await database.chunks.count()).toBe(0);
    expect(await importWhole(file)).toBe(id);
    expect(await listInterviews(id)).toHaveLength(1);
  });
});

describe('texts of errors (fault 55)', () => {
  it('name files and fields, never answers', async () => {
    const canary = 'CANARY-13912349876';
    const seen: string[] = [];
    for (const level of ['error', 'warn', 'log', 'info'] as const) {
      vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
        seen.push(parts.map(String).join(' '));
      });
    }
    const failures = await Promise.allSettled([
      importAs(fileOf(`id,Wifi\n1,"${canary}\n2,3\n`)),
      importAs(fileOf(`id,Wifi\n`)),
      importWhole(fileOf(`{"format":"satiscope.snapshot","x":"${canary}"`, 's.json')),
      importWhole(fileOf(JSON.stringify({ format: 'other', canary }), 's.json')),
      guardedWrite([database.engagements], () =>
        database.engagements.add({ name: canary } as never),
      ),
    ]);
    for (const failure of failures) {
      if (failure.status === 'fulfilled') continue;
      const { message, params } = failure.reason as { message: string; params?: object };
      seen.push(message, JSON.stringify(params ?? {}));
    }
    expect(seen.length).toBeGreaterThan(4);
    for (const text of seen) expect(text).not.toContain('CANARY');
  });
});
