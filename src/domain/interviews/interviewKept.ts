import * as v from 'valibot';
import { count, day, finite, id, name, text } from '../kept/fieldSchemas';
import { keep, type Side } from '../kept/kept';
import {
  consentWays,
  interviewModes,
  type Consent,
  type Interview,
  type InterviewAnswer,
  type RecordingPiece,
} from './interview';
import { interviewLanguages } from './questionnaire';

const moment = v.nullable(finite);
const position = v.pipe(count, v.maxValue(100_000));

export const interviewSchema = v.object({
  id,
  engagementId: id,
  questionnaireId: id,
  mode: v.picklist(interviewModes),
  customer: name,
  contact: name,
  cooperationYears: v.nullable(v.pipe(finite, v.minValue(0))),
  place: name,
  interviewer: name,
  plannedDay: day,
  language: v.picklist(interviewLanguages),
  createdAt: finite,
  startedAt: moment,
  utcOffsetMinutes: v.pipe(finite, v.minValue(-1_000), v.maxValue(1_000)),
  finishedAt: moment,
  activeSeconds: v.pipe(finite, v.minValue(0)),
  position,
  consent: v.nullable(
    v.object({
      recording: v.boolean(),
      quoting: v.boolean(),
      how: v.picklist(consentWays),
      at: finite,
      signature: v.nullable(v.pipe(text, v.regex(/^[ML\d. ]*$/u))),
      withdrawnAt: moment,
    }),
  ),
  recordingDeletedAt: moment,
  removedAt: moment,
  device: v.pipe(v.string(), v.maxLength(20)),
});

export const interviewsKept = keep<Interview>({
  since: 6,
  key: ['id'],
  refs: { id: 'self', engagementId: 'engagement', questionnaireId: 'questionnaire' },
  merge: { by: 'fields', timeOf: ({ createdAt }) => createdAt, settle: settled },
  isAnswer: true,
  mask: {
    customer: 'text',
    contact: (contact, masking) => masking.contact(contact),
    place: 'text',
    interviewer: (interviewer, masking) => masking.interviewer(interviewer),
    plannedDay: 'plain',
    consent: (consent) => consent && { ...consent, recording: false, signature: null },
    device: 'plain',
  },
  about: ({ customer }) => customer,
});

/**
 * How far an interview has come, and what was deleted of it, is never decided by hand: the later counts.
 * A consent that was taken back on one side holds for good.
 */
function settled(field: string, mine: unknown, theirs: unknown): Side | null {
  if (['position', 'activeSeconds', 'recordingDeletedAt'].includes(field)) {
    return Number(theirs) > Number(mine) ? 'theirs' : 'mine';
  }
  if (field !== 'consent') return null;
  const isWithdrawn = (value: unknown) => (value as Consent | null)?.withdrawnAt != null;
  const [own, other] = [isWithdrawn(mine), isWithdrawn(theirs)];
  if (own === other) return null;
  return own ? 'mine' : 'theirs';
}

export const answerSchema = v.object({
  interviewId: id,
  questionId: id,
  engagementId: id,
  step: v.nullable(v.pipe(count, v.maxValue(10))),
  choices: v.array(position),
  text,
  isNotApplicable: v.boolean(),
  reasons: v.array(id),
  note: text,
  quote: text,
  marks: v.array(v.pipe(finite, v.minValue(0))),
  savedAt: finite,
});

export const answersKept = keep<InterviewAnswer>({
  since: 6,
  key: ['interviewId', 'questionId'],
  refs: { interviewId: 'interview', questionId: 'local', engagementId: 'engagement' },
  merge: { by: 'fields', timeOf: ({ savedAt }) => savedAt },
  isAnswer: true,
  mask: {
    text: 'text',
    reasons: 'plain',
    note: 'text',
    quote: (quote, masking, { interviewId }) =>
      masking.mayQuote(interviewId) ? masking.text(quote) : '',
  },
  about: () => '',
});

/** A piece of a recording but for its sound. */
export const recordingEntries = {
  interviewId: id,
  take: finite,
  index: position,
  mimeType: v.pipe(v.string(), v.regex(/^audio\/[\w.+-]+(?:; ?codecs=[\w.,"-]+)?$/u)),
};

export const recordingSchema = v.object({ ...recordingEntries, data: v.instance(ArrayBuffer) });

export const recordingsKept = keep<RecordingPiece>({
  since: 6,
  key: ['interviewId', 'take', 'index'],
  refs: { interviewId: 'interview' },
  merge: { by: 'union' },
  isAnswer: true,
  // A voice cannot be masked.
  mask: null,
  about: () => '',
});
