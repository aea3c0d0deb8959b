import { monthFinder, noMonth, periodKey, firstMonth } from '../model/period';
import type { ResponseTable } from '../table/responseTable';
import { withRule, type CleaningSettings, type RuleSetting } from './cleaningSettings';
import { type RuleDetails, ruleOf, type CleaningRuleId } from './rules';
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
    ...trapSuggestions(tables, settings),
  ];
}

/** Attention checks of which nobody has said, nor their wording, which answers pass. */
function trapSuggestions(
  tables: readonly ResponseTable[],
  settings: CleaningSettings,
): Suggestion[] {
  const unknown = tables
    .flatMap(({ segments }) => segments)
    .filter(
      (segment) =>
        segment.meaning === 'trap' && acceptedAnswers(segment, settings.details) === null,
    );
  return [...new Set(unknown.map(({ segmentId }) => segmentId))].map((name) => ({
    kind: 'trap',
    rule: 'trapFailed',
    params: { name },
    change: null,
  }));
}

type Count = (rule: CleaningRuleId, change: Partial<CleaningSettings>) => number;

/** A third of the median is the usual limit; as a share where sources differ in pace. */
function paceSuggestion(
  tables: readonly ResponseTable[],
  settings: CleaningSettings,
  count: Count,
): Suggestion[] {
  const { isOn, limits } = settings.rules.tooFast;
  const { seconds = 0, medianPercent = 0 } = limits;
  const paces = tables.flatMap((table) => {
    const median = medianDuration(table);
    if (median === null) return [];
    return [{ median, current: shortestDuration(table, { seconds, medianPercent }) }];
  });
  const [first] = paces;
  const isFar = paces.some(
    ({ median, current }) => Math.abs(current / (median / 3) - 1) > closeEnough,
  );
  if (!isOn || !first || !isFar) return [];
  const low = Math.min(...paces.map(({ median }) => median));
  const high = Math.max(...paces.map(({ median }) => median));
  const third = first.median / 3;
  const isAlike = high < low * 1.25;
  // Where the floor alone is too high for the fastest source, it comes down with the share.
  const changed: Record<string, number> = isAlike
    ? {
        seconds: third >= 60 ? Math.round(third / 5) * 5 : Math.round(third),
        medianPercent: Math.min(medianPercent, 33),
      }
    : { medianPercent: 33, seconds: Math.min(seconds, Math.floor(low / 3)) };
  const followed = withRule(settings, 'tooFast', { limits: changed });
  const [now, n] = [count('tooFast', {}), count('tooFast', { rules: followed.rules })];
  if (n === now) return [];
  const current = Math.round(first.current);
  return [
    {
      kind: isAlike ? 'pace' : 'relativePace',
      rule: 'tooFast',
      params: {
        ...(isAlike
          ? { median: Math.round(first.median), seconds: changed['seconds'] ?? 0 }
          : { low: Math.round(low), high: Math.round(high) }),
        current,
        now,
        n,
      },
      change: { setting: { limits: followed.rules.tooFast.limits } },
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
