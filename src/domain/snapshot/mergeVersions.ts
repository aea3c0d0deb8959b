import { equal } from '../../shared/equal';
import type { Choices, Conflict } from './mergeRecords';
import type { Taxonomy } from '../text/taxonomy';

/**
 * Two histories of one taxonomy as one. A side that only went on from the other's last version is simply
 * newer; where both went on, both stay in the history and the one saved last, or chosen, is used.
 */
export function mergeVersions(
  mine: readonly Taxonomy[],
  theirs: readonly Taxonomy[],
  choices: Choices,
): { readonly versions: Taxonomy[]; readonly added: number; readonly conflicts: Conflict[] } {
  const isIn = (one: Taxonomy, list: readonly Taxonomy[]) => list.some((other) => same(one, other));
  const news = theirs.filter((one) => !isIn(one, mine)).sort(byVersion);
  const [own, other] = [lastOf(mine), lastOf(theirs)];
  if (!other || news.length === 0 || isIn(other, mine)) {
    return { versions: [...mine], added: 0, conflicts: [] };
  }
  const conflicts: Conflict[] = [];
  let wins: Conflict['wins'] = 'theirs';
  if (own && !isIn(own, theirs)) {
    const id = 'taxonomies current';
    wins = choices.get(id) ?? (other.savedAt > own.savedAt ? 'theirs' : 'mine');
    const field = 'themes';
    conflicts.push({
      id,
      table: 'taxonomies',
      key: '',
      field,
      mine: own.version,
      theirs: other.version,
      wins,
    });
  }
  const kept = wins === 'theirs' || !own ? [...mine] : mine.filter((one) => one !== own);
  const joined = [...kept.sort(byVersion), ...news, ...(wins === 'mine' && own ? [own] : [])];
  let last = 0;
  const versions = joined.map((one) => {
    last = Math.max(last + 1, mine.includes(one) && one !== own ? one.version : last + 1);
    return { ...one, version: last };
  });
  return { versions, added: news.length, conflicts };
}

const byVersion = (a: Taxonomy, b: Taxonomy) => a.version - b.version;

function lastOf(list: readonly Taxonomy[]): Taxonomy | null {
  return list.reduce<Taxonomy | null>(
    (last, one) => (last === null || one.version > last.version ? one : last),
    null,
  );
}

function same(a: Taxonomy, b: Taxonomy): boolean {
  return equal({ ...a, version: 0 }, { ...b, version: 0 });
}
