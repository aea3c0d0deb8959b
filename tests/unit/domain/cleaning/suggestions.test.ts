import { expect, it } from 'vitest';
import { defaultCleaning, withRule } from '../../../../src/domain/cleaning/cleaningSettings';
import { suggestions } from '../../../../src/domain/cleaning/suggestions';
import { tableOf, type PlainSurvey } from '../../../support/tables';

const suggest = (surveys: readonly PlainSurvey[], settings = defaultCleaning) =>
  suggestions(
    surveys.map((survey, at) => tableOf(survey, `s${at}`)),
    settings,
    () => new Map(),
  );
const many = <T>(n: number, value: T) => Array.from({ length: n }, () => value);

it('proposes a third of the median, with what it would hit', () => {
  const durations = [...many(40, 184), 50, 58, 70];
  const ratings = { q: many(43, '3') };
  expect(suggest([{ durations, ratings }])).toEqual([
    {
      kind: 'pace',
      rule: 'tooFast',
      // A third of 184 s is 61 s, said as 60; 30 % of it are 55 s.
      params: { median: 184, seconds: 60, current: 55, now: 1, n: 2 },
      change: { setting: { limits: { seconds: 60, medianPercent: 30 } } },
    },
  ]);
  const followed = withRule(defaultCleaning, 'tooFast', {
    limits: { seconds: 60, medianPercent: 30 },
  });
  expect(suggest([{ durations, ratings }], followed)).toEqual([]);
});
it('proposes a share where sources differ in pace', () => {
  const survey = (seconds: number, ...others: number[]) => ({
    durations: [...many(40, seconds), ...others],
    ratings: { q: many(40 + others.length, '3') },
  });
  expect(suggest([survey(60, 25), survey(400)])).toMatchObject([
    {
      kind: 'relativePace',
      params: { low: 60, high: 400 },
      // 30 s would be half of the faster source's median.
      change: { setting: { limits: { seconds: 20, medianPercent: 33 } } },
    },
  ]);
});
it('proposes nothing that would hit the same responses', () => {
  expect(suggest([{ durations: many(40, 184), ratings: { q: many(40, '3') } }])).toEqual([]);
});
it('never proposes a limit outside its range', () => {
  const survey = { durations: [...many(40, 14_400), 3_500], ratings: { q: many(41, '3') } };
  const absolute = withRule(defaultCleaning, 'tooFast', { limits: { medianPercent: 0 } });
  const [suggestion] = suggest([survey], absolute);
  expect(suggestion?.change?.setting?.limits?.['seconds']).toBe(3600);
});
it('proposes the quarter nearly everybody answered in as the period', () => {
  const dates = [...many(18, '2025-08-01'), '2025-10-02', '2025-12-03'];
  expect(suggest([{ dates, ratings: { q: many(20, '3') } }])).toEqual([
    {
      kind: 'period',
      rule: 'outOfPeriod',
      params: { share: 0.9, quarter: '2025-Q3', from: '2025-07-01', to: '2025-09-30', n: 2 },
      change: { details: { firstDay: '2025-07-01', lastDay: '2025-09-30' } },
    },
  ]);
  const even = [...many(10, '2025-08-01'), ...many(10, '2025-11-01')];
  expect(suggest([{ dates: even, ratings: { q: many(20, '3') } }])).toEqual([]);
});
it('takes many incomplete responses for a questionnaire with branches', () => {
  const ratings = { a: ['3', '', '', '', '4'], b: ['3', '', '', '', '4'] };
  expect(suggest([{ ratings }])).toMatchObject([
    { kind: 'branches', rule: 'incomplete', params: { n: 3, share: 0.6 } },
  ]);
});
it('asks which answers pass where the wording of a check fits none of them', () => {
  const question = '本题请选择“不满意”';
  const survey = {
    segments: { [question]: ['A', 'B'] },
    meanings: { [question]: 'trap' as const },
    ratings: { q: ['3', '4'] },
  };
  expect(suggest([survey])).toMatchObject([{ kind: 'trap', change: null }]);
});
