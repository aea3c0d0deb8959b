import { describe, expect, it } from 'vitest';
import { aggregatesOf, readAggregates } from '../../../../src/domain/snapshot/aggregates';
import { fromBase64, toBase64 } from '../../../../src/domain/snapshot/encoding';
import {
  compress,
  decompress,
  readSealed,
  seal,
  unseal,
} from '../../../../src/domain/snapshot/sealSnapshot';
import type { EngagementContents } from '../../../../src/domain/snapshot/contents';
import { maskContents } from '../../../../src/domain/snapshot/reduceContents';
import { joinText } from '../../../../src/domain/table/columns';
import { contents } from '../../../support/contents';
import { answerOf, consentOf } from '../../../support/interviews';
import { isAppError } from '../../../../src/shared/AppError';
import { modelOf } from '../../../support/models';

const bytes = new TextEncoder().encode('{"format":"satiscope.snapshot"}');

const codeOf = async (work: () => Promise<unknown>) => {
  try {
    await work();
    return 'fine';
  } catch (error) {
    return isAppError(error) ? error.code : `bug: ${String(error)}`;
  }
};

describe('a locked snapshot', () => {
  const sealed = seal(bytes, 'correct horse', '0.1.0').then(
    async (blob) => JSON.parse(await blob.text()) as Record<string, any>,
  );
  it('opens with its passphrase, also one typed in another Unicode form', async () => {
    const head = readSealed(await sealed)!;
    expect(await (await unseal(head, 'correct horse')).text()).toBe(
      '{"format":"satiscope.snapshot"}',
    );
    const accented = readSealed(
      JSON.parse(await (await seal(bytes, 'caf\u00e9 au lait', '')).text()) as unknown,
    )!;
    expect(await codeOf(() => unseal(accented, 'cafe\u0301 au lait'))).toBe('fine');
  });
  it.each([
    ['a wrong passphrase', {}, 'wrong horse', 'error.snapshotPassphrase'],
    ['another app in its head', { app: '9.9' }, 'correct horse', 'error.snapshotPassphrase'],
    ['a part cut off', { data: 'AAAA' }, 'correct horse', 'error.snapshotPassphrase'],
    ['data that are no base64', { data: '§' }, 'correct horse', 'error.snapshotDamaged'],
  ])('does not open with %s', async (_, changes, passphrase, code) => {
    const head = readSealed({ ...(await sealed), ...changes })!;
    expect(await codeOf(() => unseal(head, passphrase))).toBe(code);
  });
  it('is refused with fewer rounds than 600,000, with absurdly many, and from a newer version', async () => {
    const file = await sealed;
    const withRounds = (iterations: number) => ({ ...file, kdf: { ...file['kdf'], iterations } });
    expect(await codeOf(async () => readSealed(withRounds(1_000)))).toBe('error.snapshotDamaged');
    expect(await codeOf(async () => readSealed(withRounds(1e9)))).toBe('error.snapshotDamaged');
    expect(await codeOf(async () => readSealed({ ...file, version: 2 }))).toBe(
      'error.snapshotTooNew',
    );
    expect(readSealed({ format: 'other' })).toBeNull();
  });
  it('never uses a salt or a nonce twice', async () => {
    const [a, b] = await Promise.all(
      [0, 1].map(async () => JSON.parse(await (await seal(bytes, 'same', '')).text())),
    );
    expect(a.kdf.salt).not.toBe(b.kdf.salt);
    expect(a.cipher.iv).not.toBe(b.cipher.iv);
  });
});

describe('packing', () => {
  it('comes back as it was', async () => {
    const packed = await compress(new Blob(['答'.repeat(10_000)]));
    expect(packed.length).toBeLessThan(500);
    expect(await (await decompress(new Blob([packed]), 100_000)).text()).toBe('答'.repeat(10_000));
  });
  it('stops where a file unfolds beyond the limit, or is damaged', async () => {
    const bomb = await compress(new Blob(['0'.repeat(2_000_000)]));
    expect(await codeOf(() => decompress(new Blob([bomb]), 1_000_000))).toBe(
      'error.snapshotUnfoldsTooLarge',
    );
    expect(await codeOf(() => decompress(new Blob([bomb.slice(0, 50)]), 1e9))).toBe(
      'error.snapshotDamaged',
    );
  });
  it('base64 holds any bytes', () => {
    const all = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
    expect(fromBase64(toBase64(all))).toEqual(all);
    expect(fromBase64('§')).toBeNull();
  });
});

describe('aggregates', () => {
  const node = { target: null, baseline: null, benchmark: null, interval: null, parts: [] };
  const indicator = (id: string, n: number) => ({
    ...node,
    id,
    name: id,
    weight: 50,
    score: 4,
    summary: { n },
  });
  const report = {
    scores: {
      responses: 9,
      overall: { ...node, id: 'overall', name: '', weight: 100, score: 4 },
      dimensions: [
        {
          ...node,
          id: 'd',
          name: 'D',
          weight: 100,
          score: 4,
          indicators: [indicator('a', 9), indicator('b', 4)],
        },
      ],
    },
    nps: { n: 4, score: 50 },
    csat: { n: 9, share: 0.5 },
  };
  const about = { app: '0.1.0', name: '项目', updatedAt: 1 };
  const written = aggregatesOf(report as never, modelOf({ D: [100, { a: 50, b: 50 }] }), about);
  it('leave out what rests on fewer than five answers, and names', () => {
    expect(written.rows.map(({ id, score }) => [id, score])).toEqual([
      ['', 4],
      ['d', 4],
      ['a', 4],
      ['b', null],
    ]);
    expect([written.nps, written.csat]).toEqual([null, 0.5]);
  });
  it('are read back, and nothing else is', async () => {
    expect(readAggregates(JSON.parse(JSON.stringify(written)))).toEqual(written);
    expect(readAggregates({ format: 'satiscope.snapshot' })).toBeNull();
    expect(await codeOf(async () => readAggregates({ ...written, rows: [{}] }))).toBe(
      'error.snapshotInvalid',
    );
    expect(await codeOf(async () => readAggregates({ ...written, version: 2 }))).toBe(
      'error.snapshotTooNew',
    );
  });
});

/** Fields that hold no words: what refers to something, and what comes from a fixed list. */
const plain = new Set(
  (
    'id engagementId sourceId questionnaireId interviewId questionId columnId indicatorId nodeId ' +
    'parentId measureId row coder kind platform decision sentiment language how mode urgency table by ' +
    'test encoding delimiter fingerprint device mimeType period startDay dueDay firstDay lastDay ' +
    'plannedDay signature order extremes action meaning dateOrder themeIds questionIds query reasons ' +
    'key'
  ).split(' '),
);

/** Puts a phone number and the name of a known company into every text. */
function planted(value: unknown, field = ''): unknown {
  if (typeof value === 'string') {
    return plain.has(field) ? value : `${value} 13912349876 北京（华宇）科技有限公司`;
  }
  if (field === 'refused') return value;
  if (Array.isArray(value)) return value.map((item) => planted(item, field));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (value instanceof ArrayBuffer) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, planted(inner, name)]),
  );
}

describe('a masked copy (fault 48)', () => {
  it('has no words that may not be quoted, and interviewers by number, also in texts', () => {
    const [interview] = contents.interviews;
    const held = {
      ...contents,
      interviews: [
        { ...interview!, interviewer: '李敏' },
        { ...interview!, id: 'i2', interviewer: '李敏', consent: consentOf({ quoting: false }) },
      ],
      answers: [
        answerOf(interview!, 'q1', { quote: '太慢了', note: '李敏补充' }),
        answerOf({ ...interview!, id: 'i2' }, 'q1', { quote: '不许引用' }),
      ],
    };
    const masked = maskContents(held);
    expect(masked.answers.map(({ quote }) => quote)).toEqual(['太慢了', '']);
    expect(masked.answers[0]?.note).toBe('I1补充');
    expect(masked.interviews.map(({ interviewer }) => interviewer)).toEqual(['I1', 'I1']);
  });
  it('has no phone and no known name left, whatever field they stood in', () => {
    const full = planted({ ...contents, sources: [], recordings: [] }) as EngagementContents;
    const rows = ['请打 13912349876', '北京(华宇)科技有限公司很好'];
    const [entry] = contents.sources;
    const { source, chunks } = entry!;
    const chunk = {
      ...chunks[0]!,
      columns: chunks[0]!.columns.map((column) =>
        column.kind === 'text' ? { ...column, data: joinText(rows) } : column,
      ),
    };
    const withRows = {
      ...full,
      sources: [{ source: planted({ ...source, sheet: 'S' }) as never, chunks: [chunk] }],
    };
    const before = JSON.stringify(withRows);
    expect(before.match(/13912349876/gu)?.length).toBeGreaterThan(60);
    const masked = JSON.stringify(
      maskContents(withRows, new Map([['北京(华宇)科技有限公司', 'B公司']])),
    );
    for (const canary of ['13912349876', '华宇']) {
      const at = masked.indexOf(canary);
      const around = at < 0 ? '' : masked.slice(Math.max(0, at - 120), at + 20);
      expect(around, canary).toBe('');
    }
  });
});
