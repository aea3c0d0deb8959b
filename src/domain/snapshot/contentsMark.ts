import type { EngagementContents } from './contents';

/** What a merge looks at to see whether something has changed meanwhile. */
export type Marked = Pick<
  EngagementContents,
  'model' | 'modelVersions' | 'questionnaires' | 'taxonomies' | 'recipes' | 'stamps'
>;

/** A text that changes with anything that a merge or its undoing would overwrite. */
export function markOf(contents: Marked): string {
  const { model, modelVersions, questionnaires, taxonomies, recipes, stamps: list } = contents;
  const stamped = list.map(({ table, key, fields, deleted }) => {
    const times = Object.entries(fields).map(([field, { at, by }]) => `${field}${at}${by}`);
    return `${table} ${key} ${times.sort().join()} ${deleted?.at ?? ''}`;
  });
  return [
    `${model.version} ${model.updatedAt} ${modelVersions.length}`,
    ...questionnaires.map(({ id }) => id),
    ...taxonomies.map(({ version, savedAt }) => `${version}@${savedAt}`),
    ...recipes.map(({ id, savedAt }) => `${id}@${savedAt}`),
    ...stamped,
  ]
    .sort()
    .join('\n');
}
