import { describe, expect, it } from 'vitest';
import {
  cleaningRules,
  cleanThreshold,
  defaultCleaning,
  type CleaningRuleId,
} from '../../../../src/domain/cleaning/cleaningSettings';
import { buildLedger, isKept, markRule } from '../../../../src/domain/cleaning/ledger';
import { longestRun } from '../../../../src/domain/cleaning/straightLining';
import { tableOf, type PlainSurvey } from '../../../support/tables';

const eight = (answers: readonly string[]): PlainSurvey['ratings'] =>
  Object.fromEntries(
    Array.from({ length: 8 }, (_, item) => [`q${item}`, answers.map((row) => row[item] ?? '')]),
  );

function marked(
  rule: CleaningRuleId,
  survey: PlainSurvey,
  threshold = defaultCleaning[rule].threshold,
): number[] {
  const rows: number[] = [];
  markRule(rule, tableOf(survey), threshold, (row) => rows.push(row));
  return rows.sort((a, b) => a - b);
}

describe('too fast', () => {
  it('marks under the threshold, not on it, and not a missing duration', () => {
    expect(
      marked('tooFast', {
        durations: [29.9, 30, 300, null, 0],
        ratings: { q: ['1', '1', '1', '1', '1'] },
      }),
    ).toEqual([0, 4]);
  });
});

describe('straight-lining', () => {
  it('marks one answer to all of eight items; a skipped item breaks the run', () => {
    expect(
      marked('straightLining', {
        ratings: eight(['55555555', '33333333', '55555554', '5555 555', '12345123']),
      }),
    ).toEqual([0, 1]);
  });
  it('with 75 %, marks a run of six of eight wherever it lies', () => {
    const answers = ['55555512', '12444444', '13333331', '55555121', '1 555555'];
    expect(marked('straightLining', { ratings: eight(answers) }, 75)).toEqual([0, 1, 2, 4]);
  });
  it('says nothing about seven items', () => {
    const seven = Object.fromEntries(Object.entries(eight(['55555555'])).slice(0, 7));
    expect(marked('straightLining', { ratings: seven })).toEqual([]);
  });
  it('counts the longest run as the published examples do', () => {
    expect(longestRun([1, 1, 2, 2, 2, 3])).toBe(3);
    expect(longestRun([2, 2, 0, 2, 2])).toBe(2);
    expect(longestRun([])).toBe(0);
  });
});

describe('duplicate respondent', () => {
  const survey = {
    ids: ['A', 'B', 'A', '', '', 'A', 'C'],
    dates: [
      '2025-01-02',
      '2025-01-03',
      '2025-03-31',
      '2025-01-01',
      '2025-01-01',
      '2025-04-01',
      null,
    ],
    ratings: { q: ['1', '2', '3', '4', '5', '1', '2'] },
  };
  it('keeps the last of a quarter; blank identifiers are nobody', () => {
    expect(marked('duplicateRespondent', survey)).toEqual([0]);
  });
  it('without dates takes the whole source as one period', () => {
    expect(marked('duplicateRespondent', { ids: survey.ids, ratings: survey.ratings })).toEqual([
      0, 2,
    ]);
  });
  it('can keep more than one', () => {
    const ids = ['A', 'A', 'A', 'A'];
    expect(marked('duplicateRespondent', { ids, ratings: { q: ids } }, 3)).toEqual([0]);
  });
  it('finds every duplicate among 20,000 identifiers', () => {
    const ids = Array.from({ length: 20_000 }, (_, row) => `R${row % 19_000}`);
    expect(marked('duplicateRespondent', { ids, ratings: { q: ids } })).toEqual(
      Array.from({ length: 1000 }, (_, row) => row),
    );
  });
});

describe('out of range', () => {
  it('marks a response with an answer the scale does not have (fault 39)', () => {
    const ratings = { a: ['5', '0', '3', 'N/A', '4.5'], b: ['6', '1', '2', '3', '99'] };
    expect(marked('outOfRange', { ratings })).toEqual([0, 1, 4]);
    expect(marked('outOfRange', { ratings }, 2)).toEqual([4]);
  });
});

describe('ledger', () => {
  const table = tableOf({
    ids: ['A', 'A', 'B', 'C'],
    durations: [10, 10, 10, 100],
    ratings: { q: ['5', '4', '9', '3'] },
  });
  it('counts a response under the first rule it meets but keeps every flag', () => {
    const { flags, verdicts } = buildLedger(table, defaultCleaning, []);
    expect([...verdicts]).toEqual([1, 2, 2, 0]);
    expect(flags[0]).toBe(0b0011);
    expect(flags[2]).toBe(0b1010);
  });
  it("lets a person's decision stand above the rules, both ways", () => {
    const decide = (row: number, decision: 'keep' | 'exclude') => ({
      sourceId: 's1',
      row,
      decision,
      decidedAt: 0,
    });
    const { verdicts } = buildLedger(table, defaultCleaning, [
      decide(0, 'keep'),
      decide(3, 'exclude'),
    ]);
    expect([...verdicts].map(isKept)).toEqual([true, false, false, false]);
  });
  it('does nothing when every rule is off', () => {
    const off = Object.fromEntries(
      cleaningRules.map((rule) => [rule, { ...defaultCleaning[rule], enabled: false }]),
    );
    expect([...buildLedger(table, off as typeof defaultCleaning, []).verdicts]).toEqual([
      0, 0, 0, 0,
    ]);
  });
});

it('brings a threshold into its range', () => {
  expect(cleanThreshold('tooFast', -5)).toBe(1);
  expect(cleanThreshold('straightLining', 300)).toBe(100);
  expect(cleanThreshold('tooFast', NaN)).toBe(30);
});
