import { monthFinder, noMonth, periodKey, firstMonth } from '../model/period';
import type { ResponseTable } from '../table/responseTable';
import type { RuleDetails } from './cleaningRule';
import type { CleaningSettings, RuleSetting } from './cleaningSettings';
import { ruleOf, type CleaningRuleId } from './rules';
import { medianDuration, shortestDuration } from './tooFast';
import { acceptedAnswers } from './trapFailed';

/** A setting that the data speaks for. Shown, and followed only when somebody says so. */
export interface Suggestion {
  readonly kind: 'pace' | 'relativePace' | 'period' | 'branches' | 'trap';
  readonly rule: CleaningRuleId;
  /** Figures for its sentence. */
  readonly params: Readonly<Record<string, string | number>>;
  /** What following it changes; null where a person has to choose. */
  readonly change: {
    readonly setting?: Partial<RuleSetting>;
    readonly details?: Partial<RuleDetails>;
  } | null;
}

/** Limits closer to the proposed one than this share of it are as good. */
const closeEnough = 0.05;
/** Share of all responses in one quarter from which on the rest looks out of place. */
const mainQuarter = 0.8;
/** Share of incomplete responses that speaks for a branched questionnaire. */
const branchedShare = 0.4;

/** What the responses suggest about the settings. */
export function suggestions(
  tables: readonly ResponseTable[],
  settings: CleaningSettings,
  weights: (table: ResponseTable) => ReadonlyMap<string, number>,
): Suggestion[] {
  const count = (rule: CleaningRuleId, change: Partial<CleaningSettings>) => {
    const changed = { ...settings, ...change };
    let marked = 0;
    for (const table of tables) {
      const input = { table, details: changed.details, weights: weights(table) };
      if (ruleOf(rule).unfit(input) !== null) continue;
      ruleOf(rule).mark(input, changed.rules[rule].limits, () => marked++);
    }
    return marked;
  };
  return [
    ...paceSuggestion(tables, settings, count),
    ...periodSuggestion(tables, settings, count),
    ...branchSuggestion(tables, settings, count),
    ...tables.flatMap((table) =>
      table.segments
        .filter(
          (segment) =>
            segment.meaning === 'trap' && acceptedAnswers(segment, settings.details) === null,
        )
        .map(({ segmentId }): Suggestion => ({
          kind: 'trap',
          rule: 'trapFailed',
          params: { name: segmentId },
          change: null,
        })),
    ),
  ];
}

type Count = (rule: CleaningRuleId, change: Partial<CleaningSettings>) => number;

/** A third of the median is the usual limit; by share where sources differ in pace. */
function paceSuggestion(
  tables: readonly ResponseTable[],
  settings: CleaningSettings,
  count: Count,
): Suggestion[] {
  const setting = settings.rules.tooFast;
  const limits = setting.limits as { readonly seconds: number; readonly medianPercent: number };
  const medians = tables.flatMap((table) => {
    const median = medianDuration(table);
    return median === null ? [] : [{ median, current: shortestDuration(table, limits) }];
  });
  const [first] = medians;
  const isFar = medians.some(
    ({ median, current }) => Math.abs(current / (median / 3) - 1) > closeEnough,
  );
  if (!setting.isOn || !first || !isFar) return [];
  const isOne = medians.length === 1;
  const third = first.median / 3;
  const seconds = third >= 60 ? Math.round(third / 5) * 5 : Math.round(third);
  const changed = isOne ? { seconds, medianPercent: 0 } : { seconds: 0, medianPercent: 33 };
  const rules = { ...settings.rules, tooFast: { ...setting, limits: changed } };
  const figures = {
    current: Math.round(first.current),
    now: count('tooFast', {}),
    n: count('tooFast', { rules }),
  };
  return [
    {
      kind: isOne ? 'pace' : 'relativePace',
      rule: 'tooFast',
      params: isOne
        ? { median: Math.round(first.median), seconds, ...figures }
        : {
            low: Math.round(Math.min(...medians.map(({ median }) => median))),
            high: Math.round(Math.max(...medians.map(({ median }) => median))),
            ...figures,
          },
      change: { setting: { limits: changed } },
    },
  ];
}

/** Nearly everything in one quarter: the rest may lie outside the survey. */
function periodSuggestion(
  tables: readonly ResponseTable[],
  settings: CleaningSettings,
  count: Count,
): Suggestion[] {
  const { details, rules } = settings;
  if (details.firstDay !== null || details.lastDay !== null || !rules.outOfPeriod.isOn) return [];
  const quarters = new Map<string, number>();
  const findMonth = monthFinder();
  let total = 0;
  for (const { times } of tables) {
    for (const time of times ?? []) {
      const month = findMonth(time);
      if (month === noMonth) continue;
      const key = periodKey(month, 'quarter');
      quarters.set(key, (quarters.get(key) ?? 0) + 1);
      total++;
    }
  }
  const [quarter, inside] = [...quarters].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if (inside === total || inside < mainQuarter * total) return [];
  const month = firstMonth(quarter);
  if (month === null) return [];
  const dayOf = (months: number, day: number) =>
    new Date(Date.UTC(Math.floor(months / 12), months % 12, day)).toISOString().slice(0, 10);
  const change = { firstDay: dayOf(month, 1), lastDay: dayOf(month + 3, 0) };
  const n = count('outOfPeriod', { details: { ...details, ...change } });
  return [
    {
      kind: 'period',
      rule: 'outOfPeriod',
      params: { share: inside / total, quarter, from: change.firstDay, to: change.lastDay, n },
      change: { details: change },
    },
  ];
}

/** So many incomplete responses are no carelessness: the questionnaire has branches. */
function branchSuggestion(
  tables: readonly ResponseTable[],
  settings: CleaningSettings,
  count: Count,
): Suggestion[] {
  const setting = settings.rules.incomplete;
  const total = tables.reduce((sum, { rowCount }) => sum + rowCount, 0);
  if (!setting.isOn || setting.action !== 'exclude' || total === 0) return [];
  const n = count('incomplete', {});
  if (n < branchedShare * total) return [];
  return [
    {
      kind: 'branches',
      rule: 'incomplete',
      params: { n, share: n / total },
      change: { setting: { action: 'lookAt' } },
    },
  ];
}
