import { expose } from 'comlink';
import { cleaningArea } from './areas/cleaning';
import { intakeArea } from './areas/intake';
import { scoresArea } from './areas/scores';
import { snapshotsArea } from './areas/snapshots';
import { tablesArea } from './areas/tables';
import { textsArea } from './areas/texts';
import { transferErrors } from './errorTransfer';
import { listenInPage } from './inPage';

/** Everything the worker can be asked, one area each. */
function createApi() {
  return {
    ...intakeArea(),
    ...scoresArea(),
    ...textsArea(),
    ...cleaningArea(),
    ...tablesArea(),
    ...snapshotsArea(),
  };
}

/** The contract, as its handlers make it. Failures arrive as `AppError`. */
export type AnalysisApi = ReturnType<typeof createApi>;

transferErrors();
if ('WorkerGlobalScope' in globalThis) expose(createApi());
// A page without storage keeps everything in its own memory, which a worker cannot read: there it runs in
// the page itself.
else listenInPage((port) => expose(createApi(), port));
