import {
  emptyAnswer,
  isAnswered,
  isLow,
  type Interview,
  type InterviewAnswer,
} from '../../../domain/interviews/interview';
import type { Question, Questionnaire } from '../../../domain/interviews/questionnaire';
import { saveAnswer, savePosition } from '../../../storage/interviewStore';

/** What a person changes of an answer. */
export type AnswerChanges = Partial<
  Omit<InterviewAnswer, 'interviewId' | 'questionId' | 'engagementId' | 'savedAt'>
>;

/** Typing is written after a pause of this length; everything else at once. */
const typingPauseMs = 400;

/** An interview on screen: what was said, and whether all of it is on the disk. */
export class InterviewSession {
  readonly interview: Interview;
  readonly questionnaire: Questionnaire;
  #answers = $state.raw<ReadonlyMap<string, InterviewAnswer>>(new Map());
  #position = $state(0);
  #state = $state<'saved' | 'saving' | 'failed'>('saved');
  #savedAt = $state<number | null>(null);
  #error = $state.raw<unknown>(null);
  /** What is on screen and not on the disk yet, by question. */
  #pending = new Map<string, AnswerChanges>();
  #writing: Promise<void> | null = null;
  #timer = 0;
  #activeSince: number | null = null;
  #activeSeconds: number;
  readonly #isKept: boolean;

  /** `isKept` is false where a questionnaire is only tried out. */
  constructor(
    interview: Interview,
    questionnaire: Questionnaire,
    answers: readonly InterviewAnswer[],
    isKept = true,
  ) {
    this.#isKept = isKept;
    this.interview = interview;
    this.questionnaire = questionnaire;
    this.#answers = new Map(answers.map((answer) => [answer.questionId, answer]));
    this.#position = Math.min(interview.position, questionnaire.questions.length - 1);
    this.#activeSeconds = interview.activeSeconds;
    const last = Math.max(0, ...answers.map(({ savedAt }) => savedAt));
    this.#savedAt = last === 0 ? null : last;
  }

  /** Written, being written, or not written because that failed. */
  get state(): 'saved' | 'saving' | 'failed' {
    return this.#state;
  }

  /** When something was last written; null before. */
  get savedAt(): number | null {
    return this.#savedAt;
  }

  get error(): unknown {
    return this.#error;
  }

  get position(): number {
    return this.#position;
  }

  get question(): Question {
    return this.questionnaire.questions[this.#position] as Question;
  }

  /** What was answered to a question, on the disk or not yet. */
  answerTo(questionId: string): InterviewAnswer {
    return this.#answers.get(questionId) ?? emptyAnswer(this.interview, questionId, 0);
  }

  isAnswered(questionId: string): boolean {
    return isAnswered(this.#answers.get(questionId));
  }

  /** True where the question on screen asks for its main reason. */
  get isLow(): boolean {
    return isLow(this.question, this.#answers.get(this.question.id), this.questionnaire.lowBelow);
  }

  get answered(): number {
    return this.questionnaire.questions.filter(({ id }) => this.isAnswered(id)).length;
  }

  /** Takes an answer and writes it at once. */
  give(questionId: string, changes: AnswerChanges): void {
    this.#note(questionId, changes);
    void this.flush();
  }

  /** Takes what is being typed and writes it at the next pause. */
  type(questionId: string, changes: AnswerChanges): void {
    this.#note(questionId, changes);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.flush(), typingPauseMs);
  }

  #note(questionId: string, changes: AnswerChanges): void {
    const answers = new Map(this.#answers);
    answers.set(questionId, { ...this.answerTo(questionId), ...changes });
    this.#answers = answers;
    if (!this.#isKept) return;
    this.#pending.set(questionId, { ...this.#pending.get(questionId), ...changes });
    this.#state = 'saving';
  }

  /** Writes what is not written yet; true when everything on screen is on the disk. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
    await this.#writing;
    return this.#state === 'saved';
  }

  async #write(): Promise<void> {
    this.#error = null;
    for (;;) {
      const [next] = this.#pending;
      if (!next) break;
      const [questionId, changes] = next;
      this.#pending.delete(questionId);
      try {
        const { savedAt } = await saveAnswer(this.interview.id, questionId, changes, Date.now());
        this.#savedAt = savedAt;
      } catch (error) {
        // It stays on screen; what was typed meanwhile is newer and wins.
        this.#pending.set(questionId, { ...changes, ...this.#pending.get(questionId) });
        this.#error = error;
        this.#state = 'failed';
        return;
      }
    }
    this.#state = 'saved';
  }

  /** Goes to another question once everything is written; stays where that failed. */
  async go(to: number): Promise<boolean> {
    if (!(await this.flush())) return false;
    this.#position = Math.max(0, Math.min(this.questionnaire.questions.length - 1, to));
    // Nobody waits for this: the answers are written, and a tap on the next question counts at once.
    void this.saveProgress();
    return true;
  }

  #progress: Promise<void> = Promise.resolve();

  /** Notes the question on screen and the time spent, one note after the other. */
  saveProgress(): Promise<void> {
    this.#progress = this.#progress.then(() => this.#saveProgress());
    return this.#progress;
  }

  async #saveProgress(): Promise<void> {
    if (!this.#isKept) return;
    try {
      await savePosition(this.interview.id, this.#position, this.activeSeconds);
    } catch (error) {
      this.#error = error;
      this.#state = 'failed';
    }
  }

  /** Seconds the questions were on screen, over all sittings. */
  get activeSeconds(): number {
    const now = this.#activeSince === null ? 0 : (performance.now() - this.#activeSince) / 1000;
    return this.#activeSeconds + now;
  }

  /** Starts or stops the clock, as the questions come on screen or leave it. */
  setActive(isActive: boolean): void {
    if (isActive === (this.#activeSince !== null)) return;
    if (!isActive) this.#activeSeconds = this.activeSeconds;
    this.#activeSince = isActive ? performance.now() : null;
  }
}
