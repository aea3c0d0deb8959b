import type { IndicatorModel, ModelVersion } from '../domain/model/indicatorModel';
import type { WeightPreset } from '../domain/model/weightPreset';
import { AppError } from '../shared/AppError';
import { database, versionOf } from './database';
import { guardedWrite } from './guardedWrite';
import { interviewTables, renewTable } from './interviewSource';

/** The indicator model of an engagement; throws when the engagement is gone. */
export async function loadModel(engagementId: string): Promise<IndicatorModel> {
  const model = await database.models.get(engagementId);
  if (!model) throw new AppError('error.engagementGone');
  return model;
}

/**
 * Saves a model that was edited from the given version and returns it with the next one. Refused when
 * another tab has saved in between, so that no edit is lost silently. Every version is kept.
 */
export async function saveModel(
  model: IndicatorModel,
  now: number,
  note = '',
): Promise<IndicatorModel> {
  const { models, modelVersions, engagements } = database;
  return guardedWrite([...interviewTables, modelVersions], async () => {
    const stored = await models.get(model.engagementId);
    if (!stored) throw new AppError('error.engagementGone');
    if (stored.version !== model.version) throw new AppError('error.modelChangedElsewhere');
    const saved = { ...model, version: model.version + 1, updatedAt: now };
    await models.put(saved);
    await modelVersions.put(versionOf(saved, note));
    // What interviews say of an indicator counts while the model has it.
    await renewTable(model.engagementId);
    await engagements.update(model.engagementId, { updatedAt: now });
    return saved;
  });
}

/** Every version of an engagement's model, the latest first. */
export async function listVersions(engagementId: string): Promise<ModelVersion[]> {
  const versions = await database.modelVersions
    .where('engagementId')
    .equals(engagementId)
    .toArray();
  return versions.sort((a, b) => b.version - a.version);
}

/** The weight presets of an engagement, by name. */
export async function listPresets(engagementId: string): Promise<WeightPreset[]> {
  const presets = await database.presets.where('engagementId').equals(engagementId).toArray();
  return presets.sort((a, b) => a.name.localeCompare(b.name));
}

/** Keeps a preset, new or changed. */
export async function savePreset(preset: WeightPreset): Promise<void> {
  await guardedWrite([database.presets, database.engagements], async () => {
    const engagement = await database.engagements.get(preset.engagementId);
    if (!engagement) throw new AppError('error.engagementGone');
    await database.presets.put(preset);
  });
}

/** Deletes a preset; `savePreset` brings it back. */
export async function deletePreset(id: string): Promise<void> {
  await guardedWrite([database.presets], () => database.presets.delete(id));
}
