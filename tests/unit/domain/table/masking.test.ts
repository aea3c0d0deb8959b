import { describe, expect, it } from 'vitest';
import { maskContact, maskIdentifier, maskText } from '../../../../src/domain/table/masking';
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

describe('names in known roles (F2, G3)', () => {
  it.each([
    ['王经理说再等等', '*经理说再等等'],
    ['请张伟先生回电', '请**先生回电'],
    ['联系人：李娜', '联系人：**'],
    ['我叫欧阳小明', '我叫***'],
    ['Please call Mr. Smith', 'Please call Mr. ***'],
    ['My name is Helen Zhang.', 'My name is ***.'],
    ['微信：abc_12345', '微信：ab*******'],
    ['护照 E12345678', '护照 E1*******'],
    ['卡号 6222 0212 3456 7890', '卡号 62*****************'],
  ])('%s becomes %s', (text, masked) => expect(maskText(text)).toBe(masked));
  it.each([
    '对于总体感受比较满意',
    '金工车间的设备',
    '方案经理论证可行',
    '希望有固定对接人',
    'Dear team, the Price Manager was helpful',
    '高工作强度',
  ])('leaves %s alone', (text) => expect(maskText(text)).toBe(text));
  it.each([
    ['王经理', '*经理'],
    ['张伟', '*'],
    ['欧阳总监', '*总监'],
    ['采购主管', '采购主管'],
    ['Helen Zhang, Buyer', '*, Buyer'],
    ['Mr. Smith', 'Mr. *'],
    ['*经理', '*经理'],
    ['王经理 13812345678', '*经理 13*********'],
    ['', ''],
  ])('the contact %s is shown as %s', (text, shown) => expect(maskContact(text)).toBe(shown));
  it('puts codes in the place of known companies', () => {
    const known = new Map([['海川装备', 'A公司']]);
    expect(maskText('海川装备的王经理', known)).toBe('A公司的*经理');
  });
});
