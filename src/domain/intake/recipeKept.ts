import * as v from 'valibot';
import { segmentMeanings } from '../table/source';
import { keep } from '../kept/kept';
import { finite, id, text } from '../kept/fieldSchemas';
import { kindSchema, platformSchema, roleSchema, scaleSchema } from '../table/sourceSchemas';
import type { Recipe } from './recipe';

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

export const recipesKept = keep<Recipe>({
  since: 2,
  key: ['id'],
  refs: { id: 'self', engagementId: 'engagement' },
  merge: { by: 'newest', timeOf: ({ savedAt }) => savedAt },
  // What was settled are answers of the file.
  isAnswer: (recipe) => ({ ...recipe, settled: [] }),
  mask: { fileName: 'text', columns: 'deep', settled: 'deep' },
  about: () => '',
});
