import type { RecordingPiece } from '../domain/interviews/interview';
import { AppError } from '../shared/AppError';
import { database } from './database';
import { guardedWrite, noteChange } from './guardedWrite';

const { recordings, interviews, engagements } = database;

const minuteMs = 60_000;

/** One take of a recording, to be played. */
export interface Take {
  readonly take: number;
  readonly mimeType: string;
  readonly bytes: number;
}

/** Keeps the next seconds of a recording; refused without the customer's consent. */
export async function savePiece(piece: RecordingPiece): Promise<void> {
  await guardedWrite([recordings, interviews], async () => {
    const interview = await interviews.get(piece.interviewId);
    if (!interview) throw new AppError('error.interviewGone');
    // Consent may have been withdrawn while these seconds were being made.
    if (interview.consent?.recording !== true) return;
    await recordings.put(piece);
    const { updatedAt = 0, backedUpAt } = (await engagements.get(interview.engagementId)) ?? {};
    const isNoted = updatedAt > (backedUpAt ?? 0) && Date.now() - updatedAt < minuteMs;
    // Not with every piece: everything that lists engagements would be drawn anew each time.
    if (!isNoted) await noteChange(interview.engagementId, Date.now());
  });
}

/** The takes of an interview, in order, with their sizes. */
export async function listTakes(interviewId: string): Promise<Take[]> {
  const takes = new Map<number, Take>();
  await recordings
    .where('interviewId')
    .equals(interviewId)
    .each(({ take, mimeType, data }) => {
      const bytes = (takes.get(take)?.bytes ?? 0) + data.byteLength;
      takes.set(take, { take, mimeType, bytes });
    });
  return [...takes.values()].sort((a, b) => a.take - b.take);
}

/** A take as one piece of audio. */
export async function loadTake(interviewId: string, take: number): Promise<Blob> {
  const pieces = await recordings.where('interviewId').equals(interviewId).toArray();
  const own = pieces.filter((piece) => piece.take === take).sort((a, b) => a.index - b.index);
  return new Blob(
    own.map(({ data }) => data),
    { type: own[0]?.mimeType ?? 'audio/webm' },
  );
}

/** Deletes the recording of an interview, for good: also from copies that are brought in later. */
export async function deleteRecording(interviewId: string, now: number): Promise<void> {
  await guardedWrite([recordings, interviews], async () => {
    await recordings.where('interviewId').equals(interviewId).delete();
    await interviews.update(interviewId, { recordingDeletedAt: now });
  });
}
