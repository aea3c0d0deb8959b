import * as v from 'valibot';
import { finite, id, name, text } from '../kept/fieldSchemas';
import { keep, type IdFor } from '../kept/kept';

/** A state of the analysis room, kept by name: its address says everything about it. */
export interface SavedView {
  readonly id: string;
  readonly engagementId: string;
  readonly name: string;
  /** The query of the room's address, as written by the app. */
  readonly query: string;
  readonly createdAt: number;
}

/** What happened in a period, written by hand into trends ("new hotline"). */
export interface Annotation {
  readonly id: string;
  readonly engagementId: string;
  /** A month or a quarter, as `2025-07` or `2025-Q3`. */
  readonly period: string;
  readonly text: string;
  readonly createdAt: number;
}

export const viewSchema = v.object({ id, engagementId: id, name, query: text, createdAt: finite });

export const viewsKept = keep<SavedView>({
  since: 5,
  key: ['id'],
  refs: { id: 'self', engagementId: 'engagement' },
  merge: { by: 'fields', timeOf: ({ createdAt }) => createdAt },
  isAnswer: false,
  // A view names segments and search words.
  mask: null,
  about: (view) => view.name,
  rename: (view, idFor) => ({ ...view, query: withSourceIds(view.query, idFor) }),
});

/** The query of a saved view with the sources it names under their other ids. */
function withSourceIds(query: string, idFor: IdFor): string {
  const result = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(query)) {
    result.append(key, key === 'source' || key === 'b.source' ? idFor('source', value) : value);
  }
  return result.toString();
}

export const annotationSchema = v.object({
  id,
  engagementId: id,
  period: v.pipe(v.string(), v.regex(/^\d{4}-(?:Q[1-4]|\d{2})$/u)),
  text: name,
  createdAt: finite,
});

export const annotationsKept = keep<Annotation>({
  since: 5,
  key: ['id'],
  refs: { id: 'self', engagementId: 'engagement' },
  merge: { by: 'fields', timeOf: ({ createdAt }) => createdAt },
  isAnswer: false,
  mask: { period: 'plain', text: 'text' },
  about: () => '',
});
