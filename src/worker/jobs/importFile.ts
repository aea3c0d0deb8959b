import { resolvePlan } from '../../domain/intake/importPlan';
import type { IndicatorModel } from '../../domain/model/indicatorModel';
import { TableBuilder } from '../../domain/intake/tableBuilder';
import type { TableChunk } from '../../domain/table/columns';
import { assembleTable } from '../../domain/table/responseTable';
import type { RefusedRecord, Source } from '../../domain/table/source';
import { AppError } from '../../shared/AppError';
import { newId } from '../../shared/ids';
import { loadCleaning } from '../../storage/cleaningStore';
import { loadModel } from '../../storage/modelStore';
import { addSource } from '../../storage/sourceStore';
import type { ImportRequest, ImportResult, OnProgress } from '../api';
import type { CancelToken } from '../cancelToken';
import { countSource } from './countSource';
import { readRecords } from './readRecords';

/** Refused records that are listed with their line; further ones are only counted. */
const listedRefusals = 1_000;

/**
 * Imports a file as a new source: decode, parse, standardise, clean, count, store. Everything is
 * written in one transaction at the end; whatever fails before leaves no trace.
 */
export async function importFile(
  request: ImportRequest,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<ImportResult> {
  const { engagementId, file, plan } = request;
  const started = performance.now();
  const chunks: TableChunk[] = [];
  const refused: RefusedRecord[] = [];
  let refusedCount = 0;
  let shortRecordCount = 0;
  let builder: TableBuilder | null = null;
  let resolved: ReturnType<typeof resolvePlan> | null = null;
  let model: IndicatorModel | null = null;
  const now = Date.now();

  for await (const block of readRecords(file, request.encoding, request.delimiter)) {
    token.check();
    if (builder === null && block.header !== null) {
      if (block.header.length !== plan.columns.length) {
        throw new AppError('error.fileChanged', { file: file.name });
      }
      model = await loadModel(engagementId);
      resolved = resolvePlan(plan, block.header, model, newId, now);
      builder = new TableBuilder(resolved.columns, resolved.positions);
    }
    if (builder === null) continue;
    chunks.push(...builder.append(block.rows));
    refusedCount += block.refused.length;
    refused.push(...block.refused.slice(0, listedRefusals - refused.length));
    shortRecordCount += block.shortRecordCount;
    onProgress({ bytesDone: block.bytesDone, bytesTotal: file.size, rows: builder.rowCount });
  }
  if (builder === null || resolved === null || builder.rowCount === 0) {
    throw new AppError('error.headerOnly', { file: file.name });
  }
  const { rest, columns } = builder.finish();
  if (rest) chunks.push(rest);
  const source: Source = {
    id: newId(),
    engagementId,
    fileName: file.name,
    fileSize: file.size,
    fingerprint: request.fingerprint,
    encoding: request.encoding,
    delimiter: request.delimiter,
    importedAt: now,
    rowCount: builder.rowCount,
    refusedCount,
    refused,
    shortRecordCount,
    period: plan.period,
    columns,
    removedAt: null,
  };
  const settings = await loadCleaning(engagementId);
  const { stored } = countSource(source, assembleTable(source, chunks), settings, []);
  token.check();
  const counted = performance.now();
  const grown = resolved.model === model ? null : resolved.model;
  await addSource(source, chunks, grown, stored, Date.now());
  const done = performance.now();
  return { source, computeMs: counted - started, storeMs: done - counted };
}
