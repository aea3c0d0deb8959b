import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upgradeCleaning } from '../../../../src/domain/cleaning/upgradeCleaning';
import { cleaningRules } from '../../../../src/domain/cleaning/rules';
import { readSnapshot, writeSnapshot } from '../../../../src/domain/snapshot/snapshot';
import { snapshotVersion } from '../../../../src/domain/snapshot/snapshotSchema';
import { numericScale } from '../../../../src/domain/table/ratingScale';
import { asVersion, withChecksum } from '../../../support/checksum';
import { contents, noneSince } from '../../../support/contents';
import { isAppError } from '../../../../src/shared/AppError';

const textOf = async (given = contents) => (await writeSnapshot(given)).join('');

async function refusal(text: string): Promise<string> {
  try {
    await readSnapshot(text);
    return 'accepted';
  } catch (error) {
    return isAppError(error) ? error.code : `bug: ${String(error)}`;
  }
}

/** A snapshot whose checksum fits, whatever was done to the content. */
async function resealed(change: (content: Record<string, never>) => unknown): Promise<string> {
  const file = JSON.parse(await textOf()) as { content: Record<string, never> };
  const content = change(file.content) ?? file.content;
  return withChecksum({ ...file, content });
}

describe('a snapshot', () => {
  it('comes back as it was, missing values included', async () => {
    const back = await readSnapshot(await textOf());
    expect(back.contents).toEqual({
      ...contents,
      engagement: { ...contents.engagement, backedUpAt: null },
    });
  });
  it('gives equal bytes for equal engagements, whatever the order of their keys', async () => {
    const { name, ...rest } = contents.engagement;
    expect(await textOf({ ...contents, engagement: { name, ...rest } })).toBe(await textOf());
    expect(await textOf((await readSnapshot(await textOf())).contents)).toBe(await textOf());
  });
});

/** The engagement and its model as snapshots before version 4 kept them: two levels, no benchmark. */
function beforeVersion4(content: Record<string, unknown>): void {
  for (const key of ['modelVersions', 'presets', 'goals']) delete content[key];
  delete (content['engagement'] as Record<string, unknown>)['population'];
  const model = content['model'] as Record<string, unknown>;
  delete model['benchmark'];
  const strip = (node: Record<string, unknown>) => {
    for (const key of ['benchmark', 'description', 'isLocked', 'anchors', 'parts'])
      delete node[key];
    for (const child of (node['indicators'] ?? []) as Record<string, unknown>[]) strip(child);
  };
  for (const dimension of model['dimensions'] as Record<string, unknown>[]) strip(dimension);
}

/** Cleaning as snapshots before version 3 kept it. */
function beforeVersion3(content: { cleaning?: unknown; decisions?: unknown }): void {
  beforeVersion4(content);
  const rule = (threshold: number, enabled = true) => ({ enabled, threshold });
  content.cleaning = {
    duplicateRespondent: rule(2),
    tooFast: rule(45),
    straightLining: rule(100),
    outOfRange: rule(1, false),
  };
  content.decisions = [{ sourceId: 's1', row: 1, decision: 'keep', decidedAt: 3 }];
}

/** Content as snapshots before version 5 kept it. */
function beforeVersion5(content: Record<string, unknown>): void {
  for (const name of Object.keys(noneSince(4))) delete content[name];
}

describe('a snapshot of version 5', () => {
  it('climbs to today: nobody was interviewed', async () => {
    const text = await resealed((content) => {
      const old = JSON.parse(JSON.stringify(content)) as Record<string, unknown>;
      for (const name of Object.keys(noneSince(5))) delete old[name];
      return old;
    });
    const back = await readSnapshot(asVersion(text, 5));
    expect(back).toMatchObject({ version: 5, app: '', scope: 'all', isMasked: false });
    expect(back.contents).toEqual({
      ...contents,
      engagement: { ...contents.engagement, backedUpAt: null },
      ...noneSince(5),
    });
  });
});

describe('a snapshot of version 4', () => {
  it('climbs to today: its texts are read by the themes everybody begins with', async () => {
    const text = await resealed((content) => {
      const old = JSON.parse(JSON.stringify(content)) as Record<string, unknown>;
      beforeVersion5(old);
      return old;
    });
    const { contents: back } = await readSnapshot(asVersion(text, 4));
    expect(back).toEqual({
      ...contents,
      engagement: { ...contents.engagement, backedUpAt: null },
      ...noneSince(4),
    });
  });
});

describe('a snapshot of version 3', () => {
  it('climbs to today: nothing is locked or described, and its model is its first version', async () => {
    const text = await resealed((content) => {
      const old = JSON.parse(JSON.stringify(content)) as Record<string, unknown>;
      beforeVersion4(old);
      return old;
    });
    const { contents: back } = await readSnapshot(asVersion(text, 3));
    expect(back.model).toEqual(contents.model);
    expect(back.modelVersions).toEqual([
      { engagementId: 'e1', version: 1, savedAt: 0, note: '', model: contents.model },
    ]);
    expect([back.presets, back.goals, back.engagement.population]).toEqual([[], [], null]);
    expect(back.decisions).toEqual(contents.decisions);
  });
});

describe('a snapshot of version 2', () => {
  it('climbs to today with its scores: no rule that is new leaves anybody out', async () => {
    const text = await resealed((content) => {
      const old = JSON.parse(JSON.stringify(content)) as object;
      beforeVersion3(old);
      return old;
    });
    const { contents: old } = await readSnapshot(asVersion(text, 2));
    const { cleaning, decisions } = old;
    expect(decisions).toEqual([
      { sourceId: 's1', row: 1, decision: 'keep', reason: '', decidedAt: 3, corrections: [] },
    ]);
    expect(
      cleaningRules.filter(
        (id) => cleaning.rules[id].isOn && cleaning.rules[id].action === 'exclude',
      ),
    ).toEqual(['duplicateRespondent', 'tooFast', 'sameThroughout']);
    expect(cleaning.rules.tooFast.limits).toEqual({ seconds: 45, medianPercent: 0 });
    expect(cleaning.rules.duplicateRespondent.limits).toEqual({ keep: 2 });
    expect(cleaning.rules.sameThroughout.limits).toEqual({ items: 8, middleItems: 8 });
    // With ten items in every source, 80 % of them in a row were eight.
    const tens = { straightLining: { enabled: true, threshold: 80 } };
    expect(upgradeCleaning(tens, [10, 10]).rules.straightLining).toMatchObject({
      isOn: true,
      limits: { run: 8 },
    });
    expect(upgradeCleaning(tens, [10, 10]).rules.sameThroughout.isOn).toBe(false);
    // Sources with fewer than eight items had none.
    expect(upgradeCleaning(tens, [10, 0, 5]).rules.straightLining.limits).toEqual({ run: 8 });
    expect(cleaning.order).toEqual(cleaningRules);
  });
});

describe('a snapshot of version 1', () => {
  it('climbs to today: a survey of no known platform, scales without listed values', async () => {
    const text = await resealed((content) => {
      const old = JSON.parse(JSON.stringify(content)) as {
        recipes?: unknown;
        cleaning?: unknown;
        sources: { source: Record<string, unknown> & { columns: Record<string, unknown>[] } }[];
      };
      delete old.recipes;
      beforeVersion3(old);
      for (const { source } of old.sources) {
        for (const key of ['kind', 'platform', 'sheet']) delete source[key];
        source.columns.splice(4);
        for (const column of source.columns) {
          delete column['field'];
          delete column['rawMedian'];
          const role = column['role'] as Record<string, unknown>;
          delete role['meaning'];
          delete role['mergesVariants'];
          delete (role['scale'] as Record<string, unknown> | undefined)?.['values'];
        }
      }
      const [entry] = old.sources as unknown as { chunks: { columns: unknown[] }[] }[];
      entry!.chunks[0]!.columns.splice(4);
      return old;
    });
    const { contents: back } = await readSnapshot(asVersion(text, 1));
    const [source] = back.sources;
    expect(source!.source).toMatchObject({ kind: 'survey', platform: 'plain', sheet: null });
    expect(source!.source.columns[0]!.role).toEqual({
      kind: 'rating',
      indicatorId: 'a',
      scale: numericScale(1, 5),
    });
    expect(source!.source.columns[1]!.role).toMatchObject({
      segmentId: 'r',
      meaning: null,
      mergesVariants: true,
    });
    expect(back.recipes).toEqual([]);
  });
});

describe('a hostile snapshot (faults 43 and 44)', () => {
  it.each([
    ['nested 20,000 deep', '['.repeat(20_000), 'error.snapshotTooDeep'],
    ['of a million keys', `{${'"a":1,'.repeat(1_000_001)}"b":2}`, 'error.snapshotTooManyKeys'],
    [
      'with brackets in texts only',
      JSON.stringify({ a: '[{'.repeat(200) }),
      'error.snapshotForeign',
    ],
    ['with escaped quotes', '{"a":"\\\\\\"[[[["}', 'error.snapshotForeign'],
  ])('%s is refused before anything is built from it', async (_, text, code) => {
    expect(await refusal(text)).toBe(code);
  });
  it.each([
    ['an answer in no interview', (c: any) => void (c.answers[0].interviewId = 'zz')],
    ['an interview by no questionnaire', (c: any) => void (c.interviews[0].questionnaireId = 'z')],
    ['a recording that is no base64', (c: any) => void (c.recordings[0].data = '§')],
    ['a recording that is a page', (c: any) => void (c.recordings[0].mimeType = 'text/html')],
    ['a signature with markup', (c: any) => void (c.interviews[0].consent.signature = '<script>')],
    ['a record of another engagement', (c: any) => void (c.presets[0].engagementId = 'victim')],
    ['a follow-up of an interview under another id', (c: any) => void (c.followUps[0].id = 'i9')],
    ['a follow-up without a cause', (c: any) => void (c.followUps[0].interviewId = null)],
    ['a follow-up of nobody', (c: any) => void (c.followUps[0].interviewId = 'i9')],
    [
      'a follow-up with two causes',
      (c: any) => void Object.assign(c.followUps[0], { sourceId: 's1', row: 0 }),
    ],
    ['a stamp on no key', (c: any) => void (c.stamps[0].key = 'abc')],
    ['an answer beyond the scale', (c: any) => void (c.answers[0].step = 11)],
  ])('with %s is refused', async (_, change) => {
    expect(await refusal(await resealed(change))).toBe('error.snapshotInvalid');
  });
});

describe('a snapshot with more recordings than one text holds', () => {
  it('is refused before anything is built', async () => {
    const data = new ArrayBuffer(100_000_000);
    const piece = { ...contents.recordings[0]!, data };
    const recordings = [0, 1, 2, 3].map((index) => ({ ...piece, index }));
    await expect(writeSnapshot({ ...contents, recordings })).rejects.toThrow(
      'error.snapshotTooLargeToWrite',
    );
  });
});

describe('a broken snapshot (fault 46)', () => {
  it('is refused when it is cut short, at any place', async () => {
    const text = await textOf();
    for (const share of [0, 0.1, 0.5, 0.9, 0.999]) {
      expect(await refusal(text.slice(0, Math.floor(text.length * share)))).toBe(
        'error.snapshotNotJson',
      );
    }
  });
  it('is refused when a figure was changed', async () => {
    expect(await refusal((await textOf()).replace('30.5', '31.5'))).toBe('error.snapshotChanged');
    // Nor in what it says of itself.
    for (const [said, changed] of [
      [`"version":${snapshotVersion}`, '"version":4'],
      [`"version":${snapshotVersion}`, '"version":2'],
      ['"isMasked":false', '"isMasked":true'],
      ['"scope":"all"', '"scope":"noRows"'],
      ['"responses":', '"reponses":'],
    ] as const) {
      const text = await textOf();
      expect(text).toContain(said);
      expect(await refusal(text.replace(said, changed)), changed).toBe('error.snapshotChanged');
    }
  });
  it('asks for an update when it is newer', async () => {
    expect(
      await refusal(
        (await textOf()).replace(
          `"version":${snapshotVersion},"app"`,
          `"version":${snapshotVersion + 1},"app"`,
        ),
      ),
    ).toBe('error.snapshotTooNew');
  });
  it.each(['{}', '[]', '5', '{"format":"other","version":1}'])(
    'is refused when it is something else: %s',
    async (text) => {
      expect(await refusal(text)).toBe('error.snapshotForeign');
    },
  );
  it.each(['__proto__', 'constructor', 'prototype'])(
    'is refused with a key %s, and nothing is polluted',
    async (key) => {
      const text = (await textOf()).replace(
        '"isSample":false',
        `"${key}":{"x":1},"isSample":false`,
      );
      expect(await refusal(text)).toBe('error.snapshotInvalid');
      expect(({} as { x?: number }).x).toBeUndefined();
    },
  );
  it.each([
    ['a negative weight', (c: any) => void (c.model.dimensions[0].weight = -1)],
    [
      'a part with parts of its own',
      (c: any) => {
        const version = c.modelVersions[0].model.dimensions[0].indicators[0];
        version.parts[0].parts.push(version.parts[1]);
      },
    ],
    ['a goal about nothing', (c: any) => void (c.goals[0].metric = { kind: 'luck' })],
    ['a preset over 100 %', (c: any) => void (c.presets[0].weights.a = 101)],
    ['a target off the scale', (c: any) => void (c.model.target = 7)],
    [
      'an unknown indicator',
      (c: any) => void (c.sources[0].source.columns[0].role.indicatorId = 'zz'),
    ],
    [
      'a code the scale does not have',
      (c: any) => void (c.sources[0].chunks[0].columns[0].data[0] = 6),
    ],
    [
      'a value the segment does not have',
      (c: any) => void (c.sources[0].chunks[0].columns[1].data[0] = 2),
    ],
    ['a column that is too short', (c: any) => void c.sources[0].chunks[0].columns[2].data.pop()],
    ['a wrong number of rows', (c: any) => void (c.sources[0].source.rowCount = 3)],
    ['a decision on no row', (c: any) => void (c.decisions[0].row = 9)],
    ['a correction in no column', (c: any) => void (c.decisions[0].corrections[0].columnId = 'zz')],
    [
      'a correction to no step of the scale',
      (c: any) => void (c.decisions[0].corrections[0].to = 200),
    ],
    ['a limit out of its range', (c: any) => void (c.cleaning.rules.tooFast.limits.seconds = -1)],
    ['a rule that is missing', (c: any) => void c.cleaning.order.pop()],
    [
      'an action a rule does not have',
      (c: any) => void (c.cleaning.rules.sameNetwork.action = 'exclude'),
    ],
    ['two sources of one id', (c: any) => void c.sources.push(c.sources[0])],
    ['a missing field', (c: any) => void delete c.engagement.name],
  ])('is refused with %s although the checksum fits', async (_, change) => {
    expect(await refusal(await resealed(change))).toBe('error.snapshotInvalid');
  });
  it('never fails in any other way, whatever one value is replaced with', async () => {
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]) => {
      if (typeof value === 'object' && value !== null) {
        for (const key of Object.keys(value))
          walk((value as Record<string, unknown>)[key], [...path, key]);
      } else paths.push(path);
    };
    walk((JSON.parse(await textOf()) as { content: unknown }).content, []);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue(), async (path, value) => {
        const text = await resealed((content) => {
          let at: any = content;
          for (const key of path.slice(0, -1)) at = at[key];
          at[path.at(-1)!] = value;
        });
        expect(['accepted', 'error.snapshotInvalid']).toContain(await refusal(text));
      }),
      { numRuns: 200 },
    );
  });
});
