import {
  plainColumn,
  recognition,
  type HeaderColumn,
  type MetaRole,
  type Recogniser,
} from './platform';

const metaCodes: ReadonlyMap<string, MetaRole> = new Map([
  ['id', 'respondentId'],
  ['submitdate', 'date'],
  ['lastpage', 'number'],
  ['startlanguage', 'segment'],
  ['seed', 'technical'],
  ['token', 'personal'],
  ['startdate', 'start'],
  ['datestamp', 'technical'],
  ['ipaddr', 'ip'],
  ['refurl', 'technical'],
  ['interviewtime', 'duration'],
]);

/** `Q02[other]. Text [Other]`: code, part, text. */
const codeHeader = /^([A-Za-z]\w*)(?:\[([^\]]*)\])?(?:\[[^\]]*\])?\.\s+(.*)$/su;

/** LimeSurvey with question codes and texts in the header. */
export const recogniseLimeSurvey: Recogniser = ([header]) => {
  if (!header || header.length < 3) return null;
  const coded = header.filter((cell) => codeHeader.test(cell.trim()));
  if (coded.length < 3 || coded.length < 0.6 * header.length) return null;
  if (!coded.some((cell) => /^\w+\[[^\]]*\]\.|^(?:id|submitdate)\./u.test(cell.trim())))
    return null;
  return recognition({
    platform: 'limeSurvey',
    signs: coded.slice(0, 3),
    columns: header.map(readColumn),
  });
};

function readColumn(cell: string): HeaderColumn {
  const text = cell.replace(/\s+/gu, ' ').trim();
  const [, code = '', part, words = ''] = codeHeader.exec(text) ?? [];
  const meta = part === undefined ? metaCodes.get(code.toLowerCase()) : undefined;
  if (meta !== undefined) return plainColumn(words === '' ? text : words, meta);
  if (/^(?:question|group) time\b/iu.test(words) || /^\w*Time$/u.test(code)) {
    return plainColumn(text, 'technical');
  }
  if (part === undefined) return plainColumn(words === '' ? text : words);
  const [, stem = words, item = part] = /^(.*?)\s*\[(.*)\]$/su.exec(words) ?? [];
  return {
    ...plainColumn(words),
    stem: stem === '' ? code : stem,
    item: item === '' ? stem : item,
    question: code,
  };
}
