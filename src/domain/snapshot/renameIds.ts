import { interviewSourceId } from '../interviews/interviewTable';
import type { EngagementContents } from './contents';

/** Every identifier of an engagement's contents that must be unique on a device. */
export function idsOf(contents: EngagementContents): string[] {
  const { engagement, sources, recipes, presets, goals, views, annotations } = contents;
  return [
    engagement.id,
    ...sources.map(({ source }) => source.id),
    ...[recipes, presets, goals, views, annotations].flatMap((list) => list.map(({ id }) => id)),
    ...contents.questionnaires.map(({ id }) => id),
    ...contents.interviews.map(({ id }) => id),
  ];
}

/**
 * The contents as a copy of their own: under new identifiers everywhere, and with no memory of who
 * changed what, since it will never be brought together with what it was copied from.
 */
export function withNewIds(contents: EngagementContents, newId: () => string): EngagementContents {
  const fresh = new Map(idsOf(contents).map((id) => [id, newId()]));
  const idFor = (id: string) => fresh.get(id) ?? id;
  const engagementId = idFor(contents.engagement.id);
  const sourceIds = new Map(contents.sources.map(({ source }) => [source.id, idFor(source.id)]));
  sourceIds.set(interviewSourceId(contents.engagement.id), interviewSourceId(engagementId));
  // What hangs on an interview's response is kept under the interview.
  for (const { id } of contents.interviews) sourceIds.set(id, idFor(id));
  const sourceIdFor = (id: string) => sourceIds.get(id) ?? id;
  const owned = <T extends { readonly engagementId: string }>(item: T) => ({
    ...item,
    engagementId,
  });
  const renamed = <T extends { readonly id: string; readonly engagementId: string }>(item: T) => ({
    ...item,
    id: idFor(item.id),
    engagementId,
  });
  const ofInterview = <T extends { readonly interviewId: string }>(item: T) => ({
    ...item,
    interviewId: idFor(item.interviewId),
  });
  const ofSource = <T extends { readonly sourceId: string }>(item: T) => ({
    ...item,
    sourceId: sourceIdFor(item.sourceId),
  });
  return {
    engagement: { ...contents.engagement, id: engagementId },
    model: owned(contents.model),
    modelVersions: contents.modelVersions.map((one) => ({
      ...owned(one),
      model: owned(one.model),
    })),
    presets: contents.presets.map(renamed),
    goals: contents.goals.map(renamed),
    taxonomies: contents.taxonomies.map(owned),
    commentCodes: contents.commentCodes.map((code) => owned(ofSource(code))),
    views: contents.views.map((view) => ({
      ...renamed(view),
      query: withSourceIds(view.query, sourceIdFor),
    })),
    annotations: contents.annotations.map(renamed),
    cleaning: contents.cleaning,
    decisions: contents.decisions.map(ofSource),
    recipes: contents.recipes.map(renamed),
    questionnaires: contents.questionnaires.map(renamed),
    interviews: contents.interviews.map((one) => ({
      ...renamed(one),
      questionnaireId: idFor(one.questionnaireId),
    })),
    answers: contents.answers.map((one) => owned(ofInterview(one))),
    followUps: contents.followUps.map((one) => owned(ofInterview({ ...one, id: idFor(one.id) }))),
    recordings: contents.recordings.map(ofInterview),
    stamps: [],
    seen: {},
    sources: contents.sources.map(({ source, chunks }) => ({ source: renamed(source), chunks })),
  };
}

/** The query of a saved view with the sources it names under their other ids. */
export function withSourceIds(query: string, idFor: (id: string) => string): string {
  const result = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(query)) {
    result.append(key, key === 'source' || key === 'b.source' ? idFor(value) : value);
  }
  return result.toString();
}
