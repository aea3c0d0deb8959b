import { defaultCleaning, type CleaningSettings } from './cleaningSettings';
import { cleaningRules, ruleOf } from './rules';

type Plain = Record<string, unknown>;

/**
 * Settings as versions before 3 kept them (four rules with one threshold each), in today's shape.
 * Scores that were reported must not move by themselves: rules that did not exist then and leave
 * responses out are off, and one straight answer to all items counts from eight on, as it did.
 */
export function upgradeCleaning(old: Plain): CleaningSettings {
  const setting = (id: string) => old[id] as { enabled: boolean; threshold: number } | undefined;
  const { order, details, rules } = defaultCleaning;
  const off = Object.fromEntries(
    cleaningRules.map((id) => [
      id,
      { ...rules[id], isOn: rules[id].isOn && ruleOf(id).usual.action !== 'exclude' },
    ]),
  ) as CleaningSettings['rules'];
  return {
    order,
    details,
    invited: null,
    rules: {
      ...off,
      duplicateRespondent: {
        ...rules.duplicateRespondent,
        isOn: setting('duplicateRespondent')?.enabled ?? true,
        limits: { keep: setting('duplicateRespondent')?.threshold ?? 1 },
      },
      tooFast: {
        ...rules.tooFast,
        isOn: setting('tooFast')?.enabled ?? true,
        limits: { seconds: setting('tooFast')?.threshold ?? 30, medianPercent: 0 },
      },
      sameThroughout: {
        ...rules.sameThroughout,
        isOn: setting('straightLining')?.enabled ?? true,
        limits: { items: 8, middleItems: 8 },
      },
      outOfRange: {
        ...rules.outOfRange,
        isOn: setting('outOfRange')?.enabled ?? true,
        limits: { answers: setting('outOfRange')?.threshold ?? 1 },
      },
    },
  };
}

/** A decision as versions before 3 kept it, without a reason, in today's shape. */
export function upgradeDecision(old: Plain): Plain {
  return { ...old, reason: '', corrections: [] };
}
