import * as v from 'valibot';
import { count, finite, id, text, uniqueIds } from '../kept/fieldSchemas';
import { keep } from '../kept/kept';
import { interviewLanguages, questionKinds, type Questionnaire } from './questionnaire';

const localText = v.object({ zh: text, en: text });

export const questionnaireSchema = v.object({
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
    uniqueIds(),
  ),
});

export const questionnairesKept = keep<Questionnaire>({
  since: 6,
  key: ['id'],
  refs: { id: 'self', engagementId: 'engagement' },
  // Versions of two copies become one list.
  merge: { by: 'hand', timeOf: ({ savedAt }) => savedAt },
  isAnswer: false,
  mask: {
    note: 'text',
    opening: 'deep',
    outline: 'deep',
    consent: 'deep',
    closing: 'deep',
    reasons: 'deep',
    questions: 'deep',
  },
  about: () => '',
});
