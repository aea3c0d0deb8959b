import type { InspectedColumn } from '../../src/domain/intake/inspection';

/** How many rated questions have which scale: `1–5`, `5 words`, `0–100 in 10 values`. */
export function scalesOf(columns: readonly InspectedColumn[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, scale } of columns.map(({ proposal }) => proposal.plan)) {
    if ((kind !== 'rating' && kind !== 'overall') || scale === null) continue;
    const name = {
      numeric: `${scale.min}–${scale.max}`,
      words: `${scale.words.length} words`,
      values: `${scale.min}–${scale.max}, values`,
      bands: `bands ${scale.values.join(' ')}`,
    }[scale.kind];
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
