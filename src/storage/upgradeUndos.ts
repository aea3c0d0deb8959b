import type { Transaction } from 'dexie';
import type { AnyRecord } from '../domain/kept/kept';
import { markOf, type Marked } from '../domain/snapshot/contentsMark';
import type { RecordStamp } from '../domain/snapshot/stamps';

/** An undo row as any version keeps it. */
interface OldUndo {
  readonly engagementId: string;
  readonly mark: string;
}

/**
 * Undo rows know by a mark whether work was done since their merge, and version 7 makes marks in another
 * way: what could be undone before an upgrade can be undone after it. Called before anything else of the
 * upgrade; what it returns is called after.
 */
export async function keepUndos(transaction: Transaction): Promise<() => Promise<void>> {
  const table = transaction.table<OldUndo, string>('undos');
  const fresh: string[] = [];
  for (const { engagementId, mark } of await table.toArray()) {
    const marked = await markedOf(transaction, engagementId);
    if (marked && markBefore7(marked) === mark) fresh.push(engagementId);
  }
  return async () => {
    for (const engagementId of fresh) {
      const marked = await markedOf(transaction, engagementId);
      if (marked) await table.update(engagementId, { mark: markOf(marked) });
    }
  };
}

/** What the mark of an engagement is made from. */
async function markedOf(transaction: Transaction, engagementId: string): Promise<Marked | null> {
  const own = <T>(name: string) =>
    transaction.table<T>(name).where('engagementId').equals(engagementId).toArray();
  const model = await transaction.table<Marked['model']>('models').get(engagementId);
  if (!model) return null;
  const sources = await own<{ id: string; removedAt: number | null }>('sources');
  const held = sources.filter(({ removedAt }) => removedAt === null);
  const interviews = await own<{ id: string }>('interviews');
  const owners = [...held, ...interviews].map(({ id }) => id);
  const stamps = await transaction
    .table<RecordStamp>('stamps')
    .where('scope')
    .anyOf([engagementId, ...owners])
    .toArray();
  return {
    model,
    stamps,
    modelVersions: await own('modelVersions'),
    questionnaires: await own('questionnaires'),
    taxonomies: await own('taxonomies'),
    recipes: await own('recipes'),
  } as Marked;
}

/** The mark as version 6 made it. Never to be edited. */
function markBefore7(marked: Marked): string {
  const { model, stamps } = marked;
  const list = (name: 'modelVersions' | 'questionnaires' | 'taxonomies' | 'recipes') =>
    (marked[name] ?? []) as readonly unknown[] as readonly AnyRecord[];
  const stamped = stamps.map(({ table, key, fields, deleted }) => {
    const times = Object.entries(fields).map(([field, { at, by }]) => `${field}${at}${by}`);
    return `${table} ${key} ${times.sort().join()} ${deleted?.at ?? ''}`;
  });
  return [
    `${model.version} ${model.updatedAt} ${list('modelVersions').length}`,
    ...list('questionnaires').map(({ id }) => String(id)),
    ...list('taxonomies').map(({ version, savedAt }) => `${String(version)}@${String(savedAt)}`),
    ...list('recipes').map(({ id, savedAt }) => `${String(id)}@${String(savedAt)}`),
    ...stamped,
  ]
    .sort()
    .join('\n');
}
