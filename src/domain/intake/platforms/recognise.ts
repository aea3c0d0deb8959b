import { combineHeader, columnLetters, findHeader, type Layout } from '../layout';
import { recogniseGoogleForms } from './googleForms';
import { recogniseKobo } from './kobo';
import { recogniseLimeSurvey } from './limeSurvey';
import { otherKinds, type PlatformId } from '../../table/source';
import { recogniseOtherTable, takenAsTable } from './otherTables';
import { plainColumn, recognition, type HeaderColumn, type Recognition } from './platform';
import { recogniseQualtrics } from './qualtrics';
import { recogniseSurveyMonkey } from './surveyMonkey';
import { recogniseTencent } from './tencent';
import { recogniseTypeform } from './typeform';
import { recogniseWenjuan } from './wenjuan';
import { recogniseWjx } from './wjx';

/** The platforms in the order they are tried: the most particular signatures first. */
const recognisers = [
  recogniseWjx,
  recogniseTencent,
  recogniseWenjuan,
  recogniseQualtrics,
  recogniseSurveyMonkey,
  recogniseTypeform,
  recogniseGoogleForms,
  recogniseKobo,
  recogniseLimeSurvey,
  recogniseOtherTable,
] as const;

/** What a file is, and where its table stands. */
export interface RecognisedTable {
  readonly recognition: Recognition;
  readonly layout: Layout;
}

/**
 * Recognises a file by its first records, blank ones left out. `width` is the number of columns the
 * table has at least, where that is known. A file of no platform is a plain table; so is one that a
 * person takes for something else than `wanted` can read.
 */
export function recogniseTable(
  records: readonly (readonly string[])[],
  width: number,
  wanted: PlatformId | null = null,
): RecognisedTable {
  const found = wanted ? takenFor(wanted, records, width) : recognised(records, width);
  const { headerAt, headerRows } = found;
  const headerRecords = records.slice(headerAt, headerAt + headerRows);
  const columns = [...found.columns];
  while (columns.length < width) columns.push(plainColumn(''));
  const layout: Layout = {
    headerAt,
    headerRecords,
    header: columns.map(({ header }) => header),
    hasTotals: found.platform === 'plain' || found.kind !== 'survey',
  };
  return { recognition: { ...found, columns }, layout };
}

function recognised(records: readonly (readonly string[])[], width: number): Recognition {
  for (const recognise of recognisers) {
    const found = recognise(records);
    if (found) return found;
  }
  return plainTable(records, width);
}

/** The file as what a person takes it for. */
function takenFor(
  wanted: PlatformId,
  records: readonly (readonly string[])[],
  width: number,
): Recognition {
  const found = recognised(records, width);
  if (found.platform === wanted) return found;
  const kind = otherKinds.find((one) => one === wanted);
  const table = plainTable(records, width);
  if (kind === undefined) return { ...table, platform: wanted };
  const columns = takenAsTable(
    kind,
    table.columns.map(({ header }) => header),
  );
  return { ...table, columns, platform: wanted, kind };
}

function plainTable(records: readonly (readonly string[])[], width: number): Recognition {
  const { headerAt, headerRows } = findHeader(records);
  const header = records[headerAt] ?? [];
  let columns: HeaderColumn[];
  if (headerRows === 0) {
    const count = Math.max(width, header.length);
    columns = Array.from({ length: count }, (_, index) => plainColumn(columnLetters(index)));
  } else if (headerRows === 2) {
    const items = records[headerAt + 1] ?? [];
    const count = Math.max(width, header.length, items.length);
    columns = combineHeader(header, items, count).map(({ stem, item }) =>
      stem === null
        ? plainColumn(item)
        : { ...plainColumn(`${stem} — ${item}`), stem, item, question: stem },
    );
  } else {
    columns = header.map((cell) => plainColumn(cell));
  }
  return recognition({ platform: 'plain', headerAt, headerRows, signs: [], columns });
}
