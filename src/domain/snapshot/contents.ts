import type { CleaningSettings } from '../cleaning/cleaningSettings';
import type { ManualDecision } from '../cleaning/decisions';
import type { Recipe } from '../intake/recipe';
import type { FollowUp } from '../interviews/followUp';
import type { Interview, InterviewAnswer, RecordingPiece } from '../interviews/interview';
import { interviewRows, isInterviewSource, placedOnRows } from '../interviews/interviewRows';
import { interviewTable } from '../interviews/interviewTable';
import type { Questionnaire } from '../interviews/questionnaire';
import type { Annotation, SavedView } from '../model/analysisNotes';
import type { Engagement } from '../model/engagement';
import type { Goal } from '../model/goal';
import { indicatorsOf, type IndicatorModel, type ModelVersion } from '../model/indicatorModel';
import type { WeightPreset } from '../model/weightPreset';
import type { TableChunk } from '../table/columns';
import type { Source } from '../table/source';
import type { CommentCode } from '../text/commentCode';
import type { Taxonomy } from '../text/taxonomy';
import type { RecordStamp, Seen } from './stamps';

/** A source with its rows. */
export interface SourceContents {
  readonly source: Source;
  readonly chunks: readonly TableChunk[];
}

/**
 * An engagement with everything in it, as it is kept on the device. The table of its interviews is not
 * among the sources: it follows from the interviews, see {@link withInterviewTable}.
 */
export interface EngagementContents {
  readonly engagement: Engagement;
  readonly model: IndicatorModel;
  readonly modelVersions: readonly ModelVersion[];
  readonly presets: readonly WeightPreset[];
  readonly goals: readonly Goal[];
  readonly taxonomies: readonly Taxonomy[];
  readonly commentCodes: readonly CommentCode[];
  readonly views: readonly SavedView[];
  readonly annotations: readonly Annotation[];
  readonly cleaning: CleaningSettings;
  readonly decisions: readonly ManualDecision[];
  readonly recipes: readonly Recipe[];
  readonly questionnaires: readonly Questionnaire[];
  readonly interviews: readonly Interview[];
  readonly answers: readonly InterviewAnswer[];
  readonly followUps: readonly FollowUp[];
  readonly recordings: readonly RecordingPiece[];
  /** Who changed what last, and what this copy knows of other devices; for bringing copies together. */
  readonly stamps: readonly RecordStamp[];
  readonly seen: Seen;
  readonly sources: readonly SourceContents[];
}

/** The table of the finished interviews; null while there are none. */
export function interviewsOf(contents: EngagementContents): SourceContents | null {
  const { engagement, questionnaires, interviews, answers, model } = contents;
  const known = new Set(indicatorsOf(model).map(({ indicator }) => indicator.id));
  const built = interviewTable(engagement.id, questionnaires, interviews, answers, known);
  return built && { source: built.source, chunks: [built.chunk] };
}

/** What was decided about the responses of a source, on their rows. */
export function decisionsOn(
  { decisions }: EngagementContents,
  { source, chunks }: SourceContents,
): ManualDecision[] {
  const [chunk] = chunks;
  return isInterviewSource(source.id) && chunk
    ? placedOnRows(decisions, source.id, interviewRows(source, chunk))
    : decisions.filter(({ sourceId }) => sourceId === source.id);
}

/** All sources, that of the interviews among them. */
export function withInterviewTable(contents: EngagementContents): readonly SourceContents[] {
  const interviews = interviewsOf(contents);
  return interviews ? [...contents.sources, interviews] : contents.sources;
}
