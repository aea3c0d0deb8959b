import type { Interview, InterviewAnswer } from './interview';
import type { Questionnaire } from './questionnaire';

/** An interview as a row of the table is made of it. */
export interface InterviewRow {
  readonly interview: Interview;
  readonly questionnaire: Questionnaire;
  readonly answers: ReadonlyMap<string, InterviewAnswer>;
}
