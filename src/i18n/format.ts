import { locale } from './locale.svelte';

/** Shown where there is no figure; never zero. */
export const noFigure = '—';

const minus = '\u2212';

/** A score with two decimals; {@link noFigure} for null. */
export function formatScore(score: number | null): string {
  return score === null ? noFigure : withMinus(score.toFixed(2));
}

/**
 * Two scores of a move and the difference; with four decimals where two would not show that they differ,
 * or would call the difference nothing.
 */
export function formatMove(
  from: number | null,
  to: number | null,
): { readonly from: string; readonly to: string; readonly change: string } {
  const isKnown = from !== null && to !== null;
  const inHundredths = (value: number) => Math.round(value * 100);
  const isTiny =
    isKnown &&
    from !== to &&
    (inHundredths(to) === inHundredths(from) || inHundredths(to - from) === 0);
  const digits = isTiny ? 4 : 2;
  const format = (score: number | null) =>
    score === null ? noFigure : withMinus(score.toFixed(digits));
  return {
    from: format(from),
    to: format(to),
    change: isKnown ? formatSigned(to - from, digits) : noFigure,
  };
}

/** A difference with its sign, "−0.12", "+0.03", "0.00". */
export function formatSigned(value: number | null, digits = 2): string {
  if (value === null) return noFigure;
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? minus : '+'}${text}`;
}

/** A whole number with thousands separators, "1,203". */
export function formatCount(count: number): string {
  return count.toLocaleString(locale.current, { maximumFractionDigits: 0 });
}

/** A share (0–1) in percent; whole percent unless `digits` says otherwise. */
export function formatShare(share: number | null, digits = 0): string {
  return share === null ? noFigure : `${Number((share * 100).toPrecision(12)).toFixed(digits)}%`;
}

/** A figure of any size as it was measured, to two decimals at most. */
export function formatFigure(value: number): string {
  return withMinus(
    new Intl.NumberFormat(locale.current, {
      maximumFractionDigits: 2,
      signDisplay: 'negative',
    }).format(value),
  );
}

/** Percent points as entered for weights: at most two decimals, no trailing zeros. */
export function formatWeight(percent: number, digits = 1): string {
  return `${Number(percent.toFixed(digits))}%`;
}

/** A net promoter score: a whole number with a true minus. */
export function formatNps(score: number | null): string {
  return score === null ? noFigure : withMinus(String(Math.round(score) || 0));
}

/** Bounds joined by an en dash; "to" between where one of them is negative. */
export function formatInterval(
  interval: readonly [number, number] | null,
  format: (bound: number) => string,
): string {
  if (interval === null) return noFigure;
  return `${format(interval[0])}–${format(interval[1])}`;
}

/** A period key such as `2025-Q3` or `2025-07` in words. */
export function formatPeriod(key: string): string {
  const quarter = /^(\d{4})-Q(\d)$/u.exec(key);
  if (quarter) return `${quarter[1]} Q${quarter[2]}`;
  const month = /^(\d{4})-(\d{2})$/u.exec(key);
  if (!month) return key;
  const date = new Date(Date.UTC(Number(month[1]), Number(month[2]) - 1, 15));
  return new Intl.DateTimeFormat(locale.ofDates, {
    year: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(date);
}

/**
 * Text from a file with what cannot be seen made visible: marks that turn the writing direction,
 * zero-width characters, and white space at its ends.
 */
export function visibleText(text: string): string {
  return text
    .replace(/^\s+|\s+$/gu, (spaces) => '␣'.repeat(spaces.length))
    .replace(
      /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu,
      (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    );
}

/** A day, given as seconds since 1970 in UTC. */
export function formatDay(seconds: number): string {
  return new Intl.DateTimeFormat(locale.ofDates, { dateStyle: 'long', timeZone: 'UTC' }).format(
    seconds * 1000,
  );
}

/** An ISO day such as `2026-07-01`. */
export function formatIsoDay(day: string): string {
  return formatDay(Date.parse(day) / 1000);
}

/** A moment as date and time of day, local. */
export function formatMoment(milliseconds: number): string {
  return new Intl.DateTimeFormat(locale.ofDates, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(milliseconds);
}

/** A time of day with seconds, local. */
export function formatClock(milliseconds: number): string {
  return new Intl.DateTimeFormat(locale.ofDates, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(milliseconds);
}

/** A size of a file. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(locale.current, {
    style: 'unit',
    unit: units[step] as string,
    unitDisplay: 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

function withMinus(text: string): string {
  return text.replace('-', minus);
}

/** A moment as written in a file, given as seconds since 1970 of its local time. */
export function formatFileTime(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return noFigure;
  return new Intl.DateTimeFormat(locale.ofDates, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(seconds * 1000);
}
