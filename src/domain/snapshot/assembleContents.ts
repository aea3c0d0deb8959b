import type * as v from 'valibot';
import { AppError } from '../../shared/AppError';
import { interviewSourceId } from '../interviews/interviewTable';
import { indicatorsOf, nodesOf } from '../model/indicatorModel';
import type { TableChunk } from '../table/columns';
import { stepCount } from '../table/ratingScale';
import type { Source, SourceColumn } from '../table/source';
import { columnFromJson, fits } from './columnJson';
import { interviewsOf, type EngagementContents, type SourceContents } from './contents';
import { fromBase64 } from './encoding';
import type { contentSchema } from './snapshotSchema';

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
  checkInterviews(content);
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
    modelVersions: [...content.modelVersions, ...content.modelVersions.map(({ model }) => model)],
    presets: content.presets,
    goals: content.goals,
    taxonomies: content.taxonomies,
    commentCodes: content.commentCodes,
    views: content.views,
    annotations: content.annotations,
    recipes: content.recipes,
    questionnaires: content.questionnaires,
    interviews: content.interviews,
    answers: content.answers,
    followUps: content.followUps,
    sources: content.sources.map(({ source }) => source),
  };
  for (const [name, records] of Object.entries(owned)) {
    records.forEach(({ engagementId }, index) => {
      if (engagementId !== id) refuse(`${name}.${index}.engagementId`);
    });
  }
  content.followUps.forEach((followUp, index) => {
    if (followUp.id !== followUp.interviewId) refuse(`followUps.${index}.id`);
  });
  const reserved = interviewSourceId('');
  content.sources.forEach(({ source }, index) => {
    if (source.id.startsWith(reserved)) refuse(`sources.${index}.source.id`);
  });
  content.stamps.forEach(({ table, key }, index) => {
    if (!isKeyOf(table, key)) refuse(`stamps.${index}.key`);
  });
}

/** Keys of records that hang on another one are lists of it and their own parts. */
const listKeys: ReadonlySet<string> = new Set(['decisions', 'commentCodes', 'answers']);

function isKeyOf(table: string, key: string): boolean {
  try {
    const parsed: unknown = JSON.parse(key);
    if (!listKeys.has(table)) return typeof parsed === 'string';
    return (
      Array.isArray(parsed) &&
      parsed.length >= 2 &&
      parsed.every((part) => typeof part === 'string' || typeof part === 'number')
    );
  } catch {
    return false;
  }
}

function checkIdentifiers(content: Content): void {
  const unique = <T>(path: string, list: readonly T[], keyOf: (item: T) => string | number) => {
    if (new Set(list.map(keyOf)).size !== list.length) refuse(path);
  };
  const nodes = (model: Content['model']) => nodesOf(model).map(({ node }) => node);
  unique('model', nodes(content.model), ({ id }) => id);
  content.modelVersions.forEach(({ model }, index) =>
    unique(`modelVersions.${index}.model`, nodes(model), ({ id }) => id),
  );
  unique('modelVersions', content.modelVersions, ({ version }) => version);
  unique('taxonomies', content.taxonomies, ({ version }) => version);
  content.taxonomies.forEach(({ themes }, index) =>
    unique(`taxonomies.${index}.themes`, themes, ({ id }) => id),
  );
  for (const name of ['presets', 'goals', 'views', 'annotations', 'followUps'] as const) {
    unique<{ readonly id: string }>(name, content[name], ({ id }) => id);
  }
  unique('questionnaires', content.questionnaires, ({ id }) => id);
  content.questionnaires.forEach(({ questions }, index) =>
    unique(`questionnaires.${index}.questions`, questions, ({ id }) => id),
  );
  unique('interviews', content.interviews, ({ id }) => id);
  unique(
    'answers',
    content.answers,
    ({ interviewId, questionId }) => `${interviewId} ${questionId}`,
  );
  unique(
    'recordings',
    content.recordings,
    ({ interviewId, take, index }) => `${interviewId} ${take} ${index}`,
  );
  unique('stamps', content.stamps, ({ table, key }) => `${table} ${key}`);
  unique(
    'commentCodes',
    content.commentCodes,
    ({ sourceId, row, coder }) => `${sourceId} ${row} ${coder}`,
  );
  unique('decisions', content.decisions, ({ sourceId, row }) => `${sourceId} ${row}`);
  unique('sources', content.sources, ({ source }) => source.id);
}

/** Interviews lead to a questionnaire, and what was said in them to an interview. */
function checkInterviews(content: Content): void {
  const questionnaires = new Set(content.questionnaires.map(({ id }) => id));
  content.interviews.forEach(({ questionnaireId }, index) => {
    if (!questionnaires.has(questionnaireId)) refuse(`interviews.${index}.questionnaireId`);
  });
  const interviews = new Set(content.interviews.map(({ id }) => id));
  for (const name of ['answers', 'followUps', 'recordings'] as const) {
    content[name].forEach(({ interviewId }, index) => {
      if (!interviews.has(interviewId)) refuse(`${name}.${index}.interviewId`);
    });
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
    source: source as Source,
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
