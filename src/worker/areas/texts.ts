import { readResponse } from '../../domain/scoring/readResponse';
import type { CommentQuery, OnTextProgress, TextRequest } from '../../domain/text/textRequest';
import { AppError } from '../../shared/AppError';
import { opened, textsOf } from '../opened';

/** What comments say, and single responses to be read. */
export function textsArea() {
  return {
    /** `sampleOf`: read about this many comments only, for a first impression; null for all. */
    async text(
      engagementId: string,
      request: TextRequest,
      sampleOf: number | null,
      onProgress: OnTextProgress,
    ) {
      const { engagement, sources } = await textsOf(engagementId, request.scope);
      const started = performance.now();
      const report = await engagement.texts.report(sources, request, sampleOf, onProgress);
      performance.measure(sampleOf === null ? 'answer.text' : 'answer.textSample', {
        start: started,
      });
      return report;
    },
    /** How many comments in scope a theme with these rules would apply to. */
    async countRules(engagementId: string, request: TextRequest, rules: readonly string[]) {
      const { engagement, sources } = await textsOf(engagementId, request.scope);
      return engagement.texts.countRules(sources, request, rules);
    },
    async comments(
      engagementId: string,
      request: TextRequest,
      query: CommentQuery,
      offset: number,
      limit: number,
    ) {
      const { engagement, sources } = await textsOf(engagementId, request.scope);
      return engagement.texts.page(sources, request, query, offset, limit, engagement.names);
    },
    /** One response or feedback record as it can be read. */
    async readResponse(engagementId: string, sourceId: string, row: number) {
      const engagement = await opened(engagementId);
      const sources = await engagement.textSources();
      const from = sources.find(({ source }) => source.id === sourceId);
      if (!from) throw new AppError('error.sourceGone');
      return readResponse(from, row, engagement.names);
    },
  };
}
