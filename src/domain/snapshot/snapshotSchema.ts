import * as v from 'valibot';
import { recordingEntries } from '../interviews/interviewKept';
import { count, finite, id, name, text } from '../kept/fieldSchemas';
import { modelSchema } from '../model/modelKept';
import { chunkColumnSchema, sourceSchema } from '../table/sourceSchemas';
import { cleaningSchema } from './cleaningSchema';
import { keptNames, keptSchemas, keptVersion, type KeptName, type KeptRecord } from './keptNouns';
import { snapshotScopes } from './scopes';
import { stampedTables } from './stamps';

/** What a snapshot must look like; see `snapshot.ts` for what no schema can say. */
export const snapshotFormat = 'satiscope.snapshot';
/** Version of the whole: what is kept, and how it is written. */
export const snapshotVersion = keptVersion;

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

const deviceName = v.pipe(v.string(), v.maxLength(60));
export const stampSchema = v.object({ at: finite, by: deviceName });

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

/** A list of each kept table. */
const keptEntries = Object.fromEntries(
  keptNames.map((name) => [name, v.array(keptSchemas[name])]),
) as unknown as { readonly [N in KeptName]: v.GenericSchema<unknown, KeptRecord<N>[]> };

/** Recordings as text: base64. */
const recordingsSchema = v.array(v.object({ ...recordingEntries, data: v.string() }));

export const contentSchema = v.object({
  engagement: engagementSchema,
  model: modelSchema,
  cleaning: cleaningSchema,
  ...keptEntries,
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
