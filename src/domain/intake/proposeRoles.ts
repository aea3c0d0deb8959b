import type { IndicatorModel } from '../model/indicatorModel';
import { askedAnswer } from '../table/attentionCheck';
import {
  answerWord,
  isNotApplicable,
  numericScale,
  statedNumber,
  stepCount,
  type RatingScale,
} from '../table/ratingScale';
import { isScored, type PlatformId, type RoleKind, type SourceKind } from '../table/source';
import { isSingular, type ColumnPlan, type ColumnProposal } from './columnPlan';
import type { ColumnProfile } from './columnProfile';
import { guessScale, zeroToTenHeader } from './guessScale';
import { headerName, tidyHeader } from './headerName';
import {
  personalHeader,
  personalContent,
  idHeader,
  dateHeader,
  durationHeader,
  recommendHeader,
  overallHeader,
  attributeHeader,
  importanceHeader,
  commentHeader,
  evaluativeHeader,
} from './headerWords';
import { matchIndicators } from './matchIndicators';
import { proposeField, proposeMeta, type Change, type Of } from './proposeKnown';
import { settleTogether } from './settleTogether';
import { otherTextMark, type Question } from './question';

/** A question with what its answers show. */
export interface ProfiledQuestion {
  readonly question: Question;
  readonly profile: ColumnProfile;
}

/** What is known about the whole file. */
export interface ProposalContext {
  readonly kind: SourceKind;
  readonly platform: PlatformId;
  readonly isPositional: boolean;
  /** Indicators of this model are looked for in the headers. */
  readonly model: IndicatorModel | null;
}

/**
 * Proposes what each question is, from what the platform says of it, its header and its answers.
 * At most one becomes respondent, date, duration, overall and recommendation each.
 */
export function proposeRoles(
  questions: readonly ProfiledQuestion[],
  context: ProposalContext,
): ColumnProposal[] {
  const taken = new Set<RoleKind>();
  const hasDate = questions.some(({ question }) => question.meta === 'date');
  const matrices = matrixProfiles(questions);
  const proposals = questions.map((asked) => {
    const matrix = matrices.get(asked.question.stem ?? '') ?? null;
    const proposal = proposeRole(asked, context, taken, hasDate, matrix);
    if (isSingular(proposal.plan.kind)) taken.add(proposal.plan.kind);
    return proposal;
  });
  const named = settleTogether(proposals);
  return context.model ? matchIndicators(named, context.model) : named;
}

function proposeRole(
  { question, profile }: ProfiledQuestion,
  context: ProposalContext,
  taken: ReadonlySet<RoleKind>,
  hasDate: boolean,
  matrix: ColumnProfile | null,
): ColumnProposal {
  const filled = profile.rowCount - profile.blankCount;
  const { meta, field, reading } = question;
  const of = (kind: RoleKind, confidence: number, change: Change = {}) =>
    propose(question, profile, kind, confidence, change);
  if (filled === 0) return of('ignore', 0.95, { note: 'empty' });
  // What looks like a phone number or an address is one, wherever the platform put it.
  const mayHold = meta === null || meta === 'segment' || meta === 'channel' || meta === 'region';
  if (mayHold && looksPersonal(profile)) return of('ignore', 0.97, { note: 'personal' });
  if (meta !== null) {
    const known = proposeMeta(meta, context.kind, profile, taken, hasDate, of);
    if (known) return known;
  }
  if (reading.kind !== 'cell') return of('choices', 0.95);
  if (question.item.endsWith(otherTextMark)) return of('text', 0.9);
  if (field !== null) {
    const known = proposeField(field, profile, of);
    if (known) return known;
  }
  // An attention check has an answer that is right; it rates nothing.
  const asked = askedAnswer(question.item);
  const isOption = ([answer]: readonly [string, number]) =>
    answerWord(answer) === answerWord(asked ?? '');
  if (asked !== null && profile.distinctCount <= 60 && profile.distinct.some(isOption)) {
    return of('segment', 0.9, { meaning: 'trap', note: 'trap' });
  }
  const header = `${question.stem ?? ''} ${question.header}`.trim();
  // A long question about e-mails is not asking for one: few different answers show that.
  const asksFor = header.length <= 24 || profile.distinctCount > 12;
  const isPersonal =
    asksFor && personalHeader.test(bareHeader(header)) && guessScale(profile) === null;
  if (isPersonal) return of('ignore', 0.97, { note: 'personal' });
  if (isDestroyed(profile)) return of('ignore', 0.9, { note: 'destroyedIds' });

  const isUnique = profile.distinctCount === filled && filled > 1;
  if (profile.header.trim() === '' && isUnique && profile.integerCount === filled) {
    return of('ignore', 0.95, { note: 'rowNumber' });
  }
  if (idHeader.test(profile.header.trim()) && profile.distinctCount > 0.5 * filled) {
    return taken.has('respondentId')
      ? of('ignore', 0.9)
      : of('respondentId', isUnique ? 0.99 : 0.93);
  }
  // A platform names its own times; a question about a time is another matter.
  const isPlain = context.platform === 'plain' || context.platform === 'kobo';
  const isOwn = isPlain || profile.header.length <= 24;
  const isTimeTaken =
    durationHeader.test(profile.header) && !/[?？]|contract|month|year|合同/iu.test(profile.header);
  if (isOwn && isTimeTaken && profile.durationCount >= 0.9 * filled) {
    return taken.has('duration') ? of('ignore', 0.9) : of('duration', 0.98);
  }
  if (profile.dateOrder !== null && profile.numericCount < 0.5 * filled) {
    if (taken.has('date') || hasDate || !(isOwn || !isScored(context.kind)))
      return of('moment', 0.85);
    return of('date', dateHeader.test(profile.header) ? 0.99 : 0.85);
  }
  return (
    (isScored(context.kind)
      ? proposeRating(question, profile, filled, context, taken, matrix, of)
      : null) ??
    proposeText(profile, filled, context, of) ??
    of('ignore', 0.7)
  );
}

/** All answers to a matrix together: a row that few answered has the scale of the others. */
function matrixProfiles(questions: readonly ProfiledQuestion[]): Map<string, ColumnProfile> {
  const profiles = new Map<string, ColumnProfile>();
  for (const { question, profile } of questions) {
    const { stem, reading } = question;
    if (stem === null || reading.kind !== 'cell') continue;
    const known = profiles.get(stem);
    const counts = new Map(known?.distinct);
    for (const [answer, count] of profile.distinct) {
      counts.set(answer, (counts.get(answer) ?? 0) + count);
    }
    const distinct = [...counts];
    profiles.set(stem, { ...profile, distinct, distinctCount: distinct.length });
  }
  return profiles;
}

/** A header without its number and closing punctuation. */
function bareHeader(header: string): string {
  return headerName(header).item.replace(/[\s:：?？。.]+$/u, '');
}

function proposeRating(
  question: Question,
  profile: ColumnProfile,
  filled: number,
  { isPositional }: ProposalContext,
  taken: ReadonlySet<RoleKind>,
  matrix: ColumnProfile | null,
  of: Of,
): ColumnProposal | null {
  const header = `${question.stem ?? ''} ${question.header}`.trim();
  if (isPositional && question.stem === null && !evaluativeHeader.test(header)) {
    const isCode = profile.integerCount === filled && profile.distinctCount <= 60;
    return isCode ? of('segment', 0.9) : null;
  }
  const asked = { ...profile, header };
  const own = guessScale(asked, isPositional);
  const common = matrix && guessScale({ ...matrix, header }, isPositional);
  // A row whose highest step nobody chose has the scale of its matrix all the same.
  const isShorter = own?.kind === 'numeric' && common?.kind === 'numeric' && common.max > own.max;
  const scale = isShorter ? common : (own ?? common);
  if (scale === null) return null;
  const isNumeric = scale.kind === 'numeric';
  const isTenStep = (isNumeric && scale.max === 10) || (isPositional && stepCount(scale) === 11);
  // A 1–10 question is no NPS question; it stays a rating unless a person says otherwise.
  const beginsAtZero = (isNumeric && scale.min === 0) || zeroToTenHeader.test(header) || !isNumeric;
  if (recommendHeader.test(header) && isTenStep && beginsAtZero && !taken.has('recommendation')) {
    return of('recommendation', 0.97, { scale });
  }
  if (importanceHeader.test(header)) {
    return of(isNumeric ? 'number' : 'segment', 0.85, { note: 'importance' });
  }
  // Of a matrix its stem tells what is asked; a row may well contain the word by chance.
  const asks = question.stem !== null && /\s|[\u3400-\u9fff]/u.test(question.stem);
  if (attributeHeader.test(asks ? (question.stem ?? '') : question.header)) {
    return of('segment', 0.82);
  }
  if (overallHeader.test(header) && !taken.has('overall')) return of('overall', 0.9, { scale });
  // The first option may be the best or the worst one: the number alone does not say.
  const saysFigures = /\d\s*分|量表|0\s*[-–~至到]/u.test(header);
  if (isPositional && !saysFigures) return of('rating', 0.6, { scale, note: 'positional' });
  const isReached = !isNumeric || profile.largest === null || reachesTop(profile, scale);
  return of('rating', isReached && filled > 4 ? 0.96 : 0.75, { scale });
}

/** False where nobody chose the highest step: the scale may be a shorter one. */
function reachesTop(profile: ColumnProfile, scale: RatingScale): boolean {
  return profile.distinct.some(([answer]) => statedNumber(answer) === scale.max);
}

function proposeText(
  profile: ColumnProfile,
  filled: number,
  { kind, platform }: ProposalContext,
  of: Of,
): ColumnProposal | null {
  const { header, distinctCount, meanLength } = profile;
  const isNumber = profile.numericCount >= 0.9 * filled;
  const isWordy =
    !isNumber &&
    meanLength >= 12 &&
    distinctCount > Math.max(filled < 30 ? 0 : 12, Math.min(30, 0.4 * filled)) &&
    (distinctCount >= 0.35 * filled || meanLength >= 40) &&
    mostAnswers(profile, isSentence);
  if (isWordy || (commentHeader.test(header) && !isNumber && distinctCount > 12)) {
    return of('comment', isWordy && filled > 20 ? 0.93 : 0.7);
  }
  const isFigure = isNumber && distinctCount > (isScored(kind) ? 20 : 2);
  if (isFigure) return of('number', 0.85);
  if (/填空/u.test(header) && !isNumber) return of('comment', 0.85);
  if (profile.distinct.some(([answer]) => answer.includes('〖'))) return of('segment', 0.9);
  // A handful of responses to a platform's closed question differ more often than not.
  const isFew = platform !== 'plain' && filled < 20 && meanLength < 24;
  const isCut =
    distinctCount >= 2 && distinctCount <= 60 && (isFew || distinctCount <= 0.5 * filled);
  // A platform's closed question may be exported in numbers; in another table they may count.
  const asNumber = platform === 'plain' ? 0.65 : 0.82;
  if (isCut) return of('segment', isNumber ? asNumber : distinctCount <= 30 ? 0.94 : 0.8);
  if (!isScored(kind)) return of(isNumber ? 'number' : 'text', 0.8);
  return distinctCount > 60 ? of('ignore', 0.85, { note: 'manyValues' }) : null;
}

function looksPersonal(profile: ColumnProfile): boolean {
  return mostAnswers(profile, (answer) => personalContent.test(answer));
}

/** Long numbers that a spreadsheet has rounded: `5.70306E+17` is nobody's id any more. */
function isDestroyed(profile: ColumnProfile): boolean {
  return mostAnswers(profile, (answer) => /^\d(?:\.\d+)?E\+1\d$/iu.test(answer));
}

/** Several words, or some characters of Chinese: no code, no coordinates. */
function isSentence(answer: string): boolean {
  return /\p{L}{2,}[^\p{L}]+\p{L}{2,}|[\u3040-\u30ff\u3400-\u9fff]{3,}/u.test(answer);
}

function mostAnswers(profile: ColumnProfile, holds: (answer: string) => boolean): boolean {
  const shown = profile.distinct.slice(0, 50);
  const hits = shown.filter(([answer]) => !isNotApplicable(answer) && holds(answer.trim()));
  return shown.length > 0 && hits.length >= 0.7 * shown.length;
}

function propose(
  question: Question,
  profile: ColumnProfile,
  kind: RoleKind,
  confidence: number,
  { scale, note, meaning = null }: Change,
): ColumnProposal {
  const { group, item } =
    question.stem === null
      ? headerName(question.item)
      : { group: tidyHeader(question.stem), item: tidyHeader(question.item) };
  const plan: ColumnPlan = {
    kind,
    name: item === '' ? question.header : item,
    dimension: group ?? '',
    scale:
      scale ?? (kind === 'rating' || kind === 'overall' ? numericScale(1, 5) : guessScale(profile)),
    dateOrder: profile.dateOrder,
    meaning,
    mergesVariants: null,
    isPersonal: note === 'personal',
  };
  return { plan, confidence, note: note ?? null };
}
