import { expect, it } from 'vitest';
import { formatMove } from '../../../src/i18n/format';

it.each([
  [4.0047, 3.8763, ['4.00', '3.88', '−0.13']],
  [4, 4.5, ['4.00', '4.50', '+0.50']],
  [4.0011, 4.0019, ['4.0011', '4.0019', '+0.0008']],
  [4.0047, 4.0081, ['4.0047', '4.0081', '+0.0034']],
  [4, 4, ['4.00', '4.00', '0.00']],
  [null, 4, ['—', '4.00', '—']],
] as const)('from %j to %j reads %j', (from, to, [a, b, c]) => {
  expect(formatMove(from, to)).toEqual({ from: a, to: b, change: c });
});
