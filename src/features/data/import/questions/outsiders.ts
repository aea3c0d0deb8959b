import type { ColumnPlan } from '../../../../domain/intake/columnPlan';
import { isOutside, outsideAnswers } from '../../../../domain/intake/guessScale';
import { plainText, type RatingScale } from '../../../../domain/table/ratingScale';
import type { SettledAnswer } from '../../../../domain/intake/recipe';
import type { InspectedColumn } from '../../../../domain/intake/inspection';
import { withWord } from '../scaleEdit';

/** What a frequent answer outside its scale means; `step` n is the nth word of the scale. */
export type OutsiderMeaning =
  | { readonly kind: 'notApplicable' | 'partOfScale' | 'outOfRange' }
  | { readonly kind: 'step'; readonly step: number };

/** An answer outside the proposed scales, over all rating questions. */
export interface Outsider {
  readonly answer: string;
  readonly count: number;
  readonly columnCount: number;
  /** Just under the scale, so that it may be its lowest step. */
  readonly canBeLowest: boolean;
  /** The words of the scale that it may belong to; empty for a scale of numbers. */
  readonly words: readonly (readonly string[])[];
}

/** Answers off the scales that are too frequent to be slips, each asked about once for all. */
export function findOutsiders(
  columns: readonly InspectedColumn[],
  plans: readonly ColumnPlan[],
  settled: readonly SettledAnswer[],
): Outsider[] {
  const found = new Map<string, Omit<Outsider, 'answer'> & { isFrequent: boolean }>();
  columns.forEach((column, index) => {
    const plan = plans[index];
    if ((plan?.kind !== 'rating' && plan?.kind !== 'overall') || plan.scale === null) return;
    const { scale } = plan;
    for (const { answer, count, isFrequent } of outsideAnswers(column.answers, scale)) {
      const isSettled = settled.some(
        (one) => one.header === column.header && one.answer === answer,
      );
      if (isSettled) continue;
      const known = found.get(answer);
      const canBeLowest = scale.kind === 'numeric' && Number(answer) === scale.min - 1;
      found.set(answer, {
        count: (known?.count ?? 0) + count,
        columnCount: (known?.columnCount ?? 0) + 1,
        canBeLowest: canBeLowest && (known?.canBeLowest ?? true),
        words: known?.words ?? scale.words,
        isFrequent: isFrequent || (known?.isFrequent ?? false),
      });
    }
  });
  return [...found]
    .filter(([, { isFrequent }]) => isFrequent)
    .map(([answer, rest]) => ({ answer, ...rest }));
}

/** A question's scale with what people said of the answers outside it. */
export function withMeanings(
  scale: RatingScale,
  answers: InspectedColumn['answers'],
  meanings: ReadonlyMap<string, OutsiderMeaning>,
): RatingScale {
  const own = new Set(outsideAnswers(answers, scale).map(({ answer }) => answer));
  const notApplicable = [...scale.notApplicable];
  let result = scale;
  for (const [answer, meaning] of meanings) {
    if (!isOutside(answer, scale)) continue;
    if (meaning.kind === 'notApplicable') notApplicable.push(plainText(answer));
    if (!own.has(answer)) continue;
    if (meaning.kind === 'partOfScale') {
      result = { ...result, min: Math.min(result.min, Number(answer)) };
    }
    if (meaning.kind === 'step') result = withWord(result, answer, meaning.step);
  }
  return { ...result, notApplicable };
}
