import { chunkRows, joinText } from '../../src/domain/table/columns';
import {
  numericScale,
  ratingCoder,
  stepScores,
  type RatingScale,
} from '../../src/domain/table/ratingScale';
import type { PlatformId, SegmentMeaning } from '../../src/domain/table/source';
import type { RatingColumn, ResponseTable, TextColumn } from '../../src/domain/table/responseTable';

/** Answers as written in a file; the empty string is a missing one. */
export interface PlainSurvey {
  readonly platform?: PlatformId;
  readonly ids?: readonly string[];
  /** Days at noon, or moments such as `2025-07-01T10:00:00`. */
  readonly dates?: readonly (string | null)[];
  readonly durations?: readonly (number | null)[];
  readonly progress?: readonly (number | null)[];
  readonly networks?: readonly (number | null)[];
  readonly segments?: Readonly<Record<string, readonly string[]>>;
  readonly meanings?: Readonly<Record<string, SegmentMeaning>>;
  readonly ratings: Readonly<Record<string, readonly string[]>>;
  readonly scale?: RatingScale;
  readonly overall?: readonly string[];
  readonly recommendation?: readonly string[];
  readonly comments?: readonly string[];
}

/** Builds a table out of plain columns. */
export function tableOf(survey: PlainSurvey, sourceId = 's1'): ResponseTable {
  const columns = Object.values(survey.ratings);
  const rowCount =
    columns[0]?.length ??
    survey.comments?.length ??
    survey.ids?.length ??
    survey.recommendation?.length ??
    0;
  const scale = survey.scale ?? numericScale(1, 5);
  return {
    sourceId,
    platform: survey.platform ?? 'plain',
    rowCount,
    respondentIds: survey.ids ? textColumn(survey.ids) : null,
    times: survey.dates
      ? Float64Array.from(survey.dates, (date) =>
          date === null
            ? NaN
            : Date.parse(date.includes('T') ? `${date}Z` : `${date}T12:00:00Z`) / 1000,
        )
      : null,
    durations: numbers(survey.durations),
    progress: numbers(survey.progress),
    networks: numbers(survey.networks),
    segments: Object.entries(survey.segments ?? {}).map(([segmentId, answers]) => {
      const values = [...new Set(answers.filter((answer) => answer !== ''))];
      return {
        segmentId,
        meaning: survey.meanings?.[segmentId] ?? null,
        values,
        codes: Uint16Array.from(answers, (answer) => values.indexOf(answer) + 1),
      };
    }),
    ratings: Object.entries(survey.ratings).map(([indicatorId, answers]) => ({
      ...ratingColumn(answers, scale),
      columnId: indicatorId,
      indicatorId,
    })),
    overall: survey.overall
      ? { ...ratingColumn(survey.overall, scale), columnId: 'overall' }
      : null,
    recommendation: survey.recommendation
      ? ratingColumn(survey.recommendation, numericScale(0, 10))
      : null,
    comments: survey.comments ? [textColumn(survey.comments)] : [],
  };
}

function numbers(values: readonly (number | null)[] | undefined): Float64Array | null {
  return values ? Float64Array.from(values, (value) => value ?? NaN) : null;
}

function ratingColumn(answers: readonly string[], scale: RatingScale): RatingColumn {
  const codeOf = ratingCoder(scale);
  return {
    columnId: 'c',
    scale,
    scores: stepScores(scale),
    codes: Uint8Array.from(answers, codeOf),
  };
}

function textColumn(texts: readonly string[]): TextColumn {
  const chunks = [];
  for (let from = 0; from < texts.length; from += chunkRows) {
    chunks.push(joinText(texts.slice(from, from + chunkRows)));
  }
  return {
    chunks,
    at: (row) => texts[row] as string,
    lengthAt: (row) => (texts[row] as string).length,
  };
}

/** A deterministic generator of numbers between 0 and 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4_294_967_296;
  };
}
