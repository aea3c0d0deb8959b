import {
  isNotApplicable,
  numericScale,
  statedNumber,
  wordScale,
  type RatingScale,
} from '../table/ratingScale';
import type { DateOrder, RoleKind } from '../table/source';
import { wordListFor } from './answerWords';
import type { ColumnProfile } from './columnProfile';
import { headerName } from './headerName';

/** What is to become of one column; proposed here, corrected on screen, followed by the import. */
export interface ColumnPlan {
  readonly kind: RoleKind;
  /** Name of the indicator or segment it becomes. */
  readonly name: string;
  /** Dimension of the indicator it becomes; empty for the common one. */
  readonly dimension: string;
  readonly scale: RatingScale | null;
  readonly dateOrder: DateOrder | null;
}

/** A proposal with how sure it is (0–1) and, where it matters, why. */
export interface ColumnProposal {
  readonly plan: ColumnPlan;
  readonly confidence: number;
  readonly note: 'personal' | 'empty' | 'rowNumber' | 'multiSelect' | 'manyValues' | null;
}

/** Under this confidence a proposal is shown as one to confirm. */
export const confidentFrom = 0.8;

const personalHeader =
  /(?:^|[\s_(（])ip(?:$|[\s_(（地])|来自ip|ip地址|ipaddress|姓名|名字|昵称|手机|电话|邮箱|身份证|微信号|地址|住址|联系方式|联系人|e-?mail|phone|mobile|contact|address|first ?name|last ?name|^name$|nick ?name/iu;
const personalContent =
  /^(?:[\w.+-]+@[\w-]+\.[\w.]+|\+?(?:86)?1[3-9]\d{9}|\d{1,3}(?:\.\d{1,3}){3}(?:\(.*\))?|\d{17}[\dXx])$/u;
const idHeader =
  /^(?:id|_id|_uuid|uuid|序号|编号|答卷编号|答题序号|反馈编号|客户编号|respondent ?id|response ?id|responseid|respondent|ticket ?id|customer ?id)$/iu;
const dateHeader = /时间|日期|date|timestamp|submitted|submitdate|time$/iu;
const durationHeader = /所用时间|时长|duration|seconds|用时|time taken|interviewtime|total time/iu;
const recommendHeader = /推荐|recommend|\bnps\b/iu;
const overallHeader =
  /总体满意|整体满意|总的满意|overall (?:satisfaction|rating)|^overall$|overall,? how satisfied/iu;
const attributeHeader =
  /code|编码|\bid\b|号$|repeat|attend|difficult|难度|\bage\b|年龄|年份|\byear|次数|数量|count|number of|how many|how long/iu;
/** Questions of importance are rated too, but they are no satisfaction. */
const importanceHeader = /\brank|importan|重要|排序/iu;
const commentHeader =
  /意见|建议|评论|评价内容|原因|反馈|描述|comment|review|feedback|suggest|tell us|other thoughts|^text$/iu;

/**
 * Proposes what each column is, from its header and its answers.
 * At most one column becomes respondent, date, duration, overall and recommendation each.
 */
export function proposeRoles(profiles: readonly ColumnProfile[]): ColumnProposal[] {
  const taken = new Set<RoleKind>();
  const proposals = profiles.map((profile) => {
    const proposal = proposeRole(profile, taken);
    if (isSingular(proposal.plan.kind)) taken.add(proposal.plan.kind);
    return proposal;
  });
  return dropLoneGroups(proposals);
}

/** True for roles that only one column of a source can have. */
export function isSingular(kind: RoleKind): boolean {
  return (
    kind === 'respondentId' ||
    kind === 'date' ||
    kind === 'duration' ||
    kind === 'overall' ||
    kind === 'recommendation'
  );
}

/** The scale that fits a column's answers; null when they look like no rating. */
export function guessScale(profile: ColumnProfile): RatingScale | null {
  const answers = profile.distinct.filter(([answer]) => !isNotApplicable(answer));
  const answered = answers.reduce((sum, [, count]) => sum + count, 0);
  if (answered === 0) return null;
  const numeric = guessNumericScale(answers, answered);
  if (numeric) return numeric;
  if (profile.distinctCount > 12) return null;
  const frequent = answers.filter(([, count]) => count >= answered * 0.005);
  const list = wordListFor(frequent.map(([answer]) => answer));
  return list === null ? null : wordScale(list);
}

type CountedAnswer = readonly [answer: string, count: number];

function guessNumericScale(
  answers: readonly CountedAnswer[],
  answered: number,
): RatingScale | null {
  const steps = answers.flatMap(([answer, count]) => {
    const value = statedNumber(answer);
    return value !== null && Number.isInteger(value) ? [{ value, count }] : [];
  });
  const whole = steps.reduce((sum, { count }) => sum + count, 0);
  if (whole < 0.9 * answered) return null;
  // The scale is what the bulk of the answers use: a few slips are out of range, not a wider scale.
  const slips = answered < 30 ? 0 : Math.max(1, 0.02 * answered);
  const usual = steps.filter(({ count }) => count > slips).map(({ value }) => value);
  const largest = Math.max(...usual);
  if (Math.min(...usual) < 0 || usual.length < 3) return null;
  if (largest >= 4 && largest <= 5) return numericScale(1, 5);
  if (largest >= 6 && largest <= 7) return usual.includes(0) ? null : numericScale(1, 7);
  // On ten points the ends are rare: a single 0 shows that the scale begins there.
  if (largest >= 8 && largest <= 10) {
    return numericScale(steps.some(({ value }) => value === 0) ? 0 : 1, 10);
  }
  return null;
}

/** A whole-number answer that a numeric scale does not have. */
export interface OutsideAnswer {
  readonly answer: string;
  readonly count: number;
  /** Too frequent to be slips (5 times and 0.1 % of the answers): worth asking about. */
  readonly isFrequent: boolean;
}

/** Whole-number answers outside a numeric scale, out of a column's counted answers. */
export function outsideAnswers(
  answers: readonly (readonly [answer: string, count: number])[],
  scale: RatingScale,
): OutsideAnswer[] {
  if (scale.kind !== 'numeric') return [];
  const answered = answers.reduce((sum, [, count]) => sum + count, 0);
  return answers
    .filter(([answer]) => isOutside(answer, scale))
    .map(([answer, count]) => ({
      answer,
      count,
      isFrequent: count >= Math.max(5, 0.001 * answered),
    }));
}

/** True for a whole number that a numeric scale does not have. */
export function isOutside(answer: string, { min, max }: RatingScale): boolean {
  const value = statedNumber(answer);
  return value !== null && Number.isInteger(value) && (value < min || value > max);
}

function proposeRole(profile: ColumnProfile, taken: ReadonlySet<RoleKind>): ColumnProposal {
  const { header } = profile;
  const filled = profile.rowCount - profile.blankCount;
  if (filled === 0) return ignore(profile, 0.95, 'empty');
  const isPersonal = personalHeader.test(header) && guessScale(profile) === null;
  if (isPersonal || looksPersonal(profile)) return ignore(profile, 0.97, 'personal');

  const isUnique = profile.distinctCount === filled && filled > 1;
  if (header.trim() === '' && isUnique && profile.integerCount === filled) {
    return ignore(profile, 0.95, 'rowNumber');
  }
  if (idHeader.test(header.trim()) && profile.distinctCount > 0.5 * filled) {
    if (!taken.has('respondentId')) {
      return propose(profile, 'respondentId', isUnique ? 0.99 : 0.93);
    }
    return ignore(profile, 0.9);
  }
  if (durationHeader.test(header) && profile.durationCount >= 0.9 * filled) {
    if (!taken.has('duration')) return propose(profile, 'duration', 0.98);
    return ignore(profile, 0.9);
  }
  if (profile.dateOrder !== null && profile.numericCount < 0.5 * filled) {
    if (taken.has('date')) return ignore(profile, 0.85);
    const confidence = dateHeader.test(header) ? 0.99 : 0.85;
    return propose(profile, 'date', profile.isDateAmbiguous ? 0.6 : confidence);
  }
  return (
    proposeRating(profile, filled, taken) ?? proposeText(profile, filled) ?? ignore(profile, 0.7)
  );
}

function proposeRating(
  profile: ColumnProfile,
  filled: number,
  taken: ReadonlySet<RoleKind>,
): ColumnProposal | null {
  const scale = guessScale(profile);
  const { header } = profile;
  const isTenStep = scale?.kind === 'numeric' && scale.max === 10;
  // A 1–10 question is no NPS question; it stays a rating unless a person says otherwise.
  const beginsAtZero = scale?.min === 0 || /0\s*[-–—~至到]\s*10/u.test(header);
  if (recommendHeader.test(header) && isTenStep && beginsAtZero) {
    if (!taken.has('recommendation')) return propose(profile, 'recommendation', 0.97);
  }
  if (scale === null) return null;
  if (attributeHeader.test(header)) return propose(profile, 'segment', 0.6);
  if (overallHeader.test(header) && !taken.has('overall')) {
    return { ...propose(profile, 'overall', 0.9), plan: plan(profile, 'overall', scale) };
  }
  const isReached =
    scale.kind === 'words' || profile.largest === null || reachesTop(profile, scale);
  return {
    plan: plan(profile, 'rating', scale),
    confidence: importanceHeader.test(header) ? 0.6 : isReached && filled > 4 ? 0.96 : 0.75,
    note: null,
  };
}

/** False where nobody chose the highest step: the scale may be a shorter one. */
function reachesTop(profile: ColumnProfile, scale: RatingScale): boolean {
  return profile.distinct.some(([answer]) => statedNumber(answer) === scale.max);
}

function proposeText(profile: ColumnProfile, filled: number): ColumnProposal | null {
  const { header, distinctCount, meanLength } = profile;
  const isNumber = profile.numericCount >= 0.9 * filled;
  if (isMultiSelect(profile, filled)) return ignore(profile, 0.75, 'multiSelect');
  const isWordy = !isNumber && meanLength >= 12 && distinctCount > Math.min(30, 0.4 * filled);
  if (isWordy || (commentHeader.test(header) && !isNumber && distinctCount > 12)) {
    return propose(profile, 'comment', isWordy && filled > 20 ? 0.93 : 0.7);
  }
  const isCut = distinctCount >= 2 && distinctCount <= 60 && distinctCount <= 0.5 * filled;
  if (isCut) {
    return propose(profile, 'segment', isNumber ? 0.65 : distinctCount <= 30 ? 0.94 : 0.8);
  }
  return distinctCount > 60 ? ignore(profile, 0.85, 'manyValues') : null;
}

/** Several answers joined with commas: few parts that return often. They need columns of their own. */
function isMultiSelect(profile: ColumnProfile, filled: number): boolean {
  const parts = new Map<string, number>();
  let joined = 0;
  for (const [answer, count] of profile.distinct) {
    const pieces = answer.split(/, |┋|;\s/u);
    if (pieces.length > 1) joined += count;
    for (const piece of pieces) parts.set(piece, (parts.get(piece) ?? 0) + count);
  }
  const mentions = [...parts.values()].reduce((sum, count) => sum + count, 0);
  return joined >= 0.2 * filled && parts.size <= 60 && mentions >= 5 * parts.size;
}

function looksPersonal(profile: ColumnProfile): boolean {
  const shown = profile.distinct.slice(0, 50);
  return (
    shown.length > 0 &&
    shown.filter(([answer]) => personalContent.test(answer.trim())).length >= 0.8 * shown.length
  );
}

function plan(profile: ColumnProfile, kind: RoleKind, scale: RatingScale | null): ColumnPlan {
  const { group, item } = headerName(profile.header);
  return {
    kind,
    name: item === '' ? profile.header : item,
    dimension: group ?? '',
    scale,
    dateOrder: profile.dateOrder,
  };
}

function propose(profile: ColumnProfile, kind: RoleKind, confidence: number): ColumnProposal {
  return { plan: plan(profile, kind, guessScale(profile)), confidence, note: null };
}

function ignore(
  profile: ColumnProfile,
  confidence: number,
  note: ColumnProposal['note'] = null,
): ColumnProposal {
  return { ...propose(profile, 'ignore', confidence), note };
}

/** A prefix that only one rating has is part of its name, not a group. */
function dropLoneGroups(proposals: readonly ColumnProposal[]): ColumnProposal[] {
  const sizes = new Map<string, number>();
  for (const { plan } of proposals) {
    if (plan.kind === 'rating') sizes.set(plan.dimension, (sizes.get(plan.dimension) ?? 0) + 1);
  }
  const ungrouped = proposals.map((proposal) => {
    const { plan } = proposal;
    const isLone = plan.dimension !== '' && (sizes.get(plan.dimension) ?? 0) < 2;
    if (!isLone) return proposal;
    const name = plan.kind === 'rating' ? `${plan.dimension} ${plan.name}`.trim() : plan.name;
    return { ...proposal, plan: { ...plan, name, dimension: '' } };
  });
  return numberDuplicates(ungrouped);
}

/** Columns of one name get numbers, so that none is lost in another (`Other`, `Other (2)`). */
function numberDuplicates(proposals: readonly ColumnProposal[]): ColumnProposal[] {
  const seen = new Map<string, number>();
  return proposals.map((proposal) => {
    const { plan } = proposal;
    if (plan.kind !== 'rating' && plan.kind !== 'segment') return proposal;
    const key = JSON.stringify([plan.kind, plan.dimension, plan.name]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count === 1) return proposal;
    return { ...proposal, plan: { ...plan, name: `${plan.name} (${count})` } };
  });
}
