import type { CleaningSettings } from '../cleaning/cleaningSettings';

/** Cleaning settings as a flat record, one field per rule, under the names that stamps use. */
export function ruleGroups({ order, rules, details, invited }: CleaningSettings) {
  const named = (at: string, record: object) =>
    Object.fromEntries(
      Object.entries(record).map(([name, value]): [string, unknown] => [
        `settings.${at}.${name}`,
        value,
      ]),
    );
  return {
    'settings.order': order,
    'settings.invited': invited,
    ...named('rules', rules),
    ...named('details', details),
  } as Readonly<Record<string, unknown>>;
}

/** The settings of such a record. */
export function settingsFromGroups(groups: Readonly<Record<string, unknown>>): CleaningSettings {
  const under = (at: string) =>
    Object.fromEntries(
      Object.entries(groups).flatMap(([name, value]): [string, unknown][] =>
        name.startsWith(`settings.${at}.`) ? [[name.slice(`settings.${at}.`.length), value]] : [],
      ),
    );
  return {
    order: groups['settings.order'],
    rules: under('rules'),
    details: under('details'),
    invited: groups['settings.invited'],
  } as unknown as CleaningSettings;
}
