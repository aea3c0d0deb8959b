import { describe, expect, it, vi } from 'vitest';
import { cleaningReport } from '../../src/domain/scoring/cleaningEffect';
import { aggregate } from '../../src/domain/scoring/aggregate';
import { modelScores } from '../../src/domain/scoring/modelScores';
import { wholeScope } from '../../src/domain/scoring/scope';
import { scoreReport } from '../../src/domain/scoring/scoreReport';
import { numericScale } from '../../src/domain/table/ratingScale';
import { isAppError } from '../../src/shared/AppError';
import { withRule } from '../../src/domain/cleaning/cleaningSettings';
import { changeCleaning, removeDecision, saveDecision } from '../../src/storage/cleaningStore';
import { database } from '../../src/storage/database';
import { createEngagement } from '../../src/storage/engagementStore';
import { loadModel, saveModel } from '../../src/storage/modelStore';
import { listSources, removeSource, restoreSource } from '../../src/storage/sourceStore';
import { CancelToken } from '../../src/worker/cancelToken';
import { createSample } from '../../src/worker/jobs/createSample';
import { OpenEngagement } from '../../src/worker/jobs/openEngagement';
import { sampleNames } from '../../src/features/engagements/sampleNames';
import { fileOf, importAs, inspect } from '../support/jobs';

const survey = [
  'Respondent ID,Date,Duration,Region,Speed,Care,Comment',
  'A1,2025-01-05,120,East,5,4,',
  'A2,2025-01-06,10,East,1,1,',
  'A3,2025-04-07,200,West,3,,slow answers from the desk',
  'A4,2025-04-08,150,West,9,2,',
  'A5,2025-04-09,90,East,4,4,',
].join('\n');

const ratings = {
  Speed: { kind: 'rating' as const, scale: numericScale(1, 5) },
  Care: { kind: 'rating' as const, scale: numericScale(1, 5) },
  Region: { kind: 'segment' as const },
  Comment: { kind: 'comment' as const },
};

async function open(engagementId: string) {
  const engagement = new OpenEngagement(engagementId);
  await engagement.refresh();
  const model = await loadModel(engagementId);
  const score = (scope = wholeScope) =>
    scoreReport(engagement.cubes, { scope, model, unit: 'quarter', paretoSegment: null });
  return { engagement, model, score };
}

/** Everything stored, to compare before and after. */
async function everything() {
  const tables = database.tables.filter(({ name }) => name !== 'meta');
  return Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table.name, await table.toArray()])),
  );
}

async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'succeeded';
  } catch (error) {
    return isAppError(error) ? error.code : `bug: ${String(error)}`;
  }
}

describe('from file to scores', () => {
  it('cleans, scores and reconciles', async () => {
    const { engagementId, source } = await importAs(fileOf(survey), ratings);
    const { engagement, model, score } = await open(engagementId);
    // A2 is too fast, A4 has an answer off the scale: A1, A3 and A5 remain.
    const { scores, periods } = score();
    expect(scores.responses).toBe(3);
    const [speed, care] = scores.dimensions[0]!.indicators;
    // Three are too few to be shown.
    expect([speed!.score, care!.score]).toEqual([null, null]);
    const [all] = aggregate(engagement.cubes, wholeScope, { by: 'none' });
    const exact = modelScores(model, all!).dimensions[0]!.indicators;
    expect(exact.map((one) => one.score)).toEqual([4, 4]);
    // One and two responses a quarter: their n is shown, their figures are not.
    expect(periods.map(({ period, overall }) => [period, overall.score])).toEqual([
      ['2025-Q1', null],
      ['2025-Q2', null],
    ]);
    expect(source.rowCount).toBe(5);
    expect(
      cleaningReport(
        engagement.sources.map(({ stored }) => stored),
        model,
        engagement.settings,
      ),
    ).toMatchObject({ received: 5, valid: 3 });
    expect(source.columns.find(({ header }) => header === 'Speed')?.outOfRange).toEqual([
      { row: 3, raw: '9' },
    ]);
  });
  it('gives the same scores after a cold start, from stored counts and from rows', async () => {
    const { engagementId, source } = await importAs(fileOf(survey), ratings);
    const first = (await open(engagementId)).score();
    expect((await open(engagementId)).score()).toEqual(first);
    await database.cubes.delete(source.id);
    expect((await open(engagementId)).score()).toEqual(first);
    expect(await database.cubes.get(source.id)).toBeDefined();
  });
  it('reads GB18030, semicolons and a mark like the same text in UTF-8', async () => {
    const text = '编号;服务态度\n1;5\n2;4\n';
    const gbk = Uint8Array.from([
      0xb1,
      0xe0,
      0xba,
      0xc5,
      0x3b,
      0xb7,
      0xfe,
      0xce,
      0xf1,
      0xcc,
      0xac,
      0xb6,
      0xc8,
      ...Buffer.from('\n1;5\n2;4\n'),
    ]);
    const [plain, marked, chinese] = await Promise.all(
      [text, `\ufeff${text}`, gbk].map((content) => inspect(fileOf(content))),
    );
    expect(chinese!.reading.encoding).toBe('gb18030');
    expect(chinese!.columns.map(({ header }) => header)).toEqual(
      plain!.columns.map(({ header }) => header),
    );
    expect(marked!.columns.map(({ header }) => header)).toEqual(['编号', '服务态度']);
    expect(marked!.reading.delimiter).toBe(';');
  });
  it('counts again when a rule, a threshold or a decision changes', async () => {
    const { engagementId, source } = await importAs(fileOf(survey), ratings);
    await changeCleaning(engagementId, (all) => withRule(all, 'tooFast', { isOn: false }));
    expect((await open(engagementId)).score().scores.responses).toBe(4);
    const said = { sourceId: source.id, reason: 'asked', corrections: [] };
    await saveDecision({ ...said, row: 3, decision: 'keep', decidedAt: 1 });
    await saveDecision({ ...said, row: 0, decision: 'exclude', decidedAt: 2 });
    const { engagement, score } = await open(engagementId);
    expect(score().scores.responses).toBe(4);
    expect(await removeDecision(source.id, 0)).toMatchObject({ decision: 'exclude' });
    await engagement.refresh();
    expect(score().scores.responses).toBe(5);
  });
  it('takes a source out and puts it back with the same scores', async () => {
    const { engagementId, source } = await importAs(fileOf(survey), ratings);
    const before = (await open(engagementId)).score();
    await removeSource(source.id, 1);
    expect((await open(engagementId)).score().scores.responses).toBe(0);
    await restoreSource(source.id);
    expect((await open(engagementId)).score()).toEqual(before);
  });
  it('adds a second file to the indicators of the first', async () => {
    const { engagementId } = await importAs(fileOf(survey), ratings);
    await importAs(
      fileOf(survey.replaceAll('2025-04', '2025-07'), 'next.csv'),
      ratings,
      engagementId,
    );
    const { model, score } = await open(engagementId);
    expect(model.dimensions[0]!.indicators.length).toBe(2);
    expect(score().periods.map(({ period }) => period)).toEqual(['2025-Q1', '2025-Q2', '2025-Q3']);
    expect(await listSources(engagementId)).toHaveLength(2);
  });
  it('knows a file it has seen by its fingerprint, whatever its name', async () => {
    const [a, b, c] = await Promise.all([
      inspect(fileOf(survey)),
      inspect(fileOf(survey, 'copy.csv')),
      inspect(fileOf(`${survey}\n`)),
    ]);
    expect(a.fingerprint).toBe(b.fingerprint);
    expect(a.fingerprint).not.toBe(c.fingerprint);
  });
  it('stores nothing of an ignored column', async () => {
    const canary = '13800001234';
    const text = survey.replace('Respondent ID', 'Phone').replace('A1,', `${canary},`);
    await importAs(fileOf(text), ratings);
    expect(JSON.stringify(await everything())).not.toContain(canary);
  });
});

describe('the sample engagement', () => {
  it('has something to say in every chart', async () => {
    const id = await createSample('sample', sampleNames('zh-CN'), new CancelToken());
    const { engagement, model, score } = await open(id);
    const report = score();
    const cleaning = cleaningReport(
      engagement.sources.map(({ stored }) => stored),
      model,
      engagement.settings,
    );
    expect(cleaning.received).toBe(1_214);
    const excluded = cleaning.rules.filter((rule) => rule.excluded > 0);
    expect(excluded.map(({ rule, excluded: n }) => [rule, n])).toEqual([
      ['duplicateRespondent', 18],
      ['tooFast', 36],
      ['sameThroughout', 24],
      ['outOfRange', 6],
    ]);
    expect(report.periods.map(({ period }) => period)).toEqual([
      '2024-Q4',
      '2025-Q1',
      '2025-Q2',
      '2025-Q3',
    ]);
    expect(report.comparison?.nodes.get(model.dimensions[2]!.id)?.isDrop).toBe(true);
    expect(report.nps?.n).toBe(1_130);
    expect(report.csat?.n).toBe(1_130);
    expect(report.pareto.length).toBeGreaterThan(5);
    expect(engagement.overview().segments.map(({ values }) => values.length)).toEqual([5, 3, 4]);
    expect(report.scores.overall.score).toBeCloseTo(4.0, 1);
  });
});

describe('bad input is refused by name and leaves nothing behind', () => {
  it.each([
    ['error.fileEmpty', '', 'a.csv'],
    ['error.fileEmpty', '\n\n  \n', 'a.csv'],
    ['error.headerOnly', 'a,b,c\n', 'a.csv'],
    ['error.unclosedQuote', 'a,b\n1,"open\n2,3\n', 'a.csv'],
    ['error.foreignFile.png', '\u0089PNG\r\n', 'a.csv'],
    ['error.foreignFile.pdf', '%PDF-1.7', 'a.csv'],
    ['error.workbookDamaged', 'PK\u0003\u0004', 'a.xlsx'],
    ['error.workbookDamaged', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'a.xls'],
    ['error.foreignFile.json', '{"a": 1}', 'a.csv'],
    ['error.foreignFile.html', '<!DOCTYPE html><table>', 'a.xls'],
    ['error.allRefused', 'a,b\n1,2,3\n', 'a.csv'],
    ['error.packedDamaged', '\u001f\u008bxx', 'a.csv.gz'],
  ])('%s', async (expected, content, name) => {
    const bytes = Uint8Array.from(content, (character) => character.charCodeAt(0));
    expect(await code(inspect(fileOf(bytes, name)))).toBe(expected);
  });
  it('does not read damaged UTF-8 as something else, and names the line', async () => {
    const text = Buffer.from(`编号,意见\n${'1,客服态度很好\n'.repeat(30)}`);
    for (const bytes of [
      Buffer.concat([text, Buffer.from([0x32, 0x2c, 0xff, 0x0a])]),
      text.subarray(0, text.length - 2),
    ]) {
      expect(await code(inspect(fileOf(bytes)))).toBe('error.damagedUtf8');
    }
  });
  it('names bytes that are text in no encoding', async () => {
    expect(await code(inspect(fileOf(Uint8Array.from([0x61, 0x2c, 0x81, 0x8d, 0xff, 0x0a]))))).toBe(
      'error.unknownEncoding',
    );
  });
  it('leaves the device as it was when the quote opens on the last line', async () => {
    const { id } = await createEngagement('before', 1);
    const before = await everything();
    expect(await code(importAs(fileOf(`${survey}\nA6,"`), ratings, id))).toBe(
      'error.unclosedQuote',
    );
    expect(await everything()).toEqual(before);
  });
  it('leaves the device as it was when it is cancelled', async () => {
    const { id } = await createEngagement('before', 1);
    const before = await everything();
    const token = new CancelToken();
    token.cancel();
    expect(await code(importAs(fileOf(survey), ratings, id, token))).toBe('error.cancelled');
    expect(await everything()).toEqual(before);
  });
});

describe('storage faults (fault 3): whatever write fails, all or nothing', () => {
  it('keeps the old state for a fault at every call of an import', async () => {
    const { engagementId } = await importAs(fileOf(survey), ratings);
    const before = await everything();
    let failed = 0;
    for (let nth = 1; nth < 30; nth++) {
      let calls = 0;
      const spies = (['put', 'add'] as const).map((method) => {
        const original = IDBObjectStore.prototype[method];
        return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
          this: IDBObjectStore,
          ...args
        ) {
          if (++calls === nth) {
            this.transaction.abort();
            throw new DOMException('planted', 'AbortError');
          }
          return original.apply(this, args as [unknown]);
        });
      });
      const outcome = await code(
        importAs(fileOf(`${survey}\n`, 'second.csv'), ratings, engagementId),
      );
      spies.forEach((spy) => spy.mockRestore());
      if (outcome === 'succeeded') break;
      failed++;
      expect(await everything(), `fault at call ${nth}`).toEqual(before);
    }
    expect(failed).toBeGreaterThanOrEqual(4);
    expect(await listSources(engagementId)).toHaveLength(2);
  });
  it('names a full device', async () => {
    const { engagementId } = await importAs(fileOf(survey), ratings);
    const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await code(changeCleaning(engagementId, (all) => all))).toBe('error.storageFull');
    spy.mockRestore();
  });
});

describe('two windows', () => {
  it('do not overwrite each other: the second save of one version is refused', async () => {
    const { engagementId } = await importAs(fileOf(survey), ratings);
    const model = await loadModel(engagementId);
    await saveModel({ ...model, target: 4 }, 1);
    expect(await code(saveModel({ ...model, target: 3 }, 2))).toBe('error.modelChangedElsewhere');
    expect((await loadModel(engagementId)).target).toBe(4);
  });
  it('stop an older build from writing into a newer database', async () => {
    const { engagementId } = await importAs(fileOf(survey), ratings);
    await database.meta.put({ name: 'minWriterVersion', value: 99 });
    expect(await code(changeCleaning(engagementId, (all) => all))).toBe('error.storageNewer');
    await database.meta.put({ name: 'minWriterVersion', value: 1 });
  });
});
