/** What a file's first bytes show it to be when it is no table. */
export type ForeignKind = 'png' | 'jpeg' | 'gif' | 'pdf' | 'zip' | 'json' | 'html' | 'bzip2';

/** How a file's bytes have to be opened. */
export type FileKind = 'text' | 'gzip' | 'zip' | 'compound' | ForeignKind;

const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['gzip', [0x1f, 0x8b]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['compound', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
];

/**
 * Recognises a file by its content, never by its name. A `zip` may be a workbook, as may a
 * `compound` file (XLS, or an encrypted workbook); anything unknown may be text.
 */
export function fileKind(start: Uint8Array): FileKind {
  const known = signatures.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte));
  if (known) return known[0];
  const text = new TextDecoder('utf-8').decode(start.subarray(0, 512)).trimStart();
  if (/^(?:<!doctype html|<html)/iu.test(text)) return 'html';
  if (/^(?:\{\s*["}]|\[\s*[{["])/u.test(text)) return 'json';
  return 'text';
}

/** One file inside a ZIP archive, as its directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly compressedSize: number;
  /** Where the entry's own header begins. */
  readonly offset: number;
  readonly isEncrypted: boolean;
}

/** The directory of a ZIP archive; null when it has none that can be read. */
export function zipEntries(data: Uint8Array): ZipEntry[] | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const first = Math.max(0, data.length - 65_557);
  let end = data.length - 22;
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < first || end < 0) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > data.length || view.getUint32(at, true) !== 0x02014b50) return null;
    const nameLength = view.getUint16(at + 28, true);
    const skipped = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    entries.push({
      name: new TextDecoder().decode(data.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      compressedSize: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameLength + skipped;
  }
  return entries;
}

/** The compressed bytes of an entry; null when its own header contradicts the directory's. */
export function zipContent(data: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const { offset, compressedSize } = entry;
  if (offset + 30 > data.length || view.getUint32(offset, true) !== 0x04034b50) return null;
  // Readers that believe the entry's own header must not find another content there.
  if (view.getUint16(offset + 8, true) !== entry.method) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + compressedSize > data.length ? null : data.subarray(start, start + compressedSize);
}
