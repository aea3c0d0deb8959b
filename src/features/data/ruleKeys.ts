import type { CleaningRuleId } from '../../domain/cleaning/cleaningSettings';

/** Keys of a rule's name and of the words around its threshold. */
export const ruleKeys = {
  duplicateRespondent: {
    name: 'rule.duplicateRespondent',
    before: 'rule.duplicateRespondent.before',
    after: 'rule.duplicateRespondent.after',
  },
  tooFast: { name: 'rule.tooFast', before: 'rule.tooFast.before', after: 'rule.tooFast.after' },
  straightLining: {
    name: 'rule.straightLining',
    before: 'rule.straightLining.before',
    after: 'rule.straightLining.after',
  },
  outOfRange: {
    name: 'rule.outOfRange',
    before: 'rule.outOfRange.before',
    after: 'rule.outOfRange.after',
  },
} as const satisfies Record<CleaningRuleId, { name: string; before: string; after: string }>;
