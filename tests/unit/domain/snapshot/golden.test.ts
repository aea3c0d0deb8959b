import { describe, expect, it } from 'vitest';
import { dueAtOf } from '../../../../src/domain/interviews/followUp';
import { readSnapshot } from '../../../../src/domain/snapshot/snapshot';
import { goldenInVersion6, goldenSnapshot, releasedVersions } from '../../../support/golden';

/** The lists of a snapshot's content as they stand in the file. */
function contentOf(text: string): Record<string, unknown> {
  return (JSON.parse(text) as { content: Record<string, unknown> }).content;
}

describe('a snapshot written by a released build', () => {
  it.each(releasedVersions)('of version %i gives what version 6 read in it', async (version) => {
    const { contents } = await readSnapshot(goldenSnapshot(version));
    const before = await readSnapshot(goldenInVersion6(version));
    expect(contents).toEqual(before.contents);
    const said = contentOf(goldenInVersion6(version));
    const { followUps, recordings, stamps, sources, cleaning, ...same } = said;
    expect(contents).toMatchObject(same);
    // Rules that came since are beside those there were, which stand as they stood.
    const { order, ...rules } = cleaning as { order: string[] };
    expect(contents.cleaning).toMatchObject(rules);
    expect(contents.cleaning.order.filter((id) => order.includes(id))).toEqual(order);
    for (const list of [followUps, recordings, stamps, sources]) expect(list).toBeInstanceOf(Array);
  });
  it('of version 6 keeps its follow-ups: an interview gave cause, the clock is derived', async () => {
    const [old] = contentOf(goldenSnapshot(6))['followUps'] as [Record<string, unknown>];
    const { contents } = await readSnapshot(goldenSnapshot(6));
    const [followUp] = contents.followUps;
    const { cause, dueAt, ...same } = old;
    expect(followUp).toEqual({
      ...same,
      urgency: cause,
      sourceId: null,
      row: null,
      feedbackItemId: null,
      owner: '',
      respondedAt: null,
      solvedAt: null,
      pauses: [],
      breachedAt: null,
      earlier: [],
    });
    // The fixture's due time is made up; a day after it was opened is what version 6 wrote.
    expect(dueAt).toBe(13);
    expect(dueAtOf(followUp!)).toBe(12 + 86_400_000);
  });
});
