import { isBlank, statedNumber, type MissingWords } from '../table/ratingScale';
import type { Reading, Separator } from './question';

type ChoiceReading = Exclude<Reading, { kind: 'cell' }>;

/** A question has at most this many options; what comes after them counts as none. */
const mostOptions = 65_534;

/** What an option column holds where the option was not chosen. */
const notChosen: ReadonlySet<string> = new Set([
  'no',
  'n',
  'false',
  '否',
  '未选',
  '未选中',
  'unchecked',
  'not selected',
]);

/** Words of an option column that is not named by its own text. */
const chosenWords: ReadonlySet<string> = new Set([
  'yes',
  'y',
  'true',
  'x',
  '是',
  '√',
  '选中',
  'checked',
  'selected',
]);

/** True for what an option column holds where the option was not chosen: `0`, `No`, `未选`. */
export function isNotChosen(cell: string): boolean {
  return notChosen.has(cell.trim().toLowerCase()) || statedNumber(cell) === 0;
}

/** True for a bare yes: `1`, `1.0`, `是`, `x`. */
export function isChosenWord(cell: string): boolean {
  return chosenWords.has(cell.trim().toLowerCase()) || statedNumber(cell) === 1;
}

/** Without the text that a respondent added to an option: `其他〖你好〗` is `其他`. */
export function withoutOtherText(piece: string): string {
  return piece.replace(/〖[^〗]*〗/u, '');
}

/** The name of an option as it is counted. */
export function optionName(piece: string): string {
  return withoutOtherText(piece).normalize('NFC').trim();
}

/** The options in one cell, in their order. */
export function splitOptions(
  cell: string,
  separator: Separator,
  whole: readonly string[],
): string[] {
  if (separator === 'list') {
    return cell
      .trim()
      .replace(/^\[|\]$/gu, '')
      .split(/\s*[;,]\s*/u)
      .map((piece) => optionName(piece.replace(/^['"]|['"]$/gu, '')))
      .filter((piece) => piece !== '');
  }
  const found: string[] = [];
  let rest = cell;
  while (rest !== '') {
    const known = whole.find(
      (option) =>
        rest.startsWith(option) &&
        (rest.length === option.length || rest.startsWith(separator.text, option.length)),
    );
    const cut = known === undefined ? rest.indexOf(separator.text) : known.length;
    const piece = optionName(cut < 0 ? rest : rest.slice(0, cut));
    if (piece !== '') found.push(piece);
    rest = cut < 0 ? '' : rest.slice(cut + separator.text.length);
  }
  return found;
}

/**
 * Reads a question with several answers: codes of the chosen options, in the order of the ranking
 * where there is one. Empty: not answered. `[0]`: answered, none chosen. `options` grows by what a
 * joined cell names first.
 */
export function choiceReader(
  reading: ChoiceReading,
  missing: MissingWords,
): { readonly options: string[]; read(row: readonly string[]): number[] } {
  const isMissing = (cell: string) => isBlank(cell) || Object.hasOwn(missing, cell);
  if (reading.kind === 'columns') {
    const { positions, options, isRanked } = reading;
    return {
      options: [...options],
      read: (row) => {
        const answers = positions.flatMap((position, index) => {
          const cell = row[position] as string;
          return isMissing(cell) ? [] : [{ code: index + 1, cell }];
        });
        if (answers.length === 0) return [];
        if (isRanked) {
          return answers
            .map(({ code, cell }) => ({ code, rank: statedNumber(cell) ?? 0 }))
            .filter(({ rank }) => rank > 0)
            .sort((a, b) => a.rank - b.rank)
            .map(({ code }) => code);
        }
        const chosen = answers.filter(({ cell }) => !isNotChosen(cell)).map(({ code }) => code);
        return chosen.length === 0 ? [0] : chosen;
      },
    };
  }
  const options: string[] = [];
  const codes = new Map<string, number>();
  const known = new Map<string, number[]>();
  const readCell = (cell: string): number[] => {
    const found = splitOptions(cell, reading.separator, reading.whole).map((option) => {
      let code = codes.get(option);
      if (code === undefined && options.length >= mostOptions) return 0;
      if (code === undefined) {
        // A copy, so that the option does not keep the file's text alive.
        code = options.push(Array.from(option).join(''));
        codes.set(option, code);
      }
      return code;
    });
    return reading.isRanked ? found : [...new Set(found)].sort((a, b) => a - b);
  };
  return {
    options,
    read: (row) => {
      const cell = row[reading.position] as string;
      if (isMissing(cell)) return [];
      let answer = known.get(cell);
      if (answer === undefined) {
        answer = readCell(cell);
        if (known.size < 10_000) known.set(cell, answer);
      }
      return answer;
    },
  };
}
