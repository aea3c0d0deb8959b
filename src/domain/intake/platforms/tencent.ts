import {
  headerKey,
  headerWith,
  plainColumn,
  recognition,
  signsIn,
  type HeaderColumn,
  type MetaRole,
  type Recogniser,
} from './platform';

const metaNames: ReadonlyMap<string, MetaRole> = new Map([
  ['编号', 'respondentId'],
  ['开始答题时间', 'start'],
  ['结束答题时间', 'date'],
  ['答题时长', 'duration'],
  ['地理位置国家和地区', 'segment'],
  ['地理位置省', 'region'],
  ['地理位置市', 'segment'],
  ['自定义字段', 'segment'],
  ['语言', 'segment'],
  ['清洗数据结果', 'status'],
  ['智能清洗数据无效概率', 'number'],
  ['用户类型', 'segment'],
  ['用户标识', 'personal'],
  ['昵称', 'personal'],
  ['ip', 'ip'],
  ['ua', 'technical'],
  ['referrer', 'technical'],
]);

/** `21.题干？:选项` and `3.题干：_填空1`. */
const optionHeader = /^(\d+)\s*[.、．]\s*(.+?)[:：]\s*(_?[^:：]+)$/su;

/** 腾讯问卷. */
export const recogniseTencent: Recogniser = (records) => {
  const headerAt = headerWith(records, metaNames, 3);
  const header = records[headerAt];
  if (!header?.some((cell) => headerKey(cell) === '结束答题时间')) return null;
  return recognition({
    platform: 'tencent',
    headerAt,
    signs: signsIn(header, metaNames),
    columns: readColumns(header),
  });
};

function readColumns(header: readonly string[]): HeaderColumn[] {
  const parts = header.map((cell) => optionHeader.exec(cell.trim()));
  const sizes = new Map<string, number>();
  for (const part of parts) {
    const number = part?.[1] ?? '';
    sizes.set(number, (sizes.get(number) ?? 0) + 1);
  }
  return header.map((cell, index): HeaderColumn => {
    const text = cell.trim();
    const meta = metaNames.get(headerKey(text));
    if (meta !== undefined) return plainColumn(text, meta);
    const [, number = '', stem = '', item = ''] = parts[index] ?? [];
    // A colon may just as well end a question's only column.
    if (number === '' || (sizes.get(number) ?? 0) < 2) return plainColumn(text);
    return { ...plainColumn(text), stem, item: item.trim(), question: number };
  });
}
