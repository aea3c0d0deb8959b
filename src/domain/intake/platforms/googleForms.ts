import {
  headerKey,
  plainColumn,
  recognition,
  type HeaderColumn,
  type MetaRole,
  type Recogniser,
} from './platform';

const stamps = new Set(['timestamp', '时间戳记', '时间戳', '時間戳記']);
const metaNames: ReadonlyMap<string, MetaRole> = new Map([
  ['email address', 'personal'],
  ['username', 'personal'],
  ['电子邮件地址', 'personal'],
  ['用户名', 'personal'],
  ['score', 'technical'],
]);

/** Google Forms: a time stamp first, grids as `Question [Row]`. */
export const recogniseGoogleForms: Recogniser = ([header]) => {
  if (!header || !stamps.has(headerKey(header[0] ?? '')) || header.length < 2) return null;
  const columns = header.map((cell, index): HeaderColumn => {
    if (index === 0) return plainColumn(cell.trim(), 'date');
    const text = cell.replace(/\s+/gu, ' ').trim();
    const meta = metaNames.get(headerKey(text));
    if (meta !== undefined) return plainColumn(text, meta);
    const [, stem, item] = /^(.+?)\s*\[(.+)\]$/su.exec(text) ?? [];
    if (stem === undefined || item === undefined) return plainColumn(text);
    return { ...plainColumn(text), stem, item: item.trim(), question: stem };
  });
  const grid = columns.find(({ stem }) => stem !== null);
  return recognition({
    platform: 'googleForms',
    signs: [(header[0] ?? '').trim(), ...(grid ? [grid.header] : [])],
    columns,
  });
};
