/** What personal data looks like inside a text. */
const patterns: readonly RegExp[] = [
  // e-mail addresses, IPv4 and IPv6 addresses
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu,
  /\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b/giu,
  // Chinese identity cards, mobile and landline numbers, international numbers
  /(?<!\d)\d{17}[\dXx](?!\d)/gu,
  /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/gu,
  /(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)/gu,
  /\+\d[\d\s()-]{7,}\d/gu,
];

/** A text with phone numbers, addresses and identity numbers masked: the first two signs stay. */
export function maskText(text: string): string {
  const plain = text.normalize('NFKC');
  // Only where something is found is the text in another form worth having.
  const masked = patterns.reduce((current, pattern) => current.replace(pattern, hidden), plain);
  return masked === plain ? text : masked;
}

/**
 * A respondent's identifier with what is personal about it masked. What is no code or number may be
 * a name: then only the first sign of each word stays.
 */
export function maskIdentifier(id: string): string {
  const masked = maskText(id);
  // A code has a figure in it; a name has none.
  return masked.replace(/[\p{L}\p{M}.'’·-]+/gu, (word, at: number) => {
    const [before, after] = [masked[at - 1] ?? ' ', masked[at + word.length] ?? ' '];
    const isPartOfCode = /[\d_#/]/u.test(before) || /[\d_#/]/u.test(after);
    const isHan = /\p{Script=Han}/u.test(word);
    if ((isPartOfCode && !isHan) || before === '*' || word.length < 2) return word;
    return `${word.slice(0, 1)}${'*'.repeat(word.length - 1)}`;
  });
}

function hidden(found: string): string {
  return `${found.slice(0, 2)}${'*'.repeat(Math.max(3, found.length - 2))}`;
}
