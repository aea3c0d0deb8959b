import type { ResponseCube } from '../domain/scoring/responseCube';
import type { Scope } from '../domain/scoring/scope';
import { scopeProblem } from '../domain/scoring/scopePrivacy';
import { AppError } from '../shared/AppError';
import { OpenEngagement } from './jobs/openEngagement';

let open: { engagement: OpenEngagement; ready: Promise<void> } | null = null;

/** The engagement asked about, opened first when it is not the one in memory. */
export async function opened(engagementId: string): Promise<OpenEngagement> {
  if (open?.engagement.id !== engagementId) reopen(engagementId);
  const current = open as NonNullable<typeof open>;
  await current.ready;
  return current.engagement;
}

/**
 * The comments of an engagement whose scope may be shown: responses and feedback records each by itself,
 * so that few of one kind do not hide behind many of the other.
 */
export async function textsOf(engagementId: string, scope: Scope) {
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

/** Reads what has changed in storage; until then questions wait. */
export function reopen(engagementId: string): void {
  const engagement =
    open?.engagement.id === engagementId ? open.engagement : new OpenEngagement(engagementId);
  const before = open?.engagement === engagement ? open.ready.catch(() => undefined) : null;
  const ready = Promise.resolve(before).then(() => engagement.refresh());
  ready.catch(() => {
    if (open?.engagement === engagement) open = null;
  });
  open = { engagement, ready };
}
