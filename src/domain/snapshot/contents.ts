import type { CleaningSettings } from '../cleaning/cleaningSettings';
import type { ManualDecision } from '../cleaning/decisions';
import { interviewRows, isInterviewSource, placedOnRows } from '../interviews/interviewRows';
import { interviewTable } from '../interviews/interviewTable';
import type { Engagement } from '../model/engagement';
import { indicatorsOf, type IndicatorModel } from '../model/indicatorModel';
import type { TableChunk } from '../table/columns';
import type { Source } from '../table/source';
import type { KeptContents } from './keptNouns';
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
export interface EngagementContents extends KeptContents {
  readonly engagement: Engagement;
  readonly model: IndicatorModel;
  readonly cleaning: CleaningSettings;
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
