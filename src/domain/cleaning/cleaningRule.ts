import type * as v from 'valibot';
import type { ResponseTable } from '../table/responseTable';

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

/** How people edit a detail of a rule. */
export type DetailKind = 'conditions' | 'conditionSets' | 'traps' | 'day' | 'extremes';

/** What a rule needs beside numbers: how it is edited, what it is at first, and what it must look like. */
export interface DetailField<T> {
  readonly kind: DetailKind;
  readonly initial: T;
  readonly schema: v.GenericSchema<unknown, T>;
}

/** What a rule looks at: one source's responses, and the engagement's details and weights. */
export interface RuleInput<D = unknown> {
  readonly table: ResponseTable;
  readonly details: D;
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
export interface CleaningRule<L extends string = string, D = unknown> {
  /** Version of what is kept that it came with: engagements that were there before have it switched off. */
  readonly since: number;
  /** Whether and how it is applied until somebody says otherwise. */
  readonly usual: { readonly isOn: boolean; readonly action: RuleAction };
  /** Actions to choose from. */
  readonly actions: readonly RuleAction[];
  readonly limits: Readonly<Record<L, RuleLimit>>;
  /** What it needs beside numbers, by names of its own; nothing where left out. */
  readonly details?: { readonly [F in keyof D]: DetailField<D[F]> };
  /** True where it reads the weights of the model. */
  readonly readsWeights?: boolean;
  /** Null where the rule can be applied to the source. */
  unfit(input: RuleInput<D>): Unfit | null;
  /** Calls `mark` once for each response that the rule hits. */
  mark(input: RuleInput<D>, limits: Readonly<Record<L, number>>, mark: (row: number) => void): void;
  /** The figures behind the mark of a response. */
  evidence(input: RuleInput<D>, limits: Readonly<Record<L, number>>, row: number): Evidence;
}

/** Lets the compiler infer the names of a rule's limits and details. */
export function defineRule<const L extends string, D = unknown>(
  rule: CleaningRule<L, D>,
): CleaningRule<L, D> {
  return rule;
}

/** A threshold is compared after rounding to six decimals (`scoring.md` §8). */
export function snapped(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** A text that is equal for equal weights. */
export function weightsText(weights: ReadonlyMap<string, number>): string {
  return [...weights].map(([id, weight]) => `${id}=${weight}`).join(',');
}
