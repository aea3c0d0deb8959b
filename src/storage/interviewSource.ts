import { interviewSourceId, interviewTable } from '../domain/interviews/interviewTable';
import { indicatorsOf } from '../domain/model/indicatorModel';
import { AppError } from '../shared/AppError';
import { database } from './database';

const { questionnaires, interviews, answers, followUps, engagements, models } = database;
const { sources, chunks, cubes } = database;

/** Tables that a change of a finished interview may reach. */
export const interviewTables = [
  questionnaires,
  interviews,
  answers,
  followUps,
  engagements,
  models,
  sources,
  chunks,
  cubes,
] as const;

/** Builds the source of an engagement's interviews anew, inside a transaction. */
export async function renewTable(engagementId: string): Promise<void> {
  const model = await models.get(engagementId);
  if (!model) throw new AppError('error.engagementGone');
  const id = interviewSourceId(engagementId);
  const before = await sources.get(id);
  const built = interviewTable(
    engagementId,
    await questionnaires.where('engagementId').equals(engagementId).toArray(),
    await interviews.where('engagementId').equals(engagementId).toArray(),
    await answers.where('engagementId').equals(engagementId).toArray(),
    new Set(indicatorsOf(model).map(({ indicator }) => indicator.id)),
  );
  if (before && built && before.fingerprint === built.source.fingerprint) return;
  await chunks.where('sourceId').equals(id).delete();
  await cubes.delete(id);
  if (built === null) {
    await sources.delete(id);
    return;
  }
  await sources.put({ ...built.source, removedAt: before?.removedAt ?? null });
  await chunks.put({ sourceId: id, index: 0, ...built.chunk });
}
