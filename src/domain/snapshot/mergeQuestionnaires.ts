import type { Questionnaire } from '../interviews/questionnaire';
import { latestOf } from '../interviews/interviewTable';
import type { Choices, Conflict } from './mergeRecords';

/**
 * The versions of a questionnaire on two copies as one list, numbered in the order they were saved. Where
 * both went on from the same version, both stay and the one saved last, or chosen, is used: an older one
 * that was chosen is the newest version once more.
 */
export function mergeQuestionnaires(
  mine: readonly Questionnaire[],
  theirs: readonly Questionnaire[],
  choices: Choices,
): { readonly versions: Questionnaire[]; readonly added: number; readonly conflicts: Conflict[] } {
  const known = new Set(mine.map(({ id }) => id));
  const news = theirs.filter(({ id }) => !known.has(id));
  const conflicts: Conflict[] = [];
  const all = [...mine, ...news];
  if (mine.length > 0 && theirs.length > 0) {
    const [own, other] = [latestOf(mine), latestOf(theirs)];
    const isApart = !known.has(other.id) && !theirs.some(({ id }) => id === own.id);
    if (isApart) {
      const question = 'questionnaires current';
      const newest = latestOf(all);
      const wins = choices.get(question) ?? (newest === own ? 'mine' : 'theirs');
      const sides = { mine: own.savedAt, theirs: other.savedAt };
      conflicts.push({
        id: question,
        table: 'questionnaires',
        key: '',
        field: 'savedAt',
        ...sides,
        wins,
      });
      const chosen = wins === 'mine' ? own : other;
      if (chosen !== newest) {
        // The same id wherever it is decided so, and no longer each time.
        const id = `${chosen.id.slice(0, 36)}~${newest.id.slice(0, 36)}`;
        all.push({ ...chosen, id, savedAt: newest.savedAt + 1 });
      }
    }
  }
  const versions = all
    .sort((a, b) => a.savedAt - b.savedAt || (a.id < b.id ? -1 : 1))
    .map((one, at) => ({ ...one, version: at + 1 }));
  return { versions, added: news.length, conflicts };
}
