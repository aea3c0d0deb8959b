import type { ResponseTable } from '../table/responseTable';
import { statusFinder } from './statusWords';
import { defineRule } from './cleaningRule';

/** Words that mark a response as somebody's trial. */
const trial =
  /^(?:(?:offline )?survey (?:preview|test)|preview|test(?:ing)?|测试|预览|试答|试填)$/iu;

/** Qualtrics' numbers for preview, test and the same taken for spam or given offline. */
const trialNumber = /^(?:1|2|9|17)$/u;

/** Respondents that are called a test: `test`, `test 3`, `测试2`. */
const trialName = /^\s*(?:test(?:er)?|测试(?:用户|账号|数据)?|demo)[\s_-]*\d*\s*$/iu;

/** Test and preview responses, by the platform's status or by the respondent's name. */
export const testRow = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: {},
  unfit: ({ table }) =>
    table.respondentIds === null && table.segments.every(({ meaning }) => meaning !== 'status')
      ? 'noStatus'
      : null,
  mark({ table }, _limits, mark) {
    const status = statusFinder(table, isTrial(table));
    const ids = table.respondentIds;
    for (let row = 0; row < table.rowCount; row++) {
      if (status?.(row) || (ids !== null && isTrialName(ids.at(row)))) mark(row);
    }
  },
  evidence: ({ table }, _limits, row) => ({
    value: statusFinder(table, isTrial(table))?.(row) ?? table.respondentIds?.at(row) ?? '',
  }),
});

function isTrial({ platform }: ResponseTable): (word: string) => boolean {
  return (word) => trial.test(word) || (platform === 'qualtrics' && trialNumber.test(word));
}

function isTrialName(id: string): boolean {
  return id.length <= 16 && trialName.test(id);
}
