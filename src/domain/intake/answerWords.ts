import { answerWord } from '../table/ratingScale';

/** Lists of answer words, lowest step first; a step may have several words. */
const lists: readonly (readonly (readonly string[])[])[] = [
  [
    ['非常不满意', '很不满意', '极不满意'],
    ['不满意', '不太满意', '比较不满意', '较不满意'],
    ['一般', '一般满意', '中立'],
    ['满意', '比较满意', '较满意', '基本满意'],
    ['非常满意', '很满意', '极满意'],
  ],
  [
    ['非常不同意', '很不同意', '完全不同意'],
    ['不同意', '不太同意', '比较不同意'],
    ['一般', '中立', '不确定', '说不清'],
    ['同意', '比较同意'],
    ['非常同意', '很同意', '完全同意'],
  ],
  [['非常不愿意'], ['不愿意', '不太愿意'], ['一般', '不确定'], ['愿意', '比较愿意'], ['非常愿意']],
  [
    ['很差', '非常差'],
    ['差', '较差', '比较差'],
    ['一般'],
    ['好', '较好', '比较好'],
    ['很好', '非常好'],
  ],
  [['从不'], ['很少', '偶尔'], ['有时'], ['经常'], ['总是']],
  [['慢', '很慢'], ['一般'], ['快', '快速', '很快']],
  [
    ['very dissatisfied', 'extremely dissatisfied'],
    ['dissatisfied', 'somewhat dissatisfied'],
    ['neutral', 'neither satisfied nor dissatisfied'],
    ['satisfied', 'somewhat satisfied'],
    ['very satisfied', 'extremely satisfied'],
  ],
  [
    ['strongly disagree'],
    ['disagree', 'somewhat disagree'],
    ['neutral', 'neither agree nor disagree', 'undecided'],
    ['agree', 'somewhat agree'],
    ['strongly agree'],
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
    ['not at all', 'not important', 'not at all important'],
    ['slightly', 'slightly important'],
    ['moderately', 'somewhat important', 'moderately important'],
    ['very', 'very important'],
    ['extremely', 'critical', 'extremely important'],
  ],
  [['never'], ['rarely'], ['sometimes'], ['often'], ['always']],
];

/**
 * The list of answer words that covers a question's distinct answers, lowest step first; null when
 * none covers them all or they name fewer than three of its steps. A three-step list becomes
 * 5/3/1 by its linear scale (`formats.md`).
 */
export function wordListFor(answers: readonly string[]): readonly (readonly string[])[] | null {
  const words = new Set(answers.map(answerWord));
  let best: { list: readonly (readonly string[])[]; steps: number } | null = null;
  for (const list of lists) {
    const known = new Set(list.flat());
    if (![...words].every((word) => known.has(word))) continue;
    const steps = list.filter((step) => step.some((word) => words.has(word))).length;
    if (steps >= Math.min(3, list.length) && (best === null || steps > best.steps)) {
      best = { list, steps };
    }
  }
  return best?.list ?? null;
}
