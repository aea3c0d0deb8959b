import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import IdleWatch from '../../src/features/interviews/handOver/IdleWatch.svelte';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);

it('asks a respondent who does nothing before it ends the questionnaire', async () => {
  const onidle = vi.fn();
  render(IdleWatch, { language: 'zh', onidle });
  await pass(119);
  expect(screen.queryByRole('alert')).toBeNull();
  await pass(3);
  expect(screen.getByRole('alert').textContent).toContain('30 秒后会提交');
  await fireEvent.click(screen.getByRole('button', { name: '继续填写' }));
  expect(screen.queryByRole('alert')).toBeNull();
  await pass(119);
  expect(screen.queryByRole('alert')).toBeNull();
  // Typing by dictation or handwriting raises no key.
  await fireEvent.input(document.body);
  await pass(119);
  expect(onidle).not.toHaveBeenCalled();
  await pass(33);
  expect(onidle).toHaveBeenCalledTimes(1);
});
