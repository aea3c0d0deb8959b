import { describe, expect, it } from 'vitest';
import { goalFlaws, goalProgress, goalValue, type Goal } from '../../../../src/domain/model/goal';

/** NPS 35 → 50 in the six months from January to July. */
const goal: Goal = {
  id: 'g',
  engagementId: 'e',
  metric: { kind: 'nps' },
  note: '',
  from: 35,
  to: 50,
  startDay: '2026-01-01',
  dueDay: '2026-07-01',
  createdAt: 0,
};
const at = (day: string, value: number) => ({ day, value });

describe('the verdict on a goal', () => {
  it('worked by hand: 44 after three of six months is 60 % of the way at half the time', () => {
    const found = goalProgress(goal, [at('2026-03-31', 44)], '2026-04-01');
    expect(found.done).toBeCloseTo(9 / 15, 6);
    expect(found.elapsed).toBeCloseTo(90 / 181, 12);
    expect(found.verdict).toBe('onCourse');
    // 6 points in the 91 days left, 30.4375 days to the month.
    expect(found.neededPerMonth).toBeCloseTo(6 / (91 / 30.4375), 12);
  });
  it.each([
    [[at('2026-03-31', 38)], '2026-04-01', 'offCourse'],
    [[at('2026-03-31', 50)], '2026-04-01', 'reached'],
    [[at('2026-03-31', 62)], '2026-08-01', 'reached'],
    [[at('2026-06-30', 49)], '2026-07-02', 'overdue'],
    [[at('2025-12-31', 60)], '2026-04-01', 'noData'],
    [[], '2026-04-01', 'noData'],
    // The latest counts, not the last in the list or the best.
    [[at('2026-06-30', 36), at('2026-03-31', 50)], '2026-07-02', 'overdue'],
    // On the day it is due there is still time.
    [[at('2026-06-30', 49)], '2026-07-01', 'offCourse'],
  ] as const)('%j on %s: %s', (points, today, verdict) => {
    expect(goalProgress(goal, points, today).verdict).toBe(verdict);
  });
  it('a goal to come down is reached from above', () => {
    const down: Goal = { ...goal, metric: { kind: 'csat' }, from: 0.5, to: 0.4 };
    expect(goalProgress(down, [at('2026-03-31', 0.39)], '2026-04-01').verdict).toBe('reached');
    expect(goalProgress(down, [at('2026-03-31', 0.55)], '2026-04-01').done).toBeCloseTo(-0.5, 9);
  });
  it('does not fall short of a goal by the last bit of a fraction', () => {
    const score: Goal = { ...goal, metric: { kind: 'overall' }, from: 4, to: 4.3 };
    expect(goalProgress(score, [at('2026-03-31', 4 + 0.1 * 3)], '2026-04-01').verdict).toBe(
      'reached',
    );
  });
  it('says nothing of a vague goal', () => {
    expect(goalProgress({ ...goal, to: null }, [at('2026-03-31', 44)], '2026-04-01')).toEqual({
      verdict: 'vague',
      current: 44,
      done: null,
      elapsed: expect.any(Number),
      neededPerMonth: null,
    });
  });
});

it.each([
  [{}, []],
  [{ to: null, dueDay: null }, ['noTarget', 'noDueDay']],
  [{ from: null }, ['noStart']],
  [{ startDay: null }, ['noStartDay']],
  [{ dueDay: '2025-12-31' }, ['dueBeforeStart']],
  [{ to: 35 }, ['sameAsStart']],
  [{ to: 120 }, ['outOfRange']],
] as const)('%j is pointed out as %j', (change, flaws) => {
  expect(goalFlaws({ ...goal, ...change }, true)).toEqual(flaws);
});
it('points out a goal about a node that the model no longer has', () => {
  expect(goalFlaws(goal, false)).toEqual(['noMetric']);
});

it.each([
  ['4.2', 4, 4.2],
  ['+15%', 4, 4.6],
  ['−20 %', 0.5, 0.4],
  ['＋0.3', 4, 4.3],
  ['15%', 4, null],
  ['+15%', null, null],
  ['-10', null, -10],
  ['+50%', -20, -10],
  ['better', 4, null],
] as const)('%s from %s is %s', (text, from, value) => {
  const found = goalValue(text, from);
  if (value === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(value, 12);
});
