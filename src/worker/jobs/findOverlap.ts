import { areNumbers } from '../../domain/cleaning/decisions';
import { dateReader } from '../../domain/intake/dates';
import type { ColumnPlan } from '../../domain/intake/columnPlan';
import type { Question } from '../../domain/intake/question';
import { assembleTable } from '../../domain/table/responseTable';
import { isScored } from '../../domain/table/source';
import { loadDecisions } from '../../storage/cleaningStore';
import { listRemovedSources, listSources, loadChunks } from '../../storage/sourceStore';
import type { FileOverlap } from '../../domain/intake/inspection';

/** From this share of common respondents on, a file may be a corrected one. */
const leastShared = 0.5;

/**
 * The source of the engagement that holds the same responses as a file: the same respondent at the
 * same time. Without a time an identifier must be more than a running number. Null where there is
 * none.
 */
export async function findOverlap(
  engagementId: string,
  rows: readonly (readonly string[])[],
  questions: readonly Question[],
  plans: readonly ColumnPlan[],
): Promise<FileOverlap | null> {
  const ids = cellsOf('respondentId');
  if (ids === null) return null;
  const dates = cellsOf('date');
  const order = plans.find(({ kind }) => kind === 'date')?.dateOrder;
  const readDate = dates !== null && order ? dateReader(order) : null;
  if (readDate === null && areNumbers(rows.map((row) => (row[ids] ?? '').trim()))) {
    return null;
  }
  const found = new Set(
    rows.flatMap((row) => {
      const id = (row[ids] ?? '').trim();
      const time = readDate === null || dates === null ? '' : readDate(row[dates] ?? '');
      return id === '' ? [] : [`${id}\u0001${time}`];
    }),
  );
  if (found.size === 0) return null;
  const candidates = [
    ...(await listSources(engagementId)),
    ...(await listRemovedSources(engagementId)),
  ];
  for (const source of candidates) {
    if (
      !isScored(source.kind) ||
      source.columns.every(({ role }) => role.kind !== 'respondentId')
    ) {
      continue;
    }
    const decisions = await loadDecisions(source.id);
    const isRemoved = source.removedAt !== null;
    if (isRemoved && decisions.length === 0) continue;
    const { respondentIds, times, rowCount } = assembleTable(source, await loadChunks(source.id));
    let shared = 0;
    for (let row = 0; row < rowCount; row++) {
      const time = readDate === null ? '' : (times?.[row] ?? NaN);
      if (found.has(`${respondentIds?.at(row) ?? ''}\u0001${time}`)) shared++;
    }
    if (shared < leastShared * Math.min(found.size, rowCount)) continue;
    const { id: sourceId, fileName } = source;
    return { sourceId, fileName, isRemoved, shared, decisions: decisions.length };
  }
  return null;

  function cellsOf(kind: string): number | null {
    const at = plans.findIndex((plan) => plan.kind === kind);
    const reading = questions[at]?.reading;
    return reading?.kind === 'cell' ? reading.position : null;
  }
}
