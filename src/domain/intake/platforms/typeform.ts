import {
  headerKey,
  plainColumn,
  recognition,
  signsIn,
  type MetaRole,
  type Recogniser,
} from './platform';

const metaNames: ReadonlyMap<string, MetaRole> = new Map([
  ['#', 'respondentId'],
  ['response type', 'status'],
  ['start date (utc)', 'start'],
  ['stage date (utc)', 'technical'],
  ['submit date (utc)', 'date'],
  ['network id', 'personal'],
  ['tags', 'segment'],
  ['ending', 'technical'],
  ['score', 'number'],
]);

/** Typeform, with a column per option (old) or options joined by ` / ` (new). */
export const recogniseTypeform: Recogniser = ([header]) => {
  if (!header || (header[0] ?? '').trim() !== '#') return null;
  const signs = signsIn(header, metaNames);
  if (!signs.some((sign) => /^(?:Submit Date|Network ID)/iu.test(sign))) return null;
  return recognition({
    platform: 'typeform',
    signs,
    columns: header.map((cell) => plainColumn(cell.trim(), metaNames.get(headerKey(cell)) ?? null)),
  });
};
