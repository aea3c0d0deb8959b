import { describe, expect, it } from 'vitest';
import {
  carryDecisions,
  correctedTable,
  type ManualDecision,
} from '../../../../src/domain/cleaning/decisions';
import { valueScale } from '../../../../src/domain/table/ratingScale';
import { tableOf } from '../../../support/tables';

const decision = (row: number, more: Partial<ManualDecision> = {}): ManualDecision => ({
  sourceId: 's1',
  row,
  decision: 'keep',
  reason: 'asked',
  decidedAt: 1,
  corrections: [],
  ...more,
});

describe('carrying decisions over to a corrected file', () => {
  const dates = ['2025-07-01', '2025-07-02', '2025-07-03'];
  const from = tableOf({ ids: ['A', 'B', 'C'], dates, ratings: { q: ['1', '2', '3'] } }, 's1');

  it('finds the respondent wherever the row has gone', () => {
    const to = tableOf(
      { ids: ['C', 'A'], dates: [dates[2]!, dates[0]!], ratings: { q: ['3', '1'] } },
      's2',
    );
    const carried = carryDecisions([decision(0), decision(1), decision(2)], from, to);
    expect(carried.decisions.map(({ sourceId, row }) => [sourceId, row])).toEqual([
      ['s2', 1],
      ['s2', 0],
    ]);
    expect(carried.lost).toBe(1);
    expect(carried.decisions[0]).toMatchObject({ decision: 'keep', reason: 'asked', decidedAt: 1 });
  });
  it('does not take a renumbered respondent for the old one: the time must be the same', () => {
    const numbered = tableOf({ ids: ['1', '2', '3'], dates, ratings: { q: ['1', '2', '3'] } });
    const to = tableOf(
      { ids: ['1', '2'], dates: [dates[1]!, dates[2]!], ratings: { q: ['2', '3'] } },
      's2',
    );
    expect(carryDecisions([decision(0), decision(1)], numbered, to)).toMatchObject({
      decisions: [],
      lost: 2,
    });
    // Newest first, the second one deleted and the rest numbered anew.
    const at = (day: number) => `2025-07-0${day}`;
    const before = tableOf({
      ids: ['4', '3', '2', '1'],
      dates: [at(4), at(3), at(2), at(1)],
      ratings: { q: ['1', '2', '3', '4'] },
    });
    const after = tableOf(
      { ids: ['3', '2', '1'], dates: [at(4), at(2), at(1)], ratings: { q: ['1', '3', '4'] } },
      's2',
    );
    expect(carryDecisions([decision(1)], before, after).lost).toBe(1);
  });
  it('tells several responses of one respondent apart by their time, else by their place', () => {
    const twice = tableOf({
      ids: ['A', 'A'],
      dates: dates.slice(0, 2),
      ratings: { q: ['1', '2'] },
    });
    const turned = tableOf(
      { ids: ['A', 'A'], dates: [dates[1]!, dates[0]!], ratings: { q: ['2', '1'] } },
      's2',
    );
    expect(carryDecisions([decision(1)], twice, turned).decisions[0]?.row).toBe(0);
    const plain = tableOf({ ids: ['A', 'A'], ratings: { q: ['1', '2'] } });
    expect(
      carryDecisions([decision(1)], plain, { ...plain, sourceId: 's2' }).decisions[0]?.row,
    ).toBe(1);
  });
  it('takes a correction along only while the file still holds the answer it replaced', () => {
    const corrections = [{ columnId: 'q', from: 1, to: 4 }];
    const same = tableOf({ ids: ['A'], dates: [dates[0]!], ratings: { q: ['1'] } }, 's2');
    const fixed = tableOf({ ids: ['A'], dates: [dates[0]!], ratings: { q: ['5'] } }, 's2');
    expect(carryDecisions([decision(0, { corrections })], from, same)).toMatchObject({
      decisions: [{ corrections }],
      overtaken: 0,
    });
    expect(carryDecisions([decision(0, { corrections })], from, fixed)).toMatchObject({
      decisions: [{ corrections: [] }],
      overtaken: 1,
    });
  });
  it('knows a respondent with one response in both also at another time, or without one', () => {
    const to = tableOf({ ids: ['A'], dates: ['2025-07-09'], ratings: { q: ['1'] } }, 's2');
    expect(carryDecisions([decision(0)], from, to).decisions[0]?.row).toBe(0);
    const blank = tableOf({ ids: ['A'], dates: [null], ratings: { q: ['1'] } });
    expect(carryDecisions([decision(0)], blank, { ...blank, sourceId: 's2' }).lost).toBe(0);
  });
  it('compares what the answers are called where the codes of two files differ', () => {
    const file = (values: readonly number[], answer: string, id: string) =>
      tableOf({ ids: ['A'], ratings: { q: [answer] }, scale: valueScale(0, 100, values) }, id);
    const old = file([0, 50, 100], '50', 's1');
    const corrections = [{ columnId: 'q', from: 2, to: 3 }];
    const still = file([0, 25, 50, 100], '50', 's2');
    const changed = file([0, 25, 50, 100], '25', 's2');
    const said = [decision(0, { corrections })];
    expect(carryDecisions(said, old, still)).toMatchObject({
      decisions: [{ corrections: [{ columnId: 'q', from: 3, to: 4 }] }],
      overtaken: 0,
    });
    expect(carryDecisions(said, old, changed)).toMatchObject({
      decisions: [{ corrections: [] }],
      overtaken: 1,
    });
  });
  it('carries nothing without identifiers', () => {
    const anonymous = tableOf({ ratings: { q: ['1'] } });
    expect(carryDecisions([decision(0)], anonymous, anonymous).lost).toBe(1);
  });
});

describe('corrected answers', () => {
  it('count in place of the original, which stays in the table as read', () => {
    const table = tableOf({ ratings: { q: ['1', '2'], r: ['3', '3'] }, overall: ['1', '1'] });
    const corrected = correctedTable(table, [
      decision(1, {
        corrections: [
          { columnId: 'q', from: 2, to: 5 },
          { columnId: 'overall', from: 1, to: 3 },
        ],
      }),
    ]);
    expect([...corrected.ratings[0]!.codes]).toEqual([1, 5]);
    expect([...corrected.overall!.codes]).toEqual([1, 3]);
    expect(corrected.ratings[1]).toBe(table.ratings[1]);
    expect([...table.ratings[0]!.codes]).toEqual([1, 2]);
  });
  it('leave another source and an answer that is no longer there alone', () => {
    const table = tableOf({ ratings: { q: ['1'] } });
    const corrections = [{ columnId: 'q', from: 2, to: 5 }];
    expect([...correctedTable(table, [decision(0, { corrections })]).ratings[0]!.codes]).toEqual([
      1,
    ]);
    const other = decision(0, { sourceId: 'x', corrections: [{ columnId: 'q', from: 1, to: 5 }] });
    expect(correctedTable(table, [other])).toBe(table);
  });
});
