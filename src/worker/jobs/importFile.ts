import { carryDecisions, type CarriedDecisions } from '../../domain/cleaning/decisions';
import type { ColumnPlan } from '../../domain/intake/columnPlan';
import { resolvePlan } from '../../domain/intake/importPlan';
import { deriveCells } from '../../domain/intake/question';
import type { Recipe } from '../../domain/intake/recipe';
import { TableBuilder } from '../../domain/intake/tableBuilder';
import { TableReader } from '../../domain/intake/tableReader';
import { indicatorWeights } from '../../domain/model/weights';
import type { TableChunk } from '../../domain/table/columns';
import { assembleTable, type ResponseTable } from '../../domain/table/responseTable';
import type { RefusedRecord, Source } from '../../domain/table/source';
import { AppError } from '../../shared/AppError';
import { newId } from '../../shared/ids';
import { loadCleaning, loadDecisions } from '../../storage/cleaningStore';
import { loadModel } from '../../storage/modelStore';
import { addSource, findSource, loadChunks } from '../../storage/sourceStore';
import type { ImportRequest, ImportResult } from '../importRequest';
import type { OnProgress } from '../progress';
import type { CancelToken } from '../cancelToken';
import { cleanRows, countRows, weightsOf } from '../../domain/scoring/cleanedRows';
import { contentOf, listedRefusals } from './inspectFile';
import { readRecords, withFileName } from './readRecords';

/**
 * Imports a file as a new source: decode, parse, standardise, clean, count, store. Everything is
 * written in one transaction at the end; whatever fails before leaves no trace.
 */
export async function importFile(
  request: ImportRequest,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<ImportResult> {
  const { engagementId, file, plan, shape, reading } = request;
  const started = performance.now();
  const now = Date.now();
  const model = await loadModel(engagementId);
  const resolved = resolvePlan(plan, shape.questions, model, newId, now);
  const builder = new TableBuilder(
    resolved.columns,
    resolved.questions.map((question) => question.reading),
    shape.missing,
  );
  const reader = new TableReader(shape.layout);
  const chunks: TableChunk[] = [];
  const refused: RefusedRecord[] = [];
  let refusedCount = 0;
  let shortRecordCount = 0;

  const { content } = await contentOf(file);
  for await (const block of readRecords(content, reading)) {
    token.check();
    const parsed = withFileName(file, () => reader.push(block));
    deriveCells(parsed.rows, shape.derivations);
    chunks.push(...builder.append(parsed.rows));
    refusedCount += parsed.refused.length;
    refused.push(...parsed.refused.slice(0, listedRefusals - refused.length));
    shortRecordCount += parsed.shortRecordCount;
    onProgress({ bytesDone: block.bytesDone, bytesTotal: content.size, rows: builder.rowCount });
  }
  if (builder.rowCount === 0) throw new AppError('error.headerOnly', { file: file.name });
  const { rest, columns } = builder.finish();
  if (rest) chunks.push(rest);
  const source: Source = {
    id: newId(),
    engagementId,
    kind: shape.kind,
    platform: shape.platform,
    fileName: file.name,
    sheet: reading.sheet,
    fileSize: file.size,
    fingerprint: request.fingerprint,
    encoding: reading.encoding,
    delimiter: reading.delimiter,
    importedAt: now,
    rowCount: builder.rowCount,
    refusedCount,
    refused,
    shortRecordCount,
    period: plan.period,
    columns,
    removedAt: null,
  };
  const table = assembleTable(source, chunks);
  const carried = request.corrects && (await carriedFrom(request.corrects.sourceId, table));
  const input = {
    fingerprint: source.fingerprint,
    settings: await loadCleaning(engagementId),
    weights: weightsOf(source, indicatorWeights(resolved.model)),
    decisions: carried?.decisions ?? [],
  };
  const read = performance.now();
  const rows = cleanRows(source, table, input);
  const cleaned = performance.now();
  const cube = countRows(rows, input);
  token.check();
  const counted = performance.now();
  const grown = resolved.model === model ? null : resolved.model;
  const recipe: Recipe = {
    id: request.recipeId ?? newId(),
    engagementId,
    fileName: file.name,
    platform: shape.platform,
    kind: shape.kind,
    savedAt: now,
    columns: shape.questions.map(({ header, stem, item }, index) => ({
      header,
      stem,
      item,
      plan: plan.columns[index] as ColumnPlan,
    })),
    settled: request.settled,
  };
  const replaces = request.corrects?.replaces === true ? request.corrects.sourceId : null;
  const { decisions } = input;
  await addSource({ source, chunks, model: grown, cube, recipe, decisions, replaces }, Date.now());
  const done = performance.now();
  return {
    source,
    computeMs: counted - started - (cleaned - read),
    cleanMs: cleaned - read,
    storeMs: done - counted,
    carried: carried && {
      decisions: carried.decisions.length,
      lost: carried.lost,
      overtaken: carried.overtaken,
    },
  };
}

/** The decisions of a source as they apply to the table that corrects it. */
async function carriedFrom(sourceId: string, table: ResponseTable): Promise<CarriedDecisions> {
  const source = await findSource(sourceId);
  if (!source) throw new AppError('error.sourceGone');
  const before = assembleTable(source, await loadChunks(sourceId));
  return carryDecisions(await loadDecisions(sourceId), before, table);
}
