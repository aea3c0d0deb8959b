import type { AggregateRow } from './aggregates';
import type { DescribedConflict } from './describeConflict';
import type { TableChange } from './mergeContents';
import type { SnapshotScope } from './scopes';
import type { SnapshotCounts } from './snapshot';

/** What a snapshot is to hold and how it is to be written. */
export interface SnapshotRequest {
  /** `aggregates`: figures only, to be compared but not opened. */
  readonly scope: SnapshotScope | 'aggregates';
  readonly isMasked: boolean;
  /** Null for a file that anybody can read. */
  readonly passphrase: string | null;
  /** Compressed with gzip. A locked file always is. */
  readonly isPacked: boolean;
}

/** A written snapshot with the ending its name should have. */
export interface SnapshotFile {
  readonly blob: Blob;
  readonly ending: string;
}

/** What a long transfer is doing. */
export const snapshotStages = ['reading', 'checking', 'building', 'sealing', 'writing'] as const;

export type SnapshotStage = (typeof snapshotStages)[number];

export type OnStage = (stage: SnapshotStage) => void;

/** What merging a snapshot would do. */
export interface MergePreview {
  readonly changes: readonly TableChange[];
  readonly conflicts: readonly DescribedConflict[];
  /** The overall score here before and after; null where there is none. */
  readonly overall: { readonly before: number | null; readonly after: number | null };
}

/** What a file is, before anything is imported. */
export interface SnapshotPreview {
  readonly kind: 'engagement' | 'aggregates';
  readonly name: string;
  readonly app: string;
  readonly version: number;
  readonly scope: SnapshotScope | 'aggregates';
  readonly isMasked: boolean;
  /** When the engagement was last changed before it was exported. */
  readonly updatedAt: number;
  readonly counts: SnapshotCounts;
  /** Name of the engagement on this device it is a copy of; null where there is none. */
  readonly knownAs: string | null;
  /** Null where it cannot be merged: unknown, masked, or without rows. */
  readonly merge: MergePreview | null;
}

/** The figures of one side. */
export interface ComparedFigures {
  readonly name: string;
  readonly updatedAt: number;
  readonly modelVersion: number;
  readonly responses: number;
  readonly nps: number | null;
  readonly csat: number | null;
  readonly rows: readonly AggregateRow[];
}
