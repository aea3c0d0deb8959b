import * as v from 'valibot';
import { AppError } from '../../shared/AppError';
import { fromBase64, toBase64 } from './encoding';

export const sealedFormat = 'satiscope.snapshot.sealed';
const sealedVersion = 1;
/** What OWASP asks of PBKDF2 with SHA-256; files may ask for more. */
const iterations = 600_000;
const mostIterations = 10_000_000;

const sealedSchema = v.object({
  format: v.literal(sealedFormat),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  app: v.pipe(v.string(), v.maxLength(100)),
  kdf: v.object({
    name: v.literal('PBKDF2'),
    hash: v.literal('SHA-256'),
    iterations: v.pipe(v.number(), v.integer(), v.minValue(iterations), v.maxValue(mostIterations)),
    salt: v.pipe(v.string(), v.maxLength(100)),
  }),
  cipher: v.object({
    name: v.literal('AES-GCM'),
    length: v.literal(256),
    iv: v.pipe(v.string(), v.maxLength(100)),
  }),
  data: v.string(),
});
type Sealed = v.InferOutput<typeof sealedSchema>;

/** Compresses bytes with gzip. */
export async function compress(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const stream = blob.stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Unfolds gzip, under a running limit; throws where it is damaged or grows beyond it. */
export async function decompress(bytes: Blob, mostBytes: number): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  const reader = bytes.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  for (;;) {
    let next: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>;
    try {
      next = await reader.read();
    } catch {
      throw new AppError('error.snapshotDamaged');
    }
    if (next.done) return new Blob(parts);
    total += next.value.byteLength;
    if (total > mostBytes) {
      await reader.cancel();
      throw new AppError('error.snapshotUnfoldsTooLarge');
    }
    parts.push(next.value);
  }
}

/**
 * Locks bytes with a passphrase: AES-GCM 256 under a key of PBKDF2 (SHA-256, 600,000 rounds, random
 * salt). The parameters stand in the file's head and are part of what is authenticated.
 */
export async function seal(
  bytes: Uint8Array<ArrayBuffer>,
  passphrase: string,
  app: string,
): Promise<Blob> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const head = {
    format: sealedFormat,
    version: sealedVersion,
    app,
    kdf: { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: toBase64(salt) },
    cipher: { name: 'AES-GCM', length: 256, iv: toBase64(iv) },
  };
  const headText = JSON.stringify(head);
  const key = await keyOf(passphrase, salt, iterations, 'encrypt');
  const additionalData = new TextEncoder().encode(headText);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes);
  const data = toBase64(new Uint8Array(sealed));
  return new Blob([headText.slice(0, -1), ',"data":"', data, '"}\n'], { type: 'application/json' });
}

/** The head of a sealed snapshot; null for any other file. Throws where it is one but damaged. */
export function readSealed(parsed: unknown): Sealed | null {
  const isSealed =
    typeof parsed === 'object' &&
    parsed !== null &&
    (parsed as { format?: unknown }).format === sealedFormat;
  if (!isSealed) return null;
  const result = v.safeParse(sealedSchema, parsed);
  if (!result.success) throw new AppError('error.snapshotDamaged');
  if (result.output.version > sealedVersion) {
    const { version: found } = result.output;
    throw new AppError('error.snapshotTooNew', { found, known: sealedVersion });
  }
  return result.output;
}

/**
 * Unlocks what {@link seal} locked. A wrong passphrase and a changed file look the same to AES-GCM, and
 * are told as one.
 */
export async function unseal(sealed: Sealed, passphrase: string): Promise<Blob> {
  const { data, ...head } = sealed;
  const salt = fromBase64(head.kdf.salt);
  const iv = fromBase64(head.cipher.iv);
  const bytes = fromBase64(data);
  if (!salt || !iv || !bytes) throw new AppError('error.snapshotDamaged');
  const key = await keyOf(passphrase, salt, head.kdf.iterations, 'decrypt');
  const additionalData = new TextEncoder().encode(JSON.stringify(head));
  try {
    return new Blob([
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes),
    ]);
  } catch {
    throw new AppError('error.snapshotPassphrase');
  }
}

async function keyOf(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  rounds: number,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    [use],
  );
}
