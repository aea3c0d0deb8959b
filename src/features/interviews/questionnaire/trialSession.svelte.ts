import type { Interview } from '../../../domain/interviews/interview';
import type { Questionnaire } from '../../../domain/interviews/questionnaire';
import { InterviewSession } from '../conversation/interviewSession.svelte';

/** A questionnaire tried out on screen: it answers like an interview, and nothing is kept. */
export class TrialSession extends InterviewSession {
  constructor(questionnaire: Questionnaire) {
    const interview: Interview = {
      id: 'trial',
      engagementId: questionnaire.engagementId,
      questionnaireId: questionnaire.id,
      mode: 'self',
      customer: '',
      contact: '',
      cooperationYears: null,
      place: '',
      interviewer: '',
      plannedDay: null,
      language: questionnaire.language,
      createdAt: 0,
      startedAt: null,
      utcOffsetMinutes: 0,
      finishedAt: null,
      activeSeconds: 0,
      position: 0,
      consent: null,
      recordingDeletedAt: null,
      removedAt: null,
      device: '',
    };
    super(interview, questionnaire, [], false);
  }
}
