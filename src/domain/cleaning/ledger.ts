import type { ResponseTable } from '../table/responseTable';
import { weightsText, type RuleAction, type RuleInput, type Unfit } from './cleaningRule';
import { markingKey, type CleaningSettings } from './cleaningSettings';
import type { ManualDecision } from './decisions';
import { cleaningRules, ruleOf, type CleaningRuleId, type RuleDetails } from './rules';

/** What settled a response: no rule (0), the nth rule, or a person. */
export const verdict = { kept: 0, excludedByHand: 100, keptByHand: 101 } as const;

/** The rules' marks and the verdict on every response of one source. Nothing is deleted. */
export interface Ledger {
  /** Bit n is set when rule n of `cleaningRules` marks the response, whatever came before. */
  readonly flags: Int32Array;
  /**
   * See {@link verdict}; n is the place in `cleaningRules`, counted from 1, of the rule that leaves
   * the response out first in the engagement's order.
   */
  readonly verdicts: Uint8Array;
  /** Per rule, what its marks were made with; see `markingKey`. */
  readonly markings: readonly string[];
  /** Per rule, why it can say nothing about this source; null where it can, or is off. */
  readonly unfit: readonly (Unfit | null)[];
  /** Bits of the rules that leave responses out, list them to be looked at, or to be verified. */
  readonly masks: Readonly<Record<RuleAction, number>>;
}

/** The ledger of a source that is not cleaned: every response counts. */
export function untouchedLedger(rowCount: number): Ledger {
  return {
    flags: new Int32Array(rowCount),
    verdicts: new Uint8Array(rowCount),
    markings: cleaningRules.map(() => ''),
    unfit: cleaningRules.map(() => null),
    masks: { exclude: 0, lookAt: 0, verify: 0 },
  };
}

/**
 * Applies the rules that are on and the manual decisions to a table. Rules whose marks of `before`
 * still hold are not applied again. The table is the corrected one.
 */
export function buildLedger(
  table: ResponseTable,
  settings: CleaningSettings,
  weights: ReadonlyMap<string, number>,
  decisions: readonly ManualDecision[],
  before: Ledger | null = null,
): Ledger {
  const input: RuleInput<RuleDetails> = { table, details: settings.details, weights };
  const weightsKey = weightsText(weights);
  const flags = before ? before.flags.slice() : new Int32Array(table.rowCount);
  const unfit: (Unfit | null)[] = [];
  const markings = cleaningRules.map((id, index) => {
    const key = markingKey(id, settings, weightsKey);
    if (before && key === before.markings[index]) {
      unfit.push(before.unfit[index] ?? null);
      return key;
    }
    const bit = 1 << index;
    if (before && before.markings[index] !== '') {
      for (let row = 0; row < flags.length; row++) flags[row]! &= ~bit;
    }
    const rule = ruleOf(id);
    const reason = key === '' ? null : rule.unfit(input);
    unfit.push(reason);
    if (key !== '' && reason === null) {
      rule.mark(input, settings.rules[id].limits, (row) => {
        flags[row]! |= bit;
      });
    }
    return key;
  });
  const masks = {
    exclude: actionMask(settings, 'exclude'),
    lookAt: actionMask(settings, 'lookAt'),
    verify: actionMask(settings, 'verify'),
  };
  return { flags, verdicts: settle(table, flags, settings, decisions), markings, unfit, masks };
}

/** The verdicts that flags, the order and actions of the rules, and people's decisions give. */
function settle(
  table: ResponseTable,
  flags: Int32Array,
  { order, rules }: CleaningSettings,
  decisions: readonly ManualDecision[],
): Uint8Array {
  const verdicts = new Uint8Array(table.rowCount);
  const excluding = order
    .filter((id) => rules[id].isOn && rules[id].action === 'exclude')
    .map((id) => cleaningRules.indexOf(id));
  const mask = excluding.reduce((bits, index) => bits | (1 << index), 0);
  for (let row = 0; row < verdicts.length; row++) {
    const hits = (flags[row] as number) & mask;
    if (hits === 0) continue;
    for (const index of excluding) {
      if ((hits & (1 << index)) === 0) continue;
      verdicts[row] = index + 1;
      break;
    }
  }
  for (const { sourceId, row, decision } of decisions) {
    if (sourceId !== table.sourceId || row >= table.rowCount) continue;
    verdicts[row] = decision === 'keep' ? verdict.keptByHand : verdict.excludedByHand;
  }
  return verdicts;
}

/** True when a response with this verdict counts in the scores. */
export function isKept(code: number): boolean {
  return code === verdict.kept || code === verdict.keptByHand;
}

/** The rules whose flag is set in a response's flags, in their usual order. */
export function rulesIn(flags: number): CleaningRuleId[] {
  return cleaningRules.filter((_, index) => (flags & (1 << index)) !== 0);
}

/** The bits of the rules that the settings apply with an action. */
function actionMask(settings: CleaningSettings, action: RuleAction): number {
  return cleaningRules.reduce(
    (bits, id, index) =>
      settings.rules[id].isOn && settings.rules[id].action === action ? bits | (1 << index) : bits,
    0,
  );
}
