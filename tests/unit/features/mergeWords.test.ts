import { describe, expect, it } from 'vitest';
import { ruleGroups } from '../../../src/domain/snapshot/cleaningFields';
import { unstampedFields } from '../../../src/domain/snapshot/stamps';
import { conflictName, valueWords } from '../../../src/features/snapshots/mergeWords';
import { contents } from '../../support/contents';

const conflict = (table: string, field: string) => ({
  id: '',
  table,
  key: '',
  field,
  mine: null,
  theirs: null,
  wins: 'mine' as const,
  about: [],
});

/** Fields that two copies cannot change apart: identifiers, and what is set once. */
const fixed = new Set([
  'id',
  'engagementId',
  'sourceId',
  'interviewId',
  'questionId',
  'row',
  'coder',
  'isSample',
  'createdAt',
]);

describe('a conflict in words', () => {
  const records: readonly (readonly [string, object | undefined])[] = [
    ['engagements', contents.engagement],
    ['presets', contents.presets[0]],
    ['goals', contents.goals[0]],
    ['views', contents.views[0]],
    ['annotations', contents.annotations[0]],
    ['cleaning', ruleGroups(contents.cleaning)],
    ['decisions', contents.decisions[0]],
    ['commentCodes', contents.commentCodes[0]],
    ['interviews', contents.interviews[0]],
    ['answers', contents.answers[0]],
    ['followUps', contents.followUps[0]],
  ];
  it.each(records)('names every field of %s', (table, record) => {
    const fields = Object.keys(record!).filter(
      (field) => !fixed.has(field) && !unstampedFields.has(field),
    );
    // Where an interview stands is never decided by hand.
    const settled = ['position', 'activeSeconds', 'recordingDeletedAt'];
    const asked = fields.filter((field) => !settled.includes(field));
    expect(asked.length).toBeGreaterThan(0);
    for (const field of asked) {
      expect(conflictName(conflict(table, field)), field).not.toContain('其他内容');
    }
  });
  it.each([
    ['decision', 'exclude', '排除'],
    ['isLocked', true, '是'],
    ['reasons', ['流程', '技能'], '流程、技能'],
    ['corrections', [{ columnId: 'c', from: 1, to: 2 }], '1 项'],
    ['note', '', '（空）'],
    ['dueAt', null, '（空）'],
    ['settings.rules.tooFast', { isOn: true, action: 'exclude', limits: { s: 30 } }, '排除 · 30'],
    ['settings.rules.tooFast', { isOn: false, action: 'exclude', limits: {} }, '不启用'],
  ])('reads %s %j as %s', (field, value, words) => {
    expect(valueWords(conflict('answers', field), value)).toBe(words);
  });
  it('says that a line of the model is that of the overall score', () => {
    expect(conflictName(conflict('models', 'target'))).toBe('指标体系 · 加权总分 · 目标值');
    expect(conflictName(conflict('models', 'structure'))).toBe('指标体系 · 结构与权重');
  });
  it('shows no JSON of a consent or of two questionnaires', () => {
    const { consent } = contents.interviews[0]!;
    expect(valueWords(conflict('interviews', 'consent'), consent)).toMatch(
      /^客户已同意录音与匿名引用/u,
    );
    expect(valueWords(conflict('questionnaires', 'savedAt'), ['加了一题', 12, 1e12])).toMatch(
      /12 题 · 加了一题$/u,
    );
  });
});
