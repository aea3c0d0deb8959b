import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  keyText,
  masked,
  renamed,
  type AnyRecord,
  type Masking,
} from '../../../../src/domain/kept/kept';
import {
  kept,
  keptNames,
  keptOf,
  keptSchemas,
  keptVersion,
} from '../../../../src/domain/snapshot/keptNouns';
import { readUndo } from '../../../../src/domain/snapshot/readUndo';
import { reduceContents } from '../../../../src/domain/snapshot/reduceContents';
import { idsOf, withNewIds } from '../../../../src/domain/snapshot/renameIds';
import { contents } from '../../../support/contents';
import { goldenSnapshot } from '../../../support/golden';

const recordsOf = (name: (typeof keptNames)[number]) =>
  contents[name] as readonly unknown[] as readonly AnyRecord[];

const masking: Masking = {
  text: () => '¤',
  contact: () => '¤',
  interviewer: () => '¤',
  mayQuote: () => false,
};

describe('every kept noun', () => {
  it.each(keptNames)('%s: the fixture has one, and it is what its schema says', (name) => {
    expect(recordsOf(name).length).toBeGreaterThan(0);
    for (const record of recordsOf(name)) {
      expect(v.parse(keptSchemas[name], record)).toEqual(record);
    }
  });
  it.each(keptNames)('%s: came with a version there was', (name) => {
    expect(keptOf(name).since).toBeGreaterThanOrEqual(1);
    expect(keptOf(name).since).toBeLessThanOrEqual(keptVersion);
  });
  it.each(keptNames)(
    '%s: has its key in its fields, and says where every identifier leads',
    (name) => {
      const { key, refs } = keptOf(name);
      for (const record of recordsOf(name)) {
        for (const field of key) expect(record).toHaveProperty(field);
        const identifiers = Object.keys(record).filter((field) => /^id$|Id$/u.test(field));
        expect(Object.keys(refs).sort()).toEqual(identifiers.sort());
      }
    },
  );
  it.each(keptNames)('%s: masked keeps its identifiers and its key, or leaves nothing', (name) => {
    for (const record of recordsOf(name)) {
      const left = masked(keptOf(name), record, masking);
      if (left === null) continue;
      for (const field of Object.keys(keptOf(name).refs)) expect(left[field]).toBe(record[field]);
      expect(keyText(keptOf(name), left)).toBe(keyText(keptOf(name), record));
    }
  });
  it.each(keptNames)('%s: under new names leads nowhere old', (name) => {
    for (const record of recordsOf(name)) {
      const other = renamed(keptOf(name), record, (target, id) =>
        target === 'local' ? id : `new ${id}`,
      );
      for (const [field, target] of Object.entries(keptOf(name).refs)) {
        const before = record[field];
        const expected = before === null || target === 'local' ? before : `new ${String(before)}`;
        expect(other[field]).toBe(expected);
      }
    }
  });
});

describe('the contents of an engagement', () => {
  it('as a copy name nothing of the original', () => {
    let made = 0;
    const copy = withNewIds(contents, () => `new ${++made}`);
    const before = new Set(idsOf(contents));
    expect(idsOf(copy).filter((id) => before.has(id))).toEqual([]);
    const text = JSON.stringify([
      copy.modelVersions,
      copy.decisions,
      copy.commentCodes,
      copy.answers,
    ]);
    expect(text).not.toContain('"e1"');
    expect(text).not.toContain('"s1"');
  });
  it('without rows hold no answer of anybody', () => {
    const reduced = reduceContents(contents, 'noRows');
    const left = keptNames.filter((name) => reduced[name].length > 0);
    expect(left).toEqual(keptNames.filter((name) => keptOf(name).isAnswer !== true));
    expect(kept.recipes.isAnswer).toBeInstanceOf(Function);
    expect(reduced.recipes[0]?.settled).toEqual([]);
  });
});

describe('what an older build kept to undo a merge', () => {
  const before = (JSON.parse(goldenSnapshot(6)) as { content: Record<string, unknown> }).content;
  const stamps = (before['stamps'] as AnyRecord[]).map((stamp) => ({
    ...stamp,
    fields: { cause: { at: 3, by: 'K' }, dueAt: { at: 3, by: 'K' } },
    table: 'followUps',
    key: '"i1"',
  }));
  const stored = { ...before, sources: [], recordings: [], stamps };
  it('is read in the shape of today', () => {
    const undo = readUndo(stored, 6);
    expect(undo?.followUps).toMatchObject([{ id: 'i1', urgency: 'low', earlier: [] }]);
    expect(undo?.stamps[0]?.fields).toEqual({ urgency: { at: 3, by: 'K' } });
    expect(undo?.decisions).toEqual(before['decisions']);
    expect(undo?.model).toEqual(before['model']);
  });
  it.each([
    ['a record that is no record', { ...stored, goals: ['x'] }],
    ['a list that is none', { ...stored, followUps: 5 }],
    ['nothing', null],
  ])('is refused with %s', (_, broken) => {
    expect(readUndo(broken, 6)).toBeNull();
  });
  it('is refused in the shape of version 6 where it says it is of today', () => {
    expect(readUndo(stored, keptVersion)).toBeNull();
  });
});
