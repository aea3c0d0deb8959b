import { chunkRows, joinText } from '../../src/domain/table/columns';
import {
  numericScale,
  ratingCoder,
  stepScores,
  type RatingScale,
} from '../../src/domain/table/ratingScale';
import type { RatingColumn, ResponseTable, TextColumn } from '../../src/domain/table/responseTable';

/** Answers as written in a file; the empty string is a missing one. */
export interface PlainSurvey {
  readonly ids?: readonly string[];
  readonly dates?: readonly (string | null)[];
  readonly durations?: readonly (number | null)[];
  readonly segments?: Readonly<Record<string, readonly string[]>>;
  readonly ratings: Readonly<Record<string, readonly string[]>>;
  readonly scale?: RatingScale;
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
    rowCount,
    respondentIds: survey.ids ? textColumn(survey.ids) : null,
    times: survey.dates
      ? Float64Array.from(survey.dates, (date) =>
          date === null ? NaN : Date.parse(`${date}T12:00:00Z`) / 1000,
        )
      : null,
    durations: survey.durations
      ? Float64Array.from(survey.durations, (value) => value ?? NaN)
      : null,
    segments: Object.entries(survey.segments ?? {}).map(([segmentId, answers]) => {
      const values = [...new Set(answers.filter((answer) => answer !== ''))];
      return {
        segmentId,
        values,
        codes: Uint16Array.from(answers, (answer) => values.indexOf(answer) + 1),
      };
    }),
    ratings: Object.entries(survey.ratings).map(([indicatorId, answers]) => ({
      ...ratingColumn(answers, scale),
      indicatorId,
    })),
    overall: null,
    recommendation: survey.recommendation
      ? ratingColumn(survey.recommendation, numericScale(0, 10))
      : null,
    comments: survey.comments ? [textColumn(survey.comments)] : [],
  };
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
  return { chunks, at: (row) => texts[row] as string };
}

/** A deterministic generator of numbers between 0 and 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4_294_967_296;
  };
}
