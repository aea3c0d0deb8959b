import type { RatingScale } from '../table/ratingScale';
import type { DateOrder, RoleKind, SegmentMeaning } from '../table/source';

/** What is to become of one question; proposed here, corrected on screen, followed by the import. */
export interface ColumnPlan {
  readonly kind: RoleKind;
  /** Name of the indicator or segment it becomes. */
  readonly name: string;
  /** Dimension of the indicator it becomes; empty for the common one. */
  readonly dimension: string;
  readonly scale: RatingScale | null;
  readonly dateOrder: DateOrder | null;
  /** What a segment stands for, where the platform says so. */
  readonly meaning: SegmentMeaning;
  /** Whether values of a segment that only look alike are one; null where nobody had to say. */
  readonly mergesVariants: boolean | null;
  /** True where it holds personal data: masked wherever it leaves the device. */
  readonly isPersonal: boolean;
}

/** Why a proposal is what it is, where a person may wonder. */
export type ProposalNote =
  | 'personal'
  | 'empty'
  | 'rowNumber'
  | 'manyValues'
  | 'technical'
  | 'importance'
  | 'trap'
  | 'positional'
  | 'destroyedIds'
  | 'indicator'
  | 'maybeReversed'
  | 'conflict';

/** A proposal with how sure it is (0–1) and, where it matters, why. */
export interface ColumnProposal {
  readonly plan: ColumnPlan;
  readonly confidence: number;
  readonly note: ProposalNote | null;
}

/** Under this confidence a proposal is shown as one to confirm. */
export const confidentFrom = 0.8;

/** True for roles that only one column of a source can have. */
export function isSingular(kind: RoleKind): boolean {
  return (
    kind === 'respondentId' ||
    kind === 'date' ||
    kind === 'duration' ||
    kind === 'network' ||
    kind === 'overall' ||
    kind === 'recommendation'
  );
}
