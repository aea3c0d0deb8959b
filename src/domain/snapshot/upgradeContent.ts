import * as v from 'valibot';
import {
  ratedColumns,
  upgradeCleaning,
  upgradeDecision,
  withNewRules,
} from '../cleaning/upgradeCleaning';
import { upgradeModel } from '../model/upgradeModel';
import { upgradeSource } from '../table/upgradeSource';
import { upgradeFollowUp, upgradeFollowUpFields } from '../interviews/followUp';
import { keptNames, keptOf } from './keptNouns';
import {
  firstVersionSchema,
  secondVersionSchema,
  sixthVersionSchema,
  thirdVersionSchema,
} from './olderSchemas';
import { snapshotVersion } from './snapshotSchema';

/** Content of an older version in today's shape, one step per version. */
export function upgradedContent(content: unknown, version: number): unknown {
  if (version >= snapshotVersion) return content;
  const first = withNewcomers(content, version);
  const second = version === 1 ? fromFirstVersion(first) : first;
  const third = version < 3 ? fromSecondVersion(second) : second;
  const fourth = version < 4 ? fromThirdVersion(third) : third;
  return withRulesOfToday(version < 7 ? fromSixthVersion(fourth) : fourth);
}

function withRulesOfToday(content: unknown): unknown {
  if (typeof content !== 'object' || content === null || !('cleaning' in content)) return content;
  return { ...content, cleaning: withNewRules(content.cleaning) };
}

/** What was not kept yet is empty. */
function withNewcomers(content: unknown, version: number): unknown {
  if (typeof content !== 'object' || content === null) return content;
  const newcomers = keptNames.filter((name) => keptOf(name).since > version);
  return {
    ...content,
    ...Object.fromEntries(newcomers.map((name) => [name, []])),
    ...(version < 6 ? { stamps: [], seen: {} } : {}),
  };
}

function fromSixthVersion(content: unknown): unknown {
  const old = v.safeParse(sixthVersionSchema, content);
  if (!old.success) return content;
  return {
    ...old.output,
    followUps: old.output.followUps.map(upgradeFollowUp),
    stamps: old.output.stamps.map((stamp) =>
      stamp.table === 'followUps'
        ? {
            ...stamp,
            fields: stampList(upgradeFollowUpFields(stampRecord(stamp.fields))),
          }
        : stamp,
    ),
  };
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
    sources: old.output.sources.map((entry) => ({ ...entry, source: upgradeSource(entry.source) })),
  };
}

type StampList = readonly (readonly unknown[])[];

/** Stamps stand in snapshots as lists of field, time and device. */
const stampRecord = (list: StampList) =>
  Object.fromEntries(list.map(([field, ...rest]) => [String(field), rest]));
const stampList = (record: Readonly<Record<string, readonly unknown[]>>) =>
  Object.entries(record).map(([field, rest]) => [field, ...rest]);
