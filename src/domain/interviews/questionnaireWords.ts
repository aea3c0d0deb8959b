import { noText, type LocalText, type LowReason, type QuestionKind } from './questionnaire';

/** Five steps of satisfaction, lowest first, balanced around the middle. */
export const satisfactionSteps: readonly LocalText[] = [
  { zh: '非常不满意', en: 'Very dissatisfied' },
  { zh: '不满意', en: 'Dissatisfied' },
  { zh: '一般', en: 'Neutral' },
  { zh: '满意', en: 'Satisfied' },
  { zh: '非常满意', en: 'Very satisfied' },
];

/** The ends of seven steps of agreement. */
export const agreementSteps: readonly LocalText[] = [
  { zh: '完全不同意', en: 'Strongly disagree' },
  { zh: '完全同意', en: 'Strongly agree' },
];

/** How a new question of each kind is worded. */
export const questionWords: Readonly<
  Record<QuestionKind, { readonly text: LocalText; readonly options: readonly LocalText[] }>
> = {
  rating: { text: { zh: '', en: '' }, options: [] },
  overall: {
    text: {
      zh: '总体来说，您对我们满意吗？',
      en: 'Overall, how satisfied are you with us?',
    },
    options: [],
  },
  ordinal: {
    text: { zh: '', en: '' },
    options: [
      { zh: '慢', en: 'Slow' },
      { zh: '一般', en: 'Average' },
      { zh: '快', en: 'Fast' },
    ],
  },
  recommendation: {
    text: {
      zh: '您有多大可能把我们推荐给同行或朋友？',
      en: 'How likely are you to recommend us to a peer or friend?',
    },
    options: [
      { zh: '完全不可能', en: 'Not at all likely' },
      { zh: '非常可能', en: 'Extremely likely' },
    ],
  },
  effort: {
    text: {
      zh: '“我很容易就把问题解决了。”您同意吗？',
      en: '"It was easy to get my problem solved." Do you agree?',
    },
    options: [],
  },
  single: {
    text: { zh: '', en: '' },
    options: [noText, noText],
  },
  multi: {
    text: { zh: '', en: '' },
    options: [noText, noText],
  },
  open: {
    text: {
      zh: '您最希望我们先改进哪一点？',
      en: 'What should we improve first?',
    },
    options: [],
  },
};

/** Main reasons for a low rating. */
export const defaultReasons: readonly LowReason[] = [
  {
    id: 'skill',
    name: { zh: '人员技能', en: 'Staff skill' },
    hint: { zh: '不熟悉产品、解释不清', en: 'Unsure of the product, unclear answers' },
  },
  {
    id: 'process',
    name: { zh: '流程缺陷', en: 'Process' },
    hint: { zh: '环节多、转派、反复提交', en: 'Many steps, handovers, repeated forms' },
  },
  {
    id: 'resources',
    name: { zh: '资源不足', en: 'Resources' },
    hint: { zh: '人手不够、缺备件', en: 'Too few people, missing parts' },
  },
  {
    id: 'other',
    name: { zh: '其他', en: 'Other' },
    hint: { zh: '请说明', en: 'Please explain' },
  },
];

/** What is said at the beginning and at the end, and what the interviewer keeps in mind. */
export const openingWords: Readonly<Record<'opening' | 'outline' | 'closing', LocalText>> = {
  opening: {
    zh: '您好，感谢抽出时间。我们想了解您这段时间的实际感受，不会占用太多时间。回答没有对错，不想答的可以跳过；内容只用于改进服务，报告里不会出现您和公司的名字。',
    en: 'Thank you for your time. We would like to hear about your experience over the past months. There are no right or wrong answers, and you may skip any question. What you say is used to improve our service only; neither you nor your company will be named in the report.',
  },
  outline: {
    zh: '先听整体感受，再问评分\n低分追问一次具体经历：何时、何事、影响多大\n记下原话，不替客户总结\n最后问：只改一件事，改什么',
    en: "Hear the overall impression first, then ask for ratings\nFor a low rating ask for one concrete case: when, what, how much it mattered\nWrite down the customer's own words\nAt the end: if we changed one thing, what should it be",
  },
  closing: {
    zh: '感谢您的回答，对我们很有帮助。',
    en: 'Thank you. Your answers help us a great deal.',
  },
};

/** What is asked before anything is recorded. */
export const consentWords: LocalText = {
  zh: '为了不漏记您的意见，我们希望对这次谈话录音。录音由项目组保管，仅用于整理记录，不会交给第三方。您可以不同意，也可以随时撤回，撤回后录音会立即删除。',
  en: 'We would like to record this conversation so that nothing you say is lost. The recording is kept by the project team, used for its notes only, and given to nobody else. You may decline, or withdraw your consent at any time; the recording is then deleted at once.',
};
