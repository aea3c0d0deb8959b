import * as v from 'valibot';
import { finite, id, text } from '../kept/fieldSchemas';
import type { RatingColumn, ResponseTable } from '../table/responseTable';

/**
 * Something that is true of a response or not. A segment's value `''` stands for "no answer"; only
 * naming it makes a blank fulfil a condition. A source without the segment fulfils none on it, and a
 * missing rating none either.
 */
export type Condition =
  | {
      readonly kind: 'segment';
      readonly segmentId: string;
      readonly test: 'isAnyOf' | 'isNoneOf';
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'rating';
      /** An indicator's id, `overall` (both scored 1–5), or `recommendation` (0–10). */
      readonly measureId: string;
      readonly test: 'atMost' | 'atLeast';
      readonly limit: number;
    };

export const conditionsSchema = v.array(
  v.variant('kind', [
    v.object({
      kind: v.literal('segment'),
      segmentId: text,
      test: v.picklist(['isAnyOf', 'isNoneOf']),
      values: v.array(text),
    }),
    v.object({
      kind: v.literal('rating'),
      measureId: id,
      test: v.picklist(['atMost', 'atLeast']),
      limit: finite,
    }),
  ]),
);

/** A function that tells whether a row of the table fulfils the condition; null where none can. */
export function conditionTest(
  table: ResponseTable,
  condition: Condition,
): ((row: number) => boolean) | null {
  if (condition.kind === 'segment') {
    const segment = table.segments.find(({ segmentId }) => segmentId === condition.segmentId);
    if (!segment || condition.values.length === 0) return null;
    const chosen = new Set(condition.values);
    const wanted = condition.test === 'isAnyOf';
    const fulfils = Uint8Array.from(['', ...segment.values], (value, code) =>
      chosen.has(value) === wanted && (code > 0 || wanted) ? 1 : 0,
    );
    return (row) => fulfils[segment.codes[row] as number] === 1;
  }
  const column = measureColumn(table, condition.measureId);
  if (!column) return null;
  const fulfils = new Uint8Array(256);
  column.scores.forEach((score, step) => {
    const holds = condition.test === 'atMost' ? score <= condition.limit : score >= condition.limit;
    if (holds) fulfils[step + 1] = 1;
  });
  return (row) => fulfils[column.codes[row] as number] === 1;
}

/** The rows that fulfil all conditions; none where one of them cannot be told. */
export function allHold(
  table: ResponseTable,
  conditions: readonly Condition[],
): (row: number) => boolean {
  const tests = conditions.map((condition) => conditionTest(table, condition));
  if (tests.length === 0 || tests.includes(null)) return () => false;
  return (row) => tests.every((test) => test?.(row));
}

/** The codes and values of a measure: scores 1–5, answers 0–10 of the recommendation question. */
export function measureColumn(
  table: ResponseTable,
  measureId: string,
): Pick<RatingColumn, 'codes' | 'scores'> | null {
  if (measureId === 'overall') return table.overall;
  if (measureId === 'recommendation') {
    const { recommendation } = table;
    return recommendation && { codes: recommendation.codes, scores: recommendationAnswers };
  }
  return table.ratings.find(({ indicatorId }) => indicatorId === measureId) ?? null;
}

const recommendationAnswers = Array.from({ length: 11 }, (_, answer) => answer);
