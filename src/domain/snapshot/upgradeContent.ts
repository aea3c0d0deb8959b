import * as v from 'valibot';
import { ratedColumns, upgradeCleaning, upgradeDecision } from '../cleaning/upgradeCleaning';
import { upgradeModel } from '../model/upgradeModel';
import { upgradeSource } from '../table/upgradeSource';
import { firstVersionSchema, secondVersionSchema, thirdVersionSchema } from './olderSchemas';
import { snapshotVersion } from './snapshotSchema';

/** Content of an older version in today's shape, one step per version. */
export function upgradedContent(content: unknown, version: number): unknown {
  if (version >= snapshotVersion) return content;
  const second = version === 1 ? fromFirstVersion(content) : content;
  const third = version < 3 ? fromSecondVersion(second) : second;
  const fourth = version < 4 ? fromThirdVersion(third) : third;
  return fromFifthVersion(version < 5 ? fromFourthVersion(fourth) : fourth);
}

function fromFifthVersion(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content;
  const none = { questionnaires: [], interviews: [], answers: [], followUps: [], recordings: [] };
  return { ...content, ...none, stamps: [], seen: {} };
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
