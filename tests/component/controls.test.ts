import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import NameDialog from '../../src/features/engagements/NameDialog.svelte';
import NumberCell from '../../src/features/model/NumberCell.svelte';
import OutsiderQuestion from '../../src/features/data/import/questions/OutsiderQuestion.svelte';
import PeriodQuestion from '../../src/features/data/import/questions/PeriodQuestion.svelte';
import MappingRow from '../../src/features/data/import/MappingRow.svelte';
import ScaleDialog from '../../src/features/data/import/ScaleDialog.svelte';
import { numericScale, wordScale, type RatingScale } from '../../src/domain/table/ratingScale';
import { locale } from '../../src/i18n/locale.svelte';
import Choice from '../../src/ui/Choice.svelte';
import Toasts from '../../src/ui/Toasts.svelte';
import { toasts } from '../../src/ui/toasts.svelte';

beforeEach(() => locale.set('en'));

describe('a weight or score cell', () => {
  it('passes a number on, a blank as null, and refuses what is out of range', async () => {
    const onchange = vi.fn();
    render(NumberCell, { kind: 'score', label: 'Target', value: 4, onchange });
    const cell = screen.getByRole('spinbutton', { name: 'Target' });
    await userEvent.clear(cell);
    expect(onchange).toHaveBeenLastCalledWith(null);
    await userEvent.type(cell, '4.5');
    expect(onchange).toHaveBeenLastCalledWith(4.5);
    onchange.mockClear();
    await userEvent.clear(cell);
    await userEvent.type(cell, '7');
    expect(onchange).not.toHaveBeenCalledWith(7);
    expect(screen.getByRole('alert')).toHaveTextContent('1–5');
    expect(cell).toHaveAttribute('aria-invalid', 'true');
  });
});

/** An inspected question, as the worker hands it on. */
const inspected = {
  header: '<img src=x onerror=alert(1)>',
  samples: ['</text><script>alert(1)</script>'],
  distinctCount: 5,
  blankCount: 0,
  stem: null,
  item: '<img src=x onerror=alert(1)>',
  isDateAmbiguous: false,
  lookAlikes: [],
  isOneCell: true,
  answering: 'one' as const,
  answers: [],
  proposal: {
    plan: {
      kind: 'rating' as const,
      name: 'Food',
      dimension: '',
      scale: numericScale(1, 5),
      dateOrder: null,
      meaning: null,
      mergesVariants: null,
      isPersonal: false,
    },
    confidence: 0.7,
    note: null,
  },
};

describe('the question what an answer means', () => {
  const outsider = {
    answer: '0',
    count: 4202,
    columnCount: 14,
    canBeLowest: true,
    words: [],
  };
  it('starts unanswered and offers every meaning', async () => {
    const onchoose = vi.fn();
    render(OutsiderQuestion, { outsider, meaning: null, onchoose });
    const radios = screen.getAllByRole('radio');
    expect(radios).toHaveLength(3);
    for (const radio of radios) expect(radio).not.toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: /Not applicable/u }));
    expect(onchoose).toHaveBeenCalledWith({ kind: 'notApplicable' });
  });
  it('does not offer an answer above the scale as its lowest step', () => {
    render(OutsiderQuestion, {
      outsider: { ...outsider, answer: '9', canBeLowest: false },
      meaning: null,
      onchoose: vi.fn(),
    });
    expect(screen.getAllByRole('radio')).toHaveLength(2);
  });
});

it('the period is a year with a quarter, or none', async () => {
  const onchoose = vi.fn();
  render(PeriodQuestion, { period: null, onchoose });
  expect(screen.getByRole('combobox', { name: 'Quarter' })).toBeDisabled();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Year' }), '2025');
  expect(onchoose).toHaveBeenCalledWith('2025-Q1');
});

describe('a row of the mapping', () => {
  const column = inspected;
  const props = {
    column,
    plan: column.proposal.plan,
    isUnsure: true,
    isConfirmed: false,
    onchange: vi.fn(),
    onconfirm: vi.fn(),
    onscale: vi.fn(),
  };
  it('shows hostile headers and answers as text (fault 50)', () => {
    const { container } = render(MappingRow, props);
    expect(container.querySelector('img, script')).toBeNull();
    expect(screen.getByRole('rowheader')).toHaveTextContent('<img src=x onerror=alert(1)>');
  });
  it('lets role, scale, dimension and name be changed', async () => {
    const onchange = vi.fn();
    render(MappingRow, { ...props, onchange });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /^Role/u }), 'Segment');
    expect(onchange).toHaveBeenLastCalledWith({ kind: 'segment' });
    await userEvent.click(screen.getByRole('button', { name: /^Edit the scoring/u }));
    expect(props.onscale).toHaveBeenCalled();
    await userEvent.type(screen.getByRole('combobox', { name: /^Dimension/u }), 'Cabin{Tab}');
    expect(onchange).toHaveBeenLastCalledWith({ dimension: 'Cabin' });
  });
  it('hides what a personal column holds', () => {
    const personal = {
      ...column,
      header: 'Phone',
      samples: ['13800001234'],
      proposal: { ...column.proposal, note: 'personal' as const },
    };
    render(MappingRow, { ...props, column: personal, plan: { ...props.plan, kind: 'ignore' } });
    expect(screen.queryByText('13800001234')).toBeNull();
    expect(screen.getByText('hidden')).toBeInTheDocument();
  });
});

describe('the editor of a scale', () => {
  const answers = [
    ['Great', 6],
    ['Good', 3],
    ['So-so', 1],
  ] as const;
  const scale = wordScale([['bad'], ['so-so', 'ok'], ['good']]);
  const shown = (onapply = vi.fn()) => {
    render(ScaleDialog, {
      column: { ...inspected, header: 'Service', answers },
      scale,
      missing: {},
      alikeCount: 2,
      onapply,
      onclose: vi.fn(),
    });
    return onapply;
  };
  it('shows the answers before and what they count after', () => {
    shown();
    // Good is the highest of three steps: 5; so-so the middle one: 3; (3 × 5 + 1 × 3)/4 = 4.5.
    expect(screen.getByText(/mean 4.50, 4 valid answers/u)).toBeInTheDocument();
  });
  it('assigns an unknown word to a step, for all questions of the scale at once', async () => {
    const onapply = shown();
    const word = screen.getByRole('combobox', { name: '“Great” counts as', hidden: true });
    expect(word).toHaveValue('outOfRange');
    await userEvent.selectOptions(word, '2');
    // (6 + 3) × 5 + 3, over ten.
    expect(screen.getByText(/mean 4.80, 10 valid answers/u)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Apply', hidden: true }));
    const [applied, isForAlike] = onapply.mock.lastCall as [RatingScale, boolean];
    expect(applied.words).toEqual([['bad'], ['so-so', 'ok'], ['good', 'great']]);
    expect(isForAlike).toBe(true);
  });
  it('turns the scale round and makes bands of a figure', async () => {
    const onapply = shown();
    await userEvent.click(screen.getByRole('checkbox', { name: /^reversed/u, hidden: true }));
    expect(screen.getByText(/mean 1.50, 4 valid answers/u)).toBeInTheDocument();
    const kind = screen.getByRole('combobox', { name: 'Scale', hidden: true });
    await userEvent.selectOptions(kind, 'bands');
    const bounds = screen.getByRole('textbox', { name: /^Upper ends/u, hidden: true });
    await userEvent.clear(bounds);
    await userEvent.type(bounds, '2, 4{Tab}');
    await userEvent.click(screen.getByRole('button', { name: 'Apply', hidden: true }));
    expect(onapply.mock.lastCall?.[0]).toMatchObject({ kind: 'bands', values: [2, 4] });
  });
});

it('a name can be saved with Enter, but not a blank one', async () => {
  const onsave = vi.fn();
  render(NameDialog, { title: 'New', name: '', onsave, onclose: vi.fn() });
  const field = screen.getByRole('textbox', { hidden: true });
  await userEvent.type(field, '   {Enter}');
  expect(onsave).not.toHaveBeenCalled();
  await userEvent.type(field, 'Client A{Enter}');
  expect(onsave).toHaveBeenCalledWith('   Client A');
});

it('a choice says which option is on', async () => {
  const onchoose = vi.fn();
  const options = [
    { value: 'a' as const, label: 'One' },
    { value: 'b' as const, label: 'Two' },
  ];
  render(Choice, { label: 'Which', options, value: 'a', onchoose });
  expect(screen.getByRole('button', { name: 'One' })).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(screen.getByRole('button', { name: 'Two' }));
  expect(onchoose).toHaveBeenCalledWith('b');
});

it('a toast offers its undo once and goes', async () => {
  const run = vi.fn();
  render(Toasts);
  toasts.show('Deleted', { label: 'Undo', run });
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(run).toHaveBeenCalledTimes(1);
  expect(screen.queryByText('Deleted')).toBeNull();
});

it('texts change at once with the language', async () => {
  render(PeriodQuestion, { period: null, onchoose: vi.fn() });
  expect(screen.getByText('Which period is this file?')).toBeInTheDocument();
  locale.set('zh-CN');
  expect(await screen.findByText('这个文件是哪一期？')).toBeInTheDocument();
});
