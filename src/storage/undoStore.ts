import { database } from './database';
import { guardedWrite } from './guardedWrite';

const { undos } = database;

/** What the last merge of an engagement replaced; null where there was none or it was undone. */
export async function findUndo(engagementId: string): Promise<{ readonly madeAt: number } | null> {
  const undo = await undos.get(engagementId);
  return undo ? { madeAt: undo.madeAt } : null;
}

/** Forgets what could be undone of merges before a moment. */
export async function forgetUndos(before: number): Promise<void> {
  await guardedWrite([undos], () => undos.filter(({ madeAt }) => madeAt < before).delete());
}
