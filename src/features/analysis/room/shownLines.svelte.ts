import {
  lineKinds,
  type LineKind,
  type ReferenceLines,
} from '../../../domain/model/indicatorModel';
import type {
  DimensionScore,
  IndicatorScore,
  ModelScores,
  NodeScore,
} from '../../../domain/scoring/modelScores';
import type { ScoreReport } from '../../../domain/scoring/scoreReport';

const storageKey = 'satiscope.lines';
let hidden = $state.raw<readonly LineKind[]>(restore());

/** Which reference lines are drawn, everywhere in the room. Choosing is remembered. */
export const shownLines = {
  isShown(kind: LineKind): boolean {
    return !hidden.includes(kind);
  },
  toggle(kind: LineKind): void {
    hidden = hidden.includes(kind) ? hidden.filter((one) => one !== kind) : [...hidden, kind];
    try {
      localStorage.setItem(storageKey, hidden.join(' '));
    } catch {
      // Blocked storage only costs the memory of the choice.
    }
  },
};

function restore(): LineKind[] {
  try {
    const stored = localStorage.getItem(storageKey)?.split(' ') ?? [];
    return lineKinds.filter((kind) => stored.includes(kind));
  } catch {
    return [];
  }
}

/** The reference lines that any node of a report has. */
export function linesIn({ scores }: ScoreReport): LineKind[] {
  const nodes = [
    scores.overall,
    ...scores.dimensions,
    ...scores.dimensions.flatMap(({ indicators }) => indicators),
  ];
  return lineKinds.filter((kind) => nodes.some((node) => node[kind] !== null));
}

/** A report without the lines that are hidden; without a target there is no gap to it. */
export function withShownLines(report: ScoreReport): ScoreReport {
  if (lineKinds.every((kind) => shownLines.isShown(kind))) return report;
  return {
    ...report,
    scores: withLines(report.scores),
    periods: report.periods.map((period) => ({ ...period, ...withLines(period) })),
  };
}

function withLines(scores: ModelScores): ModelScores {
  const indicator = (node: IndicatorScore): IndicatorScore => ({
    ...shown(node),
    parts: node.parts.map(indicator),
  });
  return {
    ...scores,
    overall: shown(scores.overall),
    dimensions: scores.dimensions.map((dimension): DimensionScore => ({
      ...shown(dimension),
      indicators: dimension.indicators.map(indicator),
    })),
  };
}

function shown<T extends NodeScore>(node: T): T {
  const lines = Object.fromEntries(
    lineKinds.map((kind) => [kind, shownLines.isShown(kind) ? node[kind] : null]),
  ) as unknown as ReferenceLines;
  return { ...node, ...lines, gap: lines.target === null ? null : node.gap };
}
