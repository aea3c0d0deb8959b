import type { IndicatorModel } from '../domain/model/indicatorModel';
import { AppError } from '../shared/AppError';
import { database } from './database';
import { guardedWrite } from './guardedWrite';

/** The indicator model of an engagement; throws when the engagement is gone. */
export async function loadModel(engagementId: string): Promise<IndicatorModel> {
  const model = await database.models.get(engagementId);
  if (!model) throw new AppError('error.engagementGone');
  return model;
}

/**
 * Saves a model that was edited from the given version and returns it with the next one.
 * Refused when another tab has saved in between, so that no edit is lost silently.
 */
export async function saveModel(model: IndicatorModel, now: number): Promise<IndicatorModel> {
  return guardedWrite([database.models, database.engagements], async () => {
    const stored = await database.models.get(model.engagementId);
    if (!stored) throw new AppError('error.engagementGone');
    if (stored.version !== model.version) throw new AppError('error.modelChangedElsewhere');
    const saved = { ...model, version: model.version + 1, updatedAt: now };
    await database.models.put(saved);
    await database.engagements.update(model.engagementId, { updatedAt: now });
    return saved;
  });
}
