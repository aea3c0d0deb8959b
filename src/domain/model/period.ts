/** A month counted from year 0: year × 12 + (0…11). −1 where a response has no date. */
export type MonthIndex = number;

export const noMonth: MonthIndex = -1;
export type PeriodUnit = 'month' | 'quarter';

/** Month of a time in seconds since 1970; {@link noMonth} for NaN. */
export function monthOf(seconds: number): MonthIndex {
  if (Number.isNaN(seconds)) return noMonth;
  const date = new Date(seconds * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Key of the period a month lies in, such as `2025-07` or `2025-Q3`; sorts by time. */
export function periodKey(month: MonthIndex, unit: PeriodUnit): string {
  const year = Math.floor(month / 12);
  const inYear = month % 12;
  return unit === 'month'
    ? `${year}-${String(inYear + 1).padStart(2, '0')}`
    : `${year}-Q${Math.floor(inYear / 3) + 1}`;
}

/** The first month of a period key; null for anything else. */
export function firstMonth(key: string): MonthIndex | null {
  const quarter = /^(\d{4})-Q([1-4])$/u.exec(key);
  if (quarter) return Number(quarter[1]) * 12 + (Number(quarter[2]) - 1) * 3;
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/u.exec(key);
  return month ? Number(month[1]) * 12 + Number(month[2]) - 1 : null;
}

/**
 * Returns a fast `monthOf`: consecutive responses mostly share their month, so its bounds are
 * remembered.
 */
export function monthFinder(): (seconds: number) => MonthIndex {
  let from = NaN;
  let to = NaN;
  let month = noMonth;
  return (seconds) => {
    if (seconds >= from && seconds < to) return month;
    month = monthOf(seconds);
    if (month === noMonth) return month;
    from = Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000;
    to = Date.UTC(Math.floor((month + 1) / 12), (month + 1) % 12, 1) / 1000;
    return month;
  };
}
