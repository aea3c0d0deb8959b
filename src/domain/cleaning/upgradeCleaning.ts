import {
  defaultCleaning,
  usualSetting,
  withRule,
  type CleaningSettings,
  type RuleSetting,
} from './cleaningSettings';
import { cleaningRules, ruleOf, type CleaningRuleId } from './rules';

type Plain = Record<string, unknown>;

/**
 * Settings as versions before 3 kept them (four rules with one threshold each), in today's shape.
 * Scores that were reported must not move by themselves: rules that did not exist then and leave
 * responses out are off. Straight-lining was a share of all rated items in a row; `itemCounts`, how
 * many each source has, tells how many that were. Where sources differ it becomes one answer to all.
 */
export function upgradeCleaning(old: Plain, itemCounts: readonly number[]): CleaningSettings {
  const setting = (id: string) => {
    const { enabled = true, threshold = NaN } = (old[id] ?? {}) as Partial<OldSetting>;
    return { isOn: enabled, threshold };
  };
  const off = cleaningRules.reduce(
    (all, id) => (ruleOf(id).usual.action === 'exclude' ? withRule(all, id, { isOn: false }) : all),
    defaultCleaning,
  );
  const duplicates = setting('duplicateRespondent');
  const fast = setting('tooFast');
  const line = setting('straightLining');
  const outside = setting('outOfRange');
  const changes: Partial<Record<CleaningRuleId, Partial<RuleSetting>>> = {
    duplicateRespondent: { isOn: duplicates.isOn, limits: { keep: duplicates.threshold } },
    tooFast: { isOn: fast.isOn, limits: { seconds: fast.threshold, medianPercent: 0 } },
    outOfRange: { isOn: outside.isOn, limits: { answers: outside.threshold } },
  };
  // Sources with fewer items, or without any, had no straight lines then.
  const counts = itemCounts.filter((count) => count >= fewestItems);
  const [items = 0] = counts;
  const share = Number.isNaN(line.threshold) ? 1 : line.threshold / 100;
  if (items > 0 && counts.every((count) => count === items)) {
    const run = Math.ceil(share * items - 1e-9);
    changes.straightLining = { isOn: line.isOn, limits: { run } };
  } else {
    const limits = { items: fewestItems, middleItems: fewestItems };
    changes.sameThroughout = { isOn: line.isOn, limits };
  }
  return cleaningRules.reduce((all, id) => withRule(all, id, changes[id] ?? {}), off);
}

interface OldSetting {
  readonly enabled: boolean;
  readonly threshold: number;
}

/** Versions before 3 left questionnaires with fewer rated items alone. */
const fewestItems = 8;

/** How many columns of a source, as any version keeps it, are rated. */
export function ratedColumns(source: Plain): number {
  const columns = (source['columns'] ?? []) as readonly { readonly role?: { kind?: unknown } }[];
  return columns.filter(({ role }) => role?.kind === 'rating').length;
}

/** A decision as versions before 3 kept it, without a reason, in today's shape. */
export function upgradeDecision(old: Plain): Plain {
  return { ...old, reason: '', corrections: [] };
}

/**
 * Settings of an older version with the rules and details that came since: new rules stand at their usual
 * place, and are off, so that no engagement changes by an update.
 */
export function withNewRules(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null) return settings;
  const { order, rules, details, ...rest } = settings as Partial<CleaningSettings>;
  if (!Array.isArray(order) || !rules || !details) return settings;
  const missing = cleaningRules.filter((id) => !(id in rules));
  return {
    ...rest,
    order: missing.reduce<CleaningRuleId[]>((all, id) => {
      const before = cleaningRules.slice(0, cleaningRules.indexOf(id));
      const at = Math.max(-1, ...before.map((one) => all.indexOf(one)));
      return all.toSpliced(at + 1, 0, id);
    }, order),
    rules: {
      ...rules,
      ...Object.fromEntries(missing.map((id) => [id, { ...usualSetting(id), isOn: false }])),
    },
    details: { ...defaultCleaning.details, ...details },
  };
}
