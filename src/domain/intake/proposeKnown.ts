import type { ColumnProposal, ProposalNote } from './columnPlan';
import type { ColumnProfile } from './columnProfile';
import { guessScale } from './guessScale';
import type { MetaRole } from './platforms/platform';
import { ticketHourBands, type RatingScale } from '../table/ratingScale';
import { isScored, type RoleKind, type SegmentMeaning, type SourceKind } from '../table/source';

/** What a proposal may say beside role and confidence. */
export interface Change {
  readonly scale?: RatingScale;
  readonly note?: ProposalNote;
  readonly meaning?: SegmentMeaning;
}

/** Makes the proposal of the question at hand. */
export type Of = (kind: RoleKind, confidence: number, change?: Change) => ColumnProposal;

/** What a platform's own column becomes; null when its answers must decide. */
export function proposeMeta(
  meta: MetaRole,
  kind: SourceKind,
  profile: ColumnProfile,
  taken: ReadonlySet<RoleKind>,
  hasDate: boolean,
  of: Of,
): ColumnProposal | null {
  switch (meta) {
    case 'respondentId':
      return taken.has('respondentId')
        ? of('ignore', 0.95, { note: 'technical' })
        : of('respondentId', 0.99);
    case 'start':
      if (hasDate || profile.dateOrder === null) return of('ignore', 0.95, { note: 'technical' });
      return of('date', 0.95);
    case 'date':
      if (profile.dateOrder === null) return null;
      return taken.has('date') ? of('moment', 0.9) : of('date', 0.99);
    case 'duration':
      if (profile.durationCount === 0) return null;
      return taken.has('duration')
        ? of('ignore', 0.9, { note: 'technical' })
        : of('duration', 0.99);
    case 'channel':
    case 'region':
    case 'status':
      return of('segment', 0.97, { meaning: meta });
    case 'segment': {
      const isCut = profile.distinctCount <= 60;
      // Reasons of feedback are counted however many there are; too many to filter by stay readable.
      const isCounted = profile.distinctCount <= 300;
      if (!isScored(kind) && !isCut) return isCounted ? of('segment', 0.9) : of('text', 0.9);
      return isCut ? of('segment', 0.95) : of('ignore', 0.9, { note: 'manyValues' });
    }
    case 'number':
    case 'progress':
      return of('number', 0.95);
    case 'ip':
      return of(taken.has('network') || !isScored(kind) ? 'ignore' : 'network', 0.99, {
        note: 'personal',
      });
    case 'personal':
      return of('ignore', 0.99, { note: 'personal' });
    case 'technical':
      return of('ignore', 0.97, { note: 'technical' });
  }
}

/** What a field of a table that is no survey becomes; null when its answers must decide. */
export function proposeField(field: string, profile: ColumnProfile, of: Of): ColumnProposal | null {
  switch (field) {
    case 'feedback.number':
    case 'ticket.number':
    case 'customer.code':
      return of('respondentId', 0.98);
    case 'feedback.description':
      return of('comment', 0.97);
    case 'feedback.rootCause':
    case 'feedback.suggestion':
    case 'feedback.effect':
    case 'benchmark.metric':
    case 'usage.customer':
      return of('text', 0.95);
    case 'feedback.plannedDate':
    case 'feedback.actualDate':
      return profile.dateOrder === null ? of('text', 0.7) : of('moment', 0.97);
    case 'ticket.firstResponse':
    case 'ticket.resolution': {
      const isNumber = profile.numericCount >= 0.9 * (profile.rowCount - profile.blankCount);
      if (!isNumber) return null;
      // Without a unit in the header the figures may as well be minutes.
      const saysHours = /小时|hours?|[(（_ ]h[)）]?$/iu.test(profile.header);
      return of('rating', saysHours ? 0.9 : 0.7, { scale: ticketHourBands });
    }
    case 'customer.retention': {
      const isNumber = profile.numericCount >= 0.9 * (profile.rowCount - profile.blankCount);
      return of(isNumber ? 'number' : 'segment', 0.9);
    }
    case 'ticket.rating': {
      const scale = guessScale(profile);
      return scale ? of('overall', 0.93, { scale }) : null;
    }
    default:
      return null;
  }
}
