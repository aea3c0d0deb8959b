import { describe, expect, it } from 'vitest';
import { defaultCleaning } from '../../../../src/domain/cleaning/cleaningSettings';
import type { CleaningRuleId } from '../../../../src/domain/cleaning/rules';
import { withNewRules } from '../../../../src/domain/cleaning/upgradeCleaning';

describe('engagements that were there before a rule came', () => {
  const { order, rules: kept, details } = defaultCleaning;
  const without = (id: CleaningRuleId) => {
    const { [id]: gone, ...rules } = kept;
    expect(gone).toBeDefined();
    return { order: order.filter((one) => one !== id), rules, invited: 12 };
  };
  it('have it at its usual place, switched off, with its details as they are at first', () => {
    const { traps: _, ...older } = details;
    const settings = withNewRules({ ...without('trapFailed'), details: older });
    expect(settings).toEqual({
      order,
      rules: { ...kept, trapFailed: { ...kept.trapFailed, isOn: false } },
      details: { ...details, traps: [] },
      invited: 12,
    });
  });
  it('keep an order of their own', () => {
    const { order: rest, ...settings } = without('tooFast');
    const reversed = [...rest].reverse();
    const { order: after } = withNewRules({ ...settings, order: reversed, details }) as {
      order: string[];
    };
    expect(after.filter((id) => id !== 'tooFast')).toEqual(reversed);
    expect([...after].sort()).toEqual([...order].sort());
  });
  it.each([null, 5, {}, { order: 'x' }])(
    'are left alone where they cannot be read: %j',
    (broken) => {
      expect(withNewRules(broken)).toEqual(broken);
    },
  );
});
