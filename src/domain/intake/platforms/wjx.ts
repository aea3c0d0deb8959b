import { statedNumber } from '../../table/ratingScale';
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
  ['序号', 'respondentId'],
  ['提交答卷时间', 'date'],
  ['所用时间', 'duration'],
  ['来源', 'channel'],
  ['来源详情', 'segment'],
  ['来自ip', 'ip'],
  ['总分', 'number'],
]);

/** `第6题(运动)`: an option of a multi-select or ranking in exports by number. */
const optionHeader = /^(第\s*\d+\s*题)\s*[(（](.+)[)）]$/su;
/** `13、… (矩阵单选题 *必答)—外观`: stem and first row of a matrix. */
const matrixHeader = /^(\d+\s*[、.．].+?)[—–]+([^—–]+)$/su;
const numbered = /^(?:\d+\s*[、.．]|第\s*\d+\s*题)/u;

/** 问卷星, exported by option text or by option number. */
export const recogniseWjx: Recogniser = (records) => {
  const headerAt = headerWith(records, metaNames, 4);
  const header = records[headerAt];
  if (!header?.some((cell) => headerKey(cell) === '提交答卷时间')) return null;
  const columns = readColumns(header);
  const isPositional = isByNumber(columns, records.slice(headerAt + 1));
  return recognition({
    platform: isPositional ? 'wjxNumber' : 'wjxText',
    headerAt,
    signs: signsIn(header, metaNames),
    columns,
    missing: isPositional ? { '-3': 'skipped', '-2': 'notShown' } : {},
    isPositional,
  });
};

function readColumns(header: readonly string[]): HeaderColumn[] {
  let matrix: string | null = null;
  return header.map((cell): HeaderColumn => {
    const text = cell.trim();
    const meta = metaNames.get(headerKey(text));
    if (meta !== undefined) return plainColumn(text, meta);
    const option = optionHeader.exec(text);
    if (option) {
      matrix = null;
      const [, question = '', item = ''] = option;
      return { ...plainColumn(text), stem: question, item, question };
    }
    const first = matrixHeader.exec(text);
    if (first && /矩阵/u.test(text)) {
      const [, stem = '', item = ''] = first;
      matrix = stem;
      return { ...plainColumn(text), stem, item: item.trim(), question: stem };
    }
    // Only the first row of a matrix carries the stem; bare names below it are its other rows.
    if (matrix !== null && text !== '' && !numbered.test(text) && !/[:：?？]$/u.test(text)) {
      return { ...plainColumn(text), stem: matrix, item: text, question: matrix };
    }
    matrix = null;
    return plainColumn(text);
  });
}

/** By number: options have columns of their own, or the closed questions hold only numbers. */
function isByNumber(
  columns: readonly HeaderColumn[],
  rows: readonly (readonly string[])[],
): boolean {
  if (columns.some(({ header }) => optionHeader.test(header))) return true;
  let numbers = 0;
  let texts = 0;
  for (const row of rows) {
    columns.forEach(({ meta, header }, index) => {
      const cell = (row[index] ?? '').trim();
      if (meta !== null || cell === '' || /填空|请填写|建议|意见/u.test(header)) return;
      if (statedNumber(cell) !== null && !cell.endsWith('分')) numbers++;
      else texts++;
    });
  }
  return numbers > 9 * texts;
}
