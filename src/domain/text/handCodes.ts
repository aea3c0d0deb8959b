import type { Coding, CommentCode } from './commentCode';

/** Names the comment of a row of a source. */
export const codeKey = (sourceId: string, row: number) => `${sourceId} ${row}`;

/** What one coder said of each comment, by {@link codeKey}. */
export function firstCodes(
  codes: readonly CommentCode[],
  of: CommentCode['coder'] = 'first',
): Map<string, CommentCode> {
  return new Map(
    codes.flatMap((code) =>
      code.coder === of ? [[codeKey(code.sourceId, code.row), code] as const] : [],
    ),
  );
}

/** A coding as a mark per theme. */
export function marksOf({ themeIds }: Coding, placeOf: ReadonlyMap<string, number>): Uint8Array {
  const marks = new Uint8Array(placeOf.size);
  for (const id of themeIds) {
    const at = placeOf.get(id);
    if (at !== undefined) marks[at] = 1;
  }
  return marks;
}
