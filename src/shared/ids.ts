/** A new random identifier (UUID v4). Never derived from data, so it can be shown and exported. */
export function newId(): string {
  return crypto.randomUUID();
}
