import type { AggregateRow } from '../domain/snapshot/aggregates';
import type { TableChange } from '../domain/snapshot/mergeContents';
import type { DescribedConflict } from '../domain/snapshot/describeConflict';
import type { Side } from '../domain/kept/kept';
import type { SnapshotScope } from '../domain/snapshot/scopes';
import type { SnapshotCounts } from '../domain/snapshot/snapshot';

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

/** One side of a comparison: an engagement here, or a file. */
export type ComparedSide =
  { readonly engagementId: string } | { readonly file: File; readonly passphrase: string | null };

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

/** What the worker does with snapshots. */
export interface SnapshotApi {
  exportSnapshot(
    engagementId: string,
    request: SnapshotRequest,
    onStage: OnStage,
  ): Promise<SnapshotFile>;
  /** Says what a file is and what importing or merging it would do. Changes nothing. */
  previewSnapshot(
    file: File,
    passphrase: string | null,
    onStage: OnStage,
  ): Promise<SnapshotPreview>;
  /** Adds the engagement of a file and returns its id; a broken file changes nothing. */
  importSnapshot(file: File, passphrase: string | null, onStage: OnStage): Promise<string>;
  /** Brings a file's engagement into the one here; returns what changed and its id. */
  mergeSnapshot(
    file: File,
    passphrase: string | null,
    choices: ReadonlyMap<string, Side>,
    onStage: OnStage,
  ): Promise<MergePreview & { readonly engagementId: string }>;
  /** Puts an engagement back to what it was before the last merge. */
  undoMerge(engagementId: string): Promise<void>;
  compareSnapshots(
    left: ComparedSide,
    right: ComparedSide,
  ): Promise<readonly [ComparedFigures, ComparedFigures]>;
}
