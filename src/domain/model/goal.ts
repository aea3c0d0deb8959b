import { assertNever } from '../../shared/assertNever';
import * as v from 'valibot';
import { day, finite, id, text } from '../kept/fieldSchemas';
import { keep } from '../kept/kept';

/** What a goal is about: a named metric, or the score of a node of the model. */
export type GoalMetric =
  | { readonly kind: 'overall' | 'nps' | 'csat' }
  | { readonly kind: 'node'; readonly nodeId: string };

/** A SMART target (A2). What was not said is null, and pointed out. */
export interface Goal {
  readonly id: string;
  readonly engagementId: string;
  readonly metric: GoalMetric;
  /** In the person's own words; may be blank. */
  readonly note: string;
  /** In the metric's own unit: a score 1–5, NPS −100…100, CSAT as a share 0–1. */
  readonly from: number | null;
  readonly to: number | null;
  /** ISO days. */
  readonly startDay: string | null;
  readonly dueDay: string | null;
  readonly createdAt: number;
}

/** Why a goal is too vague to be followed. */
export type GoalFlaw =
  | 'noTarget'
  | 'noStart'
  | 'noStartDay'
  | 'noDueDay'
  | 'dueBeforeStart'
  | 'sameAsStart'
  | 'outOfRange'
  | 'noMetric';

/** What each metric can be. */
export function goalRange({ kind }: GoalMetric): readonly [number, number] {
  switch (kind) {
    case 'nps':
      return [-100, 100];
    case 'csat':
      return [0, 1];
    case 'node':
    case 'overall':
      return [1, 5];
    default:
      return assertNever(kind);
  }
}

/** Everything vague or impossible about a goal; `isKnown`: its metric is in the model. */
export function goalFlaws(goal: Goal, isKnown: boolean): GoalFlaw[] {
  const { from, to, startDay, dueDay } = goal;
  const [least, most] = goalRange(goal.metric);
  const isOut = (value: number | null) => value !== null && (value < least || value > most);
  const flaws: GoalFlaw[] = [];
  if (!isKnown) flaws.push('noMetric');
  if (to === null) flaws.push('noTarget');
  if (from === null) flaws.push('noStart');
  if (startDay === null) flaws.push('noStartDay');
  if (dueDay === null) flaws.push('noDueDay');
  else if (startDay !== null && dueDay <= startDay) flaws.push('dueBeforeStart');
  if (from !== null && from === to) flaws.push('sameAsStart');
  if (isOut(from) || isOut(to)) flaws.push('outOfRange');
  return flaws;
}

/** One measured value of a goal's metric. */
export interface GoalPoint {
  /** Last day of the period it was measured in, ISO. */
  readonly day: string;
  readonly value: number;
}

/** How a goal stands. */
export interface GoalProgress {
  readonly verdict: 'reached' | 'onCourse' | 'offCourse' | 'overdue' | 'noData' | 'vague';
  /** The latest value; null where nothing was measured since the start. */
  readonly current: number | null;
  /** Share of the way gone; under 0 where it went the other way, over 1 beyond the goal. */
  readonly done: number | null;
  /** Share of the time gone, 0–1. */
  readonly elapsed: number | null;
  /** What is still needed per month of 30.4 days until the due day; null when it is over or reached. */
  readonly neededPerMonth: number | null;
}

const dayMs = 86_400_000;
const daysPerMonth = 365.25 / 12;

/**
 * How a goal stands on a day: reached when the latest value is at or beyond it, on course when the share
 * of the way is at least the share of the time. Only values measured after the start count.
 */
export function goalProgress(
  goal: Goal,
  points: readonly GoalPoint[],
  today: string,
): GoalProgress {
  const { from, to, startDay, dueDay } = goal;
  const last = points
    .filter(({ day }) => startDay === null || day >= startDay)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .at(-1);
  const current = last?.value ?? null;
  const elapsed =
    startDay === null || dueDay === null ? null : shareOfTime(startDay, dueDay, today);
  const blank = { current, done: null, elapsed, neededPerMonth: null };
  if (to === null || from === null || startDay === null || dueDay === null || from === to) {
    return { ...blank, verdict: 'vague' };
  }
  if (current === null) return { ...blank, verdict: 'noData' };
  const done = Math.round(((current - from) / (to - from)) * 1e6) / 1e6;
  if (done >= 1) return { ...blank, done, verdict: 'reached' };
  const daysLeft = (Date.parse(dueDay) - Date.parse(today)) / dayMs;
  if (daysLeft < 0) return { ...blank, done, verdict: 'overdue' };
  return {
    ...blank,
    done,
    verdict: elapsed !== null && done >= elapsed ? 'onCourse' : 'offCourse',
    neededPerMonth: daysLeft === 0 ? null : (to - current) / (daysLeft / daysPerMonth),
  };
}

function shareOfTime(startDay: string, dueDay: string, today: string): number {
  const [start, due, now] = [startDay, dueDay, today].map((day) => Date.parse(day)) as [
    number,
    number,
    number,
  ];
  if (due <= start) return 1;
  return Math.min(1, Math.max(0, (now - start) / (due - start)));
}

/**
 * A goal typed as a number or as a change of where it starts: `4.2`, `+15%`, `-20 %`, `＋0.3`; `85%` where
 * the metric is a percentage. Null for anything else, or for a change without a start.
 */
export function goalValue(text: string, from: number | null, isPercent = false): number | null {
  const plain = text.normalize('NFKC').replace(/\s/gu, '').replace('−', '-');
  const match = /^([+-]?)(\d+(?:\.\d+)?)(%?)$/u.exec(plain);
  if (!match) return null;
  const [, sign, digits, percent] = match;
  const size = Number(digits) * (sign === '-' ? -1 : 1);
  if (percent && sign === '') return isPercent ? size : null;
  if (percent) return from === null ? null : from + (Math.abs(from) * size) / 100;
  if (sign === '+') return from === null ? null : from + size;
  return size;
}

export const goalSchema = v.object({
  id,
  engagementId: id,
  metric: v.variant('kind', [
    v.object({ kind: v.picklist(['overall', 'nps', 'csat']) }),
    v.object({ kind: v.literal('node'), nodeId: id }),
  ]),
  note: text,
  from: v.nullable(finite),
  to: v.nullable(finite),
  startDay: day,
  dueDay: day,
  createdAt: finite,
});

export const goalsKept = keep<Goal>({
  since: 4,
  key: ['id'],
  refs: { id: 'self', engagementId: 'engagement' },
  merge: { by: 'fields', timeOf: ({ createdAt }) => createdAt },
  isAnswer: false,
  mask: { metric: 'plain', note: 'text', startDay: 'plain', dueDay: 'plain' },
  about: ({ note }) => note,
});
