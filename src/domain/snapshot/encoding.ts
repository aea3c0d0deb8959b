/** Bytes as base64, in pieces that no call stack minds. */
export function toBase64(bytes: Uint8Array): string {
  const step = 0x8000 * 3;
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    const piece = bytes.subarray(at, at + step);
    let text = '';
    for (let inner = 0; inner < piece.length; inner += 0x2000) {
      text += String.fromCharCode(...piece.subarray(inner, inner + 0x2000));
    }
    parts.push(btoa(text));
  }
  return parts.join('');
}

/** Bytes of base64; null where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return null;
  }
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** SHA-256 of a text's UTF-8, in hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
