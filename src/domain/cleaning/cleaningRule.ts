import type { ResponseTable } from '../table/responseTable';
import type { Condition } from './conditions';

/**
 * What a mark leads to: the response is left out of the scores, it stays and is listed to be looked
 * at, or it stays and its respondent is to be called back.
 */
export const ruleActions = ['exclude', 'lookAt', 'verify'] as const;
export type RuleAction = (typeof ruleActions)[number];

/** Usual value, range and step of a number that a rule compares with. */
export interface RuleLimit {
  readonly usual: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The answers that pass an attention check. */
export interface TrapAnswer {
  readonly segmentId: string;
  readonly accepted: readonly string[];
}

/** What some rules need beside numbers. */
export interface RuleDetails {
  /** Not a target customer: any of these. */
  readonly offTarget: readonly Condition[];
  /** Answers that contradict each other: all conditions of one list. */
  readonly contradictions: readonly (readonly Condition[])[];
  readonly traps: readonly TrapAnswer[];
  /** First and last day of the survey as `2025-07-01`; null leaves that side open. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Which extreme ratings need a reason. */
  readonly extremes: 'both' | 'low' | 'high';
}

/** What a rule looks at: one source's responses, and the engagement's details and weights. */
export interface RuleInput {
  readonly table: ResponseTable;
  readonly details: RuleDetails;
  /** Share of each indicator in the overall score, by its id. */
  readonly weights: ReadonlyMap<string, number>;
}

/** The figures behind a mark, for a sentence such as "23 s, under 30 s". */
export type Evidence = Readonly<Record<string, string | number>>;

/** Why a rule can say nothing about a source. */
export type Unfit =
  | 'noRespondents'
  | 'noTimes'
  | 'noDurations'
  | 'noStatus'
  | 'noComments'
  | 'noNetwork'
  | 'noTraps'
  | 'noOverall'
  | 'noRatings'
  | 'tooFewItems'
  | 'notSet'
  | 'dependent';

/** A cleaning rule. It marks responses and changes nothing. */
export interface CleaningRule<L extends string = string> {
  /** Whether and how it is applied until somebody says otherwise. */
  readonly usual: { readonly isOn: boolean; readonly action: RuleAction };
  /** Actions to choose from. */
  readonly actions: readonly RuleAction[];
  readonly limits: Readonly<Record<L, RuleLimit>>;
  /** Null where the rule can be applied to the source. */
  unfit(input: RuleInput): Unfit | null;
  /** Calls `mark` once for each response that the rule hits. */
  mark(input: RuleInput, limits: Readonly<Record<L, number>>, mark: (row: number) => void): void;
  /** The figures behind the mark of a response. */
  evidence(input: RuleInput, limits: Readonly<Record<L, number>>, row: number): Evidence;
}

/** Lets the compiler infer the names of a rule's limits. */
export function defineRule<const L extends string>(rule: CleaningRule<L>): CleaningRule<L> {
  return rule;
}

/** Rules that may leave a response out or only list it. */
export const excludeOrLookAt: readonly RuleAction[] = ['exclude', 'lookAt'];

/** A threshold is compared after rounding to six decimals (`scoring.md` §8). */
export function snapped(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** A text that is equal for equal weights. */
export function weightsText(weights: ReadonlyMap<string, number>): string {
  return [...weights].map(([id, weight]) => `${id}=${weight}`).join(',');
}
