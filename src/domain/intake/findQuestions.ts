import { statedNumber } from '../table/ratingScale';
import { isChosenWord, isNotChosen, optionName } from './choices';
import { profileColumn, type ColumnProfile } from './columnProfile';
import { findJoined } from './findJoined';
import type { HeaderColumn, Recognition } from './platforms/platform';
import { otherTextMark, type Derivation, type Question, type Reading } from './question';

/** A column of the file with what its header and its cells say. */
interface Column extends HeaderColumn {
  readonly position: number;
  readonly profile: ColumnProfile;
}

export interface FoundQuestions {
  readonly questions: readonly Question[];
  readonly derivations: readonly Derivation[];
}

/** A part that holds words of the respondent's own. */
const otherItem = /其他|其它|请注明|填空|\bother\b|please specify|\(text\)/iu;
const rankStem = /排序|排名|顺位|\brank/iu;

/**
 * Puts columns together into questions: options of a multi-select or ranking become one question,
 * matrix rows stay questions of their own under their stem, "other" texts are split off, regions
 * are taken out of IP texts, and a missing duration out of start and end.
 */
export function findQuestions(
  found: Recognition,
  rows: readonly (readonly string[])[],
): FoundQuestions {
  const columns = found.columns.map((column, position): Column => ({
    ...column,
    position,
    profile: profileColumn(column.header, position, rows, found.missing),
  }));
  const derivations: Derivation[] = [];
  const derive = (derivation: Derivation): Reading => ({
    kind: 'cell',
    position: found.columns.length + derivations.push(derivation) - 1,
  });
  const groups = groupColumns(columns);
  const done = new Set<Column>();
  const questions: Question[] = [];
  for (const column of columns) {
    if (done.has(column)) continue;
    const members = (groups.get(column) ?? [column]).filter((member) => !done.has(member));
    const several = members.length > 1 ? severalAnswers(members, rows, found) : null;
    if (several) {
      for (const member of several.used) done.add(member);
      questions.push(several.question);
      continue;
    }
    done.add(column);
    questions.push(...oneColumn(column, found, derive));
  }
  const elapsed = elapsedQuestion(columns, derive);
  if (elapsed) questions.push(elapsed);
  return { questions, derivations };
}

/** Columns of one question, by what the header says or by options that name themselves. */
function groupColumns(columns: readonly Column[]): ReadonlyMap<Column, readonly Column[]> {
  const groups = new Map<Column, readonly Column[]>();
  const byQuestion = new Map<string, Column[]>();
  let run: Column[] = [];
  const closeRun = () => {
    // Where nobody left an option out, the columns say nothing by their names.
    const hasBlanks = run.some(({ profile }) => profile.blankCount > 0);
    if (run.length > 1 && hasBlanks) for (const member of run) groups.set(member, run);
    run = [];
  };
  for (const column of columns) {
    if (column.question !== null) {
      const members = byQuestion.get(column.question) ?? [];
      members.push(column);
      byQuestion.set(column.question, members);
      groups.set(column, members);
    }
    if (column.question === null && column.meta === null && namesItself(column)) run.push(column);
    else closeRun();
  }
  closeRun();
  return groups;
}

/** The only text in the column is its header: an option of a question without a stem. */
function namesItself({ header, profile }: Column): boolean {
  const [only] = profile.distinct;
  return profile.distinctCount === 1 && only !== undefined && isSameText(only[0], header);
}

function isSameText(a: string, b: string): boolean {
  const key = (text: string) => optionName(text).replace(/\s+/gu, ' ').toLowerCase();
  return key(a) === key(b);
}

/** The multi-select or ranking that columns are; null when they are questions of their own. */
function severalAnswers(
  members: readonly Column[],
  rows: readonly (readonly string[])[],
  found: Recognition,
): { question: Question; used: readonly Column[] } | null {
  // KoboToolbox writes the joined answers as well: the same question, not to be counted twice.
  const parents = members.filter(({ stem, meta }) => stem === null && meta === null);
  const isTwice = parents.length === 1 && parents.length < members.length;
  const parts = isTwice ? members.filter((member) => !parents.includes(member)) : members;
  const options = parts.filter(
    (part) => !(otherItem.test(part.item) && isFreeText(part)) && part.meta === null,
  );
  if (options.length < 2) return null;
  const isRanked = isRanking(options, rows, found);
  if (!isRanked && !isMultiSelect(options)) return null;
  const [first] = options as [Column, ...Column[]];
  const header = first.stem ?? `${first.item} / ${(options[1] as Column).item} …`;
  return {
    used: isTwice ? [...parents, ...options] : options,
    question: {
      header,
      stem: null,
      item: header,
      meta: null,
      field: null,
      reading: {
        kind: 'columns',
        positions: options.map(({ position }) => position),
        options: options.map(({ item }) => optionName(item)),
        isRanked,
      },
    },
  };
}

function isFreeText({ profile, item }: Column): boolean {
  return profile.distinct.some(
    ([answer]) =>
      !isNotChosen(answer) &&
      !isChosenWord(answer) &&
      statedNumber(answer) === null &&
      !isSameText(answer, item),
  );
}

/** Every column says only chosen or not chosen. */
function isMultiSelect(options: readonly Column[]): boolean {
  let hasBlanks = false;
  let isNamed = false;
  for (const { profile, item } of options) {
    const said = profile.distinct.map(([answer]) => answer).filter((one) => !isNotChosen(one));
    if (profile.blankCount > 0 || said.length < profile.distinctCount) hasBlanks = true;
    if (said.length === 0) continue;
    if (said.length > 1) return false;
    const [word = ''] = said;
    if (isSameText(word, item)) isNamed = true;
    else if (!isChosenWord(word)) return false;
  }
  return options.some(({ profile }) => profile.distinctCount > 0) && (hasBlanks || isNamed);
}

/** Whole numbers from 1 up to the number of options, each at most once per respondent. */
function isRanking(
  options: readonly Column[],
  rows: readonly (readonly string[])[],
  { isPositional, missing }: Recognition,
): boolean {
  const mayRank = rankStem.test(options[0]?.stem ?? '') || isPositional;
  if (options.length < 3 || !mayRank) return false;
  let ranked = 0;
  for (const row of rows) {
    const ranks = options.flatMap(({ position }) => {
      const cell = row[position] ?? '';
      const rank = Object.hasOwn(missing, cell) ? null : statedNumber(cell);
      return rank === null ? [] : [rank];
    });
    if (ranks.length === 0) continue;
    const isOrder =
      new Set(ranks).size === ranks.length &&
      ranks.every((rank) => Number.isInteger(rank) && rank >= 1 && rank <= options.length);
    if (!isOrder) return false;
    if (Math.max(...ranks) > 1) ranked++;
  }
  return ranked > 0;
}

function oneColumn(
  column: Column,
  found: Recognition,
  derive: (derivation: Derivation) => Reading,
): Question[] {
  const { header, stem, item, meta, field, position, profile } = column;
  const question: Question = {
    header: stem !== null && item === header ? item : header,
    stem,
    item,
    meta,
    field,
    reading: { kind: 'cell', position },
  };
  if (meta === 'ip' && profile.distinct.some(([answer]) => /[(（].+[)）]/u.test(answer))) {
    const region: Question = {
      header: `${header} → 地区`,
      stem: null,
      item: '地区',
      meta: 'region',
      field: null,
      reading: derive({ kind: 'region', from: position }),
    };
    return [question, region];
  }
  const joined = meta === null ? findJoined(profile, found.platform) : null;
  const questions = [joined ? { ...question, reading: { ...joined, position } } : question];
  if (profile.distinct.some(([answer]) => /〖[^〗]+〗/u.test(answer))) {
    questions.push({
      ...question,
      item: `${item} ${otherTextMark}`,
      header: `${header} ${otherTextMark}`,
      reading: derive({ kind: 'otherText', from: position }),
    });
  }
  return questions;
}

/** The time taken, where the platform writes only when a respondent began and ended. */
function elapsedQuestion(
  columns: readonly Column[],
  derive: (derivation: Derivation) => Reading,
): Question | null {
  const start = columns.find(({ meta }) => meta === 'start');
  const end = columns.find(({ meta }) => meta === 'date');
  const hasDuration = columns.some(
    ({ meta, profile }) => meta === 'duration' && profile.distinctCount > 0,
  );
  const order = start?.profile.dateOrder;
  if (!start || !end || !order || hasDuration) return null;
  const header = `${start.header} → ${end.header}`;
  return {
    header,
    stem: null,
    item: header,
    meta: 'duration',
    field: null,
    reading: derive({ kind: 'elapsed', start: start.position, end: end.position, order }),
  };
}
