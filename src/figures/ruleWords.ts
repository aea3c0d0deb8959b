import type { Evidence } from '../domain/cleaning/cleaningRule';
import type { Condition } from '../domain/cleaning/conditions';
import type { CleaningSettings } from '../domain/cleaning/cleaningSettings';
import type { CleaningRuleId } from '../domain/cleaning/rules';
import { formatFigure, formatFileTime, noFigure, visibleText } from '../i18n/format';
import { locale, type Locale } from '../i18n/locale.svelte';
import { textOf } from '../i18n/translate';

/** What a rule is called. */
export function ruleName(rule: CleaningRuleId, language: Locale = locale.current): string {
  return textOf(`rule.${rule}`, {}, language);
}

/** A rule's limits in one line, such as "under 30 s or 30% of the median". */
export function limitsText(
  rule: CleaningRuleId,
  { rules, details }: CleaningSettings,
  language: Locale = locale.current,
): string {
  const { firstDay, lastDay, offTarget } = details;
  if (rule === 'outOfPeriod') {
    if (firstDay === null && lastDay === null) return textOf('rule.outOfPeriod.none', {}, language);
    const days = { from: firstDay ?? '…', to: lastDay ?? '…' };
    return textOf('rule.outOfPeriod.limits', days, language);
  }
  if (rule === 'offTarget') {
    if (offTarget.length === 0) return textOf('rule.offTarget.none', {}, language);
    return offTarget.map((condition) => conditionText(condition, language)).join('; ');
  }
  const text = textOf(`rule.${rule}.limits`, rules[rule].limits, language);
  const own = details.contradictions.filter((set) => set.length > 1).length;
  if (rule !== 'contradiction' || own === 0) return text;
  return text + textOf('rule.contradiction.sets', { n: own }, language);
}

/** The figures behind a mark as a sentence. */
export function evidenceText(rule: CleaningRuleId, evidence: Evidence): string {
  return textOf(evidenceKey(rule, evidence), shown(evidence));
}

function evidenceKey(rule: CleaningRuleId, evidence: Evidence) {
  if (rule === 'incomplete' && 'progress' in evidence) return 'rule.incomplete.progress';
  if (rule === 'screenedOut' && evidence['value'] === '') return 'rule.screenedOut.unasked';
  if (rule === 'contradiction' && 'condition' in evidence) return 'rule.contradiction.condition';
  return `rule.${rule}.evidence` as const;
}

function shown(evidence: Evidence): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => {
      if (typeof value === 'string') return [name, value];
      if (name === 'time') return [name, formatFileTime(value)];
      if (!Number.isFinite(value)) return [name, noFigure];
      // Plural forms go by the number itself.
      return [name, name === 'n' || name === 'row' ? value : formatFigure(value)];
    }),
  );
}

/** A condition over a segment as a phrase. */
function conditionText(condition: Condition, language: Locale): string {
  if (condition.kind !== 'segment') return '';
  const values = condition.values.map((value) =>
    value === '' ? textOf('condition.blank', {}, language) : visibleText(value),
  );
  const test = textOf(`condition.${condition.test}`, {}, language);
  return `${visibleText(condition.segmentId)} ${test} ${values.join(' / ')}`;
}
