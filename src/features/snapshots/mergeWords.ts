import type { RuleSetting } from '../../domain/cleaning/cleaningSettings';
import { cleaningRules, detailsOf } from '../../domain/cleaning/rules';
import type { Consent } from '../../domain/interviews/interview';
import type { TableChange } from '../../domain/snapshot/mergeContents';
import type { DescribedConflict } from '../../domain/snapshot/describeConflict';
import type { MessageKey } from '../../i18n/catalogue';
import { formatMoment, visibleText } from '../../i18n/format';
import { locale } from '../../i18n/locale.svelte';
import { t, textOf } from '../../i18n/translate';
import { zhCN } from '../../i18n/zhCN/zhCN';

/** What a merge did or would do, in one sentence. */
export function changeWords(changes: readonly TableChange[]): string {
  const separator = locale.current === 'zh-CN' ? '；' : '; ';
  return changes
    .map(({ table, added, changed, removed }) => {
      const parts = [
        ...(added > 0 ? [t('merge.added', { n: added })] : []),
        ...(changed > 0 ? [t('merge.changed', { n: changed })] : []),
        ...(removed > 0 ? [t('merge.removed', { n: removed })] : []),
      ];
      return t('merge.ofTable', { table: tableName(table), what: parts.join(' ') });
    })
    .join(separator);
}

/** What a conflict is about, in words. */
export function conflictName({ table, key, field, about }: DescribedConflict): string {
  // The model's own lines are those of the overall score.
  const isOverall = table === 'models' && key === '' && field !== 'structure';
  const what = isOverall ? [t('analysis.overall')] : about;
  return [tableName(table), ...what, fieldName(field)].join(' · ');
}

/** A value of a conflict as it can be read. */
export function valueWords({ table, field }: DescribedConflict, value: unknown): string {
  if (isEmpty(value)) return t('merge.nothingSet');
  const named = `merge.value.${field}.${String(value)}`;
  if (typeof value === 'string' && named in zhCN) return textOf(named as MessageKey);
  if (table === 'questionnaires' && Array.isArray(value)) {
    const [note, count, savedAt] = value as [string, number, number];
    const what = t('merge.questionnaire', { time: formatMoment(savedAt), n: count });
    return visibleText(note === '' ? what : `${what} · ${note}`);
  }
  if (field === 'consent') return consentWords(value as Consent);
  if (field.startsWith('settings.rules.')) return ruleWords(value as RuleSetting);
  return plainWords(value);
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function plainWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? t('merge.yes') : t('merge.no');
  // Times are the only figures this large.
  if (typeof value === 'number') return value > 1e11 ? formatMoment(value) : String(value);
  if (typeof value === 'string') {
    return visibleText(value.length > 160 ? `${value.slice(0, 160)}…` : value);
  }
  if (!Array.isArray(value)) return t('merge.items', { n: Object.keys(value as object).length });
  if (value.some((item) => typeof item === 'object')) return t('merge.items', { n: value.length });
  return value.map(plainWords).join(locale.current === 'zh-CN' ? '、' : ', ');
}

function consentWords({ recording, quoting, withdrawnAt, at }: Consent): string {
  const what =
    withdrawnAt !== null
      ? t('consent.withdrawn')
      : recording && quoting
        ? t('consent.both')
        : recording
          ? t('consent.recordingOnly')
          : quoting
            ? t('consent.quotingOnly')
            : t('consent.none');
  return `${what} · ${formatMoment(withdrawnAt ?? at)}`;
}

function ruleWords({ isOn, action, limits }: RuleSetting): string {
  if (!isOn) return t('merge.ruleOff');
  return [t(`action.${action}`), ...Object.values(limits).map(String)].join(' · ');
}

function tableName(table: string): string {
  const key = `merge.table.${table}`;
  return key in zhCN ? textOf(key as MessageKey) : table;
}

/** Which rule a part of the cleaning settings belongs to. */
const detailRules = new Map(
  cleaningRules.flatMap((id) =>
    detailsOf(id).map((name): [string, MessageKey] => [name, `rule.${id}`]),
  ),
);

function fieldName(field: string): string {
  const part = field.split('.').at(-1) ?? '';
  const key = field.startsWith('settings.rules.')
    ? `rule.${part}`
    : (detailRules.get(part) ?? `merge.field.${part}`);
  return key in zhCN ? textOf(key as MessageKey) : t('merge.field.other');
}
