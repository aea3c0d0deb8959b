import * as v from 'valibot';
import { mostSteps } from './ratingScale';
import { platformIds, segmentMeanings, sourceKinds } from './source';
import { count, finite, id, text } from '../kept/fieldSchemas';

/** What a snapshot's sources and their columns must look like. */
export const scaleSchema = v.pipe(
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

export const roleSchema = v.variant('kind', [
  v.object({ kind: v.literal('respondentId') }),
  v.object({ kind: v.literal('date'), order: v.picklist(['ymd', 'mdy', 'dmy']) }),
  v.object({ kind: v.literal('duration') }),
  v.object({ kind: v.literal('network') }),
  v.object({
    kind: v.literal('segment'),
    segmentId: text,
    meaning: v.nullable(v.picklist(segmentMeanings)),
    mergesVariants: v.boolean(),
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

export const kindSchema = v.picklist(sourceKinds);
export const platformSchema = v.picklist(platformIds);

const columnSchema = v.object({
  id,
  header: text,
  role: roleSchema,
  field: v.nullable(text),
  values: v.array(text),
  rawMedian: v.nullable(finite),
  outOfRange: v.array(v.object({ row: count, raw: text })),
});

export const sourceSchema = v.object({
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

export const chunkColumnSchema = v.variant('kind', [
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
