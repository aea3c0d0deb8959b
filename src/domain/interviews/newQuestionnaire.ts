import { indicatorsOf, type IndicatorModel } from '../model/indicatorModel';
import {
  noText,
  type InterviewLanguage,
  type Question,
  type QuestionKind,
  type Questionnaire,
} from './questionnaire';
import {
  agreementSteps,
  consentWords,
  defaultReasons,
  openingWords,
  questionWords,
  satisfactionSteps,
} from './questionnaireWords';

/** The questionnaire an engagement begins with: a rating per indicator, overall, recommendation, one open. */
export function questionnaireFrom(
  model: IndicatorModel,
  language: InterviewLanguage,
  newId: () => string,
  now: number,
): Questionnaire {
  return {
    id: newId(),
    engagementId: model.engagementId,
    version: 0,
    savedAt: now,
    language,
    note: '',
    ...openingWords,
    consent: consentWords,
    lowBelow: 3,
    followUpBelow: 4,
    reasons: defaultReasons,
    questions: [
      ...ratingQuestions(model, new Set(), newId),
      newQuestion('overall', newId),
      newQuestion('recommendation', newId),
      newQuestion('open', newId),
    ],
  };
}

/** Rating questions for the indicators of a model that `covered` does not name. */
export function ratingQuestions(
  model: IndicatorModel,
  covered: ReadonlySet<string>,
  newId: () => string,
): Question[] {
  return indicatorsOf(model)
    .filter(({ indicator }) => !covered.has(indicator.id))
    .map(({ indicator: { id, name, description, anchors } }) => ({
      ...newQuestion('rating', newId),
      text: { zh: `您对“${name}”满意吗？`, en: `How satisfied are you with "${name}"?` },
      hint: { zh: description, en: '' },
      indicatorId: id,
      anchors: anchors.some((anchor) => anchor !== '') ? anchors : [],
    }));
}

/** A question of a kind with the wording it usually has. */
export function newQuestion(kind: QuestionKind, newId: () => string): Question {
  const options =
    kind === 'rating' || kind === 'overall'
      ? satisfactionSteps
      : kind === 'effort'
        ? agreementSteps
        : questionWords[kind].options;
  return {
    id: newId(),
    kind,
    text: questionWords[kind].text,
    hint: noText,
    indicatorId: null,
    options,
    anchors: [],
  };
}
