import { expose } from 'comlink';
import { suggestions } from '../domain/cleaning/suggestions';
import { cleaningReport } from '../domain/scoring/cleaningEffect';
import { crossReport, cutReport } from '../domain/scoring/cutReport';
import { cutTests } from '../domain/scoring/groupComparison';
import { precisionReport } from '../domain/scoring/linearisedError';
import { reliabilityReport } from '../domain/scoring/reliabilityReport';
import type { ResponseCube } from '../domain/scoring/responseCube';
import type { Scope } from '../domain/scoring/scope';
import { scopeProblem } from '../domain/scoring/scopePrivacy';
import { segmentMatrix } from '../domain/scoring/segmentMatrix';
import { paretoOf } from '../domain/scoring/pareto';
import { sensitivity } from '../domain/scoring/sensitivity';
import { cutGroups } from '../domain/scoring/shownGroups';
import { scoreReport, shownScores } from '../domain/scoring/scoreReport';
import type { AnalysisApi } from './api';
import { AppError } from '../shared/AppError';
import { seededRandom } from '../shared/seededRandom';
import { CancelToken } from './cancelToken';
import { undoMerge } from '../storage/mergeStore';
import { transferErrors } from './errorTransfer';
import { listenInPage } from './inPage';
import { measured } from './measured';
import { throttled } from './throttled';
import { createSample } from './jobs/createSample';
import { importFile } from './jobs/importFile';
import { inspectFile } from './jobs/inspectFile';
import { ledgerPage } from './jobs/ledgerPage';
import { OpenEngagement } from './jobs/openEngagement';
import { readBenchmarks } from './jobs/readBenchmarks';
import { readLines } from './jobs/readLines';
import { readModelFile } from './jobs/readModelFile';
import { segmentFigures } from './jobs/segmentFigures';
import { countValues } from './jobs/countValues';
import { readResponse } from './jobs/readResponse';
import { responseDetail } from './jobs/responseDetail';
import { answerLines, tracePage } from './jobs/scopedRows';
import { writeTable } from './jobs/writeTable';
import { compareSnapshots } from './jobs/compareSnapshots';
import {
  exportSnapshot,
  importSnapshot,
  mergeSnapshot,
  previewSnapshot,
} from './jobs/transferSnapshot';

let open: { engagement: OpenEngagement; ready: Promise<void> } | null = null;

/** The engagement asked about, opened first when it is not the one in memory. */
async function opened(engagementId: string): Promise<OpenEngagement> {
  if (open?.engagement.id !== engagementId) reopen(engagementId);
  const current = open as NonNullable<typeof open>;
  await current.ready;
  return current.engagement;
}

/**
 * The comments of an engagement whose scope may be shown: responses and feedback records each by itself,
 * so that few of one kind do not hide behind many of the other.
 */
async function textsOf(engagementId: string, scope: Scope) {
  const engagement = await opened(engagementId);
  const { cubes, feedbackCubes } = engagement;
  const isShown = (counted: ResponseCube[]) =>
    counted.length > 0 && scopeProblem(counted, scope) === null;
  const [responses, feedback] = [isShown(cubes), isShown(feedbackCubes)];
  if (!responses && !feedback) throw new AppError('error.scopeHidden');
  const sources = await engagement.textSources();
  return {
    engagement,
    sources: sources.filter(({ source }) => (source.kind === 'feedback' ? feedback : responses)),
  };
}

function reopen(engagementId: string): void {
  const engagement =
    open?.engagement.id === engagementId ? open.engagement : new OpenEngagement(engagementId);
  const before = open?.engagement === engagement ? open.ready.catch(() => undefined) : null;
  const ready = Promise.resolve(before).then(() => engagement.refresh());
  ready.catch(() => {
    if (open?.engagement === engagement) open = null;
  });
  open = { engagement, ready };
}

/** Each asker cancels its own job: in a page without workers there are several. */
function createApi(): AnalysisApi {
  let token = new CancelToken();
  return {
    inspectFile(file, engagementId, options, onProgress) {
      token = new CancelToken();
      return inspectFile(file, engagementId, options, throttled(onProgress), token);
    },
    importFile(request, onProgress) {
      token = new CancelToken();
      return importFile(request, throttled(onProgress), token);
    },
    createSample(name, names) {
      token = new CancelToken();
      return createSample(name, names, token);
    },
    cancel: () => token.cancel(),

    async openEngagement(engagementId) {
      reopen(engagementId);
      return (await opened(engagementId)).overview();
    },
    async score(engagementId, request) {
      const { cubes } = await opened(engagementId);
      return measured('answer.score', () => scoreReport(cubes, request));
    },
    async precision(engagementId, { model, scope, unit }) {
      const engagement = await opened(engagementId);
      const rows = await engagement.rows();
      const { cubes } = engagement;
      return measured('answer.precision', () => precisionReport(rows, cubes, model, scope, unit));
    },
    async cut(engagementId, request) {
      const { cubes } = await opened(engagementId);
      return measured('answer.cut', () => cutReport(cubes, request));
    },
    async cross(engagementId, request, otherId) {
      return crossReport((await opened(engagementId)).cubes, request, otherId);
    },
    async matrix(engagementId, model, scope, segmentId) {
      const { cubes } = await opened(engagementId);
      return measured('answer.matrix', () => segmentMatrix(cubes, model, scope, segmentId));
    },
    async segmentFigures(engagementId, scope, segmentId) {
      const { sources, cubes } = await (await opened(engagementId)).ledger();
      return segmentFigures(sources, cubes, scope, segmentId);
    },
    async causes(engagementId, scope, segmentId) {
      const { sources } = await textsOf(engagementId, scope);
      return paretoOf(countValues(sources, scope, segmentId));
    },
    async sensitivity(engagementId, model, scope, segmentId) {
      return sensitivity((await opened(engagementId)).cubes, model, scope, segmentId);
    },
    async cutTests(engagementId, request) {
      const engagement = await opened(engagementId);
      const rows = await engagement.rows();
      return measured('answer.cutTests', () => cutTests(rows, engagement.cubes, request));
    },
    async drivers(engagementId, request) {
      // Least squares and its matrices are loaded when first needed.
      const { driverReport } = await import('../domain/scoring/driverReport');
      const engagement = await opened(engagementId);
      const rows = await engagement.rows();
      const scores = shownScores(engagement.cubes, request.model, request.scope);
      return measured('answer.drivers', () => driverReport(rows, request, scores, seededRandom(1)));
    },
    async reliability(engagementId, model, scope) {
      const engagement = await opened(engagementId);
      const rows = await engagement.rows();
      const scores = shownScores(engagement.cubes, model, scope);
      return measured('answer.reliability', () => reliabilityReport(rows, model, scope, scores));
    },
    async traceRows(engagementId, { model, scope }, figureId, offset, limit, onlyLow) {
      const { sources, cubes } = await (await opened(engagementId)).ledger();
      if (scopeProblem(cubes, scope)) throw new AppError('error.scopeHidden');
      return tracePage(sources, model, scope, figureId, offset, limit, onlyLow);
    },
    async exportAnswers(engagementId, { scope, model, segmentId, headings }) {
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
    readModelFile,
    readLines,
    benchmarks: readBenchmarks,
    async text(engagementId, request, sampleOf, onProgress) {
      const { engagement, sources } = await textsOf(engagementId, request.scope);
      const started = performance.now();
      const report = await engagement.texts.report(sources, request, sampleOf, onProgress);
      performance.measure(sampleOf === null ? 'answer.text' : 'answer.textSample', {
        start: started,
      });
      return report;
    },
    async countRules(engagementId, request, rules) {
      const { engagement, sources } = await textsOf(engagementId, request.scope);
      return engagement.texts.countRules(sources, request, rules);
    },
    async comments(engagementId, request, query, offset, limit) {
      const { engagement, sources } = await textsOf(engagementId, request.scope);
      return engagement.texts.page(sources, request, query, offset, limit, engagement.names);
    },
    async cleaning(engagementId, model) {
      const { sources, settings } = await opened(engagementId);
      return cleaningReport(
        sources.map(({ stored }) => stored),
        model,
        settings,
      );
    },
    async suggestions(engagementId) {
      const { sources, settings } = await (await opened(engagementId)).ledger();
      const weights = new Map(sources.map((one) => [one.rows.table, one.weights]));
      return suggestions(
        sources.map(({ rows }) => rows.table),
        settings,
        (table) => weights.get(table) ?? new Map(),
      );
    },
    async ledger(engagementId, query, offset, limit) {
      const { revision, sources, settings, indexOf } = await (await opened(engagementId)).ledger();
      return { revision, ...ledgerPage(sources, settings, indexOf(query), offset, limit) };
    },
    async response(engagementId, model, sourceId, row, pending) {
      const { sources, settings, cubes } = await (await opened(engagementId)).ledger();
      const from = sources.find(({ source }) => source.id === sourceId);
      if (!from) throw new AppError('error.sourceGone');
      return responseDetail(from, settings, cubes, model, row, pending);
    },
    async readResponse(engagementId, sourceId, row) {
      const engagement = await opened(engagementId);
      const sources = await engagement.textSources();
      const from = sources.find(({ source }) => source.id === sourceId);
      if (!from) throw new AppError('error.sourceGone');
      return readResponse(from, row, engagement.names);
    },
    writeTable,

    exportSnapshot,
    previewSnapshot,
    importSnapshot,
    mergeSnapshot,
    undoMerge,
    compareSnapshots,
  };
}

transferErrors();
if ('WorkerGlobalScope' in globalThis) expose(createApi());
// A page without storage keeps everything in its own memory, which a worker cannot read: there it runs in
// the page itself.
else listenInPage((port) => expose(createApi(), port));
