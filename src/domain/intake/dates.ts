import type { DateOrder } from '../table/source';

const monthNames = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map(
    (name, index) => [name, index + 1],
  ),
);

/** A time of day: `14:05:09`, `11.35`, `下午3:05`, `6:24:54 PM`, `14时05分`. */
const timePattern =
  /^(?:[T ,]+|日\s*)?(上午|下午|[AaPp][Mm])?\s*(\d{1,2})[:.时](\d{2})(?:[:.分](\d{2})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?/u;
/** Two numbers and a year in either place, or a month's name between. */
const datePattern = /^(\d{1,4})[-/.年 ]\s?(\d{1,2}|[A-Za-z]{3,9})[-/.月 ,]+(\d{1,4})(?!\d)日?/u;
/** A month's name first: `Nov 18, 2020`. */
const namedPattern = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/u;

/**
 * Seconds since 1970 of the local date and time a cell states, as if it were UTC; null where it
 * states none. Time zones are dropped: a survey's month is the month on the respondent's wall.
 */
export function readDate(raw: string, order: DateOrder): number | null {
  const text = raw.trim();
  // `2025-07`, `2025年7月`: a month stands for its first day.
  const month = /^(\d{4})[-/.年](\d{1,2})月?$/u.exec(text);
  if (month) return dayStart(month[1] as string, Number(month[2]), 1);
  const match = datePattern.exec(text);
  const named = match ? null : namedPattern.exec(text);
  const parts = match ?? named;
  if (!parts) return null;
  const day = match ? dayOf(match, order) : dayOfNamed(named as RegExpExecArray);
  if (day === null) return null;
  const rest = text.slice(parts[0].length);
  const time = timePattern.exec(rest);
  if (!time) return day;
  const [, half = '', hours, minutes, seconds = '0', tail = ''] = time;
  let hour = Number(hours);
  const part = `${half}${tail}`.toLowerCase();
  if (part !== '') hour = (hour % 12) + (/^(?:p|下午)/u.test(part) ? 12 : 0);
  return hour < 24 ? day + hour * 3600 + Number(minutes) * 60 + Number(seconds) : null;
}

function dayOf(match: RegExpExecArray, order: DateOrder): number | null {
  const [, first = '', second = '', third = ''] = match;
  const named = monthNames.get(second.slice(0, 3).toLowerCase());
  const month = named ?? Number(second);
  if (first.length === 4) return third.length > 2 ? null : dayStart(first, month, Number(third));
  if (named !== undefined || order === 'dmy') return dayStart(third, month, Number(first));
  if (order === 'mdy') return dayStart(third, Number(first), Number(second));
  return null;
}

function dayOfNamed([, name = '', day, year = '']: RegExpExecArray): number | null {
  const month = monthNames.get(name.slice(0, 3).toLowerCase());
  return month === undefined ? null : dayStart(year, month, Number(day));
}

/** Start of a day that exists; years are written with four digits or, from 2000 on, with two. */
function dayStart(writtenYear: string, month: number, day: number): number | null {
  const year =
    writtenYear.length === 4
      ? Number(writtenYear)
      : writtenYear.length === 2
        ? 2000 + Number(writtenYear)
        : NaN;
  if (!(month >= 1 && month <= 12 && day >= 1 && year >= 1900 && year < 2200)) return null;
  const start = Date.UTC(year, month - 1, day);
  return new Date(start).getUTCDate() === day ? start / 1000 : null;
}

/**
 * The order in which most samples are dates; null when fewer than 90 % are under any order.
 * Ambiguous when day first and month first fit equally well.
 */
export function guessDateOrder(
  samples: readonly string[],
): { readonly order: DateOrder; readonly isAmbiguous: boolean } | null {
  const filled = samples.filter((sample) => sample.trim() !== '');
  if (filled.length === 0) return null;
  const hits = (order: DateOrder) =>
    filled.filter((sample) => readDate(sample, order) !== null).length;
  const found = (['ymd', 'mdy', 'dmy'] as const).map((order) => ({ order, count: hits(order) }));
  const best = found.reduce((a, b) => (b.count > a.count ? b : a));
  if (best.count < 0.9 * filled.length) return null;
  const equal = found.filter(({ order, count }) => order !== 'ymd' && count === best.count);
  // A month's name reads the same in either order.
  const isNamed = filled.some((sample) => /[A-Za-z]{3}/u.test(sample));
  return { order: best.order, isAmbiguous: best.order !== 'ymd' && equal.length > 1 && !isNamed };
}

/**
 * A reader that remembers the day's start, as consecutive rows share their date: the fast way
 * through a million stamps like `2025-07-03 14:05:09`. NaN where a cell states no date.
 */
export function dateReader(order: DateOrder): (raw: string) => number {
  let lastDay = '';
  let lastStart = NaN;
  return (raw) => {
    const isPlain = raw.length === 19 && (raw[10] === ' ' || raw[10] === 'T');
    if (isPlain && raw.charCodeAt(13) === 58 && raw.charCodeAt(16) === 58) {
      if (!raw.startsWith(lastDay) || lastDay === '') {
        lastDay = raw.slice(0, 10);
        lastStart = readDate(lastDay, order) ?? NaN;
      }
      const seconds = twoDigits(raw, 11) * 3600 + twoDigits(raw, 14) * 60 + twoDigits(raw, 17);
      if (!Number.isNaN(lastStart) && seconds < 86_400) return lastStart + seconds;
    }
    return readDate(raw, order) ?? NaN;
  };
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/**
 * Seconds a duration cell states: `136`, `136秒`, `4分53秒`, `1小时2分`, `00:02:16`, `136 s`.
 * NaN where it states none; a negative duration states none.
 */
export function readDuration(raw: string): number {
  const plain = shortInteger(raw);
  if (plain !== null) return plain;
  const text = raw.trim();
  if (/^\d+(?:\.\d+)?$/u.test(text)) return Number(text);
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2})$/u.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const words =
    /^(?:(\d+)\s*(?:小时|时|h))?\s*(?:(\d+)\s*(?:分钟|分|min|m))?\s*(?:(\d+(?:\.\d+)?)\s*(?:秒|sec|s))?$/iu.exec(
      text,
    );
  if (!words || text === '') return NaN;
  return Number(words[1] ?? 0) * 3600 + Number(words[2] ?? 0) * 60 + Number(words[3] ?? 0);
}

/** The number in a cell of one to nine digits, the common case; null for anything else. */
function shortInteger(raw: string): number | null {
  if (raw.length === 0 || raw.length > 9) return null;
  let value = 0;
  for (let at = 0; at < raw.length; at++) {
    const digit = raw.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}
