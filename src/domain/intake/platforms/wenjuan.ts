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
  ['答题序号', 'respondentId'],
  ['答卷编号', 'respondentId'],
  ['开始时间', 'start'],
  ['开始答题时间', 'start'],
  ['提交时间', 'date'],
  ['答题时间', 'date'],
  ['答题时长', 'duration'],
  ['来源', 'channel'],
  ['来源渠道', 'channel'],
  ['ip省份', 'region'],
  ['ip城市', 'segment'],
  ['ip地址', 'ip'],
  ['浏览器', 'technical'],
  ['操作系统', 'technical'],
  ['设备', 'segment'],
  ['状态', 'status'],
]);

/** `Q2_题干_行名`; a third part names a row of a matrix or an option. */
const partHeader = /^(Q\d+)[_、.]\s*(.+?)(?:_([^_]+))?$/su;

/** 问卷网 and the platforms of universities that export alike. */
export const recogniseWenjuan: Recogniser = (records) => {
  const headerAt = headerWith(records, metaNames, 4);
  const header = records[headerAt];
  const hasId = header?.some((cell) => /^(?:答题序号|答卷编号)$/u.test(headerKey(cell)));
  if (!header || !hasId) return null;
  return recognition({
    platform: 'wenjuan',
    headerAt,
    signs: signsIn(header, metaNames),
    columns: header.map(readColumn),
  });
};

function readColumn(cell: string): HeaderColumn {
  const text = cell.trim();
  const meta = metaNames.get(headerKey(text));
  if (meta !== undefined) return plainColumn(text, meta);
  const [, question, stem = '', item] = partHeader.exec(text) ?? [];
  if (question === undefined || item === undefined) return plainColumn(text);
  return { ...plainColumn(text), stem, item, question };
}
