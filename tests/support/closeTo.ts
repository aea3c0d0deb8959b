import { expect } from 'vitest';

/** Compares to a relative tolerance, absolutely around zero, and names the figure when it fails. */
export function closeTo(
  actual: number | null | undefined,
  expected: number,
  tolerance: number,
  what = '',
): void {
  const allowed = expected === 0 ? Math.max(tolerance, 1e-12) : Math.abs(expected) * tolerance;
  expect(
    Math.abs((actual ?? NaN) - expected),
    `${what}: ${actual} against ${expected}`,
  ).toBeLessThanOrEqual(Math.max(1e-14, allowed));
}
