import * as v from 'valibot';
import { followUpCauses } from '../interviews/followUp';
import { consentWays, interviewModes } from '../interviews/interview';
import { interviewLanguages, questionKinds } from '../interviews/questionnaire';
import { count, day, finite, id, name, text } from './fieldSchemas';

const localText = v.object({ zh: text, en: text });
const moment = v.nullable(finite);
const position = v.pipe(count, v.maxValue(100_000));

export const questionnairesSchema = v.array(
  v.object({
    id,
    engagementId: id,
    version: count,
    savedAt: finite,
    language: v.picklist(interviewLanguages),
    note: text,
    opening: localText,
    outline: localText,
    consent: localText,
    closing: localText,
    lowBelow: v.pipe(finite, v.minValue(1), v.maxValue(5)),
    followUpBelow: v.pipe(finite, v.minValue(1), v.maxValue(5)),
    reasons: v.array(v.object({ id, name: localText, hint: localText })),
    questions: v.pipe(
      v.array(
        v.object({
          id,
          kind: v.picklist(questionKinds),
          text: localText,
          hint: localText,
          indicatorId: v.nullable(id),
          options: v.pipe(v.array(localText), v.maxLength(200)),
          anchors: v.pipe(v.array(text), v.maxLength(5)),
        }),
      ),
      v.maxLength(500),
    ),
  }),
);

export const interviewsSchema = v.array(
  v.object({
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
  }),
);

export const answersSchema = v.array(
  v.object({
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
  }),
);

export const followUpsSchema = v.array(
  v.object({
    id,
    engagementId: id,
    interviewId: id,
    cause: v.picklist(followUpCauses),
    questionIds: v.array(id),
    openedAt: finite,
    dueAt: finite,
    doneAt: moment,
    note: text,
  }),
);

export const recordingsSchema = v.array(
  v.object({
    interviewId: id,
    take: finite,
    index: position,
    mimeType: v.pipe(v.string(), v.regex(/^audio\/[\w.+-]+(?:; ?codecs=[\w.,"-]+)?$/u)),
    data: v.string(),
  }),
);
