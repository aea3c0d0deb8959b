import type { TableChange } from '../../domain/snapshot/mergeContents';
import type { DescribedConflict } from '../../domain/snapshot/describeConflict';
import type { MessageKey } from '../../i18n/catalogue';
import { formatMoment, visibleText } from '../../i18n/format';
import { locale } from '../../i18n/locale.svelte';
import { t, textOf } from '../../i18n/translate';
import { zhCN } from '../../i18n/zhCN';

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
export function conflictName({ table, field, about }: DescribedConflict): string {
  return [tableName(table), ...about, fieldName(field)].join(' · ');
}

/** A value of a conflict as it can be read. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('merge.nothingSet');
  if (typeof value === 'number') {
    // Times are the only figures this large.
    return value > 1e11 ? formatMoment(value) : String(value);
  }
  if (typeof value === 'boolean') return value ? t('merge.yes') : t('merge.no');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return visibleText(text.length > 160 ? `${text.slice(0, 160)}…` : text);
}

function tableName(table: string): string {
  const key = `merge.table.${table}`;
  return key in zhCN ? textOf(key as MessageKey) : table;
}

function fieldName(field: string): string {
  const key = `merge.field.${field}`;
  return key in zhCN ? textOf(key as MessageKey) : field;
}
