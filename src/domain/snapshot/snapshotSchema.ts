import * as v from 'valibot';
import { coders } from '../text/commentCode';
import { sentiments } from '../text/sentiment';
import { cleaningRules, ruleOf, type CleaningRuleId } from '../cleaning/rules';
import { modelEntries } from '../model/modelJson';
import { mostSteps } from '../table/ratingScale';
import { platformIds, segmentMeanings, sourceKinds } from '../table/source';
import { count, day, finite, id, name, text } from './fieldSchemas';
import {
  answersSchema,
  followUpsSchema,
  interviewsSchema,
  questionnairesSchema,
  recordingsSchema,
} from './interviewSchemas';
import { snapshotScopes } from './scopes';
import { stampedTables } from './stamps';

/** What a snapshot must look like; see `snapshot.ts` for what no schema can say. */
export const snapshotFormat = 'satiscope.snapshot';
export const snapshotVersion = 6;

const code = v.pipe(count, v.maxValue(255));

/** What a snapshot says of itself before its content; older versions say less. */
export const headSchema = v.object({
  format: v.literal(snapshotFormat),
  version: count,
  app: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
  scope: v.optional(v.picklist(snapshotScopes), 'all'),
  isMasked: v.optional(v.boolean(), false),
  counts: v.optional(v.record(v.string(), count)),
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

const kindSchema = v.picklist(sourceKinds);
const platformSchema = v.picklist(platformIds);

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

export const engagementSchema = v.object({
  id,
  name: v.pipe(text, v.minLength(1)),
  isSample: v.boolean(),
  createdAt: finite,
  updatedAt: finite,
  deletedAt: v.null(),
  backedUpAt: v.null(),
  population: v.nullable(v.pipe(count, v.minValue(1))),
});

export const modelSchema = v.object({
  engagementId: id,
  version: count,
  updatedAt: finite,
  ...modelEntries,
});

export const modelVersionsSchema = v.array(
  v.object({
    engagementId: id,
    version: count,
    savedAt: finite,
    note: text,
    model: modelSchema,
  }),
);

export const presetsSchema = v.array(
  v.object({
    id,
    engagementId: id,
    name: text,
    savedAt: finite,
    weights: v.record(v.string(), v.pipe(finite, v.minValue(0), v.maxValue(100))),
  }),
);

export const goalsSchema = v.array(
  v.object({
    id,
    engagementId: id,
    metric: v.variant('kind', [
      v.object({ kind: v.picklist(['overall', 'nps', 'csat']) }),
      v.object({ kind: v.literal('node'), nodeId: id }),
    ]),
    note: text,
    from: v.nullable(finite),
    to: v.nullable(finite),
    startDay: day,
    dueDay: day,
    createdAt: finite,
  }),
);

const segmentConditionSchema = v.object({
  kind: v.literal('segment'),
  segmentId: text,
  test: v.picklist(['isAnyOf', 'isNoneOf']),
  values: v.array(text),
});
const ratingConditionSchema = v.object({
  kind: v.literal('rating'),
  measureId: id,
  test: v.picklist(['atMost', 'atLeast']),
  limit: finite,
});
const conditionsSchema = v.array(
  v.variant('kind', [segmentConditionSchema, ratingConditionSchema]),
);

/** Each rule with its own limits, inside their ranges. */
function ruleSchema(rule: CleaningRuleId) {
  const { actions, limits } = ruleOf(rule);
  return v.object({
    isOn: v.boolean(),
    action: v.picklist(actions),
    limits: v.object(
      Object.fromEntries(
        Object.entries(limits).map(([name, { min, max }]) => [
          name,
          v.pipe(finite, v.minValue(min), v.maxValue(max)),
        ]),
      ),
    ),
  });
}

export const cleaningSchema = v.object({
  order: v.pipe(
    v.array(v.picklist(cleaningRules)),
    v.check(
      (order) => order.length === cleaningRules.length && new Set(order).size === order.length,
    ),
  ),
  rules: v.object(
    Object.fromEntries(cleaningRules.map((rule) => [rule, ruleSchema(rule)])) as Record<
      CleaningRuleId,
      ReturnType<typeof ruleSchema>
    >,
  ),
  details: v.object({
    offTarget: conditionsSchema,
    contradictions: v.array(conditionsSchema),
    traps: v.array(v.object({ segmentId: text, accepted: v.array(text) })),
    firstDay: day,
    lastDay: day,
    extremes: v.picklist(['both', 'low', 'high']),
  }),
  invited: v.nullable(count),
});

export const decisionsSchema = v.array(
  v.object({
    sourceId: id,
    row: count,
    decision: v.picklist(['keep', 'exclude']),
    reason: text,
    decidedAt: finite,
    corrections: v.array(v.object({ columnId: id, from: code, to: code })),
  }),
);

export const recipeSchema = v.object({
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
      item: text,
      plan: v.object({
        kind: v.picklist([
          'ignore',
          ...roleSchema.options.map(({ entries }) => entries.kind.literal),
        ]),
        name: text,
        dimension: text,
        scale: v.nullable(scaleSchema),
        dateOrder: v.nullable(v.picklist(['ymd', 'mdy', 'dmy'])),
        meaning: v.nullable(v.picklist(segmentMeanings)),
        mergesVariants: v.nullable(v.boolean()),
        isPersonal: v.boolean(),
      }),
    }),
  ),
  settled: v.array(v.object({ header: text, answer: text })),
});

export const taxonomiesSchema = v.array(
  v.object({
    engagementId: id,
    version: v.pipe(count, v.minValue(1)),
    savedAt: finite,
    themes: v.array(v.object({ id, name, parentId: v.nullable(id), rules: v.array(name) })),
    ownWords: v.array(name),
    blockedWords: v.array(name),
    onlyWith: v.array(name),
    neverWith: v.array(name),
  }),
);

export const commentCodesSchema = v.array(
  v.object({
    engagementId: id,
    sourceId: id,
    row: count,
    coder: v.picklist(coders),
    themeIds: v.array(id),
    sentiment: v.picklist(sentiments),
    codedAt: finite,
  }),
);

export const viewsSchema = v.array(
  v.object({ id, engagementId: id, name, query: text, createdAt: finite }),
);

export const annotationsSchema = v.array(
  v.object({
    id,
    engagementId: id,
    period: v.pipe(v.string(), v.regex(/^\d{4}-(?:Q[1-4]|\d{2})$/u)),
    text: name,
    createdAt: finite,
  }),
);

const deviceName = v.pipe(v.string(), v.maxLength(60));
const stampSchema = v.object({ at: finite, by: deviceName });

export const stampsSchema = v.array(
  v.object({
    table: v.picklist(stampedTables),
    key: name,
    /** Field, time and device: as lists they take a third of the room. */
    fields: v.array(v.tuple([v.pipe(v.string(), v.maxLength(200)), finite, deviceName])),
    deleted: v.nullable(stampSchema),
  }),
);

export const seenSchema = v.record(deviceName, finite);

export const contentSchema = v.object({
  engagement: engagementSchema,
  model: modelSchema,
  modelVersions: modelVersionsSchema,
  presets: presetsSchema,
  goals: goalsSchema,
  taxonomies: taxonomiesSchema,
  commentCodes: commentCodesSchema,
  views: viewsSchema,
  annotations: annotationsSchema,
  cleaning: cleaningSchema,
  decisions: decisionsSchema,
  recipes: v.array(recipeSchema),
  questionnaires: questionnairesSchema,
  interviews: interviewsSchema,
  answers: answersSchema,
  followUps: followUpsSchema,
  recordings: recordingsSchema,
  stamps: stampsSchema,
  seen: seenSchema,
  sources: v.array(
    v.object({
      source: sourceSchema,
      chunks: v.array(v.object({ rowCount: count, columns: v.array(chunkColumnSchema) })),
    }),
  ),
});

/** What the step from version 3 has to find. */
export const thirdVersionSchema = v.looseObject({
  engagement: v.record(v.string(), v.unknown()),
  model: v.record(v.string(), v.unknown()),
});

/** What the step from version 2 has to find. */
export const secondVersionSchema = v.looseObject({
  sources: v.array(v.looseObject({ source: v.record(v.string(), v.unknown()) })),
  cleaning: v.record(v.string(), v.unknown()),
  decisions: v.array(v.record(v.string(), v.unknown())),
});

/** What the step from version 1 has to find. */
export const firstVersionSchema = v.looseObject({
  sources: v.array(
    v.looseObject({
      source: v.looseObject({
        columns: v.array(v.looseObject({ role: v.looseObject({ kind: v.string() }) })),
      }),
    }),
  ),
});
