import { ruleText, ruleTextWithPlaces } from './plainText';
import type { CommentMark, TextRequest } from './textRequest';
import type { ThemeRules } from './themeRules';

/** Stretches of a comment that rules or the search found, in order and apart. */
export function marksIn(
  text: string,
  rules: ThemeRules,
  { taxonomy }: TextRequest,
  search: string,
): CommentMark[] {
  const { text: written, places } = ruleTextWithPlaces(text);
  const found = rules.hits(written).map(({ theme, start, end }) => ({
    start,
    end,
    themeId: taxonomy.themes[theme]?.id ?? null,
  }));
  const wanted = ruleText(search.trim());
  const searched: typeof found = [];
  if (wanted !== '') {
    for (let at = written.indexOf(wanted); at >= 0; at = written.indexOf(wanted, at + 1)) {
      searched.push({ start: at, end: at + wanted.length, themeId: null });
    }
  }
  const marks: CommentMark[] = [];
  const sorted = [...searched, ...found].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end, themeId } of sorted) {
    const from = places[start] as number;
    // The last sign of a stem may stand for the rest of its word.
    const last = places[end - 1] as number;
    const rest = /^[\p{Script=Latin}\p{N}'’]*/u.exec(text.slice(last + 1))?.[0].length ?? 0;
    const isLatin = /[\p{Script=Latin}\p{N}]/u.test(text[last] ?? '');
    const to = last + 1 + (isLatin ? rest : 0);
    if (from < (marks.at(-1)?.end ?? 0)) continue;
    marks.push({ start: from, end: to, themeId });
  }
  return marks;
}
