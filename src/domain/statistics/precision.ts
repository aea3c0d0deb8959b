import { normalQuantile, normalTail, z95 } from './specialFunctions';

/** Finite-population correction √((N − n)/(N − 1)); 1 where the population is not known. */
export function populationCorrection(n: number, population: number | null): number {
  if (population === null || !Number.isFinite(population)) return 1;
  if (population <= 1 || n >= population) return 0;
  return Math.sqrt((population - n) / (population - 1));
}

/** Half the width of a 95 % interval of a share `p` (0–1) among `n` answers; NaN without answers. */
export function shareMargin(n: number, population: number | null = null, p = 0.5): number {
  if (n <= 0) return NaN;
  return z95 * Math.sqrt((p * (1 - p)) / n) * populationCorrection(n, population);
}

/** Half the width of a 95 % interval of a mean with standard deviation `sd` among `n` answers. */
export function meanMargin(n: number, sd: number, population: number | null = null): number {
  if (n <= 0) return NaN;
  return ((z95 * sd) / Math.sqrt(n)) * populationCorrection(n, population);
}

/**
 * Answers needed for a share to carry a margin (Cochran, p = .5, 95 %): n₀ = z² p q / e², with
 * n₀ / (1 + (n₀ − 1)/N) for a known population; rounded up.
 */
export function neededForShare(margin: number, population: number | null = null): number {
  const unlimited = (z95 * z95 * 0.25) / (margin * margin);
  if (population === null || !Number.isFinite(population)) return Math.ceil(unlimited);
  return Math.ceil(unlimited / (1 + (unlimited - 1) / population));
}

/** Two-sided 5 % and 80 % power: how far apart two means must be to be seen, in standard errors. */
const seen = normalQuantile(0.025) + normalQuantile(0.2);

/** The smallest drop between two periods of `n` answers each that is seen four times out of five. */
export function detectableDrop(n: number, sd: number): number {
  return seen * sd * Math.sqrt(2 / n);
}

/** Answers needed in each period to see a drop four times out of five; rounded up. */
export function neededForDrop(drop: number, sd: number): number {
  return Math.ceil(2 * ((seen * sd) / drop) ** 2);
}

/** The chance of a drop of at least `drop` between two periods of `n` answers when nothing changed. */
export function falseAlarmChance(drop: number, n: number, sd: number): number {
  return normalTail(drop / (sd * Math.sqrt(2 / n)));
}
