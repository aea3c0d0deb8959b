import type { Annotation, SavedView } from '../domain/model/analysisNotes';
import { database } from './database';
import { requireEngagement } from './engagementStore';
import { guardedWrite } from './guardedWrite';

/** The saved views of an engagement, by name. */
export async function listViews(engagementId: string): Promise<SavedView[]> {
  const views = await database.views.where('engagementId').equals(engagementId).toArray();
  return views.sort((a, b) => a.name.localeCompare(b.name));
}

/** Keeps a view, new or changed. */
export async function saveView(view: SavedView): Promise<void> {
  await guardedWrite([database.views, database.engagements], async () => {
    await requireEngagement(view.engagementId);
    await database.views.put(view);
  });
}

/** Deletes a view; `saveView` brings it back. */
export async function deleteView(id: string): Promise<void> {
  await guardedWrite([database.views], () => database.views.delete(id));
}

/** What was written into the trends of an engagement, in time order. */
export async function listAnnotations(engagementId: string): Promise<Annotation[]> {
  const found = await database.annotations.where('engagementId').equals(engagementId).toArray();
  return found.sort((a, b) =>
    a.period < b.period ? -1 : a.period > b.period ? 1 : a.createdAt - b.createdAt,
  );
}

/** Keeps an annotation, new or changed. */
export async function saveAnnotation(annotation: Annotation): Promise<void> {
  await guardedWrite([database.annotations, database.engagements], async () => {
    await requireEngagement(annotation.engagementId);
    await database.annotations.put(annotation);
  });
}

/** Deletes an annotation; `saveAnnotation` brings it back. */
export async function deleteAnnotation(id: string): Promise<void> {
  await guardedWrite([database.annotations], () => database.annotations.delete(id));
}
