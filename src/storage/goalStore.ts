import type { Goal } from '../domain/model/goal';
import { AppError } from '../shared/AppError';
import { database } from './database';
import { guardedWrite } from './guardedWrite';

/** The goals of an engagement, the next due first; those without a due day last. */
export async function listGoals(engagementId: string): Promise<Goal[]> {
  const goals = await database.goals.where('engagementId').equals(engagementId).toArray();
  const due = ({ dueDay }: Goal) => dueDay ?? '9999';
  return goals.sort((a, b) =>
    due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : a.createdAt - b.createdAt,
  );
}

/** Keeps a goal, new or changed. */
export async function saveGoal(goal: Goal): Promise<void> {
  await guardedWrite([database.goals, database.engagements], async () => {
    const engagement = await database.engagements.get(goal.engagementId);
    if (!engagement) throw new AppError('error.engagementGone');
    await database.goals.put(goal);
  });
}

/** Deletes a goal; `saveGoal` brings it back. */
export async function deleteGoal(id: string): Promise<void> {
  await guardedWrite([database.goals], () => database.goals.delete(id));
}
