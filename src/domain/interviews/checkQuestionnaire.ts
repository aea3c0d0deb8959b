import {
  interviewLanguages,
  isScale,
  type InterviewLanguage,
  type Question,
  type Questionnaire,
} from './questionnaire';

/** What can be wrong with the wording of a questionnaire. */
export const wordingFlaws = [
  'blank',
  'untranslated',
  'leading',
  'doubleBarrelled',
  'jargon',
  'unbalanced',
  'fewOptions',
  'blankOption',
  'noIndicator',
  'manyOpen',
  'tooLong',
] as const;
export type WordingFlaw = (typeof wordingFlaws)[number];

/** A flaw, where it is, and the words that gave it away. */
export interface WordingFinding {
  readonly flaw: WordingFlaw;
  /** Null where it is the questionnaire as a whole. */
  readonly questionId: string | null;
  readonly language: InterviewLanguage | null;
  /** The words found; blank where none are. */
  readonly found: string;
}

const leading: Readonly<Record<InterviewLanguage, RegExp>> = {
  zh: /难道|是不是|您一定|众所周知|大多数客户|大家都|优秀的|优质的|贴心的|一流的|卓越的|领先的|您应该|不觉得/u,
  en: /\b(?:don['’]t you|wouldn['’]t you|isn['’]t it|surely|as you know|everyone knows|most customers|how (?:good|great|excellent)|our (?:excellent|great|award-winning|outstanding|leading)|you (?:must|should) (?:agree|have))\b/iu,
};

const joined: Readonly<Record<InterviewLanguage, RegExp>> = {
  zh: /以及|并且|或者|(?<=\p{Script=Han})(?:和|与|及|、|或)(?=\s?[\p{Script=Han}A-Z])/u,
  en: /\b(?:and|or|as well as)\b/iu,
};
/** Words in which a joining sign joins nothing, and names of one thing that hold one. */
const notJoined =
  /和谐|温和|缓和|饱和|参与|与会|给与|及时|涉及|普及|以及时|同行或朋友|peer or friend/giu;

const jargon =
  /\b(?:[A-Z]{2,}\d*|UX|CX|onboarding|touchpoint|stakeholder|synergy|omnichannel|end-to-end)\b|赋能|抓手|闭环|颗粒度|触达|全链路|痛点|打法|沉淀|拉通|对齐|私域|心智/u;

const negativeWords =
  /不|差|慢|低|难|很少|从不|没有|poor|bad|slow|low|dis|un|never|difficult|hard|not\b|terrible/iu;
const neutralWords =
  /一般|普通|还行|中等|说不清|有时|neutral|average|ok\b|fair|sometimes|neither/iu;

/** Seconds that answering takes, beside reading, by kind of question. */
const answerSeconds: Readonly<Record<Question['kind'], number>> = {
  rating: 4,
  overall: 4,
  ordinal: 4,
  recommendation: 5,
  effort: 5,
  single: 5,
  multi: 8,
  open: 30,
};

/** Above this a respondent who fills it in alone gives up or hurries. */
export const mostSeconds = 300;

/**
 * How long filling it in alone takes, in seconds: reading at 5 Chinese characters or 3.3 English words
 * (200 words a minute) a second, and answering 4–8 seconds a choice, 30 an open question. Follow-up
 * questions are not counted.
 */
export function estimatedSeconds(
  questions: readonly Question[],
  language: InterviewLanguage,
): number {
  return questions.reduce((sum, { kind, text, hint, options }) => {
    const words = [text, hint, ...(kind === 'single' || kind === 'multi' ? options : [])]
      .map((part) => part[language])
      .join(' ');
    const han = words.match(/\p{Script=Han}/gu)?.length ?? 0;
    const latin = words.match(/[\p{Script=Latin}\d]+/gu)?.length ?? 0;
    return sum + han / 5 + latin / 3.3 + answerSeconds[kind];
  }, 0);
}

/** Flaws with which a questionnaire cannot be used. */
export const blockingFlaws: ReadonlySet<WordingFlaw> = new Set([
  'blank',
  'fewOptions',
  'blankOption',
]);

/** Everything about the wording that a careful colleague would point out. */
export function checkQuestionnaire({ questions }: Questionnaire): WordingFinding[] {
  const findings = summed(
    questions.flatMap((question) => [
      ...structureFlaws(question),
      ...interviewLanguages.flatMap((language) => wordingOf(question, language)),
    ]),
  );
  if (questions.filter(({ kind }) => kind === 'open').length > 2) {
    findings.push({ flaw: 'manyOpen', questionId: null, language: null, found: '' });
  }
  for (const language of interviewLanguages) {
    if (estimatedSeconds(questions, language) > mostSeconds) {
      findings.push({ flaw: 'tooLong', questionId: null, language, found: '' });
    }
  }
  return findings;
}

/** Missing translations, where there are many, as one finding: a team may speak one language only. */
function summed(findings: readonly WordingFinding[]): WordingFinding[] {
  const missing = findings.filter(({ flaw }) => flaw === 'untranslated');
  if (missing.length <= 3) return [...findings];
  const rest = findings.filter(({ flaw }) => flaw !== 'untranslated');
  return interviewLanguages.reduce<WordingFinding[]>((all, language) => {
    const count = missing.filter((one) => one.language === language).length;
    if (count === 0) return all;
    return [...all, { flaw: 'untranslated', questionId: null, language, found: `× ${count}` }];
  }, rest);
}

function structureFlaws(question: Question): WordingFinding[] {
  const { id: questionId, kind, text, options, indicatorId } = question;
  const found = (flaw: WordingFlaw): WordingFinding => ({
    flaw,
    questionId,
    language: null,
    found: '',
  });
  const isBlank = interviewLanguages.every((language) => text[language].trim() === '');
  const chooses = kind === 'single' || kind === 'multi' || kind === 'ordinal';
  return [
    ...(isBlank ? [found('blank')] : []),
    ...(chooses && options.length < 2 ? [found('fewOptions')] : []),
    ...(options.some((option) => interviewLanguages.every((one) => option[one].trim() === ''))
      ? [found('blankOption')]
      : []),
    ...((kind === 'rating' || kind === 'ordinal') && indicatorId === null
      ? [found('noIndicator')]
      : []),
  ];
}

function wordingOf(question: Question, language: InterviewLanguage): WordingFinding[] {
  const { id: questionId, text, options } = question;
  const words = text[language];
  const found = (flaw: WordingFlaw, what: string): WordingFinding => ({
    flaw,
    questionId,
    language,
    found: what,
  });
  const other = text[language === 'zh' ? 'en' : 'zh'];
  if (words.trim() === '') return other.trim() === '' ? [] : [found('untranslated', '')];
  // The name of an indicator is in one language only until somebody words it in the other.
  const foreign = language === 'en' ? /\p{Script=Han}+/u.exec(words)?.[0] : undefined;
  const findings: WordingFinding[] = foreign ? [found('untranslated', foreign)] : [];
  const isHalf = options.some(
    (option) =>
      option[language].trim() === '' && option[language === 'zh' ? 'en' : 'zh'].trim() !== '',
  );
  if (isHalf && !foreign) findings.push(found('untranslated', '…'));
  const lead = leading[language].exec(words)?.[0];
  if (lead) findings.push(found('leading', lead));
  const join = isScale(question) ? joined[language].exec(words.replace(notJoined, ''))?.[0] : null;
  if (join) findings.push(found('doubleBarrelled', join));
  const term = jargon.exec(words)?.[0];
  if (term) findings.push(found('jargon', term));
  const steps = options.map((option) => option[language]).filter((option) => option !== '');
  if (isScale(question) && isUnbalanced(steps)) {
    findings.push(found('unbalanced', steps.join(' / ')));
  }
  return findings;
}

/** True where words of a scale name more of one side than of the other. */
function isUnbalanced(steps: readonly string[]): boolean {
  if (steps.length < 3) return false;
  const negative = steps.filter((step) => negativeWords.test(step)).length;
  const neutral = steps.filter(
    (step) => neutralWords.test(step) && !negativeWords.test(step),
  ).length;
  return negative !== steps.length - negative - neutral;
}
