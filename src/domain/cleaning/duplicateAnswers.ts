import type { ResponseTable } from '../table/responseTable';
import { answerProfile, withinPersonSd } from './answerProfile';
import { defineRule, type RuleInput } from './cleaningRule';
import { perTable } from './perTable';
import { isVague } from './vagueComment';

/** More such coincidences than this are to be expected by chance: then they prove nothing. */
const chanceLimit = 0.01;

/** Answers that differ this much (standard deviation on 1–5) are given question by question. */
const variedSd = 0.5;

/** A comment of this length is an answer nobody gives twice by chance. */
const tellingLength = 8;

/**
 * Responses that repeat an earlier one within minutes: every rating, segment and comment is the
 * same, though the respondent may be called otherwise. Patterns that many give coincide by chance;
 * they are marked only where chance would bring fewer than 0.01 such pairs, and one answer
 * throughout, such as all fives, only with the same comment.
 */
export const duplicateAnswers = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: {
    minutes: { usual: 10, min: 1, max: 1440, step: 1 },
    items: { usual: 5, min: 2, max: 200, step: 1 },
  },
  unfit({ table }) {
    if (table.times === null) return 'noTimes';
    return answerProfile(table).items.length < 2 ? 'tooFewItems' : null;
  },
  mark(input, limits, mark) {
    for (const row of repeats(input, limits).keys()) mark(row);
  },
  evidence(input, limits, row) {
    const found = repeats(input, limits).get(row);
    const times = input.table.times;
    if (!found || times === null) return { row: 0, minutes: NaN };
    const gap = (times[row] as number) - (times[found.original] as number);
    return { row: found.original + 1, minutes: gap / 60 };
  },
});

interface Limits {
  readonly minutes: number;
  readonly items: number;
}

interface Repeat {
  readonly row: number;
  /** The row it repeats, the latest before it. */
  readonly original: number;
}

function repeats({ table }: RuleInput, limits: Limits): ReadonlyMap<number, Repeat> {
  return repeatsIn(table, limits);
}

const repeatsIn = perTable(
  ({ minutes, items }: Limits) => `${minutes} ${items}`,
  (table, limits) => new Map(findRepeats(table, limits).map((repeat) => [repeat.row, repeat])),
);

function findRepeats(table: ResponseTable, { minutes, items }: Limits): Repeat[] {
  const { times, rowCount } = table;
  if (times === null) return [];
  const profile = answerProfile(table);
  const { answered } = profile;
  const hashes = answerHashes(table);
  const rows = new Int32Array(rowCount);
  let rowsUsed = 0;
  // Hashes share counters, so a count may be too high, never too low: it only spares the map most
  // of a million entries.
  const mask = 2 ** Math.ceil(Math.log2(Math.max(16, rowCount * 4))) - 1;
  const sizes = new Uint8Array(mask + 1);
  for (let row = 0; row < rowCount; row++) {
    if ((answered[row] as number) < items || Number.isNaN(times[row])) continue;
    // One answer throughout is no pattern of anybody's own.
    if (withinPersonSd(profile, row) === 0 && !hasTellingComment(table, row)) continue;
    const hash = hashes[row] as number;
    if ((sizes[hash & mask] as number) < 2) sizes[hash & mask]!++;
    rows[rowsUsed++] = row;
  }
  const groups = new Map<number, number[]>();
  for (const row of rows.subarray(0, rowsUsed)) {
    const hash = hashes[row] as number;
    if ((sizes[hash & mask] as number) < 2) continue;
    const group = groups.get(hash);
    if (group) group.push(row);
    else groups.set(hash, [row]);
  }
  const timeOf = (row: number) => times[row] as number;
  const window = minutes * 60;
  const found: { repeat: Repeat; groupSize: number }[] = [];
  for (const group of groups.values()) {
    group.sort((a, b) => timeOf(a) - timeOf(b) || a - b);
    group.forEach((row, at) => {
      const original = group[at - 1];
      if (original === undefined || timeOf(row) - timeOf(original) > window) return;
      if (isSameRespondent(table, original, row) || !isSameAnswer(table, original, row)) return;
      found.push({ repeat: { row, original }, groupSize: group.length });
    });
  }
  if (found.length === 0) return [];
  const chance = chanceOf(table);
  const busy = times.filter((time) => !Number.isNaN(time)).sort();
  return found
    .filter(({ repeat: { row }, groupSize }) => {
      if (hasTellingComment(table, row)) return true;
      const others = firstAbove(busy, timeOf(row)) - firstAtLeast(busy, timeOf(row) - window) - 1;
      return others * chance(row, groupSize) < chanceLimit;
    })
    .map(({ repeat }) => repeat)
    .sort((a, b) => a.row - b.row);
}

/** FNV-1a over all answers of a row. */
function answerHashes(table: ResponseTable): Int32Array {
  const hashes = new Int32Array(table.rowCount).fill(0x811c9dc5);
  for (const { codes } of answerColumns(table)) {
    for (let row = 0; row < hashes.length; row++) {
      hashes[row] = Math.imul((hashes[row] as number) ^ (codes[row] as number), 0x01000193);
    }
  }
  for (const { chunks } of table.comments) {
    let row = 0;
    for (const { text, ends } of chunks) {
      let at = 0;
      for (const end of ends) {
        let hash = hashes[row] as number;
        for (; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
        hashes[row++] = hash;
      }
    }
  }
  return hashes;
}

/** The columns that make up a response's answers, each with how many different ones it may hold. */
function answerColumns(table: ResponseTable) {
  return [
    ...[...table.ratings, table.overall, table.recommendation].flatMap((column) =>
      column ? [{ codes: column.codes, steps: column.scores.length + 1 }] : [],
    ),
    ...table.segments
      .filter(({ meaning }) => meaning !== 'status')
      .map(({ codes, values }) => ({ codes, steps: values.length + 1 })),
  ];
}

/** Two responses of one respondent are the affair of another rule, which keeps the later one. */
function isSameRespondent({ respondentIds }: ResponseTable, a: number, b: number): boolean {
  const id = respondentIds?.at(a) ?? '';
  return id !== '' && id === respondentIds?.at(b);
}

function isSameAnswer(table: ResponseTable, a: number, b: number): boolean {
  return (
    answerColumns(table).every(({ codes }) => codes[a] === codes[b]) &&
    table.comments.every((column) => column.at(a) === column.at(b))
  );
}

function hasTellingComment({ comments }: ResponseTable, row: number): boolean {
  return comments.some((column) => {
    if (column.lengthAt(row) < tellingLength) return false;
    const text = column.at(row);
    return text.trim().length >= tellingLength && !isVague(text);
  });
}

/**
 * How many coincidences to expect per response that came at about the same time: the product over
 * the questions of how often the others gave each answer (with one answer added to each step, so
 * that none is impossible). People who give nearly one answer throughout do so on purpose, not
 * question by question: for them it is at least what the pattern's own frequency brings in the file.
 */
function chanceOf(table: ResponseTable): (row: number, groupSize: number) => number {
  const profile = answerProfile(table);
  const columns = answerColumns(table).map(({ codes, steps }) => {
    const counts = new Float64Array(codes instanceof Uint8Array ? 256 : 65_536);
    for (const code of codes) counts[code]!++;
    return { codes, counts, steps };
  });
  return (row, groupSize) => {
    const others = table.rowCount - groupSize;
    const independent = columns.reduce(
      (product, { codes, counts, steps }) =>
        (product * ((counts[codes[row] as number] as number) - groupSize + 1)) / (others + steps),
      1,
    );
    if (withinPersonSd(profile, row) >= variedSd) return independent;
    return Math.max(independent, (groupSize * (groupSize - 1)) / table.rowCount);
  };
}

/** How many of the rising values lie under a value. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  return firstWhere(sorted, (one) => one >= value);
}

/** How many of the rising values lie at or under a value. */
function firstAbove(sorted: Float64Array, value: number): number {
  return firstWhere(sorted, (one) => one > value);
}

function firstWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
