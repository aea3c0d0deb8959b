import type { IndicatorModel } from '../../domain/model/indicatorModel';
import { crossReport, cutReport, type CutRequest } from '../../domain/scoring/cutReport';
import type { DriverRequest } from '../../domain/scoring/driverReport';
import { cutTests } from '../../domain/scoring/groupComparison';
import { precisionReport } from '../../domain/scoring/linearisedError';
import { countValues } from '../../domain/scoring/countValues';
import { paretoOf } from '../../domain/scoring/pareto';
import { reliabilityReport } from '../../domain/scoring/reliabilityReport';
import type { Scope } from '../../domain/scoring/scope';
import { answerLines, tracePage, type AnswersRequest } from '../../domain/scoring/scopedRows';
import { scopeProblem } from '../../domain/scoring/scopePrivacy';
import { scoreReport, shownScores, type ScoreRequest } from '../../domain/scoring/scoreReport';
import { segmentMatrix } from '../../domain/scoring/segmentMatrix';
import { sensitivity } from '../../domain/scoring/sensitivity';
import { cutGroups } from '../../domain/scoring/shownGroups';
import { AppError } from '../../shared/AppError';
import { seededRandom } from '../../shared/seededRandom';
import { segmentFigures } from '../jobs/segmentFigures';
import { writeTable } from '../jobs/writeTable';
import { measured } from '../measured';
import { opened, reopen, textsOf } from '../opened';

/** Scores and everything that explains them. */
export function scoresArea() {
  return {
    /** Opens an engagement, again after its data have changed. */
    async openEngagement(engagementId: string) {
      reopen(engagementId);
      return (await opened(engagementId)).overview();
    },
    async score(engagementId: string, request: ScoreRequest) {
      const { cubes } = await opened(engagementId);
      return measured('answer.score', () => scoreReport(cubes, request));
    },
    async precision(engagementId: string, { model, scope, unit }: ScoreRequest) {
      const engagement = await opened(engagementId);
      const rows = await engagement.rows();
      const { cubes } = engagement;
      return measured('answer.precision', () => precisionReport(rows, cubes, model, scope, unit));
    },
    /** Cuts, crossed cuts and moved weights come from the counts, at once. */
    async cut(engagementId: string, request: CutRequest) {
      const { cubes } = await opened(engagementId);
      return measured('answer.cut', () => cutReport(cubes, request));
    },
    async cross(engagementId: string, request: CutRequest, otherId: string) {
      return crossReport((await opened(engagementId)).cubes, request, otherId);
    },
    /** All figures of all groups of a segment. */
    async matrix(engagementId: string, model: IndicatorModel, scope: Scope, segmentId: string) {
      const { cubes } = await opened(engagementId);
      return measured('answer.matrix', () => segmentMatrix(cubes, model, scope, segmentId));
    },
    /** Means of the kept figures by group; needs the rows. */
    async segmentFigures(engagementId: string, scope: Scope, segmentId: string) {
      const { sources, cubes } = await (await opened(engagementId)).ledger();
      return segmentFigures(sources, cubes, scope, segmentId);
    },
    /** How often each value of a segment occurs, feedback records included. */
    async causes(engagementId: string, scope: Scope, segmentId: string) {
      const { sources } = await textsOf(engagementId, scope);
      return paretoOf(countValues(sources, scope, segmentId));
    },
    async sensitivity(
      engagementId: string,
      model: IndicatorModel,
      scope: Scope,
      segmentId: string | null,
    ) {
      return sensitivity((await opened(engagementId)).cubes, model, scope, segmentId);
    },
    /** Tests, drivers and reliability need the rows. */
    async cutTests(engagementId: string, request: CutRequest) {
      const engagement = await opened(engagementId);
      const rows = await engagement.rows();
      return measured('answer.cutTests', () => cutTests(rows, engagement.cubes, request));
    },
    async drivers(engagementId: string, request: DriverRequest) {
      // Least squares and its matrices are loaded when first needed.
      const { driverReport } = await import('../../domain/scoring/driverReport');
      const engagement = await opened(engagementId);
      const rows = await engagement.rows();
      const scores = shownScores(engagement.cubes, request.model, request.scope);
      return measured('answer.drivers', () => driverReport(rows, request, scores, seededRandom(1)));
    },
    async reliability(engagementId: string, model: IndicatorModel, scope: Scope) {
      const engagement = await opened(engagementId);
      const rows = await engagement.rows();
      const scores = shownScores(engagement.cubes, model, scope);
      return measured('answer.reliability', () => reliabilityReport(rows, model, scope, scores));
    },
    /**
     * The responses behind a figure: `overall`, `nps`, `csat` or the id of a node; `onlyLow`: those that rate
     * it low.
     */
    async traceRows(
      engagementId: string,
      { model, scope }: Pick<ScoreRequest, 'model' | 'scope'>,
      figureId: string,
      offset: number,
      limit: number,
      onlyLow: boolean,
    ) {
      const { sources, cubes } = await (await opened(engagementId)).ledger();
      if (scopeProblem(cubes, scope)) throw new AppError('error.scopeHidden');
      return tracePage(sources, model, scope, figureId, offset, limit, onlyLow);
    },
    /** The answers in scope as a CSV file, without anything that tells who gave them. */
    async exportAnswers(
      engagementId: string,
      { scope, model, segmentId, headings }: AnswersRequest,
    ) {
      const { sources, cubes } = await (await opened(engagementId)).ledger();
      if (scopeProblem(cubes, scope)) throw new AppError('error.scopeHidden');
      const shown = () =>
        new Set(
          cutGroups(cubes, scope, segmentId as string).flatMap(({ group: value, isHidden }) =>
            isHidden ? [] : [value],
          ),
        );
      const group = segmentId === null ? null : { segmentId, shown: shown() };
      const lines = answerLines(sources, model, scope, headings, group);
      return writeTable(lines, 'csv', '');
    },
  };
}
