import { database } from './database';
import { guardedWrite } from './guardedWrite';

/** What an engagement takes on this device. */
export interface StoredSize {
  readonly rows: number;
  /** Size of the files it was read from; kept in columns they take about as much. */
  readonly fileBytes: number;
  readonly recordingBytes: number;
}

/** What every engagement takes, by its id. */
export async function storedSizes(): Promise<Map<string, StoredSize>> {
  const sizes = new Map<string, StoredSize>();
  const add = (id: string, more: Partial<StoredSize>) => {
    const known = sizes.get(id) ?? { rows: 0, fileBytes: 0, recordingBytes: 0 };
    sizes.set(id, {
      rows: known.rows + (more.rows ?? 0),
      fileBytes: known.fileBytes + (more.fileBytes ?? 0),
      recordingBytes: known.recordingBytes + (more.recordingBytes ?? 0),
    });
  };
  const interviews = await database.interviews.toArray();
  const engagementOf = new Map(interviews.map(({ id, engagementId }) => [id, engagementId]));
  await database.sources.each(({ engagementId, rowCount, fileSize }) =>
    add(engagementId, { rows: rowCount, fileBytes: fileSize }),
  );
  await database.recordings.each(({ interviewId, data }) =>
    add(engagementOf.get(interviewId) ?? '', { recordingBytes: data.byteLength }),
  );
  return sizes;
}

/** True where an interview of an engagement was recorded. */
export async function hasRecordings(engagementId: string): Promise<boolean> {
  const ids = await database.interviews.where('engagementId').equals(engagementId).primaryKeys();
  return (await database.recordings.where('interviewId').anyOf(ids).count()) > 0;
}

/** Frees the space of an engagement's recordings on this device; copies elsewhere keep theirs. */
export async function deleteRecordings(engagementId: string): Promise<void> {
  const { recordings, interviews } = database;
  await guardedWrite([recordings, interviews], async () => {
    const ids = await interviews.where('engagementId').equals(engagementId).primaryKeys();
    await recordings.where('interviewId').anyOf(ids).delete();
  });
}
