/** What personal data looks like inside a text. */
const patterns: readonly RegExp[] = [
  // e-mail addresses, IPv4 and IPv6 addresses
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu,
  /\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b/giu,
  // Chinese identity cards, mobile and landline numbers, international numbers
  /(?<!\d)\d{17}[\dXx](?!\d)/gu,
  /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/gu,
  /(?<![\dA-Za-z])0(?:10|2\d|[3-9]\d{2})[\s-]?\d{7,8}(?!\d)/gu,
  /\+\d[\d\s()-]{7,}\d/gu,
];

/** A text with phone numbers, addresses and identity numbers masked: the first two signs stay. */
export function maskText(text: string): string {
  const plain = text.normalize('NFKC');
  // Only where something is found is the text in another form worth having.
  const masked = patterns.reduce((current, pattern) => current.replace(pattern, hidden), plain);
  return masked === plain ? text : masked;
}

/** `R_` and fifteen signs, which need not be figures. */
const qualtricsId = /^R_[A-Za-z0-9]{15}$/u;

/**
 * A respondent's identifier with what is personal about it masked. A word without any figure is no
 * code and may be a name: then only its first sign stays. Chinese characters are never a code.
 */
export function maskIdentifier(id: string): string {
  return maskText(id).replace(/[\p{L}\p{M}\p{N}*.'’·_#/-]+/gu, (token) => {
    const isCode = qualtricsId.test(token) || (/\d/u.test(token) && !token.includes('*'));
    const words = isCode ? /\p{Script=Han}+/gu : /[\p{L}\p{M}.'’·]+/gu;
    return token.replace(words, (word) => {
      const [first = '', ...rest] = [...word];
      return rest.length === 0 ? word : `${first}${'*'.repeat(rest.length)}`;
    });
  });
}

function hidden(found: string): string {
  return `${found.slice(0, 2)}${'*'.repeat(Math.max(3, found.length - 2))}`;
}
