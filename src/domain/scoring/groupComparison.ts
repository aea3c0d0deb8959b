import type { IndicatorModel } from '../model/indicatorModel';
import { holm, welchDifference, type MeanEstimate } from '../statistics/differences';
import {
  estimateOf,
  kruskalWallis,
  mannWhitney,
  welchAnova,
  type GroupsTest,
  type KruskalWallisTest,
} from '../statistics/groupTests';
import { histogramOf, momentsOf, type Histogram } from '../statistics/histogram';
import { meanInterval, type Interval } from '../statistics/intervals';
import { fisherExact, newcombeInterval, twoShares } from '../statistics/shares';
import { aggregate, merged, type Aggregate } from './aggregate';
import { cutReport, isRatedMeasure, tallyOf, type CutMeasure, type CutRequest } from './cutReport';
import { lowBase, significance, snap } from './levels';
import { groupPrecision, isInSources, rowGroups, type SourceRows } from './linearisedError';
import { modelScores, scoresById } from './modelScores';
import type { ResponseCube } from './responseCube';
import { responseIndexes } from './responseIndex';
import { periodFilter, type Scope } from './scope';
import { cutGroups, scopeGroup, type ShownGroup } from './shownGroups';
import type { Tally } from './tally';

/** How two groups, or a group and the rest, differ. */
export interface Difference {
  readonly difference: number;
  /** 95 % interval; null where none can be stated. */
  readonly interval: Interval | null;
  /** Two-sided, after Holm over everything compared at once. */
  readonly p: number;
  /** Cohen's d of means; null for shares, whose difference speaks for itself. */
  readonly cohensD: number | null;
  /** At least 30 answers on both sides and p < .05. */
  readonly isSignificant: boolean;
}

/** Two groups of a cut. */
export interface PairDifference extends Difference {
  readonly a: string;
  readonly b: string;
  /** Mann-Whitney's p after Holm, and Cliff's delta; null where all answers are alike. */
  readonly rankP: number | null;
  readonly cliffsDelta: number | null;
}

/** What the tests say about a cut. */
export interface CutTests {
  /** Each shown group against all others in scope, by value. */
  readonly versusRest: ReadonlyMap<string, Difference>;
  /** Answers behind each shown group's figure. */
  readonly sizes: ReadonlyMap<string, number>;
  /** 95 % interval of each shown group's figure where the cube alone could not state it. */
  readonly intervals: ReadonlyMap<string, Interval | null>;
  readonly anova: GroupsTest | null;
  readonly kruskal: KruskalWallisTest | null;
  readonly pairs: readonly PairDifference[];
}

/** Every pair is compared up to this many groups (190 pairs): beyond, nobody could read them. */
const mostPaired = 20;

/** A group ready to be compared. */
interface Sample {
  readonly value: string;
  readonly estimate: MeanEstimate;
  /** Answers, or indexes of responses, for tests by rank. */
  readonly histogram: Histogram;
}

/**
 * Compares the shown groups of a cut (`scoring.md` §4): each against the rest by Welch's t (shares by
 * the pooled z, or Fisher where an expected count is under 5) with Holm over the groups; all at once by
 * Welch's analysis of variance and Kruskal-Wallis; every pair. Hidden groups are in no comparison.
 */
export function cutTests(
  sources: readonly SourceRows[],
  cubes: readonly ResponseCube[],
  request: CutRequest,
): CutTests {
  const shown = cutReport(cubes, request)
    .groups.filter(({ isHidden, figure, value }) => !isHidden && figure !== null && value !== '')
    .map(({ value }) => value);
  const isRated = isRatedMeasure(request.model, request.measure);
  const read = isRated ? ratedSamples(cubes, request) : indexSamples(sources, cubes, request);
  const samples = read.groups.filter(({ value }) => shown.includes(value));
  const isShare = request.measure.kind === 'csat';
  const rest = samples.flatMap((sample) => {
    const others = read.restOf(sample.value);
    const found = others && compare(sample, others, isShare);
    return found ? [{ value: sample.value, found }] : [];
  });
  // Of two groups each is the rest of the other: one test, twice on screen.
  const isOneTest = samples.length === 2 && read.groups.length === 2;
  const restP = isOneTest
    ? rest.map(({ found }) => found.p)
    : holm(rest.map(({ found }) => found.p));
  const paired = samples.length <= mostPaired ? samples : [];
  const pairs = paired.flatMap((a, at) =>
    paired.slice(at + 1).flatMap((b) => {
      const found = compare(a, b, isShare);
      return found ? [{ a, b, found, ranks: mannWhitney(a.histogram, b.histogram) }] : [];
    }),
  );
  const pairP = holm(pairs.map(({ found }) => found.p));
  const rankP = holm(pairs.map(({ ranks }) => ranks?.p ?? 1));
  const histograms = samples.map(({ histogram }) => histogram);
  return {
    versusRest: new Map(
      rest.map(({ value, found }, at) => [value, settled(found, restP[at] ?? 1)]),
    ),
    sizes: new Map(samples.map(({ value, estimate }) => [value, estimate.n])),
    intervals: new Map(
      isRated
        ? []
        : samples
            .filter(
              ({ estimate: { n, standardError } }) => n >= 2 && Number.isFinite(standardError),
            )
            .map(({ value, estimate: { mean, standardError, n } }) => [
              value,
              meanInterval(mean, standardError, n),
            ]),
    ),
    anova: welchAnova(histograms),
    kruskal: kruskalWallis(histograms),
    pairs: pairs.map(({ a, b, found, ranks }, at) => ({
      a: a.value,
      b: b.value,
      ...settled(found, pairP[at] ?? 1),
      rankP: ranks === null ? null : (rankP[at] ?? null),
      cliffsDelta: ranks?.cliffsDelta ?? null,
    })),
  };
}

interface RawDifference extends Omit<Difference, 'isSignificant'> {
  readonly least: number;
}

function settled({ least, ...found }: RawDifference, p: number): Difference {
  return { ...found, p, isSignificant: least >= lowBase && p < significance };
}

function compare(a: Sample, b: Sample, isShare: boolean): RawDifference | null {
  const least = Math.min(a.estimate.n, b.estimate.n);
  if (isShare) {
    const [hitsA, nA] = hitsOf(a.histogram);
    const [hitsB, nB] = hitsOf(b.histogram);
    const test = twoShares(hitsA, nA, hitsB, nB);
    if (!test) return null;
    const share = (hitsA + hitsB) / (nA + nB);
    const expected = Math.min(nA, nB) * Math.min(share, 1 - share);
    const p = expected < 5 ? fisherExact(hitsA, nA, hitsB, nB) : test.p;
    const interval = newcombeInterval(hitsA, nA, hitsB, nB);
    return { difference: test.difference, interval, p, cohensD: null, least };
  }
  const test = welchDifference(a.estimate, b.estimate);
  if (!test) return null;
  const { difference, interval, p, cohensD } = test;
  return { difference, interval, p, cohensD, least };
}

function hitsOf({ values, counts }: Histogram): readonly [hits: number, n: number] {
  return [
    values.reduce((sum, value, at) => sum + value * (counts[at] as number), 0),
    counts.reduce((sum, count) => sum + count, 0),
  ];
}

interface Samples {
  readonly groups: readonly Sample[];
  /** All other responses in scope; null where there are none. */
  restOf(value: string): Sample | null;
}

/** Samples of one question, from the cubes. */
function ratedSamples(cubes: readonly ResponseCube[], request: CutRequest): Samples {
  const { scope, segmentId, measure } = request;
  const groups = cutGroups(cubes, scope, segmentId);
  const others = restGroup(cubes, scope, segmentId, groups);
  const histogramFor = (group: Aggregate) => codedFor(measure, tallyOf(measure, group));
  const sampleFor = (value: string, histogram: Histogram): Sample[] => {
    const moments = momentsOf(histogram);
    return moments ? [{ value, histogram, estimate: estimateOf(moments) }] : [];
  };
  return {
    groups: groups.flatMap((group) => sampleFor(group.group, histogramFor(group))),
    restOf: (value) => sampleFor('', histogramFor(others(value)))[0] ?? null,
  };
}

/** NPS as −100, 0, 100 and CSAT as 0, 1, so that their means are the figures. */
function codedFor({ kind }: CutMeasure, { values, counts }: Tally): Histogram {
  if (kind === 'nps') {
    return { values: values.map((answer) => (answer >= 9 ? 100 : answer >= 7 ? 0 : -100)), counts };
  }
  return kind === 'csat'
    ? { values: values.map((score) => (score >= 4 ? 1 : 0)), counts }
    : { values, counts };
}

/** From this many responses on, indexes are ranked to three decimals. */
const manyResponses = 20_000;

/** Samples of a score of several indicators: estimates as on screen, ranks from the indexes. */
function indexSamples(
  sources: readonly SourceRows[],
  cubes: readonly ResponseCube[],
  { scope, model, segmentId, measure }: CutRequest,
): Samples {
  const nodeId = measure.kind === 'node' ? measure.id : 'overall';
  const groups = cutGroups(cubes, scope, segmentId);
  const others = restGroup(cubes, scope, segmentId, groups);
  const names = groups.map(({ group }) => group);
  const indexes = names.map(() => [] as number[]);
  const total = groups.reduce((sum, { responses }) => sum + responses, 0);
  // Ranks of very many responses need no more than a thousandth, and far fewer different values.
  const rounded =
    total <= manyResponses ? snap : (index: number) => Math.round(index * 1000) / 1000;
  const byGroup = precisionBy(sources, model, groups, scope, segmentId, (value) =>
    names.indexOf(value),
  );
  for (const { table, ledger, months } of sources) {
    const groupOf = segmentGroups({ table, ledger, months }, scope, segmentId, (value) =>
      names.indexOf(value),
    );
    if (!groupOf) continue;
    const scores = responseIndexes(table, model, nodeId === 'overall' ? null : nodeId);
    for (let row = 0; row < groupOf.length; row++) {
      const index = scores[row] as number;
      if (!Number.isNaN(index)) indexes[groupOf[row] as number]?.push(rounded(index));
    }
  }
  const estimateFor = (group: Aggregate, precision: (typeof byGroup)[number] | undefined) => {
    const mean = scoresById(modelScores(model, group)).get(nodeId)?.score ?? null;
    const known = nodeId === 'overall' ? precision?.overall : precision?.nodes.get(nodeId);
    if (mean === null || !known || known.standardError === null) return null;
    return { mean, standardError: known.standardError, n: known.n };
  };
  const samples = groups.flatMap((group, at): Sample[] => {
    const estimate = estimateFor(group, byGroup[at]);
    const histogram = histogramOf(indexes[at] ?? []);
    return estimate ? [{ value: group.group, estimate, histogram }] : [];
  });
  return {
    groups: samples,
    restOf(value) {
      const rest = others(value);
      const [precision] = precisionBy(sources, model, [rest], scope, segmentId, (own) =>
        own === value ? -1 : 0,
      );
      const estimate = estimateFor(rest, precision);
      return estimate && { value: '', estimate, histogram: { values: [], counts: [] } };
    },
  };
}

function precisionBy(
  sources: readonly SourceRows[],
  model: IndicatorModel,
  groups: readonly Aggregate[],
  scope: Scope,
  segmentId: string,
  groupOf: (value: string) => number,
) {
  return groupPrecision(model, groups, sources, (source) =>
    segmentGroups(source, scope, segmentId, groupOf),
  );
}

/**
 * All responses in scope outside of a shown group, hidden groups included: what the whole and the group
 * tell anyway. Measures that the group itself does not show are left out of the rest as well.
 */
function restGroup(
  cubes: readonly ResponseCube[],
  scope: Scope,
  segmentId: string,
  shown: readonly ShownGroup[],
): (value: string) => Aggregate {
  const all = aggregate(cubes, scope, { by: 'segment', segmentId });
  const whole = scopeGroup(cubes, scope);
  return (value) => {
    const own = shown.find(({ group }) => group === value);
    const rest = merged(all.filter(({ group }) => group !== value));
    const tallies = new Map(
      [...rest.tallies].filter(([id]) => own?.tallies.has(id) && whole.tallies.has(id)),
    );
    return { ...rest, tallies };
  };
}

/** The group of each row by its value of a segment; null for a source without the segment. */
export function segmentGroups(
  { table, ledger, months }: SourceRows,
  scope: Scope,
  segmentId: string,
  groupOf: (value: string) => number,
): Int32Array | null {
  const segment = table.segments.find((one) => one.segmentId === segmentId);
  if (!segment || !isInSources(scope, table)) return null;
  const inPeriod = periodFilter(scope);
  const groups = rowGroups(table, ledger, months, scope, (month) => (inPeriod(month) ? 0 : -1));
  if (!groups) return null;
  const byCode = ['', ...segment.values].map(groupOf);
  for (let row = 0; row < groups.length; row++) {
    if (groups[row] === 0) groups[row] = byCode[segment.codes[row] as number] ?? -1;
  }
  return groups;
}
