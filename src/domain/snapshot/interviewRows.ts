import type { ManualDecision } from '../cleaning/decisions';
import { interviewIds, interviewSourceId } from '../interviews/interviewTable';
import type { CommentCode } from '../text/commentCode';
import { interviewsOf, type EngagementContents } from './contents';

/** A decision or a code with the interview it is about, whatever row that has. */
export interface OnInterview<T> {
  readonly interviewId: string;
  readonly record: T;
}

/** What hangs on files, and what hangs on interviews, whose rows differ between copies. */
export function separated(contents: EngagementContents) {
  const id = interviewSourceId(contents.engagement.id);
  const table = interviewsOf(contents);
  const ids = table?.chunks[0] ? interviewIds(table.source, table.chunks[0]) : [];
  const onInterviews = <T extends { readonly sourceId: string; readonly row: number }>(
    list: readonly T[],
  ) =>
    list.flatMap((record): OnInterview<T>[] => {
      const interviewId = record.sourceId === id ? ids[record.row] : undefined;
      return interviewId === undefined ? [] : [{ interviewId, record }];
    });
  return {
    decisions: contents.decisions.filter(({ sourceId }) => sourceId !== id),
    commentCodes: contents.commentCodes.filter(({ sourceId }) => sourceId !== id),
    onInterviews: onInterviews(contents.decisions),
    codedInterviews: onInterviews(contents.commentCodes),
  };
}

/** The contents with what was decided and coded about interviews on the rows they have now; newest wins. */
export function withRowsOfInterviews(
  contents: EngagementContents,
  decided: readonly OnInterview<ManualDecision>[],
  coded: readonly OnInterview<CommentCode>[],
): EngagementContents {
  const table = interviewsOf(contents);
  const ids = table?.chunks[0] ? interviewIds(table.source, table.chunks[0]) : [];
  const rows = new Map(ids.map((id, row) => [id, row]));
  const placed = <T extends { readonly row: number }>(
    list: readonly OnInterview<T>[],
    keyOf: (record: T) => string,
    timeOf: (record: T) => number,
  ): T[] => {
    const latest = new Map<string, T>();
    for (const { interviewId, record } of list) {
      const row = rows.get(interviewId);
      if (row === undefined) continue;
      const key = `${row} ${keyOf(record)}`;
      const known = latest.get(key);
      if (!known || timeOf(record) > timeOf(known)) latest.set(key, { ...record, row });
    }
    return [...latest.values()];
  };
  return {
    ...contents,
    decisions: [
      ...contents.decisions,
      ...placed(
        decided,
        () => '',
        ({ decidedAt }) => decidedAt,
      ),
    ],
    commentCodes: [
      ...contents.commentCodes,
      ...placed(
        coded,
        ({ coder }) => coder,
        ({ codedAt }) => codedAt,
      ),
    ],
  };
}

/** How many decisions or codes on interviews are not as they were here. */
export function changedOnInterviews(
  mine: EngagementContents,
  whole: EngagementContents,
  name: 'decisions' | 'commentCodes',
): number {
  const keyed = (contents: EngagementContents) => {
    const { onInterviews, codedInterviews } = separated(contents);
    const list: readonly OnInterview<object>[] =
      name === 'decisions' ? onInterviews : codedInterviews;
    return list.map(({ interviewId, record }) => {
      const { row, ...said } = record as { row: number };
      void row;
      return JSON.stringify([interviewId, Object.entries(said).sort()]);
    });
  };
  const before = new Set(keyed(mine));
  return keyed(whole).filter((key) => !before.has(key)).length;
}
