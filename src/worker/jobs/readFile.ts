import { AppError } from '../../shared/AppError';

/** Large enough that waiting for the next one costs little, small enough to cancel soon. */
const blockBytes = 16 * 1024 * 1024;

/** A packed file may unfold to this many bytes. */
const mostUnpacked = 1024 * 1024 * 1024;

/** The file's bytes in blocks of 16 MB. Throws `error.fileUnreadable` when it is gone or changed. */
export async function* fileBlocks(file: File): AsyncGenerator<Uint8Array> {
  let next = readBlock(file, 0);
  for (let start = 0; start < file.size; start += blockBytes) {
    const block = await next;
    // The browser fetches the next block while this one is worked on.
    next = readBlock(file, start + blockBytes);
    next.catch(() => undefined);
    yield block;
  }
}

async function readBlock(file: File, start: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(start, start + blockBytes).arrayBuffer());
  } catch {
    throw new AppError('error.fileUnreadable', { file: file.name });
  }
}

/** The first bytes of a file. */
export async function fileStart(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, 4_096).arrayBuffer());
  } catch {
    throw new AppError('error.fileUnreadable', { file: file.name });
  }
}

/** A gzip file unpacked, under a running cap; the name loses its `.gz`. */
export async function unpacked(file: File): Promise<File> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > mostUnpacked) {
        await reader.cancel();
        throw new AppError('error.packedTooLarge', { file: file.name });
      }
      parts.push(value);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('error.packedDamaged', { file: file.name });
  }
  return new File(parts, file.name.replace(/\.gz$/iu, ''));
}

/** SHA-256 of the blocks' SHA-256s: a whole-file fingerprint that never needs the whole file. */
export class Fingerprint {
  readonly #digests: Promise<ArrayBuffer>[] = [];

  push(block: Uint8Array): void {
    this.#digests.push(crypto.subtle.digest('SHA-256', block as Uint8Array<ArrayBuffer>));
  }

  async finish(): Promise<string> {
    const digests = await new Blob(await Promise.all(this.#digests)).arrayBuffer();
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', digests));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
