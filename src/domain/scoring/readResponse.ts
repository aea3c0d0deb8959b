import type { SourceRows } from './linearisedError';
import { maskIdentifier, maskText, type KnownNames } from '../table/masking';
import { stepLabels } from '../table/ratingScale';
import type { Source } from '../table/source';

/** One response to be read, masked. */
export interface ResponseReading {
  readonly fileName: string;
  readonly row: number;
  readonly respondentId: string;
  /** Seconds since 1970 of the local time in the file; null where missing. */
  readonly time: number | null;
  /** In words; blank where there is none. */
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  readonly segments: readonly { readonly name: string; readonly value: string }[];
  readonly comments: readonly string[];
}

/** One response to be read: every answer in words, its segments and comments, masked. */
export function readResponse(
  { source, rows: { table } }: { readonly source: Source; readonly rows: SourceRows },
  row: number,
  known: KnownNames,
): ResponseReading {
  const rated = [
    ...table.ratings,
    ...(table.overall ? [table.overall] : []),
    ...(table.recommendation ? [table.recommendation] : []),
  ];
  const time = table.times?.[row] ?? NaN;
  return {
    fileName: source.fileName,
    row,
    respondentId: maskIdentifier(table.respondentIds?.at(row) ?? ''),
    time: Number.isNaN(time) ? null : time,
    answers: rated.map(({ columnId, scale, codes }) => ({
      question: source.columns.find(({ id }) => id === columnId)?.header ?? '',
      // Codes beyond the scale stand for the kinds of missing answers.
      answer: stepLabels(scale)[(codes[row] as number) - 1] ?? '',
    })),
    segments: table.segments.flatMap(({ segmentId, values, codes }) => {
      const value = values[(codes[row] as number) - 1];
      return value === undefined ? [] : [{ name: segmentId, value: maskText(value, known) }];
    }),
    comments: table.comments
      .map((column) => maskText(column.at(row), known))
      .filter((text) => text.trim() !== ''),
  };
}
