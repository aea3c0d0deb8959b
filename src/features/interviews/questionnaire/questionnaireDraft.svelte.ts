import { newQuestion } from '../../../domain/interviews/newQuestionnaire';
import type {
  Question,
  QuestionKind,
  Questionnaire,
} from '../../../domain/interviews/questionnaire';
import { saveQuestionnaire } from '../../../storage/questionnaireStore';
import { newId } from '../../../shared/ids';

const mostSteps = 50;

/** Drafts of this visit by engagement: leaving the room must not lose what was typed. */
const drafts = new Map<string, QuestionnaireDraft>();

/** The draft of an engagement's questionnaire, begun from `base` the first time. */
export function questionnaireDraftOf(base: Questionnaire): QuestionnaireDraft {
  const known = drafts.get(base.engagementId);
  if (known) return known;
  const draft = new QuestionnaireDraft(base);
  drafts.set(base.engagementId, draft);
  return draft;
}

// Wherever in the app the user is: an unsaved draft goes with the page.
window.addEventListener('beforeunload', (event) => {
  if ([...drafts.values()].some(({ canUndo }) => canUndo)) event.preventDefault();
});

/** A questionnaire being edited, with every step to be taken back until it is saved. */
export class QuestionnaireDraft {
  #base = $state.raw<Questionnaire>() as Questionnaire;
  #steps = $state.raw<readonly Questionnaire[]>([]);
  /** What the last step changed: typing on in one field is one step. */
  #last = '';

  constructor(base: Questionnaire) {
    this.#base = base;
  }

  get current(): Questionnaire {
    return this.#steps.at(-1) ?? this.#base;
  }

  get isChanged(): boolean {
    return this.#steps.length > 0 || this.#base.version === 0;
  }

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  /** Changes the questionnaire; changes of one `field` in a row are one step. */
  change(field: string, change: (current: Questionnaire) => Questionnaire): void {
    const next = change(this.current);
    const isSame = field === this.#last && this.#steps.length > 0;
    const kept = isSame ? this.#steps.slice(0, -1) : this.#steps;
    this.#steps = [...kept, next].slice(-mostSteps);
    this.#last = field;
  }

  setQuestion(id: string, field: string, change: (question: Question) => Question): void {
    this.change(`${id} ${field}`, (current) => ({
      ...current,
      questions: current.questions.map((one) => (one.id === id ? change(one) : one)),
    }));
  }

  add(kind: QuestionKind): string {
    const question = newQuestion(kind, newId);
    this.addAll([question]);
    return question.id;
  }

  addAll(questions: readonly Question[]): void {
    this.change(`add ${newId()}`, (current) => ({
      ...current,
      questions: [...current.questions, ...questions],
    }));
  }

  remove(id: string): void {
    this.change(`remove ${id}`, (current) => ({
      ...current,
      questions: current.questions.filter((one) => one.id !== id),
    }));
  }

  /** Moves a question one place earlier (−1) or later (1). */
  move(id: string, by: -1 | 1): void {
    const at = this.current.questions.findIndex((one) => one.id === id);
    const to = at + by;
    if (to < 0 || to >= this.current.questions.length) return;
    this.change(`move ${newId()}`, (current) => {
      const questions = current.questions.filter((one) => one.id !== id);
      questions.splice(to, 0, current.questions[at] as Question);
      return { ...current, questions };
    });
  }

  undo(): void {
    this.#steps = this.#steps.slice(0, -1);
    this.#last = '';
  }

  /** The list on screen is a moment older than what was saved here. */
  #hasJustSaved = false;

  discard(): void {
    this.#steps = [];
    this.#last = '';
  }

  /** True where the latest version is later than the one this started from, or that one is gone. */
  isBefore(versions: readonly Questionnaire[]): boolean {
    const { id, version, savedAt } = this.#base;
    const [latest] = versions;
    if (!latest || latest.id === id) return false;
    if (version === 0 || latest.savedAt > savedAt) return true;
    return versions.every((one) => one.id !== id) && !this.#hasJustSaved;
  }

  /** Goes on from a version that was saved elsewhere meanwhile, with what was edited here or without. */
  follow(latest: Questionnaire, keepsEdits: boolean): void {
    const mine = this.current;
    const isEdited = keepsEdits && this.canUndo;
    this.#hasJustSaved = false;
    this.#base = latest;
    this.discard();
    if (isEdited) this.#steps = [{ ...mine, id: latest.id, version: latest.version }];
  }

  /** Saves it as the next version; interviews that were begun keep theirs. */
  async save(note: string): Promise<Questionnaire> {
    const saved = await saveQuestionnaire({ ...this.current, id: this.#base.id }, note, Date.now());
    this.#base = saved;
    this.#hasJustSaved = true;
    this.discard();
    return saved;
  }
}
