import Papa from 'papaparse';
import {
  sampleRecords,
  samplePlan,
  withSampleSettings,
  type SampleNames,
} from '../../domain/sample/sampleSurvey';
import { createEngagement, eraseEngagement } from '../../storage/engagementStore';
import { loadModel, saveModel } from '../../storage/modelStore';
import type { OnProgress } from '../progress';
import type { CancelToken } from '../cancelToken';
import { importFile } from './importFile';
import { inspectFile } from './inspectFile';

/** Creates the sample engagement by importing its generated file like any other; returns its id. */
export async function createSample(
  name: string,
  names: SampleNames,
  token: CancelToken,
): Promise<string> {
  const silent: OnProgress = () => undefined;
  const text = Papa.unparse(sampleRecords(names));
  const file = new File([text], `${name}.csv`, { type: 'text/csv' });
  const options = { encoding: 'utf-8', delimiter: ',', sheet: null, platform: 'plain' } as const;
  const { fingerprint, reading, shape } = await inspectFile(file, null, options, silent, token);
  const { id: engagementId } = await createEngagement(name, Date.now(), { isSample: true });
  try {
    const plan = samplePlan(names);
    const decided = { plan, recipeId: null, settled: [], corrects: null };
    await importFile(
      { engagementId, file, fingerprint, reading, shape, ...decided },
      silent,
      token,
    );
    await saveModel(withSampleSettings(await loadModel(engagementId)), Date.now());
    return engagementId;
  } catch (error) {
    await eraseEngagement(engagementId);
    throw error;
  }
}
