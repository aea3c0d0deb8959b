import type { Taxonomy, Theme } from './taxonomy';
import { knownThemeIds, themeWords, type KnownThemeId } from './words/themeWords';

/** The taxonomy an engagement begins with; `names` in the language it is created in. */
export function defaultTaxonomy(
  engagementId: string,
  names: Readonly<Record<KnownThemeId, string>>,
): Taxonomy {
  return {
    engagementId,
    version: 0,
    savedAt: 0,
    themes: knownThemeIds.map((id): Theme => {
      const words: { zh?: string; en?: string } = themeWords[id];
      const [main, sub] = id.split('.');
      return {
        id,
        name: names[id],
        parentId: sub === undefined ? null : (main as string),
        rules: [words.zh ?? '', words.en ?? '']
          .flatMap((list) => list.split('|'))
          .map((rule) => rule.trim())
          .filter((rule) => rule !== ''),
      };
    }),
    ownWords: [],
    blockedWords: [],
    onlyWith: [],
    neverWith: [],
  };
}
