import { describe, expect, it } from 'vitest';
import { maskIdentifier, maskText } from '../../../../src/domain/table/masking';
import { safeCell } from '../../../../src/domain/table/safeCell';

describe('masking (G3)', () => {
  it.each([
    ['13812345678', '13*********'],
    ['电话 138 1234 5678 已回访', '电话 13*********** 已回访'],
    ['+86 13812345678', '+8*************'],
    ['wang.li@example.com 同意', 'wa***************** 同意'],
    ['来自 116.23.4.5', '来自 11********'],
    ['110101199003078515', '11****************'],
    ['010-12345678', '01**********'],
    ['02112345678', '02*********'],
    ['+44 20 7946 0958', '+4**************'],
  ])('%s becomes %s', (text, masked) => expect(maskText(text)).toBe(masked));
  it.each(['R10023', '已电话核实', '2025-07-01', '00123456', '评分 4.5，第 3 题'])(
    'leaves %s alone',
    (text) => expect(maskText(text)).toBe(text),
  );
  it.each([
    ['张三', '张*'],
    ['欧阳小明', '欧***'],
    ['Anna Smith', 'A*** S****'],
    ['JOHN SMITH', 'J*** S****'],
    ['john smith', 'j*** s****'],
    ['阿卜杜拉·买买提', '阿*******'],
    ['王小明13812345678', '王**13*********'],
    ['13812345678张三', '13*********张*'],
    ['13812345678-张三', '13*********-张*'],
    ['Zhang_San', 'Z****_S**'],
    ['R_xLWiuPaNuURSFXY', 'R_xLWiuPaNuURSFXY'],
    ['C10023', 'C10023'],
    ['0012345678', '0012345678'],
    ['𠮷野家', '𠮷**'],
    ['P0042', 'P0042'],
    ['13812345678', '13*********'],
  ])('the identifier %s becomes %s', (id, masked) => expect(maskIdentifier(id)).toBe(masked));
});

describe('cells of exported tables (fault 49)', () => {
  it.each([
    '=1+1',
    '+1',
    '-1+2',
    '@SUM(A1)',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '  =1',
    '\t=1',
    '\r=1',
    '\n=1',
    '\u3000=1',
    '\ufeff=1',
  ])('makes %j inert', (text) => expect(safeCell(text)).toBe(`'${text}`));
  it('leaves numbers and ordinary texts as they are', () => {
    expect(safeCell(-5)).toBe(-5);
    expect(safeCell(NaN)).toBe('');
    expect(safeCell('R-5 = ok')).toBe('R-5 = ok');
  });
});
