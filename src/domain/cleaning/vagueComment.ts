import type { ResponseTable } from '../table/responseTable';
import { defineRule } from './cleaningRule';

/** Comments that say nothing to act on, without punctuation, in lower case. */
const vagueWords: ReadonlySet<string> = new Set(
  (
    '无 没 没有 暂无 暂时没有 没了 没啥 没什么 无建议 没有建议 没意见 无意见 没有意见 不知道 不清楚 不详 随便 ' +
    '好 很好 挺好 挺好的 还好 还行 还可以 可以 不错 蛮好 非常好 都好 都可以 满意 很满意 非常满意 一般 正常 ok ' +
    'good great fine nice none nothing no na n/a nil yes idk dontknow dunno nocomment nocomments notreally ' +
    'verygood satisfied asdf test 测试'
  ).split(' '),
);

/** Longer texts say something. */
const mostCharacters = 24;

/** True for a text that is there and says nothing: a stock word, one sign repeated, a number. */
export function isVague(text: string): boolean {
  if (text.length > mostCharacters) return false;
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, '');
  if (bare === '') return text.trim() !== '';
  return bare.length === 1 || vagueWords.has(bare) || /^(.)\1+$|^\d+$/u.test(bare);
}

/** Short texts repeat; each is judged once. */
function rememberedVague(): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let vague = known.get(text);
    if (vague === undefined) {
      vague = isVague(text);
      if (known.size < 10_000) known.set(text, vague);
    }
    return vague;
  };
}

/** True where a response has a comment that says something. */
export function hasReason({ comments }: ResponseTable, row: number): boolean {
  return comments.some((column) => {
    const text = column.at(row);
    return text.trim() !== '' && !isVague(text);
  });
}

/** Responses whose comments, though there, say nothing. A blank comment is no comment. */
export const vagueComment = defineRule({
  since: 3,
  usual: { isOn: true, action: 'lookAt' },
  actions: ['lookAt', 'exclude'],
  limits: {},
  unfit: ({ table }) => (table.comments.length === 0 ? 'noComments' : null),
  mark({ table }, _limits, mark) {
    const isVagueText = rememberedVague();
    rows: for (let row = 0; row < table.rowCount; row++) {
      let hasText = false;
      for (const column of table.comments) {
        const length = column.lengthAt(row);
        if (length === 0) continue;
        if (length > mostCharacters || !isVagueText(column.at(row))) continue rows;
        hasText = true;
      }
      if (hasText) mark(row);
    }
  },
  evidence: ({ table }, _limits, row) => ({
    value: table.comments.map((column) => column.at(row)).find((text) => text !== '') ?? '',
  }),
});
