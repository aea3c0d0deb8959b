import { resolvePlan } from '../../domain/intake/importPlan';
import { TableBuilder } from '../../domain/intake/tableBuilder';
import type { TableChunk } from '../../domain/table/columns';
import { assembleTable } from '../../domain/table/responseTable';
import type { RefusedRecord, Source } from '../../domain/table/source';
import { AppError } from '../../shared/AppError';
import { newId } from '../../shared/ids';
import { loadCleaning } from '../../storage/cleaningStore';
import { loadModel } from '../../storage/modelStore';
import { discardImport, publishImport, stageImport, writeChunk } from '../../storage/sourceStore';
import type { ImportRequest, OnProgress } from '../api';
import type { CancelToken } from '../cancelToken';
import { holdImport } from '../importLock';
import { countSource } from './countSource';
import { readRecords } from './readRecords';

/** Refused records that are listed with their line; further ones are only counted. */
const listedRefusals = 1_000;

/**
 * Imports a file as a new source: decode, parse, standardise, clean, count, store. Chunks are
 * written while the file is read but belong to nobody until everything is published in one
 * transaction; whatever fails before leaves no trace.
 */
export async function importFile(
  request: ImportRequest,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<{ source: Source }> {
  const sourceId = newId();
  return holdImport(sourceId, async () => {
    await stageImport(sourceId, request.engagementId, Date.now());
    try {
      return { source: await readAndPublish(sourceId, request, onProgress, token) };
    } catch (error) {
      await discardImport(sourceId);
      throw error;
    }
  });
}

async function readAndPublish(
  sourceId: string,
  request: ImportRequest,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<Source> {
  const { engagementId, file, plan } = request;
  const chunks: TableChunk[] = [];
  const writes = new WriteQueue(sourceId);
  const refused: RefusedRecord[] = [];
  let refusedCount = 0;
  let shortRecordCount = 0;
  let builder: TableBuilder | null = null;
  let resolved: ReturnType<typeof resolvePlan> | null = null;
  const now = Date.now();

  for await (const block of readRecords(file, request.encoding, request.delimiter)) {
    token.check();
    if (builder === null && block.header !== null) {
      if (block.header.length !== plan.columns.length) {
        throw new AppError('error.fileChanged', { file: file.name });
      }
      resolved = resolvePlan(plan, block.header, await loadModel(engagementId), newId, now);
      builder = new TableBuilder(resolved.columns, resolved.positions);
    }
    if (builder === null) continue;
    for (const chunk of builder.append(block.rows)) {
      chunks.push(chunk);
      await writes.add(chunk);
    }
    refusedCount += block.refused.length;
    refused.push(...block.refused.slice(0, listedRefusals - refused.length));
    shortRecordCount += block.shortRecordCount;
    onProgress({ bytesDone: block.bytesDone, bytesTotal: file.size, rows: builder.rowCount });
  }
  if (builder === null || resolved === null || builder.rowCount === 0) {
    throw new AppError('error.headerOnly', { file: file.name });
  }
  const { rest, columns } = builder.finish();
  if (rest) {
    chunks.push(rest);
    await writes.add(rest);
  }
  const source: Source = {
    id: sourceId,
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
  await writes.finish();
  token.check();
  await publishImport(source, resolved.model, stored, Date.now());
  return source;
}

/** Chunks that may wait for the disk at once; more would only fill memory. */
const mostWaiting = 4;

/** Writes chunks in the background, in order, so that reading goes on meanwhile. */
class WriteQueue {
  readonly #sourceId: string;
  readonly #writes: Promise<void>[] = [];

  constructor(sourceId: string) {
    this.#sourceId = sourceId;
  }

  /** Queues a chunk; waits when too many are on their way to the disk. */
  async add(chunk: TableChunk): Promise<void> {
    const write = writeChunk(this.#sourceId, this.#writes.length, chunk);
    // A failure is reported by the next await; without this it would count as unhandled.
    write.catch(() => undefined);
    this.#writes.push(write);
    await this.#writes[this.#writes.length - 1 - mostWaiting];
  }

  async finish(): Promise<void> {
    await Promise.all(this.#writes);
  }
}
