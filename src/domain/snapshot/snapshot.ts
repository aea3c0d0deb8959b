import * as v from 'valibot';
import { AppError } from '../../shared/AppError';
import type { CleaningSettings } from '../cleaning/cleaningSettings';
import type { ManualDecision } from '../cleaning/decisions';
import { ratedColumns, upgradeCleaning, upgradeDecision } from '../cleaning/upgradeCleaning';
import type { Recipe } from '../intake/recipe';
import type { Engagement } from '../model/engagement';
import type { Annotation, SavedView } from '../model/analysisNotes';
import type { Goal } from '../model/goal';
import {
  indicatorsOf,
  nodesOf,
  type IndicatorModel,
  type ModelVersion,
} from '../model/indicatorModel';
import { upgradeModel } from '../model/upgradeModel';
import type { WeightPreset } from '../model/weightPreset';
import {
  choicesAt,
  joinChoices,
  joinText,
  textAt,
  type ColumnChunk,
  type TableChunk,
} from '../table/columns';
import { ratingCode, stepCount } from '../table/ratingScale';
import type { CommentCode } from '../text/commentCode';
import type { Taxonomy } from '../text/taxonomy';
import type { Source, SourceColumn } from '../table/source';
import { upgradeSource } from '../table/upgradeSource';
import {
  annotationsSchema,
  chunkColumnSchema,
  cleaningSchema,
  commentCodesSchema,
  contentSchema,
  decisionsSchema,
  engagementSchema,
  firstVersionSchema,
  goalsSchema,
  headSchema,
  modelSchema,
  modelVersionsSchema,
  presetsSchema,
  recipeSchema,
  secondVersionSchema,
  sourceSchema,
  snapshotFormat,
  snapshotVersion,
  taxonomiesSchema,
  thirdVersionSchema,
  viewsSchema,
} from './snapshotSchema';

/** An engagement with everything in it, as it is kept on the device. */
export interface EngagementContents {
  readonly engagement: Engagement;
  readonly model: IndicatorModel;
  readonly modelVersions: readonly ModelVersion[];
  readonly presets: readonly WeightPreset[];
  readonly goals: readonly Goal[];
  readonly taxonomies: readonly Taxonomy[];
  readonly commentCodes: readonly CommentCode[];
  readonly views: readonly SavedView[];
  readonly annotations: readonly Annotation[];
  readonly cleaning: CleaningSettings;
  readonly decisions: readonly ManualDecision[];
  readonly recipes: readonly Recipe[];
  readonly sources: readonly { readonly source: Source; readonly chunks: readonly TableChunk[] }[];
}

/**
 * Writes a snapshot: `{ format, version, checksum, content }`, columns as arrays, keys in a fixed
 * order, so that equal engagements give equal bytes. The checksum is the SHA-256 of the content's
 * text. Returned in parts, for a Blob.
 */
export async function writeSnapshot(contents: EngagementContents): Promise<string[]> {
  // Parsing puts the keys into the schemas' order, whatever order they were stored in.
  const content = JSON.stringify({
    engagement: v.parse(engagementSchema, {
      ...contents.engagement,
      deletedAt: null,
      backedUpAt: null,
    }),
    model: v.parse(modelSchema, contents.model),
    modelVersions: v.parse(modelVersionsSchema, contents.modelVersions),
    presets: v.parse(presetsSchema, contents.presets),
    goals: v.parse(goalsSchema, contents.goals),
    taxonomies: v.parse(taxonomiesSchema, contents.taxonomies),
    commentCodes: v.parse(commentCodesSchema, contents.commentCodes),
    views: v.parse(viewsSchema, contents.views),
    annotations: v.parse(annotationsSchema, contents.annotations),
    cleaning: v.parse(cleaningSchema, contents.cleaning),
    decisions: v.parse(decisionsSchema, contents.decisions),
    recipes: v.parse(v.array(recipeSchema), contents.recipes),
    sources: contents.sources.map(({ source, chunks }) => ({
      source: v.parse(sourceSchema, source),
      chunks: chunks.map(({ rowCount, columns }) => ({
        rowCount,
        columns: columns.map(writeColumn),
      })),
    })),
  });
  const head = {
    format: snapshotFormat,
    version: snapshotVersion,
    checksum: await sha256(content),
  };
  return [`${JSON.stringify(head).slice(0, -1)},"content":`, content, '}\n'];
}

/**
 * Reads a snapshot's text. Throws an `AppError` that says what is wrong: no JSON, another format,
 * a newer version, a changed file, or the place where the content breaks a rule.
 */
export async function readSnapshot(text: string): Promise<EngagementContents> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AppError('error.snapshotNotJson');
  }
  refusePrototypeKeys(parsed);
  const head = v.safeParse(headSchema, parsed);
  if (!head.success) throw new AppError('error.snapshotForeign');
  const { version, checksum, content } = head.output;
  if (version > snapshotVersion) {
    throw new AppError('error.snapshotTooNew', { found: version, known: snapshotVersion });
  }
  if ((await sha256(JSON.stringify(content))) !== checksum) {
    throw new AppError('error.snapshotChanged');
  }
  const result = v.safeParse(contentSchema, upgraded(content, version));
  if (!result.success) {
    const path = v.getDotPath(result.issues[0]) ?? '';
    throw new AppError('error.snapshotInvalid', { path });
  }
  return assemble(result.output);
}

/** Content of an older version in today's shape, one step per version. */
function upgraded(content: unknown, version: number): unknown {
  if (version >= snapshotVersion) return content;
  const second = version === 1 ? fromFirstVersion(content) : content;
  const third = version < 3 ? fromSecondVersion(second) : second;
  return fromFourthVersion(version < 4 ? fromThirdVersion(third) : third);
}

function fromFourthVersion(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content;
  return { ...content, taxonomies: [], commentCodes: [], views: [], annotations: [] };
}

function fromThirdVersion(content: unknown): unknown {
  const old = v.safeParse(thirdVersionSchema, content);
  if (!old.success) return content;
  const model = upgradeModel(old.output.model);
  return {
    ...old.output,
    engagement: { ...old.output.engagement, population: null },
    model,
    modelVersions: [
      {
        engagementId: model['engagementId'],
        version: model['version'],
        savedAt: model['updatedAt'],
        note: '',
        model,
      },
    ],
    presets: [],
    goals: [],
  };
}

function fromSecondVersion(second: unknown): unknown {
  const old = v.safeParse(secondVersionSchema, second);
  if (!old.success) return second;
  return {
    ...old.output,
    cleaning: upgradeCleaning(
      old.output.cleaning,
      old.output.sources.map(({ source }) => ratedColumns(source)),
    ),
    decisions: old.output.decisions.map(upgradeDecision),
  };
}

function fromFirstVersion(content: unknown): unknown {
  const old = v.safeParse(firstVersionSchema, content);
  if (!old.success) return content;
  return {
    ...old.output,
    recipes: [],
    sources: old.output.sources.map((entry) => ({ ...entry, source: upgradeSource(entry.source) })),
  };
}

/** Keys that could reach a prototype are refused wherever they stand. */
function refusePrototypeKeys(root: unknown): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object') open.push(item);
      continue;
    }
    for (const key of Object.keys(value)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        throw new AppError('error.snapshotInvalid', { path: key });
      }
      open.push((value as Record<string, unknown>)[key]);
    }
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function writeColumn(column: ColumnChunk) {
  switch (column.kind) {
    case 'text': {
      const { data } = column;
      return { kind: column.kind, data: Array.from(data.ends, (_, row) => textAt(data, row)) };
    }
    case 'choices': {
      const { data } = column;
      return {
        kind: column.kind,
        data: Array.from(data.ends, (_, row) => [...choicesAt(data, row)]),
      };
    }
    case 'numbers':
      return {
        kind: column.kind,
        data: Array.from(column.data, (value) => (Number.isNaN(value) ? null : value)),
      };
    default:
      return { kind: column.kind, data: Array.from(column.data) };
  }
}

type Content = v.InferOutput<typeof contentSchema>;

/** Builds typed columns and checks what one value cannot show: references and lengths. */
function assemble(content: Content): EngagementContents {
  const indicatorIds = indicatorsOf(content.model).map(({ indicator }) => indicator.id);
  requireUnique(
    'model',
    nodesOf(content.model).map(({ node }) => node.id),
  );
  for (const [index, { model }] of content.modelVersions.entries()) {
    requireUnique(
      `modelVersions.${index}.model`,
      nodesOf(model).map(({ node }) => node.id),
    );
  }
  requireUnique(
    'modelVersions',
    content.modelVersions.map(({ version }) => String(version)),
  );
  requireUnique(
    'presets',
    content.presets.map(({ id }) => id),
  );
  requireUnique(
    'goals',
    content.goals.map(({ id }) => id),
  );
  requireUnique(
    'taxonomies',
    content.taxonomies.map(({ version }) => String(version)),
  );
  content.taxonomies.forEach(({ themes }, index) =>
    requireUnique(
      `taxonomies.${index}.themes`,
      themes.map((theme) => theme.id),
    ),
  );
  requireUnique(
    'commentCodes',
    content.commentCodes.map(({ sourceId, row, coder }) => `${sourceId} ${row} ${coder}`),
  );
  requireUnique(
    'views',
    content.views.map(({ id }) => id),
  );
  requireUnique(
    'annotations',
    content.annotations.map(({ id }) => id),
  );
  requireUnique(
    'sources',
    content.sources.map(({ source }) => source.id),
  );
  const rowCounts = new Map(content.sources.map(({ source }) => [source.id, source.rowCount]));
  const steps = new Map(
    content.sources.map(({ source }) => [
      source.id,
      new Map(
        source.columns.map(({ id, role }) => [id, 'scale' in role ? stepCount(role.scale) : 0]),
      ),
    ]),
  );
  content.commentCodes.forEach(({ sourceId, row }, index) => {
    if (row >= (rowCounts.get(sourceId) ?? 0)) refuse(`commentCodes.${index}`);
  });
  content.decisions.forEach(({ sourceId, row, corrections }, index) => {
    if (row >= (rowCounts.get(sourceId) ?? 0)) refuse(`decisions.${index}`);
    corrections.forEach(({ columnId, to }, at) => {
      const most = steps.get(sourceId)?.get(columnId) ?? 0;
      if (to < 1 || to > most) refuse(`decisions.${index}.corrections.${at}`);
    });
  });
  const known = new Set(indicatorIds);
  const sources = content.sources.map(({ source, chunks }, index) => {
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
            return readColumn(column);
          }),
        };
      }),
    };
  });
  return {
    engagement: content.engagement,
    model: content.model,
    modelVersions: content.modelVersions,
    presets: content.presets,
    goals: content.goals,
    taxonomies: content.taxonomies,
    commentCodes: content.commentCodes,
    views: content.views,
    annotations: content.annotations,
    cleaning: content.cleaning,
    decisions: content.decisions,
    recipes: content.recipes,
    sources,
  };
}

type ChunkColumn = v.InferOutput<typeof chunkColumnSchema>;

/** True when a column's kind and codes are those its role allows. */
function fits(column: ChunkColumn, { role, values }: SourceColumn): boolean {
  switch (role.kind) {
    case 'rating':
    case 'overall':
    case 'recommendation': {
      const steps = stepCount(role.scale);
      return (
        column.kind === 'codes' &&
        column.data.every((code) => code <= steps || code >= ratingCode.notShown)
      );
    }
    case 'segment':
      return column.kind === 'categories' && column.data.every((code) => code <= values.length);
    case 'choices':
      return (
        column.kind === 'choices' &&
        column.data.every((codes) => codes.every((code) => code <= values.length))
      );
    case 'date':
    case 'duration':
    case 'network':
    case 'moment':
    case 'number':
      return column.kind === 'numbers';
    default:
      return column.kind === 'text';
  }
}

function readColumn(column: ChunkColumn): ColumnChunk {
  switch (column.kind) {
    case 'codes':
      return { kind: 'codes', data: Uint8Array.from(column.data) };
    case 'categories':
      return { kind: 'categories', data: Uint16Array.from(column.data) };
    case 'numbers':
      return { kind: 'numbers', data: Float64Array.from(column.data, (value) => value ?? NaN) };
    case 'choices':
      return { kind: 'choices', data: joinChoices(column.data) };
    case 'text':
      return { kind: 'text', data: joinText(column.data) };
  }
}

function requireUnique(path: string, ids: readonly string[]): void {
  if (new Set(ids).size !== ids.length) refuse(path);
}

function refuse(path: string): never {
  throw new AppError('error.snapshotInvalid', { path });
}
