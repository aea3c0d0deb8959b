import * as v from 'valibot';
import { coders } from '../text/commentCode';
import { sentiments } from '../text/sentiment';
import { cleaningSchema } from './cleaningSchema';
import { modelEntries } from '../model/modelJson';
import { count, day, finite, id, name, text } from './fieldSchemas';
import {
  answersSchema,
  followUpsSchema,
  interviewsSchema,
  questionnairesSchema,
  recordingsSchema,
} from './interviewSchemas';
import { recipeSchema } from './recipeSchema';
import { snapshotScopes } from './scopes';
import { chunkColumnSchema, sourceSchema } from './sourceSchemas';
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
