import type { ReadingOptions } from '../../domain/intake/inspection';
import type { SampleNames } from '../../domain/sample/sampleSurvey';
import { CancelToken } from '../cancelToken';
import type { ImportRequest } from '../importRequest';
import { createSample } from '../jobs/createSample';
import { importFile } from '../jobs/importFile';
import { inspectFile } from '../jobs/inspectFile';
import { throttled, type OnProgress } from '../progress';

/** Files coming in. Each asker cancels its own job: in a page without workers there are several. */
export function intakeArea() {
  let token = new CancelToken();
  return {
    /** `engagementId`: whose indicators and recipes are looked at; null for none. */
    inspectFile(
      file: File,
      engagementId: string | null,
      options: ReadingOptions,
      onProgress: OnProgress,
    ) {
      token = new CancelToken();
      return inspectFile(file, engagementId, options, throttled(onProgress), token);
    },
    importFile(request: ImportRequest, onProgress: OnProgress) {
      token = new CancelToken();
      return importFile(request, throttled(onProgress), token);
    },
    /** Creates the sample engagement through the same import as any file; returns its id. */
    createSample(name: string, names: SampleNames) {
      token = new CancelToken();
      return createSample(name, names, token);
    },
    /** Asks the running inspection or import to stop; it then fails with `error.cancelled`. */
    cancel: () => token.cancel(),
  };
}
