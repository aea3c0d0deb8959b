import { answerWord, statedNumber } from '../table/ratingScale';

type WordList = readonly (readonly string[])[];

/** Lists of answer words, lowest step first; a step may have several words. */
const lists: readonly WordList[] = [
  [
    ['非常不满意', '很不满意', '极不满意', '十分不满意'],
    ['不满意', '不太满意', '比较不满意', '较不满意'],
    ['一般', '一般满意', '中立', '普通'],
    ['满意', '比较满意', '较满意', '基本满意'],
    ['非常满意', '很满意', '极满意', '十分满意'],
  ],
  [
    ['非常不同意', '很不同意', '完全不同意', '强烈不同意'],
    ['不同意', '不太同意', '比较不同意', '有点不同意'],
    ['一般', '中立', '不确定', '说不清', '既不同意也不反对'],
    ['同意', '比较同意', '有点同意'],
    ['非常同意', '很同意', '完全同意', '强烈同意'],
  ],
  [
    ['非常不符合', '完全不符合'],
    ['不符合', '不太符合', '比较不符合'],
    ['一般', '不确定'],
    ['符合', '比较符合'],
    ['非常符合', '完全符合'],
  ],
  [
    ['非常不愿意', '肯定不会'],
    ['不愿意', '不太愿意', '可能不会'],
    ['一般', '不确定', '说不准'],
    ['愿意', '比较愿意', '可能会'],
    ['非常愿意', '肯定会'],
  ],
  [
    ['非常不支持', '强烈反对'],
    ['不支持', '反对', '不太支持'],
    ['一般', '中立'],
    ['支持', '比较支持'],
    ['非常支持', '强烈支持'],
  ],
  [
    ['很差', '非常差'],
    ['差', '较差', '比较差'],
    ['一般', '中等'],
    ['好', '较好', '比较好', '良好'],
    ['很好', '非常好', '优秀'],
  ],
  [['从不', '从来没有'], ['很少', '偶尔'], ['有时'], ['经常'], ['总是']],
  [['慢', '很慢'], ['一般'], ['快', '快速', '很快']],
  [['不满意'], ['一般'], ['满意']],
  [
    ['very dissatisfied', 'extremely dissatisfied', 'completely dissatisfied'],
    ['dissatisfied', 'somewhat dissatisfied'],
    ['neutral', 'neither satisfied nor dissatisfied', 'neither'],
    ['satisfied', 'somewhat satisfied'],
    ['very satisfied', 'extremely satisfied', 'completely satisfied'],
  ],
  [
    ['strongly disagree'],
    ['disagree', 'somewhat disagree'],
    ['neutral', 'neither agree nor disagree', 'neither agree or disagree', 'undecided'],
    ['agree', 'somewhat agree'],
    ['strongly agree'],
  ],
  [
    ['very unfavorably', 'very unfavourably'],
    ['somewhat unfavorably', 'unfavorably', 'somewhat unfavourably'],
    ['neither favorably nor unfavorably', 'neither favourably nor unfavourably', 'neutral'],
    ['somewhat favorably', 'favorably', 'somewhat favourably'],
    ['very favorably', 'very favourably'],
  ],
  [
    ['very unlikely', 'extremely unlikely'],
    ['unlikely', 'somewhat unlikely'],
    ['neutral', 'neither likely nor unlikely'],
    ['likely', 'somewhat likely'],
    ['very likely', 'extremely likely'],
  ],
  [
    ['very difficult', 'very hard'],
    ['difficult', 'somewhat difficult', 'hard'],
    ['neutral', 'neither easy nor difficult'],
    ['easy', 'somewhat easy'],
    ['very easy'],
  ],
  [
    ['horrible', 'terrible', 'very poor', 'very bad'],
    ['bad', 'poor'],
    ['ok', 'okay', 'average', 'fair'],
    ['good'],
    ['excellent', 'very good'],
  ],
  [['poor'], ['fair'], ['good'], ['very good'], ['excellent']],
  [
    ['not at all', 'not important'],
    ['slightly'],
    ['moderately', 'somewhat'],
    ['very'],
    ['extremely', 'critical'],
  ],
  [['never'], ['rarely'], ['sometimes'], ['often'], ['always']],
  [['never'], ['rarely'], ['sometimes'], ['often'], ['very often']],
  [['never'], ['sometimes'], ['often'], ['very often'], ['always']],
  [['dissatisfied'], ['neutral'], ['satisfied']],
];

/** This share of the answers has to be in a list before the others are asked about. */
const leastKnown = 0.7;
/** More unknown words than this and the list is not the one. */
const mostUnknown = 3;

/**
 * The list of answer words, lowest step first, that fits a question's counted answers; null when
 * none does or they name fewer than three of its steps. Words that the list lacks are left to be
 * asked about, as long as they are few. Answers may share a last word (`very likely`, `not at all
 * likely`). A three-step list becomes 5/3/1 by its linear scale (`formats.md`).
 */
export function wordListFor(
  answers: readonly (readonly [answer: string, count: number])[],
): WordList | null {
  const counts = new Map<string, number>();
  for (const [answer, count] of answers) {
    const word = answerWord(answer);
    counts.set(word, (counts.get(word) ?? 0) + count);
  }
  const plain = bestList(lists, counts);
  if (plain) return plain;
  const suffixes = new Set([...counts.keys()].flatMap((word) => / [a-z]+$/u.exec(word)?.[0] ?? []));
  for (const suffix of suffixes) {
    const extended = lists.map((list) =>
      list.map((step) => step.flatMap((word) => [word + suffix, word])),
    );
    const found = bestList(extended, counts);
    if (found) return found;
  }
  return null;
}

/** True when a scale of words has a step for the answer. */
export function isKnownWord(answer: string, words: WordList): boolean {
  const number = statedNumber(answer);
  const word = answerWord(answer);
  return words.some(
    (step) => step.includes(word) || (number !== null && step.includes(`${number}`)),
  );
}

function bestList(
  candidates: readonly WordList[],
  counts: ReadonlyMap<string, number>,
): WordList | null {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let best: { list: WordList; known: number; steps: number } | null = null;
  for (const list of candidates) {
    const words = new Set(list.flat());
    const unknown = [...counts].filter(([word]) => !words.has(word));
    const known = all - unknown.reduce((sum, [, count]) => sum + count, 0);
    const steps = list.filter((step) => step.some((word) => counts.has(word))).length;
    const isEnough = known >= leastKnown * all && unknown.length <= mostUnknown;
    if (!isEnough || steps < Math.min(3, list.length)) continue;
    const isBetter =
      best === null ||
      known > best.known ||
      // Of two lists that know the same words the shorter one leaves no step unused.
      (known === best.known && (steps > best.steps || list.length < best.list.length));
    if (isBetter) best = { list, known, steps };
  }
  return best?.list ?? null;
}
