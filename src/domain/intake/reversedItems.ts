import { ratingCode, ratingCoder, stepCount, type MissingWords } from '../table/ratingScale';
import type { ColumnProposal } from './columnPlan';
import type { ProfiledQuestion } from './proposeRoles';

/** Fewer questions of one group than this say little about the direction of one of them. */
const fewestItems = 4;
/** Fewer respondents than this, and a correlation is chance. */
const fewestRows = 30;
/** Below this correlation with the rest of its group a question is answered the other way round. */
const opposite = -0.2;

/**
 * Marks ratings whose answers run against the others of their group (item–rest correlation under
 * −0.2): probably worded the other way round, to be confirmed. Nothing is reversed by itself.
 */
export function markReversedItems(
  proposals: readonly ColumnProposal[],
  questions: readonly ProfiledQuestion[],
  rows: readonly (readonly string[])[],
  missing: MissingWords,
): ColumnProposal[] {
  const groups = new Map<string, number[]>();
  proposals.forEach(({ plan }, index) => {
    if (plan.kind !== 'rating' || plan.scale === null || plan.scale.reversed) return;
    const { reading, stem } = (questions[index] as ProfiledQuestion).question;
    if (reading.kind !== 'cell' || stem === null) return;
    const key = JSON.stringify([stem, plan.scale.kind, stepCount(plan.scale)]);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  const suspects = new Set<number>();
  for (const members of groups.values()) {
    if (members.length < fewestItems) continue;
    const answers = members.map((index) => {
      const { reading } = (questions[index] as ProfiledQuestion).question;
      const { scale } = (proposals[index] as ColumnProposal).plan;
      if (reading.kind !== 'cell' || scale === null) return [];
      const codeOf = ratingCoder(scale, missing);
      return rows.map((row) => {
        const code = codeOf(row[reading.position] as string);
        return code === ratingCode.missing || code >= ratingCode.notShown ? NaN : code;
      });
    });
    members.forEach((index, at) => {
      const rest = rows.map((_, row) => meanOf(answers, row, at));
      if (correlation(answers[at] as number[], rest) < opposite) suspects.add(index);
    });
  }
  return proposals.map((proposal, index) =>
    suspects.has(index) ? { ...proposal, confidence: 0.7, note: 'maybeReversed' } : proposal,
  );
}

/** Mean of a row's answers to all questions but one; NaN where it has none. */
function meanOf(answers: readonly (readonly number[])[], row: number, without: number): number {
  let sum = 0;
  let count = 0;
  answers.forEach((column, index) => {
    const value = column[row] as number;
    if (index === without || Number.isNaN(value)) return;
    sum += value;
    count++;
  });
  return count === 0 ? NaN : sum / count;
}

/** Pearson correlation of the rows that have both values; 0 where there are too few of them. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const pairs = a.flatMap((value, row) => {
    const other = b[row] as number;
    return Number.isNaN(value) || Number.isNaN(other) ? [] : [[value, other] as const];
  });
  if (pairs.length < fewestRows) return 0;
  const mean = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [meanA, meanB] = [mean(0), mean(1)];
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (const [x, y] of pairs) {
    product += (x - meanA) * (y - meanB);
    squaresA += (x - meanA) ** 2;
    squaresB += (y - meanB) ** 2;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
}
