import { ratingCode } from '../table/ratingScale';
import type { ResponseTable } from '../table/responseTable';
import { statusFinder } from './statusWords';
import { defineRule } from './cleaningRule';

/** Words of platforms for a response that their own logic ended. */
const screened =
  /^(?:screened(?:[ -]?out)?|screen[ -]?out|disqualified|over ?quota|quota[ -]?(?:met|full)|terminated|被?甄别|甄别(?:无效|排除|答卷)|筛除|筛选不合格|不符合条件|非目标(?:用户|客户)?|配额(?:已满|满)|超出配额)$/iu;

/**
 * Responses that the survey itself ended: its status says so, or no rated question was asked after
 * the screening. They are off target, not too fast (`scoring.md` §6).
 */
export const screenedOut = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: {},
  unfit: ({ table }) =>
    screenedOutTest(table) === null && table.ratings.length === 0 ? 'noStatus' : null,
  mark({ table }, _limits, mark) {
    const test = screenedOutTest(table);
    if (test === null) return;
    for (let row = 0; row < table.rowCount; row++) if (test(row)) mark(row);
  },
  evidence: ({ table }, _limits, row) => ({ value: screenedStatus(table)?.(row) ?? '' }),
});

function screenedStatus(table: ResponseTable) {
  return statusFinder(table, (word) => screened.test(word));
}

/** Tells the responses that were screened out; null where the source cannot have any. */
export function screenedOutTest(table: ResponseTable): ((row: number) => boolean) | null {
  const status = screenedStatus(table);
  const ratings = table.ratings.map(({ codes }) => codes);
  const mayBeUnasked = ratings.some(
    (codes) => codes.includes(ratingCode.skipped) || codes.includes(ratingCode.notShown),
  );
  if (ratings.length === 0 || !mayBeUnasked) return status && ((row) => status(row) !== null);
  return (row) => {
    if (status !== null && status(row) !== null) return true;
    return ratings.every((codes) => {
      const code = codes[row];
      return code === ratingCode.skipped || code === ratingCode.notShown;
    });
  };
}
