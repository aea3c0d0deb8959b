/** What a file's first bytes show it to be when it is no table of text. */
export type ForeignKind = 'png' | 'jpeg' | 'gif' | 'pdf' | 'workbook' | 'zip' | 'gzip' | 'xls';

const signatures: readonly (readonly [ForeignKind, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['gzip', [0x1f, 0x8b]],
  ['xls', [0xd0, 0xcf, 0x11, 0xe0]],
];

/**
 * Recognises common files that are not tables of text. Content decides, except that a ZIP
 * named `.xlsx` is called a workbook. Null for anything that may be text.
 */
export function foreignKind(start: Uint8Array, fileName: string): ForeignKind | null {
  if (startsWith(start, [0x50, 0x4b, 0x03, 0x04])) {
    return /\.xls[xm]$/iu.test(fileName) ? 'workbook' : 'zip';
  }
  return signatures.find(([, bytes]) => startsWith(start, bytes))?.[0] ?? null;
}

function startsWith(data: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => data[index] === byte);
}
