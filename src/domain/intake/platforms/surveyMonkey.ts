import { plainText } from '../../table/ratingScale';
import {
  headerKey,
  plainColumn,
  recognition,
  signsIn,
  type HeaderColumn,
  type MetaRole,
  type Recogniser,
} from './platform';

const metaNames: ReadonlyMap<string, MetaRole> = new Map([
  ['respondent id', 'respondentId'],
  ['respondentid', 'respondentId'],
  ['collector id', 'technical'],
  ['collectorid', 'technical'],
  ['start date', 'start'],
  ['startdate', 'start'],
  ['date created', 'start'],
  ['end date', 'date'],
  ['enddate', 'date'],
  ['date modified', 'date'],
  ['ip address', 'ip'],
  ['ipaddress', 'ip'],
  ['email address', 'personal'],
  ['emailaddress', 'personal'],
  ['first name', 'personal'],
  ['firstname', 'personal'],
  ['last name', 'personal'],
  ['lastname', 'personal'],
  ['custom data 1', 'segment'],
  ['customdata', 'segment'],
]);

const responseWord = /^(?:response|open-ended response|受访者回答|回答|开放式回答)$/iu;

/** SurveyMonkey: two header rows, or one in condensed exports. */
export const recogniseSurveyMonkey: Recogniser = (records) => {
  const [header, second] = records;
  if (!header || !/^respondent ?id$/iu.test((header[0] ?? '').trim())) return null;
  const hasTwoRows =
    second !== undefined &&
    (second[0] ?? '').trim() === '' &&
    second.some((cell) => responseWord.test(cell.trim()) || cell.trim() !== '');
  return recognition({
    platform: 'surveyMonkey',
    headerRows: hasTwoRows ? 2 : 1,
    signs: hasTwoRows
      ? [
          ...signsIn(header, metaNames),
          ...new Set(second.filter((cell) => responseWord.test(cell))),
        ]
      : signsIn(header, metaNames),
    columns: hasTwoRows
      ? readTwoRows(header, second)
      : header.map((cell) =>
          plainColumn(withoutTags(cell), metaNames.get(headerKey(cell)) ?? null),
        ),
  });
};

/** The text of a question stands over its first column only. */
function readTwoRows(header: readonly string[], second: readonly string[]): HeaderColumn[] {
  let stem = '';
  let question = 0;
  return Array.from({ length: Math.max(header.length, second.length) }, (_, index) => {
    const above = withoutTags(header[index] ?? '');
    const below = withoutTags(second[index] ?? '');
    const meta = metaNames.get(headerKey(above));
    if (above !== '') {
      stem = above;
      question++;
    }
    if (meta !== undefined) return plainColumn(above, meta);
    if (below === '' || responseWord.test(below)) return plainColumn(stem);
    return {
      ...plainColumn(`${stem} — ${below}`),
      stem,
      item: below,
      question: `${question}`,
    };
  });
}

/** Headers may carry markup; only its text is kept. */
function withoutTags(cell: string): string {
  return plainText(cell.replace(/<\/?[a-z][^<>]*>/giu, ' ')).replace(/\s+/gu, ' ');
}
