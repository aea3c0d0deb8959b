import { firstMonth, noMonth } from '../model/period';
import { holm, welchDifference, type WelchTest } from '../statistics/differences';
import { lowBase, significance } from './levels';
import type { NodePrecision, PrecisionReport } from './linearisedError';
import { indicatorScores, type IndicatorScore, type NodeScore } from './modelScores';
import type { Scope } from './scope';
import type { ScoreReport } from './scoreReport';

/** One node in two scopes. */
export interface NodeComparison {
  readonly id: string;
  readonly name: string;
  /** 0 for the overall score, 1 for dimensions, 2 and 3 below. */
  readonly depth: number;
  readonly a: number | null;
  readonly b: number | null;
  /** a − b; null where one was not measured. */
  readonly difference: number | null;
  /** Null where the scopes may share responses, or an error is not known yet. */
  readonly test: WelchTest | null;
  /** Answers on the smaller side. */
  readonly least: number;
  /** p of the test after Holm over all nodes; null where nothing was tested. */
  readonly p: number | null;
  /** p < .05 after Holm over all nodes, with n ≥ 30 in both. */
  readonly isSignificant: boolean;
}

/**
 * True where no response can be in both scopes: they differ in the values of one segment, in their
 * periods, or in their sources.
 */
export function areDisjoint(a: Scope, b: Scope): boolean {
  const apart = (one: readonly string[], other: readonly string[]) =>
    one.length > 0 && other.length > 0 && !one.some((value) => other.includes(value));
  const monthsOf = (keys: readonly string[]) =>
    keys.flatMap((key) => {
      const first = firstMonth(key) ?? noMonth;
      return Array.from({ length: key.includes('Q') ? 3 : 1 }, (_, at) => String(first + at));
    });
  return (
    apart(a.sourceIds, b.sourceIds) ||
    apart(monthsOf(a.periods), monthsOf(b.periods)) ||
    a.segments.some(({ segmentId, values }) =>
      apart(values, b.segments.find((other) => other.segmentId === segmentId)?.values ?? []),
    )
  );
}

/** Every node of the model in two scopes, with Welch's test where they share no response (§4). */
export function compareScopes(
  a: { readonly report: ScoreReport; readonly precision: PrecisionReport | null },
  b: { readonly report: ScoreReport; readonly precision: PrecisionReport | null },
  isDisjoint: boolean,
): NodeComparison[] {
  const left = estimates(a);
  const right = new Map(estimates(b).map((one) => [one.node.id, one]));
  const compared = left.map(({ node, depth, estimate }) => {
    const other = right.get(node.id);
    const [x, y] = [node.score, other?.node.score ?? null];
    const isKnown = isDisjoint && x !== null && y !== null && estimate && other?.estimate;
    return {
      id: node.id,
      name: node.name,
      depth,
      a: x,
      b: y,
      difference: x === null || y === null ? null : x - y,
      test: isKnown ? welchDifference({ mean: x, ...estimate }, { mean: y, ...isKnown }) : null,
      least: Math.min(estimate?.n ?? 0, other?.estimate?.n ?? 0),
    };
  });
  const adjusted = holm(compared.map(({ test }) => test?.p ?? 1));
  return compared.map((one, at) => ({
    ...one,
    p: one.test === null ? null : (adjusted[at] as number),
    isSignificant:
      one.test !== null && one.least >= lowBase && (adjusted[at] as number) < significance,
  }));
}

interface Estimated {
  readonly node: NodeScore;
  readonly depth: number;
  readonly estimate: { readonly standardError: number; readonly n: number } | null;
}

function estimates({
  report,
  precision,
}: {
  readonly report: ScoreReport;
  readonly precision: PrecisionReport | null;
}): Estimated[] {
  const known = (found: NodePrecision | undefined) =>
    found?.standardError == null ? null : { standardError: found.standardError, n: found.n };
  const { overall, dimensions } = report.scores;
  const ofIndicator = (node: IndicatorScore): Estimated['estimate'] => {
    if (node.summary === null) return known(precision?.scope.nodes.get(node.id));
    const { sd, n } = node.summary;
    return sd === null ? null : { standardError: sd / Math.sqrt(n), n };
  };
  return [
    { node: overall, depth: 0, estimate: known(precision?.scope.overall) },
    ...dimensions.flatMap((dimension): Estimated[] => [
      { node: dimension, depth: 1, estimate: known(precision?.scope.nodes.get(dimension.id)) },
      ...indicatorScores(dimension).map((node) => ({
        node,
        depth: dimension.indicators.includes(node) ? 2 : 3,
        estimate: ofIndicator(node),
      })),
    ]),
  ];
}
