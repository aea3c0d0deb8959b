/** How much of an engagement a snapshot holds. */
export const snapshotScopes = ['all', 'noRecordings', 'noRows'] as const;
export type SnapshotScope = (typeof snapshotScopes)[number];
