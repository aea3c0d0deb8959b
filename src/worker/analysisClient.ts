import { proxy, wrap, type Remote } from 'comlink';
import type { SampleNames } from '../domain/sample/sampleSurvey';
import type { AnalysisApi } from './serve';
import type { ImportRequest } from './importRequest';
import type { OnProgress } from './progress';
import type { Inspection, ReadingOptions } from '../domain/intake/inspection';
import type { Side } from '../domain/kept/kept';
import { AppError } from '../shared/AppError';
import { isInMemory } from '../storage/storeFactory';
import type { ComparedSide } from './jobs/compareSnapshots';
import type {
  OnStage,
  SnapshotFile,
  SnapshotPreview,
  SnapshotRequest,
} from '../domain/snapshot/transfer';
import workerUrl from './serve?worker&url';
import { transferErrors } from './errorTransfer';
import { answerInPage, type Answerer } from './inPage';

transferErrors();

function startWorker(): Answerer {
  if (isInMemory()) return answerInPage(workerUrl);
  const worker = new Worker(new URL('./serve.ts', import.meta.url), { type: 'module' });
  return {
    endpoint: worker,
    onerror(tell) {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        tell(event.message);
      });
    },
    end: () => worker.terminate(),
  };
}

/** Starts a worker when it is first needed; one that fails is started anew by the next question. */
function residentWorker(): () => Remote<AnalysisApi> {
  let remote: Remote<AnalysisApi> | null = null;
  return () => {
    if (remote === null) {
      const worker = startWorker();
      worker.onerror(() => {
        remote = null;
      });
      remote = wrap<AnalysisApi>(worker.endpoint);
    }
    return remote;
  };
}

/** The worker that answers every filter and weight from the cube, at once. */
export const analysis = residentWorker();

/**
 * The worker for what needs the rows: intervals, phrases, the ledger. It may take its time; the
 * questions to {@link analysis} never wait behind it.
 */
export const rowAnalysis = residentWorker();

/** Gives a stuck worker this long to stop by itself before it is ended. */
const patienceMs = 2_000;

/** A long job in a worker of its own, so that it never keeps a question waiting. */
export interface LongJob<T> {
  readonly result: Promise<T>;
  /** Stops the job; `result` then fails with `error.cancelled`. */
  cancel(): void;
}

/** A worker started ahead of the long job that will need it. */
let spare: Answerer | null = null;

/** Starts the worker of the next long job while the user is still deciding. */
export function warmUp(): void {
  spare ??= startWorker();
}

function longJob<T>(run: (api: Remote<AnalysisApi>) => Promise<T>): LongJob<T> {
  const worker = spare ?? startWorker();
  spare = null;
  const api = wrap<AnalysisApi>(worker.endpoint);
  let isOver = false;
  const ended = Promise.withResolvers<never>();
  worker.onerror((message) => ended.reject(new Error(`worker failed: ${message}`)));
  const result = Promise.race([run(api), ended.promise]).finally(() => {
    isOver = true;
    worker.end();
  });
  return {
    result,
    cancel() {
      void api.cancel();
      setTimeout(() => {
        if (isOver) return;
        worker.end();
        ended.reject(new AppError('error.cancelled'));
      }, patienceMs);
    },
  };
}

/** Finds out what a file is; see `intakeArea`. */
export function inspectFile(
  file: File,
  engagementId: string | null,
  options: ReadingOptions,
  onProgress: OnProgress,
): LongJob<Inspection> {
  return longJob((api) => api.inspectFile(file, engagementId, options, proxy(onProgress)));
}

/** Imports a file; see `intakeArea`. */
export function importFile(request: ImportRequest, onProgress: OnProgress) {
  return longJob((api) => api.importFile(request, proxy(onProgress)));
}

/** Creates the sample engagement; see `intakeArea`. */
export function createSample(name: string, names: SampleNames): Promise<string> {
  return longJob((api) => api.createSample(name, names)).result;
}

/** The snapshot file of an engagement; see `exportSnapshot`. */
export function exportSnapshot(
  engagementId: string,
  request: SnapshotRequest,
  onStage: OnStage = () => undefined,
): LongJob<SnapshotFile> {
  return longJob((api) => api.exportSnapshot(engagementId, request, proxy(onStage)));
}

/** What is saved where nobody asks how: everything, readable. */
export const wholeSnapshot: SnapshotRequest = {
  scope: 'all',
  isMasked: false,
  passphrase: null,
  isPacked: false,
};

/** What a snapshot file is; see `previewSnapshot`. */
export function previewSnapshot(
  file: File,
  passphrase: string | null,
  onStage: OnStage,
): LongJob<SnapshotPreview> {
  return longJob((api) => api.previewSnapshot(file, passphrase, proxy(onStage)));
}

/** Adds a snapshot's engagement and returns its id; see `importSnapshot`. */
export function importSnapshot(
  file: File,
  passphrase: string | null,
  onStage: OnStage,
): LongJob<string> {
  return longJob((api) => api.importSnapshot(file, passphrase, proxy(onStage)));
}

/** Brings a snapshot's engagement into the one here; see `mergeSnapshot`. */
export function mergeSnapshot(
  file: File,
  passphrase: string | null,
  choices: ReadonlyMap<string, Side>,
  onStage: OnStage,
) {
  return longJob((api) => api.mergeSnapshot(file, passphrase, choices, proxy(onStage)));
}

/** Puts an engagement back to what it was before the last merge; see `undoMerge`. */
export function undoMerge(engagementId: string): Promise<void> {
  return longJob((api) => api.undoMerge(engagementId)).result;
}

/** The figures of two engagements or files; see `compareSnapshots`. */
export function compareSnapshots(left: ComparedSide, right: ComparedSide) {
  return longJob((api) => api.compareSnapshots(left, right));
}
