import { keyText, type AnyRecord } from '../kept/kept';
import type { EngagementContents } from './contents';
import { keptNames, keptOf, type KeptName } from './keptNouns';

/** Kept tables that are not stamped: what changes in them is told by their keys and times. */
export const unstampedNames = keptNames.filter((name) => {
  const { by } = keptOf(name).merge;
  return by === 'newest' || by === 'hand';
});

/** What a merge looks at to see whether something has changed meanwhile. */
export type Marked = Pick<EngagementContents, 'model' | 'stamps'> &
  Partial<Pick<EngagementContents, KeptName>>;

/** A text that changes with anything that a merge or its undoing would overwrite. */
export function markOf(contents: Marked): string {
  const { model, stamps } = contents;
  const stamped = stamps.map(({ table, key, fields, deleted }) => {
    const times = Object.entries(fields).map(([field, { at, by }]) => `${field}${at}${by}`);
    return `${table} ${key} ${times.sort().join()} ${deleted?.at ?? ''}`;
  });
  const unstamped = unstampedNames.flatMap((name) =>
    ((contents[name] ?? []) as readonly unknown[] as readonly AnyRecord[]).map((record) => {
      const { merge } = keptOf(name);
      const time = 'timeOf' in merge ? merge.timeOf(record) : 0;
      return `${name} ${keyText(keptOf(name), record)}@${time}`;
    }),
  );
  return [`${model.version} ${model.updatedAt}`, ...unstamped, ...stamped].sort().join('\n');
}
