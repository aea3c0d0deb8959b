/** A name and the code that stands for it. */
export interface CodedName {
  readonly kind: 'company' | 'person';
  readonly code: string;
  readonly name: string;
}

/** What a file of codes adds to those that are known. */
export interface ReadKeys {
  readonly added: readonly CodedName[];
  /** Codes that stand for another name here, or names that have another code: left as they are here. */
  readonly clashing: readonly CodedName[];
}

/** A, AB … with what follows in any language, as `A公司` or `A Ltd`; or P1, P2 … of people. */
const codeForm = /^(?:[A-Z]{1,3}(?![A-Z0-9]).{0,20}|P\d+)$/u;

/**
 * Reads lines of code and name, as the key table is exported, and compares them with what is known. A
 * line without a code, such as the heading, is left out. Texts that were made inert for spreadsheets lose
 * their apostrophe.
 */
export function readKeys(
  lines: readonly (readonly string[])[],
  known: readonly CodedName[],
): ReadKeys {
  const codes = new Map(known.map((one) => [one.code, comparable(one.name)]));
  const names = new Map(known.map((one) => [comparable(one.name), one.code]));
  const added: CodedName[] = [];
  const clashing: CodedName[] = [];
  for (const [first = '', second = ''] of lines) {
    const code = first.replace(/^\ufeff/u, '').trim();
    const name = second.replace(/^'/u, '').trim();
    if (name === '' || !codeForm.test(code)) continue;
    const kind = /^P\d+$/u.test(code) ? 'person' : 'company';
    const plain = comparable(name);
    const isKnown = codes.get(code) === plain;
    if (isKnown) continue;
    if (codes.has(code) || names.has(plain)) clashing.push({ kind, code, name });
    else {
      codes.set(code, plain);
      names.set(plain, code);
      added.push({ kind, code, name });
    }
  }
  return { added, clashing };
}

/** Names that differ only in case, width or spaces are one. */
export function comparable(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
