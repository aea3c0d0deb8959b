import { createHash } from 'node:crypto';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A snapshot's text under a checksum that fits, whatever was done to its head or content. */
export function withChecksum(file: object): string {
  const { checksum: before, content, ...head } = file as Record<string, unknown>;
  void before;
  const checksum = sha256(`${JSON.stringify(head)}${JSON.stringify(content)}`);
  return JSON.stringify({ ...head, checksum, content });
}

/** The same under the head that versions before 6 wrote. */
export function asVersion(text: string, version: number): string {
  const { format, content } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify({ format, version, checksum: sha256(JSON.stringify(content)), content });
}
