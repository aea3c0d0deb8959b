import {
  defaultCleaning,
  type CleaningRuleId,
  type CleaningSettings,
  type ManualDecision,
} from '../domain/cleaning/cleaningSettings';
import { database } from './database';
import { guardedWrite } from './guardedWrite';

/** The cleaning settings of an engagement. */
export async function loadCleaning(engagementId: string): Promise<CleaningSettings> {
  return (await database.cleaning.get(engagementId))?.settings ?? defaultCleaning;
}

/** Changes one cleaning rule; what another window changed in the others stays. */
export async function saveRule(
  engagementId: string,
  rule: CleaningRuleId,
  change: Partial<CleaningSettings[CleaningRuleId]>,
): Promise<void> {
  await guardedWrite([database.cleaning], async () => {
    const settings = (await database.cleaning.get(engagementId))?.settings ?? defaultCleaning;
    const changed = { ...settings, [rule]: { ...settings[rule], ...change } };
    await database.cleaning.put({ engagementId, settings: changed });
  });
}

/** What people decided about responses of a source. */
export async function loadDecisions(sourceId: string): Promise<ManualDecision[]> {
  return database.decisions.where('sourceId').equals(sourceId).toArray();
}

/** How many decisions people made in an engagement; changes whenever one is made or taken back. */
export async function countDecisions(engagementId: string): Promise<number> {
  const sourceIds = await database.sources.where('engagementId').equals(engagementId).primaryKeys();
  return database.decisions.where('sourceId').anyOf(sourceIds).count();
}

/** Saves a decision on a response; null takes it back. */
export async function saveDecision(
  sourceId: string,
  row: number,
  decision: ManualDecision['decision'] | null,
  now: number,
): Promise<void> {
  await guardedWrite([database.decisions], async () => {
    if (decision === null) await database.decisions.delete([sourceId, row]);
    else await database.decisions.put({ sourceId, row, decision, decidedAt: now });
  });
}
