import type { MissingWords } from '../table/ratingScale';
import { choiceReader } from './choices';
import { profileColumn, type ColumnProfile } from './columnProfile';
import type { Question } from './question';

/** Profiles the answers to a question over rows with their derived cells. */
export function profileQuestion(
  { header, reading }: Question,
  rows: readonly (readonly string[])[],
  missing: MissingWords,
): ColumnProfile {
  if (reading.kind === 'cell') return profileColumn(header, reading.position, rows, missing);
  const { options, read } = choiceReader(reading, missing);
  const counts = new Map<number, number>();
  let blankCount = 0;
  for (const row of rows) {
    const chosen = read(row);
    if (chosen.length === 0) blankCount++;
    for (const code of chosen) if (code > 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const distinct = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => [options[code - 1] as string, count] as const);
  return {
    index: reading.kind === 'columns' ? (reading.positions[0] as number) : reading.position,
    header,
    rowCount: rows.length,
    blankCount,
    distinct,
    distinctCount: options.length,
    samples: distinct.slice(0, 3).map(([option]) => option),
    meanLength: 0,
    numericCount: 0,
    integerCount: 0,
    smallest: null,
    largest: null,
    dateOrder: null,
    isDateAmbiguous: false,
    durationCount: 0,
  };
}
