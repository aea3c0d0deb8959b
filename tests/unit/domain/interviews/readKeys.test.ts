import { describe, expect, it } from 'vitest';
import { readKeys } from '../../../../src/domain/interviews/readKeys';

const known = [
  { kind: 'company', code: 'A公司', name: '海川装备有限公司' },
  { kind: 'person', code: 'P1', name: '王伟' },
] as const;

describe('a key table from another device', () => {
  it('adds what is new, leaves out headings and blanks, and points out what clashes', () => {
    const lines = [
      ['\ufeff代码', '名称'],
      ['A公司', '海川装备 有限公司'],
      ['B公司', "'=华宇科技"],
      ['C Ltd', 'Acme'],
      ['P2', '李娜'],
      ['A公司', '别的公司'],
      ['D公司', '王伟'],
      ['E公司', ''],
      [''],
    ];
    expect(readKeys(lines, known)).toEqual({
      added: [
        { kind: 'company', code: 'B公司', name: '=华宇科技' },
        { kind: 'company', code: 'C Ltd', name: 'Acme' },
        { kind: 'person', code: 'P2', name: '李娜' },
      ],
      clashing: [
        { kind: 'company', code: 'A公司', name: '别的公司' },
        { kind: 'company', code: 'D公司', name: '王伟' },
      ],
    });
  });
  it('read again adds nothing', () => {
    const lines = known.map(({ code, name }) => [code, name]);
    expect(readKeys(lines, known)).toEqual({ added: [], clashing: [] });
  });
});
