import * as v from 'valibot';
import { withNewRules } from '../cleaning/upgradeCleaning';
import { upgradeFollowUp, upgradeFollowUpFields } from '../interviews/followUp';
import type { EngagementContents } from './contents';
import { keptNames, keptVersion } from './keptNouns';
import { contentSchema, seenSchema, stampSchema, stampsSchema } from './snapshotSchema';

const anyRecord = v.record(v.string(), v.unknown());

/** What an older build kept to be able to undo; what came later is empty. */
const olderSchema = v.looseObject({
  followUps: v.array(anyRecord),
  stamps: v.array(v.looseObject({ table: v.string(), fields: anyRecord })),
});

const undoSchema = v.object({
  ...contentSchema.entries,
  // Also one that lies in the bin, and when it was backed up here.
  engagement: v.object({
    ...contentSchema.entries.engagement.entries,
    deletedAt: v.nullable(v.number()),
    backedUpAt: v.nullable(v.number()),
  }),
  stamps: v.array(
    v.object({
      ...stampsSchema.item.entries,
      fields: v.record(v.string(), stampSchema),
    }),
  ),
  seen: seenSchema,
  recordings: v.pipe(v.array(v.never()), v.maxLength(0)),
  sources: v.pipe(v.array(v.never()), v.maxLength(0)),
});

/**
 * What a merge replaced, as this or an older build kept it, in today's shape: without sources and
 * recordings. Null where it cannot be read; then there is nothing to go back to.
 */
export function readUndo(stored: unknown, version: number): EngagementContents | null {
  const result = v.safeParse(undoSchema, version < keptVersion ? upgraded(stored) : stored);
  return result.success ? result.output : null;
}

function upgraded(stored: unknown): unknown {
  const old = v.safeParse(olderSchema, stored);
  if (!old.success) return stored;
  const { followUps, stamps } = old.output;
  return {
    ...Object.fromEntries(keptNames.map((name) => [name, []])),
    ...old.output,
    cleaning: withNewRules(old.output['cleaning']),
    followUps: followUps.map(upgradeFollowUp),
    stamps: stamps.map((stamp) =>
      stamp.table === 'followUps'
        ? { ...stamp, fields: upgradeFollowUpFields(stamp.fields) }
        : stamp,
    ),
  };
}
