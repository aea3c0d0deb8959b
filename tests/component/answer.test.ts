import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Asking } from '../../src/ui/answer.svelte';
import { errors } from '../../src/ui/errors.svelte';
import AnswerHarness from '../support/AnswerHarness.svelte';

const shown = (part: 'answer' | 'question' | 'state') => screen.getByTestId(part).textContent;

/** Asks whose answers are given by hand, in any order. */
function byHand() {
  const given: { key: string; give: (answer: string | null) => void; fail: (e: Error) => void }[] =
    [];
  const parts: Asking<string>[] = [];
  const ask = vi.fn(({ key }: { readonly key: string }, asking: Asking<string>) => {
    parts.push(asking);
    return new Promise<string | null>((give, fail) => given.push({ key, give, fail }));
  });
  return { ask, given, parts };
}

const settle = async () => {
  await Promise.resolve();
  await tick();
  await tick();
};

afterEach(() => vi.useRealTimers());

describe('an answer', () => {
  it('is asked once for questions of equal value, and again for another', async () => {
    const { ask, given } = byHand();
    const { rerender } = render(AnswerHarness, { question: { key: 'a' }, ask });
    await settle();
    expect(shown('state')).toBe('asking');
    given[0]!.give('A');
    await settle();
    expect([shown('answer'), shown('question'), shown('state')]).toEqual(['A', 'a', 'still']);
    for (let click = 0; click < 5; click++) await rerender({ question: { key: 'a' }, ask });
    expect(ask).toHaveBeenCalledTimes(1);
    await rerender({ question: { key: 'b' }, ask });
    expect(ask).toHaveBeenCalledTimes(2);
  });
  it('stays until the next one is there, unless that is about something else', async () => {
    const { ask, given } = byHand();
    const { rerender } = render(AnswerHarness, { question: { key: 'a', about: 'x' }, ask });
    await settle();
    given[0]!.give('A');
    await settle();
    await rerender({ question: { key: 'b', about: 'x' }, ask });
    expect([shown('answer'), shown('question')]).toEqual(['A', 'a']);
    await rerender({ question: { key: 'c', about: 'y' }, ask });
    expect([shown('answer'), shown('question')]).toEqual(['none', 'none']);
  });
  it('that was overtaken is dropped, in whatever order answers come', async () => {
    const { ask, given, parts } = byHand();
    const { rerender } = render(AnswerHarness, { question: { key: 'a' }, ask });
    await settle();
    await rerender({ question: { key: 'b' }, ask });
    expect([parts[0]!.isCurrent(), parts[1]!.isCurrent()]).toEqual([false, true]);
    given[1]!.give('B');
    await settle();
    given[0]!.give('A');
    parts[0]!.tell('a part of A');
    await settle();
    expect([shown('answer'), shown('question')]).toEqual(['B', 'b']);
  });
  it('can be told in parts; null adds nothing', async () => {
    const { ask, given, parts } = byHand();
    render(AnswerHarness, { question: { key: 'a' }, ask });
    await settle();
    parts[0]!.tell('half');
    await settle();
    expect([shown('answer'), shown('state')]).toEqual(['half', 'asking']);
    given[0]!.give(null);
    await settle();
    expect([shown('answer'), shown('state')]).toEqual(['half', 'still']);
  });
  it('that fails is reported once, and not where the question was overtaken', async () => {
    const report = vi.spyOn(errors, 'report').mockImplementation(() => undefined);
    const { ask, given } = byHand();
    const { rerender } = render(AnswerHarness, { question: { key: 'a' }, ask });
    await settle();
    await rerender({ question: { key: 'b' }, ask });
    given[0]!.fail(new Error('late'));
    await settle();
    expect(report).not.toHaveBeenCalled();
    given[1]!.fail(new Error('now'));
    await settle();
    expect(report).toHaveBeenCalledTimes(1);
    expect(shown('state')).toBe('failed');
    report.mockRestore();
  });
  it('rests before it is asked; a question of null asks nothing and shows nothing', async () => {
    vi.useFakeTimers();
    const { ask } = byHand();
    const { rerender } = render(AnswerHarness, { question: { key: 'a' }, ask, restMs: 200 });
    await rerender({ question: { key: 'b' }, ask, restMs: 200 });
    vi.advanceTimersByTime(199);
    expect(ask).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ask.mock.calls.map(([{ key }]) => key)).toEqual(['b']);
    await rerender({ question: null, ask, restMs: 200 });
    vi.advanceTimersByTime(1_000);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(shown('answer')).toBe('none');
  });
});
