import type { InterviewLanguage } from './questionnaire';

/** What the columns and some values of the interviews' table are called, in the team's language. */
export const interviewHeadings: Readonly<
  Record<InterviewLanguage, Readonly<Record<string, string>>>
> = {
  zh: {
    respondent: '访谈编号',
    time: '访谈时间',
    duration: '用时（秒）',
    customer: '客户',
    contact: '联系人',
    years: '合作年限',
    interviewer: '访谈人',
    place: '地点',
    mode: '填答方式',
    interviewerMode: '访谈人提问',
    selfMode: '客户自填',
    years0: '不足 1 年',
    years1: '1–3 年',
    years3: '3–5 年',
    years5: '5 年以上',
    reasons: '低分主要原因',
    notes: '访谈备注',
    quotes: '客户原话',
    file: '访谈',
  },
  en: {
    respondent: 'Interview',
    time: 'Time',
    duration: 'Seconds',
    customer: 'Customer',
    contact: 'Contact',
    years: 'Years of cooperation',
    interviewer: 'Interviewer',
    place: 'Place',
    mode: 'Filled in by',
    interviewerMode: 'Interviewer',
    selfMode: 'Customer',
    years0: 'Under 1',
    years1: '1–3',
    years3: '3–5',
    years5: 'Over 5',
    reasons: 'Main reason for a low rating',
    notes: 'Interview notes',
    quotes: "Customer's words",
    file: 'Interviews',
  },
};
