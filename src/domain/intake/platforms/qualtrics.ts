import {
  headerKey,
  plainColumn,
  recognition,
  type HeaderColumn,
  type MetaRole,
  type Recogniser,
} from './platform';

/** Ids of Qualtrics' own columns, without the prefix and the spelling of its many dialects. */
const metaNames: ReadonlyMap<string, MetaRole> = new Map([
  ['responseid', 'respondentId'],
  ['recordid', 'respondentId'],
  ['startdate', 'start'],
  ['enddate', 'date'],
  ['recordeddate', 'technical'],
  ['duration', 'duration'],
  ['durationinseconds', 'duration'],
  ['status', 'status'],
  ['progress', 'progress'],
  ['finished', 'segment'],
  ['ipaddress', 'ip'],
  ['responseset', 'technical'],
  ['responsesetid', 'technical'],
  ['name', 'personal'],
  ['emailaddress', 'personal'],
  ['recipientlastname', 'personal'],
  ['recipientfirstname', 'personal'],
  ['recipientemail', 'personal'],
  ['externaldatareference', 'personal'],
  ['externalreference', 'personal'],
  ['locationlatitude', 'personal'],
  ['locationlongitude', 'personal'],
  ['locationaccuracy', 'technical'],
  ['distributionchannel', 'channel'],
  ['userlanguage', 'segment'],
  ['browser', 'technical'],
  ['version', 'technical'],
  ['operatingsystem', 'technical'],
  ['os', 'technical'],
  ['resolution', 'technical'],
]);

const metaKey = (name: string) =>
  headerKey(name)
    .replace(/^panel-|^qid\d+_/u, '')
    .replace(/[^a-z]/gu, '');

/** Qualtrics: three header rows with `ImportId`, the two of legacy exports (`V1…V10`), or one. */
export const recogniseQualtrics: Recogniser = (records) => {
  const [ids, texts, imports] = records;
  if (!ids) return null;
  const isLegacy = /^v1$/iu.test((ids[0] ?? '').trim()) && /^v2$/iu.test((ids[1] ?? '').trim());
  const names = isLegacy ? (texts ?? []) : ids;
  const signs = names.filter((name) => metaNames.has(metaKey(name)));
  const keys = new Set(signs.map(metaKey));
  if (!keys.has('responseid') || !keys.has('startdate') || !keys.has('finished')) return null;
  const hasImports = imports?.some((cell) => importId(cell) !== null) ?? false;
  const hasTexts = hasImports || isLegacy || repeatsNames(ids, texts ?? []);
  const headerRows = hasImports ? 3 : hasTexts ? 2 : 1;
  return recognition({
    platform: 'qualtrics',
    headerRows,
    signs: hasImports ? [...signs.slice(0, 5), 'ImportId'] : signs.slice(0, 6),
    columns: readColumns(ids, hasTexts ? (texts ?? []) : ids, hasImports ? (imports ?? []) : []),
  });
};

function readColumns(
  ids: readonly string[],
  texts: readonly string[],
  imports: readonly string[],
): HeaderColumn[] {
  return ids.map((id, index): HeaderColumn => {
    const text = (texts[index] ?? '').replace(/\s+/gu, ' ').trim();
    const imported = importId(imports[index] ?? '');
    const meta =
      metaNames.get(metaKey(imported ?? '')) ??
      metaNames.get(metaKey(id)) ??
      (/^V\d+$/u.test(id) || text === id ? metaNames.get(metaKey(text)) : undefined);
    const header = text === '' ? id : text;
    if (meta !== undefined) return plainColumn(header, meta);
    // Orders of display, page timings and the like.
    if (/_DO(?:_|$)|_(?:First|Last) Click|_Page Submit|_Click Count/u.test(id)) {
      return plainColumn(header, 'technical');
    }
    const [, question, part] = /^(.+?(?:#\d+)?)_((?:\d+_)*-?\w+?)(?:_TEXT)?$/u.exec(id) ?? [];
    const cut = Math.max(text.lastIndexOf(' - '), text.lastIndexOf('-'));
    if (question === undefined || part === undefined || cut <= 0) return plainColumn(header);
    const isOther = /_TEXT$/u.test(id);
    const item = text.slice(cut).replace(/^[\s-]+/u, '');
    return {
      ...plainColumn(`${header}${isOther ? ' (text)' : ''}`),
      stem: text.slice(0, cut).replace(/[\s-]*(?:Selected Choice)?[\s-]*$/u, ''),
      item: isOther ? `${item} (text)` : item,
      question,
    };
  });
}

/** `{"ImportId":"startDate",…}`; older files write it with single quotes. */
function importId(cell: string): string | null {
  return /["']ImportId["']\s*:\s*["']([^"']+)["']/u.exec(cell)?.[1] ?? null;
}

/** A second row that spells out the first: `Start Date` below `StartDate`. */
function repeatsNames(ids: readonly string[], second: readonly string[]): boolean {
  const same = ids.filter((id, index) => {
    const key = metaKey(id);
    return metaNames.has(key) && metaKey(second[index] ?? '') === key;
  });
  return same.length >= 3;
}
