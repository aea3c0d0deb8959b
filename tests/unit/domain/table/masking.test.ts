import { describe, expect, it } from 'vitest';
import {
  contactNames,
  maskContact,
  maskIdentifier,
  maskText,
} from '../../../../src/domain/table/masking';
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
  it.each([
    '010-8888-6666',
    '(010)88886666',
    '（021）6888 1234',
    '138.0013.8000',
    '(415) 555-2671',
    '415-555-2671',
    '400 820 8820',
    '400-820-8820',
    '020.12345678',
    '2001:db8::1',
    'fe80::1ff:fe23:4567:890a',
    '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
  ])('hides %s, also in a sentence', (text) => {
    const tail = text.slice(-3);
    expect(maskText(text)).not.toContain(tail);
    expect(maskText(`请打 ${text}，谢谢`)).not.toContain(tail);
  });
  it.each([
    '12:30:45',
    '2026-07-01 09:15:00',
    '第 3.5.1 节',
    '比例 1:2',
    'std::vector',
    '4.2-4.5 分',
  ])('leaves %s alone', (text) => expect(maskText(text)).toBe(text));
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
  it.each([
    ['北京（华宇）科技有限公司很好', 'B公司很好'],
    ['ACME corp was slow', 'C was slow'],
    ['华宇科技和华宇', 'D公司和E公司'],
    ['海川装备的人说', 'F公司的人说'],
  ])('whatever their case, width, length and legal form: %s', (text, masked) => {
    const known = new Map([
      ['华宇', 'E公司'],
      ['北京（华宇）科技有限公司', 'B公司'],
      ['Acme Corp', 'C'],
      ['华宇科技', 'D公司'],
      ['海川装备有限公司', 'F公司'],
    ]);
    expect(maskText(text, known)).toBe(masked);
  });
  it.each([
    ['请联系王芳，021-6888 1234', '请联系**，02***********'],
    ['已致电张伟', '已致电**'],
    ['上海市浦东新区张江路88号', '上海市浦东新区**路***'],
    ['车牌沪A12345', '车牌沪A*****'],
    ['Please call John Smith', 'Please call ***'],
  ])('%s becomes %s', (text, masked) => expect(maskText(text)).toBe(masked));
  it.each([
    ['王伟 采购经理', '* 采购经理'],
    ['采购部 王伟', '采购部 *'],
    ['李娜（采购）', '*(采购)'],
    ['王伟/采购总监', '*/采购总监'],
    ['佘先生', '*先生'],
    ['Helen', '*'],
    ['Helen Zhang - Buyer', '* - Buyer'],
    ['Head of Quality', 'Head of Quality'],
  ])('of the contact %s only the role stays: %s', (text, shown) =>
    expect(maskContact(text)).toBe(shown),
  );
  it('tells the names in a contact, for the key table', () => {
    expect(contactNames('张伟 采购经理')).toEqual(['张伟']);
    expect(contactNames('Helen Zhang, Buyer')).toEqual(['Helen Zhang', 'Helen', 'Zhang']);
    expect(contactNames('王经理')).toEqual([]);
    expect(contactNames('Mr. John Smith, Head of Travel')).toEqual(['John Smith', 'John', 'Smith']);
    expect(contactNames('采购部张伟经理')).toEqual(['张伟']);
    expect(contactNames('高级经理')).toEqual([]);
    expect(maskContact('Mr. John Smith, Head of Travel')).toBe('Mr. *, Head of Travel');
  });
  it('knows a company by the part of its name that is its own', () => {
    const names = new Map([
      ['上海宏远机械有限公司', 'A公司'],
      ['Nordwind Logistics GmbH', 'B'],
    ]);
    expect(maskText('上海 宏远总部', names)).toBe('上海 A公司总部');
    expect(maskText('宏远机械的售后', names)).not.toContain('宏远');
    expect(maskText('Nordwind was late', names)).toBe('B was late');
  });
});
