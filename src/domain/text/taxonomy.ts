import * as v from 'valibot';
import { count, finite, id, name, uniqueIds } from '../kept/fieldSchemas';
import { keep } from '../kept/kept';

/** A theme that comments are assigned to by its rules; `parentId` null for the main ones. */
export interface Theme {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** One rule per entry; see `themeRules.ts` for how they read. */
  readonly rules: readonly string[];
}

/** The themes of an engagement with the words its texts are read by; every save is a new version. */
export interface Taxonomy {
  readonly engagementId: string;
  readonly version: number;
  readonly savedAt: number;
  readonly themes: readonly Theme[];
  /** Words to be kept whole, such as names of products. */
  readonly ownWords: readonly string[];
  /** Words never shown as phrases. */
  readonly blockedWords: readonly string[];
  /** Only comments with one of these words count (social media); empty for all. */
  readonly onlyWith: readonly string[];
  /** Comments with one of these words do not count. */
  readonly neverWith: readonly string[];
}

/** The main themes, in their order. */
export function mainThemes({ themes }: Pick<Taxonomy, 'themes'>): Theme[] {
  return themes.filter(({ parentId }) => parentId === null);
}

/** A theme's sub-themes, in their order. */
export function subThemes({ themes }: Pick<Taxonomy, 'themes'>, parentId: string): Theme[] {
  return themes.filter((theme) => theme.parentId === parentId);
}

/** Names, rules and words are no longer than this. */
export const longestRule = 200;

/** What keeps a taxonomy from being saved. */
export type TaxonomyProblem =
  | { readonly kind: 'blank' | 'repeated'; readonly id: string }
  | { readonly kind: 'tooLong'; readonly text: string };

/** A blank or repeated name on one level, or a line too long to be a rule; null where nothing is wrong. */
export function taxonomyProblem({
  themes,
  ownWords,
  blockedWords,
  onlyWith,
  neverWith,
}: Omit<Taxonomy, 'engagementId' | 'version' | 'savedAt'>): TaxonomyProblem | null {
  const seen = new Set<string>();
  for (const { id, name, parentId } of themes) {
    const key = `${parentId ?? ''}\u0000${name.trim().toLowerCase()}`;
    if (name.trim() === '') return { kind: 'blank', id };
    if (seen.has(key)) return { kind: 'repeated', id };
    seen.add(key);
  }
  const lines = [
    ...themes.flatMap(({ name, rules }) => [name, ...rules]),
    ...ownWords,
    ...blockedWords,
    ...onlyWith,
    ...neverWith,
  ];
  const long = lines.find((line) => line.length > longestRule);
  return long === undefined ? null : { kind: 'tooLong', text: long };
}

export const taxonomySchema = v.object({
  engagementId: id,
  version: v.pipe(count, v.minValue(1)),
  savedAt: finite,
  themes: v.pipe(
    v.array(v.object({ id, name, parentId: v.nullable(id), rules: v.array(name) })),
    uniqueIds(),
  ),
  ownWords: v.array(name),
  blockedWords: v.array(name),
  onlyWith: v.array(name),
  neverWith: v.array(name),
});

export const taxonomiesKept = keep<Taxonomy>({
  since: 5,
  key: ['engagementId', 'version'],
  refs: { engagementId: 'engagement' },
  // Two histories become one.
  merge: { by: 'hand', timeOf: ({ savedAt }) => savedAt },
  isAnswer: false,
  mask: {
    themes: 'deep',
    ownWords: 'deep',
    blockedWords: 'deep',
    onlyWith: 'deep',
    neverWith: 'deep',
  },
  about: () => '',
});
