import * as v from 'valibot';
import type { IndicatorModel } from '../model/indicatorModel';
import type { IndicatorScore } from '../scoring/modelScores';
import type { ScoreReport } from '../scoring/scoreReport';
import { hasEnough } from '../scoring/suppression';
import { AppError } from '../../shared/AppError';

export const aggregatesFormat = 'satiscope.aggregates';
const aggregatesVersion = 1;

const figure = v.nullable(v.pipe(v.number(), v.finite()));
const rowSchema = v.object({
  id: v.string(),
  name: v.string(),
  level: v.picklist(['overall', 'dimension', 'indicator']),
  weight: figure,
  score: figure,
  n: v.pipe(v.number(), v.minValue(0)),
});
const schema = v.object({
  format: v.literal(aggregatesFormat),
  version: v.pipe(v.number(), v.integer()),
  app: v.string(),
  name: v.string(),
  updatedAt: v.number(),
  modelVersion: v.number(),
  responses: v.number(),
  nps: figure,
  csat: figure,
  rows: v.array(rowSchema),
});

/** The figures of an engagement without anything a person answered. */
export type Aggregates = v.InferOutput<typeof schema>;
export type AggregateRow = v.InferOutput<typeof rowSchema>;

/**
 * The figures of a score report: overall, dimensions and indicators with n and weight, NPS and CSAT. What
 * rests on too few answers is left out as null.
 */
export function aggregatesOf(
  report: Pick<ScoreReport, 'scores' | 'nps' | 'csat'>,
  model: IndicatorModel,
  about: { readonly app: string; readonly name: string; readonly updatedAt: number },
): Aggregates {
  const { overall, dimensions, responses } = report.scores;
  const shown = (score: number | null, n: number) => (hasEnough(n) ? score : null);
  const count = (n: number) => (hasEnough(n) ? n : 0);
  const ratingsOf = ({ summary, parts }: IndicatorScore): number =>
    summary?.n ?? Math.max(0, ...parts.map(ratingsOf));
  return {
    format: aggregatesFormat,
    version: aggregatesVersion,
    ...about,
    modelVersion: model.version,
    responses: count(responses),
    nps: report.nps && shown(report.nps.score, report.nps.n),
    csat: report.csat && shown(report.csat.share, report.csat.n),
    rows: [
      {
        id: '',
        name: '',
        level: 'overall',
        weight: null,
        score: shown(overall.score, responses),
        n: count(responses),
      },
      ...dimensions.flatMap((dimension): AggregateRow[] => [
        {
          id: dimension.id,
          name: dimension.name,
          level: 'dimension',
          weight: dimension.weight,
          // A dimension says what its indicators say: shown where the most rated of them may be.
          score: shown(dimension.score, Math.max(0, ...dimension.indicators.map(ratingsOf))),
          n: count(Math.max(0, ...dimension.indicators.map(ratingsOf))),
        },
        ...dimension.indicators.map((indicator): AggregateRow => ({
          id: indicator.id,
          name: indicator.name,
          level: 'indicator',
          weight: indicator.weight,
          score: shown(indicator.score, ratingsOf(indicator)),
          n: count(ratingsOf(indicator)),
        })),
      ]),
    ],
  };
}

/** Reads what {@link aggregatesOf} wrote; null where a file is something else. */
export function readAggregates(parsed: unknown): Aggregates | null {
  const { format } = (parsed ?? {}) as { format?: unknown };
  if (format !== aggregatesFormat) return null;
  const result = v.safeParse(schema, parsed);
  if (!result.success) {
    throw new AppError('error.snapshotInvalid', { path: v.getDotPath(result.issues[0]) ?? '' });
  }
  if (result.output.version > aggregatesVersion) {
    const { version: found } = result.output;
    throw new AppError('error.snapshotTooNew', { found, known: aggregatesVersion });
  }
  return result.output;
}
