import { wholeScope } from '../../domain/scoring/scope';
import { scoreReport, type ScoreReport } from '../../domain/scoring/scoreReport';
import type { ResponseCube } from '../../domain/scoring/responseCube';
import { indicatorWeights } from '../../domain/model/weights';
import {
  decisionsOn,
  withInterviewTable,
  type EngagementContents,
} from '../../domain/snapshot/contents';
import { assembleTable } from '../../domain/table/responseTable';
import { isScored } from '../../domain/table/source';
import { cleanRows, countRows, weightsOf } from '../../domain/scoring/cleanedRows';

/** The scores of an engagement's contents, cleaned and counted as on the device they came from. */
export function contentsScores(contents: EngagementContents): ScoreReport {
  const { model, cleaning: settings } = contents;
  const weights = indicatorWeights(model);
  const cubes = withInterviewTable(contents).flatMap((held): ResponseCube[] => {
    const { source, chunks } = held;
    if (!isScored(source.kind)) return [];
    const input = {
      fingerprint: source.fingerprint,
      settings,
      weights: weightsOf(source, weights),
      decisions: decisionsOn(contents, held),
    };
    const rows = cleanRows(source, assembleTable(source, chunks), input);
    return [countRows(rows, input).cube];
  });
  return scoreReport(cubes, { scope: wholeScope, model, unit: 'quarter', paretoSegment: null });
}
