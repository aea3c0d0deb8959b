import type * as v from 'valibot';
import { AppError } from '../../shared/AppError';
import { interviewSourceId } from '../interviews/interviewTable';
import { indicatorsOf } from '../model/indicatorModel';
import type { TableChunk } from '../table/columns';
import { stepCount } from '../table/ratingScale';
import type { Source, SourceColumn } from '../table/source';
import { keyText, type AnyRecord, type Target } from '../kept/kept';
import { columnFromJson, fits } from './columnJson';
import { interviewsOf, type EngagementContents, type SourceContents } from './contents';
import { fromBase64 } from './encoding';
import { keptNames, keptOf } from './keptNouns';
import type { contentSchema } from './snapshotSchema';
import type { StampedTable } from './stamps';

type Content = v.InferOutput<typeof contentSchema>;

/**
 * Builds typed columns and checks what the shape of one value cannot show: identifiers that must be
 * unique, references that must lead somewhere, lengths that must agree. Throws with the place.
 */
export function assembleContents(content: Content): EngagementContents {
  checkOwner(content);
  checkIdentifiers(content);
  const known = new Set(indicatorsOf(content.model).map(({ indicator }) => indicator.id));
  const sources = content.sources.map((entry, index) => assembleSource(entry, index, known));
  const contents: EngagementContents = {
    ...content,
    stamps: content.stamps.map(({ fields, ...stamp }) => ({
      ...stamp,
      fields: Object.fromEntries(fields.map(([field, at, by]) => [field, { at, by }])),
    })),
    recordings: content.recordings.map(({ data, ...piece }, index) => {
      const bytes = fromBase64(data);
      if (bytes === null) refuse(`recordings.${index}.data`);
      return { ...piece, data: bytes.buffer };
    }),
    sources,
  };
  checkRows(contents);
  return contents;
}

/** Everything belongs to the engagement of the snapshot: nothing may reach into another one. */
function checkOwner(content: Content): void {
  const { id } = content.engagement;
  const owned = {
    model: [content.model],
    modelVersions: content.modelVersions.map(({ model }) => model),
    sources: content.sources.map(({ source }) => source),
  };
  for (const [name, records] of Object.entries(owned)) {
    records.forEach(({ engagementId }, index) => {
      if (engagementId !== id) refuse(`${name}.${index}.engagementId`);
    });
  }
  const reserved = interviewSourceId('');
  content.sources.forEach(({ source }, index) => {
    if (source.id.startsWith(reserved)) refuse(`sources.${index}.source.id`);
  });
  content.stamps.forEach(({ table, key }, index) => {
    if (!isKeyOf(table, key)) refuse(`stamps.${index}.key`);
  });
}

/** Keys of several parts are lists of them. */
function isKeyOf(table: StampedTable, key: string): boolean {
  const parts = table === 'engagements' || table === 'cleaning' ? 1 : keptOf(table).key.length;
  try {
    const parsed: unknown = JSON.parse(key);
    if (parts === 1) return typeof parsed === 'string';
    return (
      Array.isArray(parsed) &&
      parsed.length === parts &&
      parsed.every((part) => typeof part === 'string' || typeof part === 'number')
    );
  } catch {
    return false;
  }
}

/** Keys are unique, and every identifier leads to something there is. */
function checkIdentifiers(content: Content): void {
  const unique = (path: string, keys: readonly string[]) => {
    if (new Set(keys).size !== keys.length) refuse(path);
  };
  const idsIn = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id));
  const sources = content.sources.map(({ source }) => source.id);
  const interviews = idsIn(content.interviews);
  const known: Readonly<Record<Exclude<Target, 'self' | 'local'>, ReadonlySet<string>>> = {
    engagement: new Set([content.engagement.id]),
    // What hangs on an interview's response is kept under the interview.
    source: new Set([...sources, ...interviews]),
    interview: interviews,
    questionnaire: idsIn(content.questionnaires),
    feedbackItem: new Set(),
  };
  unique('sources', sources);
  unique(
    'stamps',
    content.stamps.map(({ table, key }) => `${table} ${key}`),
  );
  for (const name of keptNames) {
    const declared = keptOf(name);
    const records = content[name] as readonly AnyRecord[];
    unique(
      name,
      records.map((record) => keyText(declared, record)),
    );
    for (const [field, target] of Object.entries<Target>(declared.refs)) {
      if (target === 'self' || target === 'local') continue;
      records.forEach((record, index) => {
        const id = record[field];
        if (typeof id === 'string' && !known[target].has(id)) refuse(`${name}.${index}.${field}`);
      });
    }
  }
}

function assembleSource(
  { source, chunks }: Content['sources'][number],
  index: number,
  known: ReadonlySet<string>,
): SourceContents {
  const path = `sources.${index}`;
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  if (rows !== source.rowCount) refuse(`${path}.source.rowCount`);
  source.columns.forEach(({ role }, column) => {
    if (role.kind === 'rating' && !known.has(role.indicatorId)) {
      refuse(`${path}.source.columns.${column}.role.indicatorId`);
    }
  });
  return {
    source: source,
    chunks: chunks.map((chunk, at): TableChunk => {
      const place = `${path}.chunks.${at}.columns`;
      if (chunk.columns.length !== source.columns.length) refuse(place);
      return {
        rowCount: chunk.rowCount,
        columns: chunk.columns.map((column, c) => {
          const declared = source.columns[c] as SourceColumn;
          if (column.data.length !== chunk.rowCount || !fits(column, declared)) {
            refuse(`${place}.${c}`);
          }
          return columnFromJson(column);
        }),
      };
    }),
  };
}

/** What was decided and coded stands on rows that there are. */
function checkRows(contents: EngagementContents): void {
  const interviews = interviewsOf(contents);
  const stepsOf = ({ columns }: Source) =>
    new Map(columns.map(({ id, role }) => [id, 'scale' in role ? stepCount(role.scale) : 0]));
  const sources = new Map(
    contents.sources.map(({ source }) => [
      source.id,
      { rowCount: source.rowCount, steps: stepsOf(source), unknown: 0 },
    ]),
  );
  // An interview is kept as a source of one row. Its questions come and go with the model and the
  // questionnaire: what was corrected of one that is not asked now is kept, and counts for nothing.
  const asked = interviews ? stepsOf(interviews.source) : new Map<string, number>();
  for (const { id } of contents.interviews) {
    sources.set(id, { rowCount: 1, steps: asked, unknown: Infinity });
  }
  contents.commentCodes.forEach(({ sourceId, row }, index) => {
    if (row >= (sources.get(sourceId)?.rowCount ?? 0)) refuse(`commentCodes.${index}`);
  });
  contents.decisions.forEach(({ sourceId, row, corrections }, index) => {
    const source = sources.get(sourceId);
    if (row >= (source?.rowCount ?? 0)) refuse(`decisions.${index}`);
    corrections.forEach(({ columnId, to }, at) => {
      const most = source?.steps.get(columnId) ?? source?.unknown ?? 0;
      if (to < 1 || to > most) {
        refuse(`decisions.${index}.corrections.${at}`);
      }
    });
  });
}

function refuse(path: string): never {
  throw new AppError('error.snapshotInvalid', { path });
}
