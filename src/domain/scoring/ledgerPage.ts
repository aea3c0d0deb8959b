import type { Evidence, RuleAction } from '../cleaning/cleaningRule';
import type { CleaningSettings } from '../cleaning/cleaningSettings';
import type { ManualDecision } from '../cleaning/decisions';
import { isKept, rulesIn, verdict } from '../cleaning/ledger';
import { cleaningRules, ruleOf, type CleaningRuleId } from '../cleaning/rules';
import { ratingCode } from '../table/ratingScale';
import type { RatingColumn, ResponseTable } from '../table/responseTable';
import type { Source } from '../table/source';

import type { CleanedRows } from './cleanedRows';

/** Which responses a ledger lists, and in which order. */
export interface LedgerQuery {
  /** `marked`: hit by any rule or settled by a person. */
  readonly filter: 'marked' | 'excluded' | 'toVerify' | 'toLookAt' | 'byHand' | 'all';
  readonly rule: CleaningRuleId | null;
  readonly sourceId: string | null;
  /** Part of a respondent's identifier, or the number of a row. */
  readonly search: string;
  readonly sort: 'row' | 'respondent' | 'duration' | 'time' | 'mean' | 'hits';
  readonly isDescending: boolean;
}

/** A rule that hit a response. */
export interface RuleHit {
  readonly rule: CleaningRuleId;
  readonly action: RuleAction;
  /** True for the rule that leaves the response out. */
  readonly decides: boolean;
  readonly evidence: Evidence;
}

/** One response in the cleaning ledger. */
export interface LedgerRow {
  readonly sourceId: string;
  readonly row: number;
  readonly respondentId: string;
  /** The deciding rule first. */
  readonly hits: readonly RuleHit[];
  readonly isKept: boolean;
  readonly decision: ManualDecision | null;
  /** Seconds; null where missing. */
  readonly duration: number | null;
  readonly time: number | null;
  /** Score of each rating in questionnaire order; null missing, NaN outside the scale. */
  readonly scores: readonly (number | null)[];
  /** Score of the overall question, and the answer to the recommendation question; null missing. */
  readonly overall: number | null;
  readonly recommendation: number | null;
  readonly outOfRange: readonly string[];
}

export interface LedgerPage {
  /** Differs once anything about the list may have changed. */
  readonly revision: string;
  readonly total: number;
  readonly rows: readonly LedgerRow[];
}

/** A source as the ledger lists it. */
export interface LedgerSource {
  readonly source: Source;
  readonly rows: CleanedRows;
  /** By row. */
  readonly decisions: ReadonlyMap<number, ManualDecision>;
  readonly weights: ReadonlyMap<string, number>;
}

/** The responses of a query, in its order: numbers of source and row side by side. */
export interface LedgerIndex {
  readonly sources: Uint16Array;
  readonly rows: Uint32Array;
}

/** Finds and sorts the responses of a query. */
export function ledgerIndex(sources: readonly LedgerSource[], query: LedgerQuery): LedgerIndex {
  const found: { at: number; row: number }[] = [];
  const wanted = query.search.trim().toLowerCase();
  sources.forEach(({ source, rows: { table, ledger } }, at) => {
    if (query.sourceId !== null && query.sourceId !== source.id) return;
    const fits = queryTest(query, ledger.masks);
    for (let row = 0; row < table.rowCount; row++) {
      if (!fits(ledger.flags[row] as number, ledger.verdicts[row] as number)) continue;
      if (wanted !== '' && !matches(table, row, wanted)) continue;
      found.push({ at, row });
    }
  });
  const keyOf = sortKey(sources, query);
  if (keyOf) {
    const keys = found.map(({ at, row }) => keyOf(at, row));
    const sign = query.isDescending ? -1 : 1;
    const order = Uint32Array.from(found.keys());
    order.sort((a, b) => compareKeys(keys[a], keys[b], sign) || a - b);
    const sorted = Array.from(order, (place) => found[place] as (typeof found)[number]);
    return indexOf(sorted);
  }
  return indexOf(query.isDescending ? found.reverse() : found);
}

function indexOf(found: readonly { readonly at: number; readonly row: number }[]): LedgerIndex {
  return {
    sources: Uint16Array.from(found, ({ at }) => at),
    rows: Uint32Array.from(found, ({ row }) => row),
  };
}

/** One stretch of an index as the ledger shows it. */
export function ledgerPage(
  sources: readonly LedgerSource[],
  settings: CleaningSettings,
  index: LedgerIndex,
  offset: number,
  limit: number,
): Pick<LedgerPage, 'total' | 'rows'> {
  const rows: LedgerRow[] = [];
  for (let place = offset; place < Math.min(offset + limit, index.rows.length); place++) {
    const source = sources[index.sources[place] as number] as LedgerSource;
    rows.push(ledgerRow(source, settings, index.rows[place] as number));
  }
  return { total: index.rows.length, rows };
}

function queryTest(
  { filter, rule }: LedgerQuery,
  masks: CleanedRows['ledger']['masks'],
): (flags: number, code: number) => boolean {
  const bit = rule === null ? 0 : 1 << cleaningRules.indexOf(rule);
  return (flags, code) => {
    if (bit !== 0 && (flags & bit) === 0) return false;
    switch (filter) {
      case 'all':
        return true;
      case 'marked':
        return flags !== 0 || code >= verdict.excludedByHand;
      case 'excluded':
        return !isKept(code);
      case 'toVerify':
        return code === verdict.kept && (flags & masks.verify) !== 0;
      case 'toLookAt':
        return code === verdict.kept && (flags & masks.lookAt) !== 0;
      case 'byHand':
        return code >= verdict.excludedByHand;
    }
  };
}

/** In the respondent's identifier, or as the number of the row. */
function matches({ respondentIds }: ResponseTable, row: number, wanted: string): boolean {
  return (
    String(row + 1) === wanted || (respondentIds?.at(row).toLowerCase() ?? '').includes(wanted)
  );
}

/** What a query sorts by; null for the order of the files. */
function sortKey(
  sources: readonly LedgerSource[],
  { sort }: LedgerQuery,
): ((at: number, row: number) => number | string) | null {
  const tableOf = (at: number) => (sources[at] as LedgerSource).rows.table;
  switch (sort) {
    case 'row':
      return null;
    case 'respondent':
      return (at, row) => tableOf(at).respondentIds?.at(row) ?? '';
    case 'duration':
      return (at, row) => tableOf(at).durations?.[row] ?? NaN;
    case 'time':
      return (at, row) => tableOf(at).times?.[row] ?? NaN;
    case 'hits':
      return (at, row) => rulesIn(sources[at]?.rows.ledger.flags[row] ?? 0).length;
    case 'mean':
      return (at, row) => meanRating(tableOf(at), row);
  }
}

/** Missing figures and names come last in either direction. */
function compareKeys(
  a: number | string | undefined,
  b: number | string | undefined,
  sign: number,
): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b))
      return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return sign * (a - b);
  }
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return sign * ((a ?? '') < (b ?? '') ? -1 : 1);
}

function meanRating({ ratings }: ResponseTable, row: number): number {
  let sum = 0;
  let n = 0;
  for (const { codes, scores } of ratings) {
    const score = scores[(codes[row] as number) - 1];
    if (score === undefined) continue;
    sum += score;
    n++;
  }
  return n === 0 ? NaN : sum / n;
}

/** The rules that hit a response, the deciding one first, each with the figures behind it. */
export function ruleHits(
  { rows: { table, ledger }, weights }: LedgerSource,
  settings: CleaningSettings,
  row: number,
): RuleHit[] {
  const code = ledger.verdicts[row] as number;
  const hits = rulesIn(ledger.flags[row] as number);
  const rank = (rule: CleaningRuleId) => {
    const place = settings.order.indexOf(rule);
    return settings.rules[rule].action === 'exclude' ? place : settings.order.length + place;
  };
  const input = { table, details: settings.details, weights };
  return hits
    .sort((a, b) => rank(a) - rank(b))
    .map((rule) => ({
      rule,
      action: settings.rules[rule].action,
      decides: code === cleaningRules.indexOf(rule) + 1,
      evidence: ruleOf(rule).evidence(input, settings.rules[rule].limits, row),
    }));
}

function ledgerRow(from: LedgerSource, settings: CleaningSettings, row: number): LedgerRow {
  const { source, decisions } = from;
  const { table, ledger } = from.rows;
  const code = ledger.verdicts[row] as number;
  const decision = decisions.get(row) ?? null;
  return {
    sourceId: source.id,
    row,
    respondentId: table.respondentIds?.at(row) ?? '',
    hits: ruleHits(from, settings, row),
    isKept: isKept(code),
    decision,
    duration: finite(table.durations?.[row]),
    time: finite(table.times?.[row]),
    scores: table.ratings.map(({ codes, scores }) => {
      const answer = codes[row] as number;
      return answer === ratingCode.outOfRange ? NaN : (scores[answer - 1] ?? null);
    }),
    overall: scoreIn(table.overall, row),
    recommendation: recommended(table.recommendation, row),
    outOfRange: outsiders(from, row),
  };
}

function scoreIn(column: RatingColumn | null, row: number): number | null {
  return column?.scores[(column.codes[row] as number) - 1] ?? null;
}

/** The answer from 0 to 10. */
function recommended(column: RatingColumn | null, row: number): number | null {
  const code = column?.codes[row] ?? ratingCode.missing;
  return column?.scores[code - 1] === undefined ? null : code - 1;
}

/** The answers of a response that their scales do not have, as written. */
function outsiders({ source, rows: { table } }: LedgerSource, row: number): string[] {
  const rated = [...table.ratings, table.overall, table.recommendation];
  // Hardly any response has one, and the lists of a source may be long.
  if (rated.every((column) => column?.codes[row] !== ratingCode.outOfRange)) return [];
  return source.columns.flatMap(({ header, outOfRange }) =>
    outOfRange.filter((entry) => entry.row === row).map(({ raw }) => `${header}: ${raw}`),
  );
}

/** A figure of a column, null where it is missing. */
export function finite(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
