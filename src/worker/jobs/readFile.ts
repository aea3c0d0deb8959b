import { AppError } from '../../shared/AppError';

/** Large enough that waiting for the next one costs little, small enough to cancel soon. */
const blockBytes = 16 * 1024 * 1024;

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
