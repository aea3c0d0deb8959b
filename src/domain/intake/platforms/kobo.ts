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
  ['start', 'start'],
  ['end', 'date'],
  ['today', 'technical'],
  ['_id', 'respondentId'],
  ['key', 'respondentId'],
  ['key_id', 'respondentId'],
  ['_uuid', 'technical'],
  ['instanceid', 'technical'],
  ['meta/instanceid', 'technical'],
  ['meta:instanceid', 'technical'],
  ['_submission_time', 'technical'],
  ['submissiondate', 'technical'],
  ['_validation_status', 'status'],
  ['_notes', 'technical'],
  ['_status', 'technical'],
  ['_submitted_by', 'personal'],
  ['__version__', 'technical'],
  ['_tags', 'technical'],
  ['_index', 'technical'],
  ['deviceid', 'personal'],
  ['phonenumber', 'personal'],
  ['subscriberid', 'personal'],
  ['simserial', 'personal'],
  ['username', 'personal'],
]);

/** Names that only KoboToolbox and ODK write. */
const own =
  /^(?:_uuid|_submission_time|_validation_status|(?:meta[/:])?instanceid|formhub\/uuid)$/u;

/** KoboToolbox and ODK, with or without a second row of tags. */
export const recogniseKobo: Recogniser = ([header, second]) => {
  if (!header?.some((cell) => own.test(headerKey(cell)))) return null;
  const tags = (second ?? []).filter((cell) => cell.trim() !== '');
  const hasTags = tags.length > 0 && tags.every((cell) => cell.trim().startsWith('#'));
  return recognition({
    platform: 'kobo',
    headerRows: hasTags ? 2 : 1,
    signs: signsIn(header, metaNames).slice(0, 5),
    columns: header.map(readColumn),
    missing: { NULL: 'empty' },
  });
};

function readColumn(cell: string): HeaderColumn {
  const text = cell.trim();
  const meta = metaNames.get(headerKey(text));
  if (meta !== undefined) return plainColumn(text, meta);
  if (/[:_](?:latitude|longitude|altitude|accuracy|precision)$/iu.test(text)) {
    return plainColumn(text, /(?:lat|long)itude$/iu.test(text) ? 'personal' : 'technical');
  }
  if (/^_note\d*$|^_.*_count$/iu.test(text)) return plainColumn(text, 'technical');
  const cut = text.lastIndexOf('/');
  if (cut <= 0) return { ...plainColumn(text), question: text };
  const question = text.slice(0, cut);
  return { ...plainColumn(text), stem: question, item: text.slice(cut + 1), question };
}
