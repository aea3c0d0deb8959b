/** The rules, in the order they are applied: a response counts under the first one it meets. */
export const cleaningRules = [
  'duplicateRespondent',
  'tooFast',
  'straightLining',
  'outOfRange',
] as const;
export type CleaningRuleId = (typeof cleaningRules)[number];

/** Switch and threshold of each rule. The threshold's meaning is the rule's own. */
export type CleaningSettings = Readonly<
  Record<CleaningRuleId, { readonly enabled: boolean; readonly threshold: number }>
>;

/** Range and step in which a threshold can be edited. */
export interface ThresholdRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/**
 * Defaults. Too fast: under 30 s (`product.md` C1). Straight-lining: one answer to 100 % of at
 * least eight rated items. Out of range: one answer that the scale does not have. Duplicates: one
 * response of a respondent in a quarter is kept.
 */
export const defaultCleaning: CleaningSettings = {
  duplicateRespondent: { enabled: true, threshold: 1 },
  tooFast: { enabled: true, threshold: 30 },
  straightLining: { enabled: true, threshold: 100 },
  outOfRange: { enabled: true, threshold: 1 },
};

export const thresholdRanges: Readonly<Record<CleaningRuleId, ThresholdRange>> = {
  duplicateRespondent: { min: 1, max: 20, step: 1 },
  tooFast: { min: 1, max: 3600, step: 1 },
  straightLining: { min: 50, max: 100, step: 1 },
  outOfRange: { min: 1, max: 100, step: 1 },
};

/** A threshold inside its range; the default where the number is none. */
export function cleanThreshold(rule: CleaningRuleId, threshold: number): number {
  const { min, max } = thresholdRanges[rule];
  if (!Number.isFinite(threshold)) return defaultCleaning[rule].threshold;
  return Math.min(max, Math.max(min, threshold));
}

/** A text that is equal for equal settings; cubes are kept with it. */
export function settingsKey(settings: CleaningSettings): string {
  return cleaningRules
    .map((rule) => `${rule}:${settings[rule].enabled ? settings[rule].threshold : 'off'}`)
    .join(';');
}

/** A person's word on one response, over all rules. */
export interface ManualDecision {
  readonly sourceId: string;
  readonly row: number;
  readonly decision: 'keep' | 'exclude';
  readonly decidedAt: number;
}
