import type { Interval } from './intervals';
import { z95 } from './specialFunctions';

/** How far two coders agree beyond chance. */
export interface Agreement {
  readonly n: number;
  /** Share of items both coded alike. */
  readonly observed: number;
  /** Share that chance alone would bring, by the coders' own frequencies. */
  readonly expected: number;
  readonly kappa: number;
  /** 95 % interval by the asymptotic standard error (Fleiss, Cohen & Everitt 1969). */
  readonly interval: Interval;
}

/**
 * Cohen's kappa of two coders' codes for the same items (`scoring.md` §7). Null without items, or
 * where both used one single code: chance alone would then agree always.
 */
export function cohensKappa(a: readonly string[], b: readonly string[]): Agreement | null {
  const n = Math.min(a.length, b.length);
  if (n === 0) return null;
  const codes = [...new Set([...a.slice(0, n), ...b.slice(0, n)])];
  const cells = codes.map(() => codes.map(() => 0));
  const place = new Map(codes.map((code, at) => [code, at]));
  for (let at = 0; at < n; at++) {
    const row = cells[place.get(a[at] as string) as number] as number[];
    row[place.get(b[at] as string) as number]! += 1 / n;
  }
  const rows = cells.map((row) => row.reduce((sum, share) => sum + share, 0));
  const columns = codes.map((_, at) => cells.reduce((sum, row) => sum + (row[at] as number), 0));
  const observed = codes.reduce((sum, _, at) => sum + (cells[at]?.[at] as number), 0);
  const expected = rows.reduce((sum, share, at) => sum + share * (columns[at] as number), 0);
  if (1 - expected < 1e-12) return null;
  const kappa = (observed - expected) / (1 - expected);
  let spread = 0;
  cells.forEach((row, i) => {
    row.forEach((share, j) => {
      const margins = (columns[i] as number) + (rows[j] as number);
      spread += share * ((i === j ? 1 : 0) - margins * (1 - kappa)) ** 2;
    });
  });
  // Fleiss's formula in one sum: diagonal (1 − margins(1 − κ))², elsewhere (margins(1 − κ))².
  const variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2);
  const reach = z95 * Math.sqrt(Math.max(0, variance));
  return {
    n,
    observed,
    expected,
    kappa,
    interval: [Math.max(-1, kappa - reach), Math.min(1, kappa + reach)],
  };
}
