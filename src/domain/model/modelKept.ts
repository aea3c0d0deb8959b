import * as v from 'valibot';
import { count, finite, id, text } from '../kept/fieldSchemas';
import { keep } from '../kept/kept';
import { nodesOf, type ModelVersion } from './indicatorModel';
import { modelEntries } from './modelJson';

/** What the model of an engagement must look like. */
export const modelSchema = v.pipe(
  v.object({ engagementId: id, version: count, updatedAt: finite, ...modelEntries }),
  v.check((model) => {
    const ids = nodesOf(model).map(({ node }) => node.id);
    return new Set(ids).size === ids.length;
  }),
);

export const modelVersionSchema = v.object({
  engagementId: id,
  version: count,
  savedAt: finite,
  note: text,
  model: modelSchema,
});

export const modelVersionsKept = keep<ModelVersion>({
  since: 4,
  key: ['engagementId', 'version'],
  refs: { engagementId: 'engagement' },
  // Merged with the model itself.
  merge: { by: 'hand', timeOf: ({ savedAt }) => savedAt },
  isAnswer: false,
  mask: { note: 'text', model: 'deep' },
  about: () => '',
  rename: (one, idFor) => {
    const engagementId = idFor('engagement', one.model.engagementId);
    return { ...one, model: { ...one.model, engagementId } };
  },
});
