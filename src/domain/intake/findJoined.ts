import type { PlatformId } from '../table/source';
import { splitOptions } from './choices';
import type { ColumnProfile } from './columnProfile';
import type { Reading, Separator } from './question';

type Joined = Omit<Extract<Reading, { kind: 'joined' }>, 'position'>;

/** Separators of 问卷星 that no option contains; elsewhere they may stand in a text. */
const certain: readonly { readonly text: string; readonly isRanked: boolean }[] = [
  { text: '┋', isRanked: false },
  { text: '→', isRanked: true },
];

/** Separators that sentences have as well: the parts must be few and return often. */
const usual = ['; ', ';', '；', ' / ', ', ', '、', '|', ','] as const;

/** Platforms that join options in one way only, or never. */
const ofPlatform: Partial<Readonly<Record<PlatformId, readonly string[]>>> = {
  googleForms: [', '],
  typeform: [' / ', ', '],
  kobo: [' '],
  qualtrics: [','],
  surveyMonkey: [],
  limeSurvey: [],
  wjxText: [],
  wjxNumber: [],
};

/** More different parts than this are no options. */
const mostOptions = 80;

/** How several answers are joined in a column's cells; null when each cell is one answer. */
export function findJoined(profile: ColumnProfile, platform: PlatformId): Joined | null {
  const answers = profile.distinct;
  const filled = profile.rowCount - profile.blankCount;
  if (answers.length < 1 || filled === 0) return null;
  if (profile.dateOrder !== null) return null;
  for (const { text, isRanked } of certain) {
    const joined = answers.filter(([answer]) => answer.includes(text));
    const count = joined.reduce((sum, [, times]) => sum + times, 0);
    // A comment may hold such a sign as well; a question of options has it in most answers.
    const isOpen = /填空|意见|建议/u.test(profile.header);
    const least = platform === 'wjxText' && !isRanked && !isOpen ? 0 : 0.5 * filled;
    if (count > least && !(isOpen && isRanked)) {
      return { kind: 'joined', separator: { text }, whole: [], isRanked };
    }
  }
  if (answers.every(([answer]) => /^\[['"].*\]$/su.test(answer.trim()))) {
    return { kind: 'joined', separator: 'list', whole: [], isRanked: false };
  }
  for (const text of ofPlatform[platform] ?? usual) {
    const whole = text.trim() === ',' ? optionsWith(text, answers) : [];
    if (areOptions(answers, { text }, whole, filled)) {
      return { kind: 'joined', separator: { text }, whole, isRanked: false };
    }
  }
  return null;
}

type CountedAnswer = readonly [answer: string, count: number];

function areOptions(
  answers: readonly CountedAnswer[],
  separator: Separator,
  whole: readonly string[],
  filled: number,
): boolean {
  const parts = new Map<string, number>();
  let joined = 0;
  let length = 0;
  for (const [answer, count] of answers) {
    const pieces = splitOptions(answer, separator, whole);
    if (pieces.length > 1) joined += count;
    for (const piece of pieces) {
      parts.set(piece, (parts.get(piece) ?? 0) + count);
      length += piece.length * count;
    }
    if (parts.size > 20 * mostOptions) return false;
  }
  const seen = answers.reduce((sum, [, count]) => sum + count, 0);
  const mentions = [...parts.values()].reduce((sum, count) => sum + count, 0);
  // Write-ins are rare; what returns are the options.
  const options = [...parts.values()].filter((count) => count >= 3);
  const covered = options.reduce((sum, count) => sum + count, 0);
  return (
    seen >= 0.9 * filled &&
    joined >= 0.2 * filled &&
    joined >= 3 &&
    options.length >= 2 &&
    options.length <= mostOptions &&
    // Options combine: `No, not rude at all` is one answer of few, not two.
    answers.length > options.length &&
    covered >= 0.75 * mentions &&
    mentions >= 3 * parts.size &&
    length <= 60 * mentions
  );
}

/**
 * Options that contain the separator: neighbours that are never seen without each other, such as
 * `Bottleneck, serious` cut in two.
 */
function optionsWith(separator: string, answers: readonly CountedAnswer[]): string[] {
  const counts = new Map<string, number>();
  const pairs = new Map<string, Map<string, number>>();
  for (const [answer, count] of answers) {
    const pieces = answer.split(separator);
    pieces.forEach((piece, index) => {
      counts.set(piece, (counts.get(piece) ?? 0) + count);
      const next = pieces[index + 1];
      if (next === undefined) return;
      const after = pairs.get(piece) ?? new Map<string, number>();
      after.set(next, (after.get(next) ?? 0) + count);
      pairs.set(piece, after);
    });
  }
  const partner = (piece: string): string | null => {
    const all = counts.get(piece) ?? 0;
    for (const [next, count] of pairs.get(piece) ?? []) {
      if (count === all && counts.get(next) === all && all >= 3) return next;
    }
    return null;
  };
  const continued = new Set([...counts.keys()].flatMap((piece) => partner(piece) ?? []));
  const whole: string[] = [];
  for (const piece of counts.keys()) {
    if (continued.has(piece)) continue;
    const parts = [piece];
    for (let next = partner(piece); next !== null && !parts.includes(next); next = partner(next)) {
      parts.push(next);
    }
    if (parts.length > 1) whole.push(parts.join(separator));
  }
  return whole.sort((a, b) => b.length - a.length);
}
