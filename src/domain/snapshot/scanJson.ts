import { AppError } from '../../shared/AppError';

/** A snapshot has about ten levels; deeper nesting is an attack on whoever reads it. */
const mostDepth = 64;
/** A large engagement has some hundred thousand. */
const mostKeys = 1_000_000;

/**
 * Looks at a JSON text before anything is built from it. Throws where it nests too deep or has more
 * keys than any engagement.
 */
export function scanJson(text: string): void {
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        break;
      case 0x7b:
      case 0x5b:
        if (++depth > mostDepth) throw new AppError('error.snapshotTooDeep', { limit: mostDepth });
        break;
      case 0x7d:
      case 0x5d:
        depth--;
        break;
      case 0x3a:
        if (++keys > mostKeys) throw new AppError('error.snapshotTooManyKeys', { limit: mostKeys });
        break;
    }
  }
}

/** Position of the quote that ends the string beginning at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start; ;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return at;
  }
}
