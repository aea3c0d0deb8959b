import { defaultTaxonomy } from '../domain/text/defaultTaxonomy';
import type { Taxonomy } from '../domain/text/taxonomy';
import { knownThemeIds, type KnownThemeId } from '../domain/text/words/themeWords';
import { t, textOf } from '../i18n/translate';

/** The taxonomy an engagement begins with, named in the language of the screen. */
export function firstTaxonomy(engagementId: string): Taxonomy {
  const names = Object.fromEntries(
    knownThemeIds.map((id) => [id, textOf(`theme.${id}`)]),
  ) as Record<KnownThemeId, string>;
  return defaultTaxonomy(engagementId, names);
}

/** A theme's name, a sub-theme's behind its main one; the blank id stands for comments without any. */
export function themeName({ themes }: Taxonomy, id: string): string {
  if (id === '') return t('text.noTheme');
  const theme = themes.find((one) => one.id === id);
  if (!theme) return id;
  const parent = themes.find((one) => one.id === theme.parentId);
  return parent ? `${parent.name} · ${theme.name}` : theme.name;
}

const colors = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6'] as const;

/** The colour of a theme: its main theme's place; grey for none and for those beyond six. */
export function themeColor({ themes }: Taxonomy, id: string | null): string {
  const theme = themes.find((one) => one.id === id);
  const main = theme?.parentId ?? theme?.id;
  const at = themes.filter(({ parentId }) => parentId === null).findIndex((one) => one.id === main);
  return colors[at] ?? '--c-other';
}

/** The same colour dark enough for words. */
export function themeInk(taxonomy: Taxonomy, id: string | null): string {
  const color = themeColor(taxonomy, id);
  return color === '--c-other' ? '--ink-3' : `${color}-text`;
}
