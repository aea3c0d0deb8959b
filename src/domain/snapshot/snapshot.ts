import * as v from 'valibot';
import { AppError } from '../../shared/AppError';
import {
  cleaningRules,
  type CleaningSettings,
  type ManualDecision,
} from '../cleaning/cleaningSettings';
import type { Recipe } from '../intake/recipe';
import type { Engagement } from '../model/engagement';
import type { IndicatorModel } from '../model/indicatorModel';
import {
  choicesAt,
  joinChoices,
  joinText,
  textAt,
  type ColumnChunk,
  type TableChunk,
} from '../table/columns';
import { mostSteps, ratingCode, stepCount } from '../table/ratingScale';
import type { Source, SourceColumn } from '../table/source';
import { upgradeSource } from '../table/upgradeSource';

export const snapshotFormat = 'satiscope.snapshot';
export const snapshotVersion = 2;

/** An engagement with everything in it, as it is kept on the device. */
export interface EngagementContents {
  readonly engagement: Engagement;
  readonly model: IndicatorModel;
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
  if (version >= 2) return content;
  const old = v.safeParse(firstVersionSchema, content);
  if (!old.success) return content;
  return {
    ...old.output,
    recipes: [],
    sources: old.output.sources.map((entry) => ({ ...entry, source: upgradeSource(entry.source) })),
  };
}

/** What the step from version 1 has to find. */
const firstVersionSchema = v.looseObject({
  sources: v.array(
    v.looseObject({
      source: v.looseObject({
        columns: v.array(v.looseObject({ role: v.looseObject({ kind: v.string() }) })),
      }),
    }),
  ),
});

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

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(100_000));
const line = v.nullable(v.pipe(finite, v.minValue(1), v.maxValue(5)));
const weight = v.pipe(finite, v.minValue(0), v.maxValue(100));

const headSchema = v.object({
  format: v.literal(snapshotFormat),
  version: count,
  checksum: v.string(),
  content: v.unknown(),
});

const scaleSchema = v.pipe(
  v.object({
    kind: v.picklist(['numeric', 'words', 'values', 'bands']),
    min: v.pipe(finite, v.integer()),
    max: v.pipe(finite, v.integer()),
    words: v.array(v.array(v.string())),
    values: v.pipe(v.array(finite), v.maxLength(mostSteps)),
    reversed: v.boolean(),
    notApplicable: v.array(v.string()),
  }),
  v.check((scale) => scale.max > scale.min && scale.max - scale.min <= 200),
);

const roleSchema = v.variant('kind', [
  v.object({ kind: v.literal('respondentId') }),
  v.object({ kind: v.literal('date'), order: v.picklist(['ymd', 'mdy', 'dmy']) }),
  v.object({ kind: v.literal('duration') }),
  v.object({
    kind: v.literal('segment'),
    segmentId: text,
    meaning: v.nullable(v.picklist(['channel', 'region', 'status'])),
  }),
  v.object({ kind: v.literal('choices'), isRanked: v.boolean() }),
  v.object({ kind: v.literal('rating'), indicatorId: id, scale: scaleSchema }),
  v.object({ kind: v.literal('overall'), scale: scaleSchema }),
  v.object({ kind: v.literal('recommendation'), scale: scaleSchema }),
  v.object({ kind: v.literal('comment') }),
  v.object({ kind: v.literal('number') }),
  v.object({ kind: v.literal('moment'), order: v.picklist(['ymd', 'mdy', 'dmy']) }),
  v.object({ kind: v.literal('text'), isPersonal: v.boolean() }),
]);

const kindSchema = v.picklist(['survey', 'tickets', 'usage', 'feedback', 'customers', 'benchmark']);
const platformSchema = v.picklist([
  'wjxText',
  'wjxNumber',
  'tencent',
  'wenjuan',
  'surveyMonkey',
  'qualtrics',
  'typeform',
  'googleForms',
  'limeSurvey',
  'kobo',
  'tickets',
  'usage',
  'feedback',
  'customers',
  'benchmark',
  'plain',
]);

const columnSchema = v.object({
  id,
  header: text,
  role: roleSchema,
  field: v.nullable(text),
  values: v.array(text),
  rawMedian: v.nullable(finite),
  outOfRange: v.array(v.object({ row: count, raw: text })),
});

const sourceSchema = v.object({
  id,
  engagementId: id,
  kind: kindSchema,
  platform: platformSchema,
  fileName: text,
  sheet: v.nullable(text),
  fileSize: count,
  fingerprint: text,
  encoding: text,
  delimiter: text,
  importedAt: finite,
  rowCount: count,
  refusedCount: count,
  refused: v.array(
    v.object({
      line: count,
      reason: v.picklist(['tooManyFields', 'malformedQuote', 'repeatedHeader', 'totals']),
    }),
  ),
  shortRecordCount: count,
  period: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-Q[1-4]$/u))),
  columns: v.array(columnSchema),
  removedAt: v.null(),
});

/** Long arrays are checked in one pass; a schema for every number would take minutes. */
function arrayOf<T>(isItem: (item: unknown) => item is T) {
  return v.custom<readonly T[]>((value) => Array.isArray(value) && value.every(isItem));
}
const isCode =
  (limit: number) =>
  (item: unknown): item is number =>
    Number.isInteger(item) && (item as number) >= 0 && (item as number) <= limit;

const chunkColumnSchema = v.variant('kind', [
  v.object({ kind: v.literal('codes'), data: arrayOf(isCode(255)) }),
  v.object({ kind: v.literal('categories'), data: arrayOf(isCode(65_535)) }),
  v.object({
    kind: v.literal('numbers'),
    data: arrayOf((item): item is number | null => item === null || Number.isFinite(item)),
  }),
  v.object({
    kind: v.literal('choices'),
    data: arrayOf((item): item is number[] => Array.isArray(item) && item.every(isCode(65_535))),
  }),
  v.object({
    kind: v.literal('text'),
    data: arrayOf((item): item is string => typeof item === 'string'),
  }),
]);

const nodeEntries = { id, name: text, weight, target: line, baseline: line };

const engagementSchema = v.object({
  id,
  name: v.pipe(text, v.minLength(1)),
  isSample: v.boolean(),
  createdAt: finite,
  updatedAt: finite,
  deletedAt: v.null(),
  backedUpAt: v.null(),
});

const modelSchema = v.object({
  engagementId: id,
  version: count,
  updatedAt: finite,
  target: line,
  baseline: line,
  dimensions: v.array(v.object({ ...nodeEntries, indicators: v.array(v.object(nodeEntries)) })),
});

const cleaningSchema = v.object(
  v.entriesFromList(cleaningRules, v.object({ enabled: v.boolean(), threshold: finite })),
);

const decisionsSchema = v.array(
  v.object({
    sourceId: id,
    row: count,
    decision: v.picklist(['keep', 'exclude']),
    decidedAt: finite,
  }),
);

const recipeSchema = v.object({
  id,
  engagementId: id,
  fileName: text,
  platform: platformSchema,
  kind: kindSchema,
  savedAt: finite,
  columns: v.array(
    v.object({
      header: text,
      stem: v.nullable(text),
      plan: v.object({
        kind: v.picklist([
          'ignore',
          ...roleSchema.options.map(({ entries }) => entries.kind.literal),
        ]),
        name: text,
        dimension: text,
        scale: v.nullable(scaleSchema),
        dateOrder: v.nullable(v.picklist(['ymd', 'mdy', 'dmy'])),
        meaning: v.nullable(v.picklist(['channel', 'region', 'status'])),
      }),
    }),
  ),
  settled: v.array(text),
});

const contentSchema = v.object({
  engagement: engagementSchema,
  model: modelSchema,
  cleaning: cleaningSchema,
  decisions: decisionsSchema,
  recipes: v.array(recipeSchema),
  sources: v.array(
    v.object({
      source: sourceSchema,
      chunks: v.array(v.object({ rowCount: count, columns: v.array(chunkColumnSchema) })),
    }),
  ),
});

type Content = v.InferOutput<typeof contentSchema>;

/** Builds typed columns and checks what one value cannot show: references and lengths. */
function assemble(content: Content): EngagementContents {
  const indicatorIds = content.model.dimensions.flatMap((dimension) =>
    dimension.indicators.map((indicator) => indicator.id),
  );
  requireUnique('model', [
    ...content.model.dimensions.map((dimension) => dimension.id),
    ...indicatorIds,
  ]);
  requireUnique(
    'sources',
    content.sources.map(({ source }) => source.id),
  );
  const rowCounts = new Map(content.sources.map(({ source }) => [source.id, source.rowCount]));
  content.decisions.forEach(({ sourceId, row }, index) => {
    if (row >= (rowCounts.get(sourceId) ?? 0)) refuse(`decisions.${index}`);
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
