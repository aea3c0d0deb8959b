import { expect, it } from 'vitest';
import { targetIn, targetsByPeriod } from '../../../../src/domain/model/targetHistory';
import { modelOf } from '../../../support/models';

const first = modelOf({ D: [100, { a: 100 }] }, { target: 4 });
const second = modelOf({ D: [100, { a: 100 }] }, { target: 4.2 });
const versions = [first, second].map((model, at) => ({
  engagementId: 'e',
  version: at + 1,
  savedAt: Date.UTC(2025, 3 + 3 * at, 10),
  note: '',
  model,
}));

it('steps where a version with another target was saved', () => {
  const periods = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'];
  // Before the first version (10 April) nothing is known of an older target.
  expect(targetsByPeriod(versions, 'overall', periods, 4.2)).toEqual([4.2, 4, 4.2, 4.2]);
  expect(targetsByPeriod(versions, 'overall', ['2025-06', '2025-07'], 4.2)).toEqual([4, 4.2]);
  expect(targetsByPeriod([], 'overall', periods, null)).toEqual([null, null, null, null]);
});

it('inherits a target from above', () => {
  expect(targetIn(first, 'D')).toBe(4);
  expect(targetIn(first, 'a')).toBe(4);
  expect(targetIn(first, 'gone')).toBeNull();
});
