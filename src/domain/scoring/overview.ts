import type { Source } from '../table/source';

/** A value of a segment or a period with the kept responses it has. */
export interface ScopeValue {
  readonly value: string;
  readonly count: number;
}

/** What an engagement's responses can be cut by. */
export interface EngagementOverview {
  readonly sources: readonly Source[];
  readonly received: number;
  readonly valid: number;
  readonly segments: readonly {
    readonly segmentId: string;
    readonly values: readonly ScopeValue[];
  }[];
  /** Segments that cannot be filtered by: too many values, or too many combinations. */
  readonly leftOut: readonly string[];
  readonly quarters: readonly ScopeValue[];
  readonly months: readonly ScopeValue[];
  readonly hasRatings: boolean;
  readonly hasComments: boolean;
  /** Feedback records: read as texts and counted by their segments, but never scored. */
  readonly feedback: FeedbackOverview;
}

/** What feedback records can be cut by. */
export interface FeedbackOverview {
  readonly sources: readonly Source[];
  readonly received: number;
  readonly segments: EngagementOverview['segments'];
  readonly quarters: readonly ScopeValue[];
  readonly months: readonly ScopeValue[];
  /** Segments that cannot be filtered by, but counted. */
  readonly leftOut: readonly string[];
  readonly hasComments: boolean;
}
