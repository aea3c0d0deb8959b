/** What personal data looks like inside a text. */
const patterns: readonly RegExp[] = [
  // e-mail addresses, IPv4 and IPv6 addresses
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu,
  /\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b/giu,
  // Chinese identity cards, mobile and landline numbers, international numbers
  /(?<!\d)\d{17}[\dXx](?!\d)/gu,
  /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/gu,
  /(?<!\d)0\d{2,3}[\s-]\d{7,8}(?!\d)/gu,
  /\+\d[\d\s()-]{7,}\d/gu,
];

/** A text with phone numbers, addresses and identity numbers masked: the first two signs stay. */
export function maskText(text: string): string {
  const plain = text.normalize('NFKC');
  // Only where something is found is the text in another form worth having.
  const masked = patterns.reduce((current, pattern) => current.replace(pattern, hidden), plain);
  return masked === plain ? text : masked;
}

/** A respondent's identifier with what is personal about it masked: also where it is a name. */
export function maskIdentifier(id: string): string {
  const masked = maskText(id);
  if (masked !== id) return masked;
  const name = id.trim();
  if (/^\p{Script=Han}{2,4}$/u.test(name))
    return `${name.slice(0, 1)}${'*'.repeat(name.length - 1)}`;
  if (/^\p{Lu}\p{Ll}+(?: \p{Lu}[\p{L}.'-]*){1,3}$/u.test(name)) {
    return name.replace(/(?<=\p{L})[\p{L}.'-]+/gu, '***');
  }
  return id;
}

function hidden(found: string): string {
  return `${found.slice(0, 2)}${'*'.repeat(Math.max(3, found.length - 2))}`;
}
