import { interviewSourceId } from '../domain/interviews/interviewTable';
import type { CommentCode } from '../domain/text/commentCode';
import type { Taxonomy } from '../domain/text/taxonomy';
import { AppError } from '../shared/AppError';
import { database } from './database';
import { guardedWrite, noteChange } from './guardedWrite';
import { keptUnder, listOnRows } from './rowKeys';

/** The taxonomy an engagement uses now; null while it uses the one everybody begins with. */
export async function loadTaxonomy(engagementId: string): Promise<Taxonomy | null> {
  return (await listTaxonomies(engagementId))[0] ?? null;
}

/** Every version of an engagement's taxonomy, the latest first. */
export async function listTaxonomies(engagementId: string): Promise<Taxonomy[]> {
  const versions = await database.taxonomies.where('engagementId').equals(engagementId).toArray();
  return versions.sort((a, b) => b.version - a.version);
}

/**
 * Saves a taxonomy that was edited from its version and returns it with the next one. Refused when
 * another tab has saved in between, so that no edit is lost silently. Every version is kept.
 */
export async function saveTaxonomy(taxonomy: Taxonomy, now: number): Promise<Taxonomy> {
  const { engagementId } = taxonomy;
  return guardedWrite([database.taxonomies, database.engagements], async () => {
    if (!(await database.engagements.get(engagementId))) throw new AppError('error.engagementGone');
    const latest = (await loadTaxonomy(engagementId))?.version ?? 0;
    if (latest !== taxonomy.version) throw new AppError('error.taxonomyChangedElsewhere');
    const saved = { ...taxonomy, version: latest + 1, savedAt: now };
    await database.taxonomies.add(saved);
    await noteChange(engagementId, now);
    return saved;
  });
}

/** What people coded by hand, of all sources of an engagement. */
export async function listCommentCodes(engagementId: string): Promise<CommentCode[]> {
  const all = await database.commentCodes.where('engagementId').equals(engagementId).toArray();
  const held = await database.interviews.where('engagementId').equals(engagementId).primaryKeys();
  const ofInterviews = new Set<string>(held);
  return [
    ...all.filter(({ sourceId }) => !ofInterviews.has(sourceId)),
    ...(await listOnRows(interviewSourceId(engagementId), async () =>
      all.filter(({ sourceId }) => ofInterviews.has(sourceId)),
    )),
  ];
}

/** Keeps what a coder says about a comment. */
export async function saveCommentCode(code: CommentCode): Promise<void> {
  const { commentCodes, sources, chunks } = database;
  await guardedWrite([commentCodes, sources, chunks], async () => {
    if (!(await sources.get(code.sourceId))) throw new AppError('error.sourceGone');
    const [sourceId, row] = await keptUnder(code);
    await commentCodes.put({ ...code, sourceId, row });
  });
}

/** Takes back what a coder said about a comment. */
export async function deleteCommentCode({
  sourceId,
  row,
  coder,
}: Pick<CommentCode, 'sourceId' | 'row' | 'coder'>): Promise<void> {
  const { commentCodes, sources, chunks } = database;
  await guardedWrite([commentCodes, sources, chunks], async () => {
    const [kept, at] = await keptUnder({ sourceId, row });
    await commentCodes.delete([kept, at, coder]);
  });
}
